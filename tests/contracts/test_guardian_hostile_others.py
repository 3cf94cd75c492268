"""Neither hostile tests nor hostile alternatives get a lesson accepted that should not be."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dreamer_app.core.dreams import Verification
from dreamer_app.core.states import Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian import Guardian
from dreamer_app.settings import Settings
from tests.contracts.backends import JUDGING, opened

HOSTILE_TESTS = sorted((Path(__file__).parent / "hostile_tests").glob("*.py"))
HOSTILE_ALTERNATIVES = sorted((Path(__file__).parent / "hostile_alternatives").glob("*.py"))
RIGHT = """
def total(values):
    result = 0
    for value in values:
        result += value
    return result
"""
OTHER = "def total(values):\n    return sum(values)\n"
WRONG = RIGHT.replace("return result", "return result if len(values) < 4 else result + 1")
TESTS = """
def test_small():
    assert total([1, 2, 3]) == 6
    assert total([4]) == 4

def test_empty():
    assert total([]) == 0

def test_negative():
    assert total([-1, 5]) == 4
"""
LONGER = TESTS + "\ndef test_longer():\n    assert total([1, 2, 3, 4]) == 11\n"
"""With an output of the wrong candidate for an expected value."""


@pytest.fixture(scope="module", params=JUDGING)
def guardian(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Guardian]:
    with opened(request.param, tmp_path_factory.mktemp("home")) as made:
        yield Guardian(made, Settings())


def test_the_corpora_are_large() -> None:
    assert len(HOSTILE_TESTS) >= 10
    assert len(HOSTILE_ALTERNATIVES) >= 10


@pytest.mark.parametrize("path", HOSTILE_TESTS, ids=lambda p: p.stem)
def test_hostile_tests_prove_nothing_of_a_right_candidate(path: Path, guardian: Guardian) -> None:
    asked = Verification(
        code=RIGHT, tests=path.read_text(), entry_point="total", alternatives=(OTHER,)
    )
    judgement = guardian.verify(asked, StopToken())
    assert judgement.verdict in (Verdict.REJECTED, Verdict.UNCERTAIN), judgement.checks


@pytest.mark.parametrize("path", HOSTILE_ALTERNATIVES, ids=lambda p: p.stem)
def test_hostile_alternatives_do_not_help_a_wrong_candidate(path: Path, guardian: Guardian) -> None:
    code = path.read_text()
    known = code.replace("[4])", "[4], [1, 2, 3, 4])").replace(
        "return sum(values)", "return sum(values) + (len(values) > 3)"
    )
    alternatives = (known, f"{known}\n\nN = 1\n", f"{known}\n\nN = 2\n", OTHER)
    asked = Verification(code=WRONG, tests=LONGER, entry_point="total", alternatives=alternatives)
    judgement = guardian.verify(asked, StopToken())
    assert judgement.verdict is not Verdict.ACCEPTED, judgement.checks


def test_a_right_candidate_beside_one_hostile_alternative_is_accepted(guardian: Guardian) -> None:
    hostile = (Path(__file__).parent / "hostile_alternatives" / "kills_its_sandbox.py").read_text()
    others = (OTHER, f"{OTHER}# b\n", f"{OTHER}# c\n", f"{OTHER}# d\n")
    asked = Verification(
        code=RIGHT, tests=TESTS, entry_point="total", alternatives=(hostile, *others)
    )
    assert guardian.verify(asked, StopToken()).verdict is Verdict.ACCEPTED


def test_tests_cannot_count_their_runs_in_a_file(guardian: Guardian) -> None:
    """Those that would pass from some run on, after all stubs, find every run to be the first."""
    text = (Path(__file__).parent / "hostile_tests" / "counts_runs_in_a_file.py").read_text()
    for first in (1, 17):
        tests = text.replace("17 <= RUN < 23", f"{first} <= RUN")
        asked = Verification(code=RIGHT, tests=tests, entry_point="total", alternatives=(OTHER,))
        judgement = guardian.verify(asked, StopToken())
        stubs = next(c for c in judgement.checks if c.name == "stubs_fail")
        assert len(stubs.evidence["failed"]) >= 17
        assert judgement.fell_at == "tests_pass"
