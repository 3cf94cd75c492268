"""What the channel between tests and candidate carries, and what it does not pass."""

from collections.abc import Iterator

import pytest

from dreamer_app.core.ports import Sandbox
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian import Guardian, plan
from dreamer_app.guardian.channel import Bench, Load
from dreamer_app.guardian.checks.parses_sane import class_names
from dreamer_app.guardian.parsing import parse
from dreamer_app.settings import Settings
from tests.contracts.backends import JUDGING, opened

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


def read_word(stream):
    found = ""
    while not found.endswith(" ") and (character := stream.read(1)):
        found += character
    if not found:
        stream.write("!")
    return found


class Swallowing:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return True


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
    "Python's own exceptions with their parts": """
import pytest
def test_it(tmp_path):
    with pytest.raises(FileNotFoundError) as missing:
        read(str(tmp_path / "nothing"))
    assert missing.value.errno == 2 and "No such file" in str(missing.value)
    (tmp_path / "bad").write_bytes(b"\\xff")
    with pytest.raises(UnicodeDecodeError, match="invalid start byte") as broken:
        read(str(tmp_path / "bad"))
    assert broken.value.start == 0 and broken.value.object == b"\\xff"
    with pytest.raises(KeyError) as absent:
        apply({}.__getitem__, "x")
    assert absent.value.args == ("x",)
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
    "files that are renamed or deleted, and files without a folder": """
import os
from pathlib import Path
def test_it(tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "in.txt").write_text("inside")
    apply(os.rename, str(tmp_path / "old"), str(tmp_path / "new"))
    assert not (tmp_path / "old").exists()
    assert (tmp_path / "new" / "in.txt").read_text() == "inside"
    (tmp_path / "new" / "in.txt").unlink()
    assert apply(os.listdir, str(tmp_path / "new")) == []
    apply(os.rmdir, str(tmp_path / "new"))
    (tmp_path / "new").write_text("now a file")
    assert read(str(tmp_path / "new")) == "now a file"
    write("here.txt", "beside")
    assert Path("here.txt").read_text() == "beside"
""",
    "environment and working folder": """
import os
import pytest
@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DREAMT", "yes")
def test_it(tmp_path, monkeypatch):
    assert apply(os.getenv, "DREAMT") == "yes"
    assert apply(os.getcwd) == str(tmp_path)
    monkeypatch.delenv("DREAMT")
    assert apply(os.getenv, "DREAMT") is None
def test_it_again(tmp_path):
    assert apply(os.getenv, "DREAMT") == "yes"
    assert apply(os.getcwd) == str(tmp_path)
""",
    "kinds of objects, documentation and copies": """
import copy
import solution
from solution import Empty, Point, Stack
def test_it():
    assert isinstance(Stack(), Stack) and not isinstance(Stack(), Point)
    assert issubclass(Stack, Stack) and not issubclass(Stack, Point)
    assert solution.numbers.__doc__ is None and Stack.__name__ == "Stack"
    assert copy.copy(Point(1, 2)) == Point(1, 2)
    assert copy.deepcopy(Stack().push([1])).pop() == [1]
""",
    "streams that the candidate reads and writes": """
import io
def test_it():
    stream = io.StringIO("one two")
    assert same(stream) is stream
    assert read_word(stream) == "one "
    assert stream.read() == "two"
    assert read_word(stream) == ""
    assert stream.getvalue() == "one two!"
    assert same([io.BytesIO(b"x")])[0].read() == b"x"
""",
    "fixtures with parameters, of a class, and for every test": """
import pytest
TESTED = []
def setup_module():
    TESTED.append("module")
@pytest.fixture(params=[1, pytest.param(2, id="two")])
def number(request):
    return same(request.param)
@pytest.fixture
def noted():
    TESTED.append("noted")
@pytest.mark.usefixtures("noted")
@pytest.mark.parametrize(argnames=["factor"], argvalues=[(1,), (10,)])
class TestIt:
    @pytest.fixture(autouse=True)
    def made(self):
        self.stack = Stack()
    def test_it(self, number, factor):
        assert len(self.stack.push(number * factor)) == 1
        assert self.stack.pop() in (1, 2, 10, 20)
def test_last():
    assert TESTED == ["module", *["noted"] * same(4)]
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
    "an assertion in a block that swallows everything": "from solution import Swallowing\n"
    "def test_it():\n    with Swallowing():\n        assert same(1) == 2\n",
    "a failure of pytest in a block that swallows everything": "import pytest\n"
    "from solution import Swallowing\ndef test_it():\n    same(1)\n"
    "    with Swallowing():\n        pytest.fail('no')\n",
    "a wrong value": "def test_it():\n    assert same(1) == 2\n",
    "a skipped test": "import pytest\n@pytest.mark.skip\ndef test_it():\n    assert same(1) == 1\n",
    "a test that never runs": "if False:\n    def test_it():\n        assert same(1) == 1\n",
    "a candidate that is never called": "def test_it():\n    assert 1 == 1\n",
    "an exception that does not come": "import pytest\ndef test_it():\n"
    "    with pytest.raises(ValueError):\n        same(1)\n",
    "a fixture that is not offered": "def test_it(caplog):\n    assert same(1) == 1\n",
    "a patch of the candidate": "import solution\ndef test_it(monkeypatch):\n"
    "    monkeypatch.setattr(solution, 'same', int)\n    assert solution.same(1) == 1\n",
    "a patch of the candidate by its name": "def test_it(monkeypatch):\n"
    "    monkeypatch.setattr('solution.same', lambda value: 2)\n    assert same(1) == 1\n",
    "a case that is skipped": "import pytest\n"
    "@pytest.mark.parametrize('n', [1, pytest.param(2, marks=pytest.mark.skip)])\n"
    "def test_it(n):\n    assert same(n) == n\n",
    "a fixture for every test that fails": "import pytest\n@pytest.fixture(autouse=True)\n"
    "def base():\n    assert same(1) == 2\ndef test_it():\n    assert same(1) == 1\n",
    "one of the parameters of a fixture": "import pytest\n@pytest.fixture(params=[1, 2])\n"
    "def base(request):\n    return request.param\n"
    "def test_it(base):\n    assert same(base) == 1\n",
    "what is set up for the module": "def setup_module():\n    assert same(1) == 2\n"
    "def test_it():\n    assert same(1) == 1\n",
    "a part of pytest that is not offered": "import pytest\ndef test_it():\n"
    "    with pytest.warns(UserWarning):\n        same(1)\n",
    "an object compared with a plain value": "from solution import Stack\ndef test_it():\n"
    "    assert Stack() == []\n",
    "a test that ends the process": "import os\ndef test_it():\n    same(1)\n    os._exit(0)\n",
    "a module that ends early": "same(1)\nraise SystemExit(0)\ndef test_it():\n    pass\n",
}


@pytest.fixture(scope="module", params=JUDGING)
def sandbox(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sandbox]:
    with opened(request.param, tmp_path_factory.mktemp("home")) as made:
        yield made


@pytest.fixture
def guardian(sandbox: Sandbox) -> Guardian:
    return Guardian(sandbox, Settings())


def plan_of(tests: str) -> plan.TestPlan:
    return plan.make_plan(tests, parse(tests), "same", class_names(parse(LIBRARY)))


@pytest.fixture(scope="module")
def bench(sandbox: Sandbox) -> Iterator[Bench]:
    bench = Bench(sandbox, (), StopToken())
    bench.start()
    yield bench
    bench.close()


@pytest.mark.parametrize("what", PASSING)
def test_the_channel_carries(what: str, bench: Bench) -> None:
    run = bench.run(Load(code=LIBRARY), plan_of(PASSING[what]))
    assert run.passed, run.why


@pytest.mark.parametrize("what", FAILING)
def test_the_channel_does_not_pass(what: str, bench: Bench) -> None:
    run = bench.run(Load(code=LIBRARY), plan_of(FAILING[what]))
    assert not run.passed


def test_nothing_that_a_run_wrote_is_there_in_the_next(bench: Bench) -> None:
    litter = (
        LIBRARY
        + """
import os
seen = sorted(os.listdir("/tmp")), os.listdir("."), os.listdir("/dev/shm")
for folder in ("/tmp", "/dev/shm", "."):
    for number in range(100):
        open(f"{folder}/{number}.txt", "w").close()
"""
    )
    tests = """
from pathlib import Path
from solution import seen
def test_it(tmp_path):
    assert seen == (["scratch"], [], [])
    write(str(tmp_path / "zzz.txt"), "outside")
    assert (tmp_path / "zzz.txt").read_text() == "outside"
    for number in range(100):
        (tmp_path / f"{number}.txt").write_text("inside")
    assert read(str(tmp_path / "99.txt")) == "inside"
    assert len(list(Path("/tmp/scratch").iterdir())) == 101
"""
    for _ in range(3):
        run = bench.run(Load(code=litter), plan_of(tests))
        assert run.passed, run.why


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
