"""How much faster the model host does a night's work than calling the model in turn.

``python -m benchmarks.throughput MODEL.gguf [--scenarios 8] [--rounds 3]``

The work: prompts with one few-shot beginning in common; for each scenario a JSON object under
a schema, then eight samples of code. Ways, one after another in every round, so that load by
others hits all alike; medians over rounds:

* naive: ``create_chat_completion`` with its defaults, one call after another
* naive, all cores: the same with one thread for each physical core
* batched: the host, without stopping samples early
* host: the host as the program uses it
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from dreamer_app.core.inference import GenerationRequest, Prompt, Sampling, StopRule
from dreamer_app.core.stop import StopToken
from dreamer_app.inference import ModelHost, read_header
from dreamer_app.inference.cores import physical_cores

Messages = tuple[tuple[str, str], ...]

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


def idea(topic: str) -> Messages:
    """Asks for a scenario."""
    return conversation(f"Invent a programming task about {topic}, as JSON.")


def code(topic: str) -> Messages:
    """Asks for a solution."""
    return conversation(f"Write one Python function that uses {topic}. Answer with code only.")


def naive(path: Path, topics: tuple[str, ...], threads: int | None) -> int:
    """One call after another; the number of samples drawn."""
    from llama_cpp import Llama

    model = Llama(str(path), n_ctx=4096, n_threads=threads, verbose=False)
    form = {"type": "json_object", "schema": SCHEMA}

    def ask(messages: Messages, limit: int, **more: Any) -> None:
        talk: list[Any] = [{"role": role, "content": content} for role, content in messages]
        model.create_chat_completion(
            talk,
            max_tokens=limit,
            temperature=0.8,
            **more,
        )

    for topic in topics:
        ask(idea(topic), JSON_TOKENS, response_format=form, seed=1)
        for seed in range(SAMPLES):
            ask(code(topic), CODE_TOKENS, seed=seed)
    model.close()
    return len(topics) * (SAMPLES + 1)


def hosted(path: Path, topics: tuple[str, ...], rule: StopRule) -> int:
    """The same through the host, scenarios side by side; the number of samples drawn."""
    host = ModelHost(read_header(path), priority=0)
    stop = StopToken()

    def dream(topic: str) -> int:
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
        return len(host.generate(scenario, stop)) + len(host.generate(solutions, stop))

    try:
        with ThreadPoolExecutor(len(topics)) as pool:
            return sum(pool.map(dream, topics))
    finally:
        host.close()


def host_rate(path: Path, sequences: int, steps: int) -> float:
    """Tokens a second that the host draws with so many samples, prompt not counted."""
    host = ModelHost(read_header(path), sequences=sequences, priority=0)

    def seconds(limit: int) -> float:
        request = GenerationRequest(
            prompt=Prompt(text=conversation("")[0][1] + "\nOnce upon a time"),
            samples=sequences,
            max_tokens=limit,
            sampling=Sampling(min_p=0.0, temperature=1.5),
        )
        begun = time.perf_counter()
        host.generate(request, StopToken())
        return time.perf_counter() - begun

    try:
        seconds(2)
        return sequences * steps / (seconds(steps + 4) - seconds(4))
    finally:
        host.close()


def bare_rate(path: Path, sequences: int, steps: int) -> float:
    """Tokens a second of nothing but ``llama_decode``, same file, batch and fill."""
    from dreamer_app.inference.host import BATCH, ROOTS, cells_for
    from dreamer_app.inference.native import LoadOptions, NativeLog, NativeModel

    options = LoadOptions(
        path=path,
        cells=cells_for(4096, sequences),
        sequences=sequences + ROOTS,
        batch=BATCH,
        threads=physical_cores(),
        gpu_layers=0,
    )
    model = NativeModel(options, NativeLog())
    text = conversation("")[0][1] + "\nOnce upon a time"
    tokens = model.tokenize(text, special=False, begin=True)
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


def _in_child(work: Callable[[], float]) -> float:
    """Run in a fresh process, so that no way finds another's libraries or memory warm."""
    import multiprocessing
    import os

    receive, send = multiprocessing.Pipe(duplex=False)
    child = os.fork()
    if child == 0:
        os.environ["OMP_WAIT_POLICY"] = "passive"
        send.send(work())
        os._exit(0)
    result = float(receive.recv())
    os.waitpid(child, 0)
    return result


def _timed(work: Callable[[], int]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def compare(path: Path, topics: tuple[str, ...], rounds: int) -> None:
    """All ways in turn; prints medians and ratios to the host."""
    ways: dict[str, Callable[[], int]] = {
        "naive": lambda: naive(path, topics, None),
        "naive, all cores": lambda: naive(path, topics, physical_cores()),
        "batched": lambda: hosted(path, topics, StopRule.NONE),
        "host": lambda: hosted(path, topics, StopRule.CODE_BLOCK),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, work in ways.items():
            seconds[name].append(_in_child(lambda work=work: _timed(work)))  # type: ignore[misc]
            print(f"  {name}: {seconds[name][-1]:.1f} s", file=sys.stderr)
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    for name, value in medians.items():
        print(f"{name:18s} {value:8.1f} s   {value / medians['host']:5.2f} times the host")


def scaling(path: Path, steps: int, counts: list[int]) -> Iterator[str]:
    """Tokens a second of host and bare loop over the number of sequences."""
    for sequences in counts:
        bare = _in_child(lambda n=sequences: bare_rate(path, n, steps))  # type: ignore[misc]
        host = _in_child(lambda n=sequences: host_rate(path, n, steps))  # type: ignore[misc]
        yield f"{sequences:3d} sequences: host {host:6.1f}/s, bare {bare:6.1f}/s, {host / bare:.0%}"


def main() -> None:
    """Print everything for the model on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--scenarios", type=int, default=len(TOPICS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--sequences", type=int, nargs="+", default=[1, 2, 4, 8, 16, 32])
    parser.add_argument("--only", choices=("work", "scaling"))
    options = parser.parse_args()
    if options.only != "scaling":
        compare(options.model, TOPICS[: options.scenarios], options.rounds)
    if options.only != "work":
        for line in scaling(options.model, options.steps, options.sequences):
            print(line)


if __name__ == "__main__":
    main()
