"""Where the library is the oracle, agreement is agreement with the library."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from dreamer_app.core.dreams import CheckResult, Judgement, Verification
from dreamer_app.core.ports import Sandbox
from dreamer_app.core.states import CheckOutcome, Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian import Guardian
from dreamer_app.settings import Settings
from tests.contracts.backends import opened

pytestmark = pytest.mark.bubblewrap

REFERENCE = """import calendar


def count_isleap(years: list[int]) -> int:
    return sum(1 for year in years if calendar.isleap(year))
"""
RIGHT = """import calendar


def count_isleap(years):
    count = 0
    for year in years:
        if calendar.isleap(year):
            count += 1
    return count
"""
HALF_RIGHT = RIGHT.replace("calendar.isleap(year)", "calendar.isleap(year) and year < 3000")
USELESS = "import calendar\n\n\ndef count_isleap(years):\n    return calendar.isleap(years[0])\n"
TESTS = """
def test_1():
    assert count_isleap([2000, 2004, 2001]) == 2

def test_2():
    assert count_isleap([1900]) == 0

def test_3():
    assert count_isleap([2024, 2028, 2032, 2400]) == 4

def test_4():
    assert count_isleap([]) == 0
"""
ASKED = Verification(
    code=RIGHT,
    tests=TESTS,
    entry_point="count_isleap",
    libraries=("calendar",),
    probes=("count_isleap([3000, 3004])", "count_isleap([1996, 1997])"),
    reference=REFERENCE,
)


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with opened("bubblewrap", tmp_path_factory.mktemp("home")) as made:
        yield made


def judge(sandbox: Sandbox, *, strict: bool = True, **asked: Any) -> Judgement:
    guardian = Guardian(sandbox, Settings(validation_strict=strict))
    return guardian.verify(replace(ASKED, **asked), StopToken())


def agreement(judgement: Judgement) -> CheckResult:
    return next(c for c in judgement.checks if c.name == "agreement")


def test_a_candidate_that_does_as_the_library_does_is_accepted_on_its_own(
    sandbox: Sandbox,
) -> None:
    judgement = judge(sandbox)
    assert judgement.verdict is Verdict.ACCEPTED, judgement.fell_at
    assert judgement.agreement is None


def test_few_agreeing_samples_do_not_outvote_the_library(sandbox: Sandbox) -> None:
    judgement = judge(sandbox, alternatives=(USELESS, USELESS, HALF_RIGHT, REFERENCE))
    assert judgement.verdict is Verdict.ACCEPTED, judgement.fell_at
    assert judgement.agreement == 1 / 4


def test_samples_that_agree_on_a_fault_do_not_outvote_the_library(sandbox: Sandbox) -> None:
    other = HALF_RIGHT.replace("count", "found").replace("found_isleap", "count_isleap")
    judgement = judge(sandbox, code=HALF_RIGHT, alternatives=(other, other, other))
    assert (judgement.verdict, judgement.fell_at) == (Verdict.REJECTED, "agreement")
    assert "count_isleap([3000, 3004])" in agreement(judgement).summary


def test_generated_calls_are_compared_too(sandbox: Sandbox) -> None:
    wrong = RIGHT.replace("    return count", "    return count if len(years) != 2 else 0")
    judgement = judge(sandbox, code=wrong, probes=())
    assert (judgement.verdict, judgement.fell_at) == (Verdict.REJECTED, "agreement")


def test_tests_that_the_library_itself_fails_are_worth_nothing(sandbox: Sandbox) -> None:
    tests = TESTS.replace("== 2\n", "== 3\n")
    code = RIGHT.replace("    return count", "    return count + (years == [2000, 2004, 2001])")
    judgement = judge(sandbox, code=code, tests=tests)
    assert (judgement.verdict, judgement.fell_at) == (Verdict.REJECTED, "agreement")
    assert "contradict the reference" in agreement(judgement).summary


def test_the_library_is_asked_when_validation_is_not_strict(sandbox: Sandbox) -> None:
    assert judge(sandbox, strict=False, code=HALF_RIGHT).fell_at == "agreement"


def test_without_a_reference_and_alternatives_agreement_stays_uncertain(
    sandbox: Sandbox,
) -> None:
    assert agreement(judge(sandbox, reference="")).outcome is CheckOutcome.UNCERTAIN
