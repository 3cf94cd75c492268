"""The engine on the real model, step by step, with no process in between."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dreamer_app.core.inference import Finish, Sampling, StopRule

if TYPE_CHECKING:
    from dreamer_app.inference.native import NativeModel
    from dreamer_app.inference.sequences import Sample

pytestmark = pytest.mark.model

SLOTS = 16
PROMPT = 'def add(a, b):\n    """Return the sum of a and b.\n\n    >>> add(1, 2)\n    3\n    """'


class Bench:
    """An engine with sixteen slots, and what it delivered."""

    def __init__(self, native: "NativeModel", *, roots: int = 4) -> None:
        from dreamer_app.inference.engine import Engine
        from dreamer_app.inference.sequences import Job

        self.native = native
        self.done: list[Sample] = []
        self.refused: list[str] = []
        self.engine: Engine = Engine(
            native,
            slots=SLOTS,
            roots=roots,
            batch=512,
            deliver=self.done.append,
            refuse=lambda _, why: self.refused.append(why),
        )
        self.job = Job(
            id=0,
            tokens=self.tokens(PROMPT),
            before=PROMPT,
            healed="",
            indices=(0,),
            max_tokens=40,
            sampling=Sampling(),
            stop=(),
            stop_rule=StopRule.NONE,
            grammar="",
        )

    def tokens(self, text: str) -> list[int]:
        return self.native.tokenize(text, special=False, begin=True)

    def submit(self, number: int, **changes: object) -> None:
        job = replace(self.job, id=number, sampling=Sampling(seed=number))
        self.engine.submit(replace(job, **changes))  # type: ignore[arg-type]

    def steps(self, count: int) -> None:
        for _ in range(count):
            self.engine.step()

    def finish(self) -> None:
        while self.engine.busy:
            self.engine.step()

    def live(self) -> dict[int, list[int]]:
        """Tokens drawn so far by every sample in a slot."""
        return {live.job.id: list(live.drawn) for live in self.engine._live}

    def clear(self) -> None:
        for number in {live.job.id for live in self.engine._live}:
            self.engine.cancel(number)
        self.finish()
        for root in list(self.engine._roots):
            self.engine._drop(root)


@pytest.fixture(scope="module")
def native(embedded_model: Path) -> "NativeModel":
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    from dreamer_app.inference.native import LoadOptions, NativeLog, NativeModel

    options = LoadOptions(
        path=embedded_model, cells=4096, sequences=SLOTS + 5, batch=512, threads=1, gpu_layers=0
    )
    return NativeModel(options, NativeLog())


@pytest.fixture
def bench(native: "NativeModel") -> Iterator[Bench]:
    made = Bench(native)
    yield made
    made.clear()


def crowd(bench: Bench) -> None:
    """Sixteen requests in their slots, and one more that waits for a slot."""
    for number in range(SLOTS + 1):
        bench.submit(number)
    bench.steps(12)
    assert sorted(bench.live()) == list(range(SLOTS))


def test_the_slot_of_a_cancelled_request_is_used_again_within_two_steps(bench: Bench) -> None:
    crowd(bench)
    bench.engine.cancel(5)
    assert [s.job for s in bench.done if s.finish is Finish.CANCELLED] == [5]
    bench.steps(2)
    assert SLOTS in bench.live()


def test_the_others_draw_what_they_would_have_drawn_without_the_cancelling(bench: Bench) -> None:
    crowd(bench)
    bench.steps(12)
    undisturbed, ended = bench.live(), {sample.job for sample in bench.done}
    bench.clear()
    bench.done.clear()
    crowd(bench)
    bench.engine.cancel(5)
    bench.steps(12)
    now = bench.live()
    others = set(range(SLOTS)) - {5} - ended
    assert len(others) > 10
    assert {n: now[n] for n in others} == {n: undisturbed[n] for n in others}


def test_samples_of_one_prompt_cost_one_evaluation_of_it(bench: Bench) -> None:
    length = len(bench.job.tokens)
    before = bench.engine.evaluated
    bench.submit(0, indices=tuple(range(SLOTS)), max_tokens=1)
    bench.finish()
    assert bench.engine.evaluated - before == length - 1 + SLOTS


def test_a_shared_beginning_is_evaluated_once(bench: Bench) -> None:
    bench.submit(0, max_tokens=1)
    bench.finish()
    before = bench.engine.evaluated
    longer = bench.tokens(PROMPT + "\n    return")
    bench.submit(1, tokens=longer, max_tokens=1)
    bench.finish()
    assert bench.engine.evaluated - before <= len(longer) - len(bench.job.tokens) + 2


def test_prompts_that_nobody_uses_shrink_to_what_they_share(bench: Bench) -> None:
    shared = len(bench.job.tokens)
    for number in range(4):
        tokens = bench.tokens(PROMPT + f"\n    # {number}" + " word" * 40)
        bench.submit(number, tokens=tokens, max_tokens=1, pinned=shared)
        bench.finish()
    lengths = sorted(len(root.tokens) for root in bench.engine._roots)
    assert sum(length > shared for length in lengths) == 2
    before = bench.engine.evaluated
    bench.submit(9, max_tokens=1)
    bench.finish()
    assert bench.engine.evaluated - before <= 2


def test_a_request_joins_while_others_are_being_drawn(bench: Bench) -> None:
    bench.submit(0)
    bench.steps(5)
    bench.submit(1)
    bench.steps(3)
    drawn = bench.live()
    assert len(drawn[0]) > len(drawn[1]) > 0
