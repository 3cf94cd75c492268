"""The verdict channel and the verdict, on every sandbox."""

import uuid
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
from dreamer_app.guardian.channel import Bench, Load
from dreamer_app.guardian.parsing import parse
from dreamer_app.guardian.plan import make_plan
from dreamer_app.sandbox import open_sandbox
from dreamer_app.settings import Settings

BACKENDS = [
    pytest.param("bubblewrap", marks=pytest.mark.bubblewrap),
    pytest.param("docker", marks=[pytest.mark.docker, pytest.mark.slow]),
]
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


@pytest.fixture(scope="module", params=BACKENDS)
def sandbox(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sandbox]:
    home = tmp_path_factory.mktemp("home")
    try:
        opened = open_sandbox(
            request.param, home=home, namespace="dreamer-verdict", session_id=uuid.uuid4().hex[:8]
        )
    except SandboxError as error:
        pytest.skip(str(error))
    yield opened
    opened.close()


@pytest.fixture
def guardian(sandbox: Sandbox) -> Guardian:
    return Guardian(lambda: sandbox, Settings())


def judge(guardian: Guardian, **asked: Any) -> Judgement:
    return guardian.verify(replace(GOOD, **asked), StopToken())


def check(judgement: Judgement, name: str) -> CheckResult:
    return next(c for c in judgement.checks if c.name == name)


# -- the verdict ----------------------------------------------------------------------------


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

    def close(self) -> None: ...


def test_a_sandbox_that_cannot_start_leaves_it_unverified() -> None:
    judgement = judge(Guardian(DeadSandbox(), Settings()))
    assert judgement.verdict is Verdict.UNVERIFIED


# -- the channel ----------------------------------------------------------------------------

LIBRARY = """
import asyncio
import collections
import enum
from dataclasses import dataclass


class Colour(enum.Enum):
    RED = 1


class Empty(ValueError):
    pass


@dataclass
class Point:
    x: int
    y: int

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)


Pair = collections.namedtuple("Pair", "a b")


class Stack:
    def __init__(self):
        self.items = []

    def push(self, item):
        self.items.append(item)
        return self

    def pop(self):
        if not self.items:
            raise Empty("nothing to pop")
        return self.items.pop()

    def __len__(self):
        return len(self.items)

    def __iter__(self):
        return iter(self.items)


def numbers(n):
    yield from range(n)


def sort_in_place(items):
    items.sort()


def same(value):
    return value


def apply(function, *args):
    return function(*args)


async def later(value):
    await asyncio.sleep(0)
    return value


def greet(name):
    print(f"hello {name}")


def read(path):
    with open(path) as file:
        return file.read()


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def swallow(items):
    return sum(items)


LIMIT = {"a": (1, {2})}
"""
PASSING = {
    "values of every builtin type": """
def test_it():
    for value in (1, 1.5, "a", b"b", (1, [2]), {(1, 2): {3}}, frozenset({1}), None, 2j, 10**30):
        assert same(value) == value
        assert type(same(value)) is type(value)
""",
    "a stateful class": """
from solution import Stack
def test_it():
    stack = Stack()
    assert stack.push(1).push((2,)) is stack
    assert len(stack) == 2 and list(stack) == [1, (2,)]
    assert stack.pop() == (2,) and stack.items == [1]
    assert isinstance(stack, Stack) and not isinstance(1, Stack)
""",
    "an exception by its type and message": """
import pytest
from solution import Empty, Stack
def test_it():
    with pytest.raises(Empty, match="nothing"):
        Stack().pop()
    with pytest.raises(ValueError) as caught:
        Stack().pop()
    assert str(caught.value) == "nothing to pop"
    try:
        Stack().pop()
    except Empty as error:
        assert error.args == ("nothing to pop",)
""",
    "iteration": """
import types
def test_it():
    made = numbers(3)
    assert isinstance(made, types.GeneratorType)
    assert next(made) == 0 and list(made) == [1, 2]
""",
    "an argument that is changed in place": """
def test_it():
    rows = [[3], [1]]
    first = rows[0]
    assert sort_in_place(rows) is None and rows == [[1], [3]]
""",
    "a function as an argument": """
def test_it():
    assert apply(lambda x, y: x + y, 1, 2) == 3
    assert apply(len, "abc") == 3
    assert swallow(x for x in (1, 2)) == 3
""",
    "a coroutine": """
import asyncio
def test_it():
    assert asyncio.run(later(3)) == 3
""",
    "what it prints": """
def test_it(capsys):
    greet("moon")
    assert capsys.readouterr().out == "hello moon\\n"
""",
    "files in the scratch folder": """
def test_it(tmp_path):
    (tmp_path / "in.txt").write_text("inside")
    assert read(str(tmp_path / "in.txt")) == "inside"
    write(str(tmp_path / "out.txt"), "outside")
    assert (tmp_path / "out.txt").read_text() == "outside"
""",
    "dataclasses, named tuples, enumerations and constants": """
from solution import Colour, LIMIT, Pair, Point
def test_it():
    assert Point(1, 2) + Point(3, 4) == Point(4, 6)
    assert Point(1, 2) != Point(2, 1)
    assert same(Pair(1, 2)) == (1, 2) and same(Pair(1, 2)).b == 2
    assert same(Colour.RED) is Colour.RED and Colour.RED.value == 1
    assert LIMIT == {"a": (1, {2})}
""",
    "parametrised tests, fixtures and approx": """
import pytest
@pytest.fixture
def base():
    yield 10
@pytest.mark.parametrize("value, wanted", [(1, 11), (2, 12)])
@pytest.mark.parametrize("extra", [0, 0.0000000001])
def test_it(base, value, wanted, extra):
    assert same(base + value + extra) == pytest.approx(wanted)
""",
    "unittest": """
import unittest
class TestIt(unittest.TestCase):
    def setUp(self):
        self.value = 3
    def test_it(self):
        self.assertEqual(same(self.value), 3)
        with self.assertRaises(TypeError):
            same()
""",
}
FAILING = {
    "a wrong value": "def test_it():\n    assert same(1) == 2\n",
    "a skipped test": "import pytest\n@pytest.mark.skip\ndef test_it():\n    assert same(1) == 1\n",
    "a test that never runs": "if False:\n    def test_it():\n        assert same(1) == 1\n",
    "a candidate that is never called": "def test_it():\n    assert 1 == 1\n",
    "an exception that does not come": "import pytest\ndef test_it():\n"
    "    with pytest.raises(ValueError):\n        same(1)\n",
    "a fixture that is not offered": "def test_it(monkeypatch):\n    assert same(1) == 1\n",
    "a part of pytest that is not offered": "import pytest\ndef test_it():\n"
    "    with pytest.warns(UserWarning):\n        same(1)\n",
    "an object compared with a plain value": "from solution import Stack\ndef test_it():\n"
    "    assert Stack() == []\n",
    "a test that ends the process": "import os\ndef test_it():\n    same(1)\n    os._exit(0)\n",
    "a module that ends early": "same(1)\nraise SystemExit(0)\ndef test_it():\n    pass\n",
}


@pytest.fixture(scope="module")
def bench(sandbox: Sandbox) -> Iterator[Bench]:
    bench = Bench(sandbox, (), StopToken())
    bench.start()
    yield bench
    bench.close()


@pytest.mark.parametrize("what", PASSING)
def test_the_channel_carries(what: str, bench: Bench) -> None:
    run = bench.run(Load(code=LIBRARY), make_plan(PASSING[what], parse(PASSING[what]), "same"))
    assert run.passed, run.why


@pytest.mark.parametrize("what", FAILING)
def test_the_channel_does_not_pass(what: str, bench: Bench) -> None:
    run = bench.run(Load(code=LIBRARY), make_plan(FAILING[what], parse(FAILING[what]), "same"))
    assert not run.passed


# -- observing ------------------------------------------------------------------------------


def test_each_expression_sees_the_state_as_it_was_loaded(guardian: Guardian) -> None:
    code = "seen = []\ndef note(x):\n    seen.append(x)\n    return len(seen)\n"
    seen = guardian.observe(code, ["note(1)", "note(2)"], (), StopToken())
    assert [o.literal for o in seen] == ["1", "1"]


def test_values_exceptions_output_and_problems_are_told_apart(guardian: Guardian) -> None:
    code = "import json\n\ndef f(x):\n    print('in')\n    return {x: float('inf')}\n"
    expressions = ["f(1)", "json.loads('x')", "import os; os._exit(1)", "object()", "1 +"]
    seen = guardian.observe(code, expressions, (), StopToken())
    assert seen[0].literal == "{1: float('inf')}"
    assert seen[0].output == "in\n"
    assert seen[1].exception == "json.decoder.JSONDecodeError"
    assert seen[2].problem == "crashed"
    assert seen[3].literal is None
    assert seen[4].exception == "SyntaxError"


def test_an_expression_that_hangs_does_not_hold_up_the_next(guardian: Guardian) -> None:
    seen = guardian.observe(
        "def f():\n    while True: pass\n", ["f()", "1 + 1"], (), StopToken(), seconds_each=0.3
    )
    assert (seen[0].problem, seen[1].literal) == ("timeout", "2")


def test_code_that_does_not_load_shows_why(guardian: Guardian) -> None:
    seen = guardian.observe("raise KeyError('x')", ["1"], (), StopToken())
    assert seen[0].problem == "the code raised KeyError"


def test_hundreds_of_expressions_come_back_in_order(guardian: Guardian) -> None:
    seen = guardian.observe("", [f"{n} * 2" for n in range(300)], (), StopToken())
    assert [o.literal for o in seen] == [str(n * 2) for n in range(300)]
