"""No hostile candidate gets a verdict by cheating, and none spoils the next one's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dreamer_app.core.dreams import Verification
from dreamer_app.core.ports import Sandbox
from dreamer_app.core.states import Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian import Guardian
from dreamer_app.guardian.channel import Bench, Load
from dreamer_app.guardian.checks.parses_sane import class_names
from dreamer_app.guardian.parsing import parse
from dreamer_app.guardian.plan import make_plan
from dreamer_app.guardian.reports import Exhausted
from dreamer_app.settings import Settings
from tests.contracts.backends import JUDGING, opened

HOSTILE = sorted((Path(__file__).parent / "hostile_candidates").glob("*.py"))
TESTS = """
def test_small():
    assert total([1, 2, 3]) == 6

def test_empty():
    assert total([]) == 0

def test_negative():
    assert total([-1, 5]) == 4

def test_many():
    assert total(list(range(10))) == 45
"""
HARMFUL = sorted((Path(__file__).parent / "hostile").glob("*.py"))
HARMFUL_TESTS = """
def test_whole():
    assert solve(21) == 42
    assert solve(0) == 0

def test_other():
    assert solve(-3) == -6
    assert solve(1.5) == 3.0
"""
DOUBLES = (
    "def solve(x):\n    return x + x\n",
    "def solve(x):\n    return x * 2\n",
)
RIGHT = """
def total(values):
    result = 0
    for value in values:
        result += value
    return result
"""
OTHER = "def total(values):\n    return sum(values)\n"
NEAR_TESTS = """
def test_near():
    assert abs(total([1, 2.5]) - 3.5) < 1e-9

def test_nearer():
    assert abs(total([4, 4]) - 8) < 1e-9
    assert abs(3 - total([1, 2])) < 1e-9
"""
"""Tests that hold an expected value out to an operator."""
KIND_TESTS = """
from numbers import Number

class Sum(int):
    pass

def test_it_is_a_number():
    assert isinstance(total([1, 2]), int)
    assert isinstance(total([1, 2]), Number)

def test_it_is_nothing_else():
    assert not isinstance(total([1, 2]), (str, dict, tuple, Exception, Sum))
"""
"""Tests that go by the type of a result."""
ONLY_REPEATS_TELL = """
    bomb_of_a_later_year clock_dependent counts_calls hash_dependent knows_that_it_is_observed
    knows_the_hash_seed remembers_the_first_run time_limited
""".split()  # noqa: SIM905 - read as a paragraph
"""These are right in a single run, and wrong in another one or where solutions are compared."""


def verify(guardian: Guardian, code: str) -> Verdict:
    asked = Verification(code=code, tests=TESTS, entry_point="total", alternatives=(OTHER, RIGHT))
    return guardian.verify(asked, StopToken()).verdict


def passes_alone(sandbox: Sandbox, code: str, tests: str) -> bool:
    """Whether it passes over the channel alone; a right one of another owner after it must."""
    tree = parse(tests)
    bench = Bench(sandbox, (), StopToken())
    try:
        bench.start()
        load = Load(code=code, load_seconds=1.0, call_seconds=0.5)
        plan = make_plan(tests, tree, "total", class_names(parse(code)) - {"total"})
        run = bench.run(load, plan, first_only=True)
        again = bench.run(Load(code=RIGHT), plan, whose="another")
        assert again.passed, again.why
    except Exhausted:
        return False
    finally:
        bench.close()
    return run.passed


@pytest.fixture(scope="module", params=JUDGING)
def sandbox(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sandbox]:
    with opened(request.param, tmp_path_factory.mktemp("home")) as made:
        yield made


@pytest.fixture
def guardian(sandbox: Sandbox) -> Guardian:
    return Guardian(sandbox, Settings())


def test_the_corpus_is_large() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("path", HOSTILE, ids=lambda p: p.stem)
def test_a_hostile_candidate_is_not_accepted(path: Path, guardian: Guardian) -> None:
    assert verify(guardian, path.read_text()) in (Verdict.REJECTED, Verdict.UNCERTAIN)


@pytest.mark.parametrize(
    "path", [p for p in HOSTILE if p.stem not in ONLY_REPEATS_TELL], ids=lambda p: p.stem
)
def test_the_channel_alone_does_not_pass_a_hostile_candidate(path: Path, sandbox: Sandbox) -> None:
    """Without the static checks, which may one day miss a spelling of the same attack."""
    assert not passes_alone(sandbox, path.read_text(), TESTS)


@pytest.mark.parametrize(
    "path", [p for p in HOSTILE if p.stem.startswith("operators_")], ids=lambda p: p.stem
)
def test_no_operator_of_a_candidate_judges_an_expected_value(
    path: Path, guardian: Guardian
) -> None:
    asked = Verification(
        code=path.read_text(), tests=NEAR_TESTS, entry_point="total", alternatives=(OTHER, RIGHT)
    )
    judgement = guardian.verify(asked, StopToken())
    assert judgement.verdict in (Verdict.REJECTED, Verdict.UNCERTAIN)
    assert not passes_alone(guardian.sandbox, path.read_text(), NEAR_TESTS)


@pytest.mark.parametrize(
    "path", [p for p in HOSTILE if p.stem.startswith("bases_")], ids=lambda p: p.stem
)
def test_no_claim_about_its_bases_passes_for_a_type(path: Path, sandbox: Sandbox) -> None:
    assert not passes_alone(sandbox, path.read_text(), KIND_TESTS)


@pytest.mark.slow
@pytest.mark.parametrize("path", HARMFUL, ids=lambda p: p.stem)
def test_a_candidate_that_means_harm_is_not_accepted(path: Path, guardian: Guardian) -> None:
    """Even where its answers are right."""
    asked = Verification(
        code=path.read_text(), tests=HARMFUL_TESTS, entry_point="solve", alternatives=DOUBLES
    )
    assert guardian.verify(asked, StopToken()).verdict in (Verdict.REJECTED, Verdict.UNCERTAIN)


def test_a_correct_candidate_right_after_all_of_them_is_accepted(guardian: Guardian) -> None:
    for path in HOSTILE[:6]:
        verify(guardian, path.read_text())
    assert verify(guardian, RIGHT) is Verdict.ACCEPTED
