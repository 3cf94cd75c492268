"""No hostile candidate gets a verdict by cheating, and none spoils the next one's."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from dreamer_app.core.dreams import Verification
from dreamer_app.core.errors import SandboxError
from dreamer_app.core.ports import Sandbox
from dreamer_app.core.states import Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian import Guardian
from dreamer_app.guardian.channel import Bench, Exhausted, Load
from dreamer_app.guardian.parsing import parse
from dreamer_app.guardian.plan import make_plan
from dreamer_app.sandbox import open_sandbox
from dreamer_app.settings import Settings

BACKENDS = [
    pytest.param("bubblewrap", marks=pytest.mark.bubblewrap),
    pytest.param("docker", marks=[pytest.mark.docker, pytest.mark.slow]),
]

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
ONLY_REPEATS_TELL = ("hash_dependent", "clock_dependent", "time_limited", "counts_calls")


def verify(guardian: Guardian, code: str) -> Verdict:
    asked = Verification(code=code, tests=TESTS, entry_point="total", alternatives=(OTHER, RIGHT))
    return guardian.verify(asked, StopToken()).verdict


@pytest.fixture(scope="module", params=BACKENDS)
def sandbox(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sandbox]:
    home = tmp_path_factory.mktemp("home")
    try:
        opened = open_sandbox(
            request.param, home=home, namespace="dreamer-hostile", session_id=uuid.uuid4().hex[:8]
        )
    except SandboxError as error:
        pytest.skip(str(error))
    yield opened
    opened.close()


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
    bench = Bench(sandbox, (), StopToken())
    plan = make_plan(TESTS, parse(TESTS), "total")
    try:
        bench.start()
        load = Load(code=path.read_text(), load_seconds=1.0, call_seconds=0.5)
        assert not bench.run(load, plan, first_only=True).passed
        again = bench.run(Load(code=RIGHT), plan)
        assert again.passed, again.why
    except Exhausted:
        pass
    finally:
        bench.close()


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
