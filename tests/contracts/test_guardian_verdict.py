"""What the checks add up to, on every sandbox."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from dreamer_app.core.dreams import CheckResult, Judgement, Verification
from dreamer_app.core.errors import SandboxError, Stopped
from dreamer_app.core.execution import SelfTest
from dreamer_app.core.ports import Sandbox
from dreamer_app.core.states import CheckOutcome, Reason, Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian import Guardian
from dreamer_app.settings import Settings
from tests.contracts.backends import JUDGING, opened

CLAMP = """
def clamp(value, low, high):
    if value < low:
        return low
    if value > high:
        return high
    return value
"""
OTHERS = (
    "def clamp(value, low, high):\n    return max(low, min(value, high))\n",
    "def clamp(value, low, high):\n    return sorted((low, value, high))[1]\n",
)
CLAMP_TESTS = """
def test_below():
    assert clamp(-5, 0, 10) == 0

def test_above():
    assert clamp(50, 0, 10) == 10
    assert clamp(11, 3, 7) == 7

def test_within():
    assert clamp(5, 0, 10) == 5
    assert clamp(1, 1, 1) == 1
"""
GOOD = Verification(code=CLAMP, tests=CLAMP_TESTS, alternatives=OTHERS)


@pytest.fixture(scope="module", params=JUDGING)
def sandbox(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sandbox]:
    with opened(request.param, tmp_path_factory.mktemp("home")) as made:
        yield made


@pytest.fixture
def guardian(sandbox: Sandbox) -> Guardian:
    return Guardian(lambda: sandbox, Settings())


def judge(guardian: Guardian, **asked: Any) -> Judgement:
    return guardian.verify(replace(GOOD, **asked), StopToken())


def check(judgement: Judgement, name: str) -> CheckResult:
    return next(c for c in judgement.checks if c.name == name)


def test_a_right_candidate_with_good_tests_and_independent_solutions_is_accepted(
    guardian: Guardian,
) -> None:
    judgement = judge(guardian)
    assert judgement.verdict is Verdict.ACCEPTED, judgement.fell_at


def test_without_an_independent_solution_it_is_uncertain(guardian: Guardian) -> None:
    assert judge(guardian, alternatives=()).verdict is Verdict.UNCERTAIN


def test_copies_of_the_candidate_are_no_independent_solutions(guardian: Guardian) -> None:
    assert judge(guardian, alternatives=(CLAMP, CLAMP)).verdict is Verdict.UNCERTAIN


def test_wrong_code_with_tests_of_its_own_outputs_is_rejected_by_disagreement(
    guardian: Guardian,
) -> None:
    wrong = CLAMP.replace("return high", "return high - 1")
    tests = CLAMP_TESTS.replace("== 10", "== 9").replace("== 7", "== 6")
    judgement = judge(guardian, code=wrong, tests=tests)
    assert (judgement.verdict, judgement.fell_at) == (Verdict.REJECTED, "agreement")


def test_wrong_code_that_its_tests_do_not_notice_is_rejected_by_further_calls(
    guardian: Guardian,
) -> None:
    wrong = CLAMP.replace("    return value", "    return value if value != 4 else 5")
    assert judge(guardian, code=wrong).verdict is Verdict.REJECTED


def test_middling_agreement_is_uncertain(guardian: Guardian) -> None:
    broken = "def clamp(value, low, high):\n    return value\n"
    judgement = judge(guardian, alternatives=(*OTHERS, broken))
    assert judgement.verdict is Verdict.UNCERTAIN
    assert judgement.agreement == pytest.approx(2 / 3)


def test_tests_that_miss_deliberate_faults_are_rejected(guardian: Guardian) -> None:
    tests = "def test_a():\n    assert clamp(5, 0, 10) == 5\n    assert clamp(-1, 0, 9) == 0\n"
    assert judge(guardian, tests=tests).verdict is Verdict.REJECTED


def test_a_loop_that_ends_without_its_assertions_is_told_by_a_stub(guardian: Guardian) -> None:
    tests = """
CASES = [((-5, 0, 10), 0), ((50, 0, 10), 10), ((5, 0, 10), 5)]
def test_all():
    made = map(lambda case: clamp(*case[0]), CASES)
    for got, case in zip(made, CASES):
        assert got == case[1]
"""
    judgement = judge(guardian, tests=tests)
    assert (judgement.verdict, judgement.fell_at) == (Verdict.REJECTED, "stubs_fail")


@pytest.mark.parametrize(
    "tests",
    [
        "def test_it():\n    assert 2 in evens(6)\n    assert 8 in evens(9)\n",
        "def test_it():\n    assert '2' in evens('6')\n    assert '4' in evens('56')\n",
    ],
    ids=["values", "texts"],
)
def test_tests_that_only_look_for_something_are_told_by_a_stub(
    guardian: Guardian, tests: str
) -> None:
    code = "def evens(n):\n    return ' '.join(n) if isinstance(n, str) else list(range(0, n, 2))\n"
    judgement = judge(guardian, code=code, tests=tests, alternatives=())
    assert (judgement.verdict, judgement.fell_at) == (Verdict.REJECTED, "stubs_fail")


def test_arguments_that_are_compared_after_the_call_are_told_by_a_stub(
    guardian: Guardian,
) -> None:
    code = "def ordered(values):\n    return sorted(values)\n"
    tests = """
def test_it():
    for values in ([3, 1, 2], [5, 4], [9, 8, 9]):
        assert ordered(values) == sorted(values)
        assert len(ordered(values)) == len(values)
"""
    other = "def ordered(values):\n    made = list(values)\n    made.sort()\n    return made\n"
    judgement = judge(guardian, code=code, tests=tests, alternatives=(other, other + "\n# b\n"))
    assert (judgement.verdict, judgement.fell_at) == (Verdict.REJECTED, "stubs_fail")


def test_a_class_under_test_that_agrees_to_everything_is_told_by_a_stub_of_its_name(
    guardian: Guardian,
) -> None:
    code = """
class Near:
    def __init__(self, value):
        self.value = value
    def __sub__(self, other):
        return 0.0
"""
    tests = """
def test_a():
    assert abs(Near(3) - 3.0) < 1e-9
def test_b():
    assert abs(Near(5) - 5.0) < 1e-9
"""
    judgement = judge(guardian, code=code, tests=tests, alternatives=())
    assert (judgement.verdict, judgement.fell_at) == (Verdict.REJECTED, "stubs_fail")


def test_what_an_exception_says_cannot_steer_a_terminal(guardian: Guardian) -> None:
    code = CLAMP.replace("return value\n", "raise ValueError('\\x1b[2J' + chr(0xdcff))\n")
    judgement = judge(guardian, code=code)
    assert judgement.fell_at == "tests_pass"
    shown = repr([(c.summary, c.evidence) for c in judgement.checks])
    assert "\\u001b[2J\\" in shown.replace("\\\\", "\\")
    assert "\\x1b" not in shown


def test_hidden_tests_that_speak_for_what_runs_them_reject(guardian: Guardian) -> None:
    hidden = "import gc\n\ndef test_h():\n    gc.collect()\n    assert clamp(1, 2, 3) == 2\n"
    judgement = judge(guardian, hidden_tests=hidden)
    assert (judgement.verdict, judgement.fell_at) == (Verdict.REJECTED, "hidden_tests")
    assert "The hidden tests" in check(judgement, "hidden_tests").summary


def test_a_hidden_test_that_fails_rejects(guardian: Guardian) -> None:
    hidden = "def test_h():\n    assert clamp(1, 2, 3) == 3\n"
    judgement = judge(guardian, hidden_tests=hidden)
    assert (judgement.verdict, judgement.fell_at) == (Verdict.REJECTED, "hidden_tests")


def test_code_that_is_right_with_one_hash_seed_only_is_rejected(guardian: Guardian) -> None:
    code = CLAMP.replace("    return value", "    return value + (hash('seed') % 3 == 1)")
    assert judge(guardian, code=code).fell_at == "tests_pass"


def test_a_declared_module_is_no_danger(guardian: Guardian) -> None:
    code = "import pickle\n" + CLAMP.replace(
        "return value\n", "return pickle.loads(pickle.dumps(value))\n"
    )
    judgement = judge(guardian, code=code, libraries=("pickle",))
    assert judgement.verdict is Verdict.ACCEPTED, judgement.fell_at


def test_a_library_that_is_not_installed_is_named(guardian: Guardian) -> None:
    code = "import nowhere\n" + CLAMP.replace("return value\n", "return nowhere.same(value)\n")
    judgement = judge(guardian, code=code, libraries=("nowhere",))
    assert judgement.verdict in (Verdict.REJECTED, Verdict.UNVERIFIED)
    assert judgement.fell_at == "libraries_used"


def test_validation_that_is_not_strict_says_what_it_left_out(sandbox: Sandbox) -> None:
    guardian = Guardian(sandbox, Settings(validation_strict=False))
    judgement = judge(guardian, alternatives=())
    assert judgement.verdict is Verdict.ACCEPTED
    left_out = {c.name for c in judgement.checks if c.outcome is CheckOutcome.SKIPPED}
    assert {"mutation", "coverage", "novelty", "agreement"} <= left_out


def test_a_stop_ends_it(guardian: Guardian) -> None:
    stop = StopToken()
    stop.stop(Reason.USER_ACTIVE)
    with pytest.raises(Stopped):
        guardian.verify(GOOD, stop)


async def process(guardian: Guardian) -> Judgement:
    prompt = f"```python\n{CLAMP}```\n```python tests\n{CLAMP_TESTS}```\n"
    return await guardian.process(prompt)


def test_a_validation_prompt_gets_a_judgement(guardian: Guardian) -> None:
    import asyncio

    assert asyncio.run(process(guardian)).verdict is Verdict.UNCERTAIN


class DeadSandbox:
    """A sandbox that cannot start anything."""

    name = "dead"

    def self_test(self) -> SelfTest:
        return SelfTest(name=self.name, ok=False)

    def prepare(self, libraries: Any, stop: StopToken) -> None: ...

    def start(self, program: Any, stop: StopToken) -> Any:
        raise SandboxError("There is no sandbox.")

    def sweep(self) -> int:
        return 0

    def kill(self) -> None: ...

    def close(self) -> None: ...


def test_a_sandbox_that_cannot_start_leaves_it_unverified() -> None:
    judgement = judge(Guardian(DeadSandbox(), Settings()))
    assert judgement.verdict is Verdict.UNVERIFIED


TILL = """
class Till:
    def __init__(self, start):
        self.held = start

    def take(self, amount):
        self.held = self.held - amount
        return self.held
"""
TILL_TESTS = """
from solution import Till
def test_it():
    assert Till(10).take(3) == 7
    assert Till(5).take(1) == 4
    assert Till(0).take(2) == -2
"""
OTHER_TILL = """
class Till:
    def __init__(self, start):
        self.taken = [start]

    def take(self, amount):
        self.taken.append(-amount)
        return sum(self.taken)
"""


def test_how_a_class_keeps_what_it_knows_is_its_own_business(guardian: Guardian) -> None:
    judgement = judge(guardian, code=TILL, tests=TILL_TESTS, alternatives=(OTHER_TILL,))
    assert judgement.verdict is Verdict.ACCEPTED, judgement.fell_at


def test_a_class_that_errs_only_after_several_calls_is_told_by_sequences_of_calls(
    guardian: Guardian,
) -> None:
    wrong = TILL.replace(
        "self.held = self.held - amount\n        return self.held", "return self.held - amount"
    )
    judgement = judge(guardian, code=wrong, tests=TILL_TESTS, alternatives=(OTHER_TILL, TILL))
    assert (judgement.verdict, judgement.fell_at) == (Verdict.REJECTED, "agreement")
