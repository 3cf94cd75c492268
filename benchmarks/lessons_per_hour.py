"""Lessons accepted for each hour of processor time, and what each saving is worth.

``python -m benchmarks.lessons_per_hour MODEL.gguf [--dreams 24] [--rounds 1] [--keep FOLDER]``

The same tasks, woven once from Python's standard library with one seed, are solved and judged
anew with everything on and then with one saving after another switched off; every round draws
with other seeds. Real model, real sandbox (bubblewrap), real Guardian. Processor time of all
processes together is counted, so other programs disturb little; needs root for that. The model
has one thread, so that threads waiting for one another do not count as work. Beside the times
stand counts that no other program can disturb: tokens drawn, tokens evaluated (prompts
included), sandboxes started. ``--keep`` keeps tasks and rounds, so that a later run adds to them.

Ways to be switched off:

* settle: solutions are compared while others are drawn, and drawing stops once settled
* discard: solutions that do not use their library, or use undefined names, are not run
* hopeless: a sample that nothing can mend is cut; without, only the end of the function ends it
* end: a sample ends with its function; without, it is drawn to its limit and cut afterwards
* one prompt: the samples of a prompt share its evaluation; without, each is a prompt of its own
  that begins with what all prompts begin with, and they are drawn beside one another
* prefix: what prompts begin with is evaluated once; without, every request begins differently
* order: four tasks in a row are of one form, so that they begin alike; without, shuffled
* beside: three dreams at a time; without, one after the other
* quick copy: weights in the form the processor multiplies fastest; without, the file as it is

``--chat`` has the model asked in conversation, as larger ones are.
"""

import argparse
import json
import pickle
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import psutil

from benchmarks.cpu_group import ProcessorTime
from benchmarks.ways import WAYS, Wasteful, Way
from dreamer_app.core.dreams import DreamRecord
from dreamer_app.core.inference import (
    GenerationRequest,
    ModelInfo,
    Prompt,
)
from dreamer_app.core.ports import LanguageModel
from dreamer_app.core.states import Difficulty, DreamOutcome, Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.callee import Abstained
from dreamer_app.dreaming.dream import DreamPlan, realise
from dreamer_app.dreaming.kernel import Kernel
from dreamer_app.dreaming.weaver import ScenarioWeaver
from dreamer_app.guardian import Guardian
from dreamer_app.inference import ModelHost, read_header
from dreamer_app.knowledge import GraphRAG
from dreamer_app.sandbox import open_sandbox
from dreamer_app.services.counting import CountedSandbox
from dreamer_app.settings import Settings
from dreamer_app.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one way came to in one round.

    Args:
        drawn, evaluated: tokens.
        processor, model: seconds of processor time, of everything and of the model's host.
        wall: seconds.
        fell: what each dream came to.
    """

    way: str
    dreams: int
    accepted: int
    drawn: int
    evaluated: int
    sandboxes: int
    processor: float
    model: float
    wall: float
    fell: tuple[str, ...] = ()


def weave(bench: "Bench", options: argparse.Namespace) -> list[DreamPlan]:
    """The tasks that all ways are given."""
    weaver = ScenarioWeaver(bench.kernel)
    plans: list[DreamPlan] = []
    count, seed = options.dreams, options.seed
    for number, fragment in enumerate(bench.graph.get_clusters(count * 8, seed=seed)):
        if len(plans) == count:
            break
        rng, stretch = random.Random(f"{seed} {number}"), f"{seed} {len(plans) // 4}"
        try:
            scenario = weaver.weave(fragment, options.difficulty, rng, StopToken(), stretch=stretch)
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
                samples=options.samples,
                sandbox="bubblewrap",
            )
        )
        print(f"\r{len(plans)} of {count} tasks woven", end="", file=sys.stderr)
    print(file=sys.stderr)
    return plans


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What all ways are measured with."""

    kernel: Kernel
    starts: list[str]
    graph: GraphRAG
    used: ProcessorTime
    info: ModelInfo
    copies: Path
    threads: int
    chat: bool

    def host(self, way: Way) -> ModelHost:
        """A fresh one; with a copy that has been made before, where there is one."""
        copies = self.copies if way.quick_copy else None
        return ModelHost(self.info, priority=0, threads=self.threads, copies=copies)

    def warm_up(self, plans: list[DreamPlan]) -> None:
        """Make the copy, which is done once and not in each night, and fill all caches."""
        self.dream("warm-up", Way(), plans)

    def dream(self, name: str, way: Way, plans: list[DreamPlan]) -> Outcome:
        """Solve and judge all tasks in one way; loading the model does not count."""
        host = self.host(way)
        host.generate(GenerationRequest(prompt=Prompt(text="x ="), max_tokens=1), StopToken())
        model: LanguageModel = Wasteful(host, way, chat=self.chat)
        kernel = replace(self.kernel, model=lambda: model)
        process = psutil.Process(host.process_id)

        def one(plan: DreamPlan) -> DreamRecord:
            return realise(
                plan, kernel, StopToken(), lambda _: None, lambda _: None, savings=way.savings
            )

        starts, loading, work = len(self.starts), sum(process.cpu_times()[:2]), host.work
        began, before = time.perf_counter(), self.used.seconds()
        try:
            with ThreadPoolExecutor(way.beside) as pool:
                records = list(pool.map(one, plans))
            wall = time.perf_counter() - began
            time.sleep(0.3)  # until the host has told what it did
            drawn, evaluated = host.work.drawn - work.drawn, host.work.evaluated - work.evaluated
            model_seconds = sum(process.cpu_times()[:2]) - loading
        finally:
            host.close()
        return Outcome(
            way=name,
            dreams=len(records),
            accepted=sum(_is_accepted(record) for record in records),
            drawn=drawn,
            evaluated=evaluated,
            sandboxes=len(self.starts) - starts,
            processor=self.used.seconds() - before,
            model=model_seconds,
            wall=wall,
            fell=tuple(record.fell_at or str(record.outcome) for record in records),
        )


def _is_accepted(record: DreamRecord) -> bool:
    judgement = record.judgement if record.outcome is DreamOutcome.KEPT else None
    return judgement is not None and judgement.verdict is Verdict.ACCEPTED


@contextmanager
def house(
    folder: Path, settings: Settings, info: ModelInfo, options: argparse.Namespace
) -> Iterator[Bench]:
    """Knowledge of the standard library, a sandbox and a Guardian."""
    store = Store.open(folder / "b.db", backups=folder / "backups", output_dir=folder / "lessons")
    opened = open_sandbox(
        "bubblewrap", home=folder, namespace="dreamer-bench", session_id=uuid.uuid4().hex[:8]
    )
    starts: list[str] = []
    sandbox = CountedSandbox(opened, lambda: starts.append(opened.name))
    guardian = Guardian(sandbox, settings)

    def no_model() -> LanguageModel:
        raise RuntimeError("weaving asks no model here")

    try:
        with ThreadPoolExecutor(2) as pool:
            yield Bench(
                kernel=Kernel(
                    model=no_model,
                    prepare=lambda _: sandbox.name,
                    probe=guardian,
                    verifier=guardian,
                    executor=pool,
                    settings=lambda: settings,
                    release=lambda: None,
                ),
                starts=starts,
                graph=GraphRAG(store.knowledge),
                used=ProcessorTime(),
                info=info,
                copies=folder / "copies",
                threads=options.threads,
                chat=options.chat,
            )
    finally:
        sandbox.close()
        store.close()


def tasks(bench: Bench, keep: Path, options: argparse.Namespace) -> tuple[list[DreamPlan], float]:
    """The tasks, and the processor time that weaving them took; kept from an earlier run."""
    kept = keep / f"tasks-{options.difficulty}-{options.seed}-{options.dreams}.pickle"
    if kept.is_file():
        loaded: tuple[list[DreamPlan], float] = pickle.loads(kept.read_bytes())
        return loaded
    bench.graph.ingest("stdlib")
    before = bench.used.seconds()
    plans = weave(bench, options)
    weaving = bench.used.seconds() - before
    kept.write_bytes(pickle.dumps((plans, weaving)))
    return plans, weaving


def table(outcomes: list[Outcome], weaving: float) -> Iterator[str]:
    """The table's lines: sums over all rounds of a way; ratios to everything on."""
    yield "| way | accepted | drawn | evaluated | sandboxes | model CPU s | all CPU s | wall s |"
    yield "|---|---|---|---|---|---|---|---|"
    ways = list(dict.fromkeys(outcome.way for outcome in outcomes))
    ratios = ["", "| way | lessons per CPU-hour | ratio | CPU | drawn | evaluated | wall |"]
    ratios.append("|---|---|---|---|---|---|---|")
    first: dict[str, float] = {}
    for way in ways:
        mine = [outcome for outcome in outcomes if outcome.way == way]
        names = ("accepted", "drawn", "evaluated", "sandboxes", "model", "processor", "wall")
        total = {name: sum(getattr(outcome, name) for outcome in mine) for name in names}
        dreams = sum(outcome.dreams for outcome in mine)
        yield (
            f"| {way} | {total['accepted']} of {dreams} | {total['drawn']} | {total['evaluated']} "
            f"| {total['sandboxes']} | {total['model']:.1f} | {total['processor']:.1f} "
            f"| {total['wall']:.1f} |"
        )
        total = {name: value / dreams for name, value in total.items()}
        woven = weaving / len(mine[0].fell)
        total["rate"] = total["accepted"] * 3600 / (total["processor"] + woven)
        first = first or total
        against = {name: value / first[name] if first[name] else 0 for name, value in total.items()}
        ratios.append(
            f"| {way} | {total['rate']:.0f} | {against['rate']:.2f} | {against['processor']:.2f} "
            f"| {against['drawn']:.2f} | {against['evaluated']:.2f} | {against['wall']:.2f} |"
        )
    yield from ratios
    yield from spread(outcomes)


def spread(outcomes: list[Outcome]) -> Iterator[str]:
    """For each way the least and the most of its rounds: what is less apart shows nothing."""
    yield ""
    yield "| way | rounds | accepted | drawn | all CPU s | wall s |"
    yield "|---|---|---|---|---|---|"
    for way in dict.fromkeys(outcome.way for outcome in outcomes):
        mine = [outcome for outcome in outcomes if outcome.way == way]
        cells = [
            f"{min(values):.{places}f}..{max(values):.{places}f}"
            for name, places in (("accepted", 0), ("drawn", 0), ("processor", 1), ("wall", 1))
            for values in [[getattr(outcome, name) for outcome in mine]]
        ]
        yield f"| {way} | {len(mine)} | {' | '.join(cells)} |"


def main() -> None:
    """Print the table for the model on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--dreams", type=int, default=24)
    parser.add_argument("--samples", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--difficulty", type=Difficulty, default=Difficulty.SIMPLE)
    parser.add_argument("--threads", type=int, default=1, help="of the model")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=sorted(WAYS))
    parser.add_argument("--chat", action="store_true")
    parser.add_argument("--keep", type=Path, help="keeps tasks and rounds for a later run")
    options = parser.parse_args()
    settings = Settings(samples=options.samples, grounding="full")
    info = read_header(options.model)
    with tempfile.TemporaryDirectory() as name, house(Path(name), settings, info, options) as bench:
        keep = options.keep or Path(name)
        keep.mkdir(parents=True, exist_ok=True)
        rounds = keep / f"rounds{'-chat' if options.chat else ''}.jsonl"
        before = rounds.read_text(encoding="utf-8").splitlines() if rounds.is_file() else []
        outcomes = [Outcome(**json.loads(row)) for row in before]
        plans, weaving = tasks(bench, keep, options)
        bench.warm_up(plans[:2])
        for _ in range(options.rounds):
            for way in options.only or WAYS:
                number = sum(outcome.way == way for outcome in outcomes)
                others = [replace(plan, seed=plan.seed + 1000 * number) for plan in plans]
                if not WAYS[way].order:
                    random.Random(number).shuffle(others)
                outcomes.append(bench.dream(way, WAYS[way], others))
                with rounds.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(outcomes[-1])) + "\n")
                print(f"{way}: {outcomes[-1]}", file=sys.stderr)
        print(f"{len(plans)} tasks; weaving them took {weaving:.0f} s of processor time\n")
        print("\n".join(table(outcomes, weaving)))


if __name__ == "__main__":
    main()
