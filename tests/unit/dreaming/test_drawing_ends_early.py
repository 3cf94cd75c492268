"""How many samples a dream has drawn; model, probe and Guardian are stood in for at their ports."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dreamer_app.core.dreams import DreamRecord, Judgement, ScenarioSpec, Verification
from dreamer_app.core.inference import Finish, Generation, GenerationRequest, ModelInfo
from dreamer_app.core.knowledge import KnowledgeFragment
from dreamer_app.core.states import DreamOutcome, Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.dream import DreamPlan, realise
from dreamer_app.dreaming.savings import ALL_SAVINGS, Savings
from tests.unit.dreaming.stand_ins import InProcessProbe, kernel

MakeFragment = Callable[..., KnowledgeFragment]

STUB = 'def f(x):\n    """One more than x."""'
RIGHT, WRONG = "\n    return x + 1", "\n    return x"


class Model:
    """Gives texts one after another, each in no time at all, until it is told to stop."""

    info = ModelInfo(path=Path(), name="texts", size_bytes=0, parameters=1)

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self.drawn = 0

    def generate(
        self,
        request: GenerationRequest,
        stop: StopToken,
        on_sample: Callable[[Generation], bool] | None = None,
        on_text: Callable[[int, str], None] | None = None,
    ) -> list[Generation]:
        samples: list[Generation] = []
        wanted = True
        for index, text in enumerate(self._texts):
            finish = Finish.STOP if wanted else Finish.CANCELLED
            samples.append(Generation(text=text, index=index, seed=index, tokens=1, finish=finish))
            self.drawn += wanted
            if wanted and on_sample is not None:
                wanted = on_sample(samples[-1])
        return samples

    def tokens_per_second(self) -> float:
        return 0.0

    def close(self) -> None:
        pass


class Judge(InProcessProbe):
    """Evaluates in this process; accepts what it is given."""

    def verify(self, verification: Verification, stop: StopToken) -> Judgement:
        return Judgement(verdict=Verdict.ACCEPTED, checks=(), seconds=0.0)


def dream(
    texts: Sequence[str], about: KnowledgeFragment, savings: Savings = ALL_SAVINGS
) -> tuple[DreamRecord, int]:
    """What became of it, and how many samples it took."""
    model, judge = Model(texts), Judge()
    scenario = ScenarioSpec(
        title="",
        description="",
        task_prompt="",
        entry_point="f",
        stub=STUB,
        tests="def test_1():\n    assert f(1) == 2\n",
        probes=("f(5)",),
        reference=f"{STUB}{RIGHT}\n",
    )
    record = DreamRecord(
        id="0" * 12,
        session_id="s",
        number=1,
        outcome=DreamOutcome.FELL,
        started_at=datetime.now(UTC),
    )
    plan = DreamPlan(
        record=record, scenario=scenario, fragment=about, seed=0, samples=len(texts), sandbox=""
    )
    with ThreadPoolExecutor(1) as pool:
        parts = kernel(pool, model=lambda: model, probe=judge, verifier=judge)
        done = realise(plan, parts, StopToken(), lambda _: None, lambda _: None, savings=savings)
    return done, model.drawn


@pytest.fixture
def about(fragment: MakeFragment) -> KnowledgeFragment:
    return fragment("operator.index", "(a, /)")


def test_the_first_right_solution_ends_the_drawing_however_fast_the_model_is(
    about: KnowledgeFragment,
) -> None:
    record, drawn = dream([WRONG, WRONG, RIGHT, *[WRONG] * 5], about)
    assert drawn == 3
    assert record.outcome is DreamOutcome.KEPT
    assert record.provenance.attempt == 3


def test_without_a_right_one_all_are_drawn(about: KnowledgeFragment) -> None:
    assert dream([WRONG] * 8, about)[1] == 8


def test_the_same_solution_is_taken_when_all_are_drawn(about: KnowledgeFragment) -> None:
    texts = [WRONG, RIGHT, WRONG, WRONG]
    early, _ = dream(texts, about)
    late, drawn = dream(texts, about, Savings(settle=False))
    assert drawn == 4
    assert (early.code, early.outcome) == (late.code, late.outcome)
