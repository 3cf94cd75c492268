"""Lessons accepted for each hour of processor time, and what each saving is worth.

``python -m benchmarks.lessons_per_hour MODEL.gguf [--dreams 24] [--only NAME...]``

The same tasks, woven once from Python's standard library with one seed, are solved and judged
anew with everything on and then with one saving after another switched off. Real model, real
sandbox (bubblewrap), real Guardian. Processor time of all processes together is counted, so
other programs disturb little; needs root for that. The model has one thread, so that threads
waiting for one another do not count as work. Ways to be switched off:

* settle: solutions are compared while others are drawn, and drawing stops once settled, where
  a sample takes two seconds; "at once": however long it takes
* discard: solutions that do not use their library, or use undefined names, are not run
* hopeless: a sample that nothing can mend is cut; without, only the end of the function ends it
* end: a sample ends with its function; without, it is drawn to its limit and cut afterwards
* one prompt: the samples of a prompt share its evaluation; without, each is a prompt of its own
* prefix: what prompts begin with is evaluated once; without, every request begins differently
* beside: two dreams at a time; without, one after the other
* quick copy: weights in the form the processor multiplies fastest; without, the file as it is
"""

import argparse
import math
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import psutil

from benchmarks.cpu_group import ProcessorTime
from dreamer_app.core.dreams import DreamRecord
from dreamer_app.core.inference import (
    Finish,
    Generation,
    GenerationRequest,
    ModelInfo,
    Prompt,
    StopRule,
)
from dreamer_app.core.ports import LanguageModel
from dreamer_app.core.states import Difficulty, DreamOutcome, Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.callee import Abstained
from dreamer_app.dreaming.dream import DreamPlan, realise
from dreamer_app.dreaming.kernel import Kernel
from dreamer_app.dreaming.savings import ALL_SAVINGS, Savings
from dreamer_app.dreaming.weaver import ScenarioWeaver
from dreamer_app.guardian import Guardian
from dreamer_app.inference import ModelHost, read_header
from dreamer_app.inference.stop_rules import rules_for
from dreamer_app.knowledge import GraphRAG
from dreamer_app.sandbox import open_sandbox
from dreamer_app.settings import Settings
from dreamer_app.store import Store

OnSample = Callable[[Generation], bool]
_NEXT_STATEMENT = tuple(
    f"\n{word}"
    for word in ("def ", "class ", "import ", "from ", "if ", "for ", "print", "@", "#", '"""')
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How the dreams are dreamed; everything is on by default."""

    savings: Savings = ALL_SAVINGS
    hopeless: bool = True
    end: bool = True
    one_prompt: bool = True
    prefix: bool = True
    beside: int = 2
    quick_copy: bool = True


WAYS = {
    "everything on": Way(),
    "settle at once": Way(savings=replace(ALL_SAVINGS, settle_after=0.0)),
    "without settle": Way(savings=replace(ALL_SAVINGS, settle_after=math.inf)),
    "without discard": Way(savings=replace(ALL_SAVINGS, discard=False)),
    "without hopeless": Way(hopeless=False),
    "without end": Way(hopeless=False, end=False),
    "without one prompt": Way(one_prompt=False),
    "without prefix": Way(prefix=False),
    "without beside": Way(beside=1),
    "without quick copy": Way(quick_copy=False),
    "everything off": Way(
        savings=Savings(settle_after=math.inf, discard=False),
        hopeless=False,
        end=False,
        one_prompt=False,
        prefix=False,
        beside=1,
        quick_copy=False,
    ),
}


class Wasteful:
    """A model's host, asked in the ways that the benchmark switches savings off."""

    def __init__(self, host: ModelHost, way: Way) -> None:
        self._host = host
        self._way = way

    @property
    def info(self) -> ModelInfo:
        """Of the host."""
        return self._host.info

    def generate(
        self,
        request: GenerationRequest,
        stop: StopToken,
        on_sample: OnSample | None = None,
        on_text: Callable[[int, str], None] | None = None,  # noqa: ARG002 - the port has it
    ) -> list[Generation]:
        """See the port; nobody watches the samples grow."""
        way = self._way
        rule, prompt = request.stop_rule, request.prompt
        if not way.hopeless and rule is StopRule.FUNCTION_BODY:
            strings = _NEXT_STATEMENT if way.end else ()
            request = replace(request, stop_rule=StopRule.NONE, stop=strings)

        def cut(sample: Generation) -> Generation:
            if request.stop_rule is rule or sample.finish is Finish.CANCELLED:
                return sample
            return _cut_afterwards(sample, rule, prompt.text)

        def note(sample: Generation) -> bool:
            return on_sample is None or on_sample(cut(sample))

        if way.one_prompt:
            return [cut(s) for s in self._host.generate(self._begun(request), stop, note)]
        return self._one_by_one(request, stop, note, cut)

    def _one_by_one(
        self,
        request: GenerationRequest,
        stop: StopToken,
        note: OnSample,
        cut: Callable[[Generation], Generation],
    ) -> list[Generation]:
        found: list[Generation] = []
        for index in range(request.samples):
            sampling = replace(request.sampling, seed=request.sampling.seed + index)
            single = replace(request, samples=1, sampling=sampling)
            prompt = replace(single.prompt, text=f"# {uuid.uuid4().hex}\n{single.prompt.text}")
            (sample,) = self._host.generate(replace(single, prompt=prompt), stop)
            found.append(replace(cut(sample), index=index))
            if not note(replace(sample, index=index)):
                break
        return found

    def _begun(self, request: GenerationRequest) -> GenerationRequest:
        if self._way.prefix:
            return request
        text = f"# {uuid.uuid4().hex}\n{request.prompt.text}"
        return replace(request, prompt=replace(request.prompt, text=text, shared_prefix=0))

    def tokens_per_second(self) -> float:
        """See the port."""
        return self._host.tokens_per_second()

    def close(self) -> None:
        """See the port."""
        self._host.close()


def _cut_afterwards(sample: Generation, rule: StopRule, prompt: str) -> Generation:
    """The part of a sample that its rule would have kept."""
    text = sample.text + "\n"
    for each in rules_for(rule, prompt=prompt, strings=()):
        end = each(text, 0)
        if end is not None:
            return replace(sample, text=text[: end.length], finish=end.finish)
    return sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one way came to."""

    name: str
    records: list[DreamRecord]
    processor: float
    model: float
    wall: float

    @property
    def accepted(self) -> int:
        """Dreams that the Guardian accepted."""
        judgements = [r.judgement for r in self.records if r.outcome is DreamOutcome.KEPT]
        return sum(j is not None and j.verdict is Verdict.ACCEPTED for j in judgements)

    @property
    def tokens(self) -> int:
        """Tokens drawn in samples that ended."""
        return sum(record.tokens for record in self.records)


def weave(kernel: Kernel, graph: GraphRAG, count: int, seed: int, samples: int) -> list[DreamPlan]:
    """The tasks that all ways are given."""
    weaver = ScenarioWeaver(kernel)
    plans: list[DreamPlan] = []
    for number, fragment in enumerate(graph.get_clusters(count * 8, seed=seed)):
        if len(plans) == count:
            break
        rng = random.Random(f"{seed} {number}")
        try:
            scenario = weaver.weave(fragment, Difficulty.SIMPLE, rng, StopToken())
        except Abstained:
            continue
        record = DreamRecord(
            id=uuid.uuid4().hex[:12],
            session_id="benchmark",
            number=len(plans) + 1,
            outcome=DreamOutcome.FELL,
            started_at=datetime.now(UTC),
        )
        plans.append(
            DreamPlan(
                record=record,
                scenario=scenario,
                fragment=fragment,
                seed=rng.randrange(2**31),
                samples=samples,
                sandbox="bubblewrap",
            )
        )
        print(f"\r{len(plans)} of {count} tasks woven", end="", file=sys.stderr)
    print(file=sys.stderr)
    return plans


def dream(
    name: str,
    way: Way,
    plans: list[DreamPlan],
    kernel: Kernel,
    host: ModelHost,
    used: ProcessorTime,
) -> Outcome:
    """Solve and judge all tasks in one way."""
    model: LanguageModel = Wasteful(host, way)
    kernel = replace(kernel, model=lambda: model)

    def one(plan: DreamPlan) -> DreamRecord:
        return realise(
            plan, kernel, StopToken(), lambda _: None, lambda _: None, savings=way.savings
        )

    began, before = time.perf_counter(), used.seconds()
    try:
        with ThreadPoolExecutor(way.beside) as pool:
            records = list(pool.map(one, plans))
        model_seconds = sum(psutil.Process(host.process_id).cpu_times()[:2])
    finally:
        host.close()
    return Outcome(
        name=name,
        records=records,
        processor=used.seconds() - before,
        model=model_seconds,
        wall=time.perf_counter() - began,
    )


@contextmanager
def house(folder: Path, settings: Settings) -> Iterator[tuple[Kernel, GraphRAG]]:
    """Knowledge of the standard library, a sandbox and a Guardian."""
    store = Store.open(folder / "b.db", backups=folder / "backups", output_dir=folder / "lessons")
    sandbox = open_sandbox(
        "bubblewrap", home=folder, namespace="dreamer-bench", session_id=uuid.uuid4().hex[:8]
    )
    graph = GraphRAG(store.knowledge)
    guardian = Guardian(sandbox, settings)

    def no_model() -> LanguageModel:
        raise RuntimeError("weaving asks no model here")

    try:
        graph.ingest("stdlib")
        with ThreadPoolExecutor(2) as pool:
            yield (
                Kernel(
                    model=no_model,
                    prepare=lambda _: sandbox.name,
                    probe=guardian,
                    verifier=guardian,
                    executor=pool,
                    settings=lambda: settings,
                    release=lambda: None,
                ),
                graph,
            )
    finally:
        sandbox.close()
        store.close()


def line(outcome: Outcome, first: Outcome, weaving: float) -> str:
    """A row of the table."""
    rate, best = (
        o.accepted * 3600 / (o.processor + weaving) if o.processor else 0.0
        for o in (outcome, first)
    )
    return (
        f"| {outcome.name} | {outcome.accepted} of {len(outcome.records)} | "
        f"{outcome.tokens} | {outcome.model:.1f} | {outcome.processor:.1f} | {rate:.0f} | "
        f"{rate / best if best else 0:.2f} | {outcome.processor / first.processor:.2f} |"
    )


def main() -> None:
    """Print the table for the model on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--dreams", type=int, default=24)
    parser.add_argument("--samples", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="of the model")
    parser.add_argument("--only", nargs="+", choices=sorted(WAYS))
    options = parser.parse_args()
    settings = Settings(samples=options.samples, grounding="full")
    used = ProcessorTime()
    with tempfile.TemporaryDirectory() as name, house(Path(name), settings) as (kernel, graph):
        before = used.seconds()
        plans = weave(kernel, graph, options.dreams, options.seed, options.samples)
        weaving = used.seconds() - before
        print(f"{len(plans)} tasks; weaving them took {weaving:.0f} s of processor time\n")
        print("| way | accepted | tokens | model CPU s | all CPU s | per CPU-hour | ratio | cost |")
        print("|---|---|---|---|---|---|---|---|", flush=True)
        info = read_header(options.model)
        copies = Path(name) / "copies"
        warm = ModelHost(info, priority=0, copies=copies)
        warm.generate(
            GenerationRequest(prompt=Prompt(text="x ="), max_tokens=1), StopToken()
        )  # the copy is made once, not in each night
        warm.close()
        host = ModelHost(info, priority=0, threads=options.threads, copies=copies)
        dream("warm-up", Way(), plans[:4], kernel, host, used)
        first: Outcome | None = None
        for way_name in options.only or WAYS:
            way = WAYS[way_name]
            host = ModelHost(
                info,
                priority=0,
                threads=options.threads,
                copies=copies if way.quick_copy else None,
            )
            outcome = dream(way_name, way, plans, kernel, host, used)
            first = first or outcome
            print(line(outcome, first, weaving), flush=True)
            fell = [f"{r.number} {r.fell_at or r.outcome}" for r in outcome.records]
            print(f"  {', '.join(fell)}", file=sys.stderr)


if __name__ == "__main__":
    main()
