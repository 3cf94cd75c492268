"""Checks that need no sandbox."""

from typing import Any

import pytest

from dreamer_app.core.dreams import CheckResult, Verification
from dreamer_app.core.ports import Sandbox
from dreamer_app.core.states import CheckOutcome
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian.checks import STATIC
from dreamer_app.guardian.checks.parses_sane import parses_sane
from dreamer_app.guardian.checks.tests_sound import real_assertions
from dreamer_app.guardian.examination import Examination
from dreamer_app.guardian.guardian import _carry_out
from dreamer_app.guardian.mutants import make_mutants
from dreamer_app.guardian.parsing import parse
from dreamer_app.settings import Settings

CODE = "def double(n):\n    return 2 * n\n"
TESTS = "def test_double():\n    assert double(2) == 4\n    assert double(5) == 10\n"


def examination_of(**asked: Any) -> Examination:
    given: dict[str, Any] = {"code": CODE, "tests": TESTS, **asked}
    nothing: Any = None
    sandbox: Sandbox = nothing
    return Examination(
        verification=Verification(**given),
        settings=Settings(),
        sandbox=sandbox,
        stop=StopToken(),
    )


def examine(**asked: Any) -> CheckResult:
    """The first static check that does not hold, or the last one."""
    examination = examination_of(**asked)
    for _, check in STATIC:
        result = check(examination)
        if result.outcome is not CheckOutcome.PASSED:
            break
    return result


def test_a_plain_candidate_passes_them_all() -> None:
    assert examine().name == STATIC[-1][0]


@pytest.mark.parametrize(
    "code",
    [
        "", "def double(n) return", "x = 1", "def double(n): ...", "def double(n):\n    pass",
        "def a(): return 1\ndef b(): return 2",
        "(" * 200 + ")" * 200, "-" * 5000 + "1", "\0",
        "def double(n):\n    raise NotImplementedError", "x = 1\n" * 1000,
        "def double(n): return '",
    ],
)  # fmt: skip
def test_what_is_no_sane_program_is_rejected(code: str) -> None:
    assert examine(code=code, tests="assert True").name == "parses_sane"


@pytest.mark.parametrize(
    "tests",
    [
        "",
        "def test_a(): pass",
        "def test_a():\n    assert double(1) == 2\n",
        "def test_a():\n    assert True\n    assert 1 == 1\n",
        "def test_a():\n    assert double(1) == double(1)\n    assert double(2) == double(2)\n",
        "def test_a():\n    assert double(1) is not None\n    assert isinstance(double(2), int)\n",
        "def double(n): return 4\n" + TESTS,
        "double = lambda n: 4\n" + TESTS,
        "import solution\nsolution.double = len\n" + TESTS,
        "from math import floor as double\n" + TESTS,
        "import pytest\n@pytest.mark.skip\n" + TESTS,
        "import pytest\n@pytest.mark.xfail\n" + TESTS,
        "import os\nos._exit(0)\n" + TESTS,
        "import sys\nsys.modules['x'] = 1\n" + TESTS,
        "def test_a():\n    try:\n        assert double(1) == 3\n        assert double(2) == 5\n"
        "    except AssertionError:\n        pass\n",
        "def test_a():\n    assert double(1) == 3 or True\n    assert double(2) == 5 or True\n",
        "def test_a(double):\n    assert double(1) == 3\n    assert double(2) == 5\n",
        "def test_a():\n    return\n    assert double(1) == 3\n    assert double(2) == 5\n",
        "import pytest\n@pytest.fixture\ndef two():\n    return 2\n"
        "def test_a(two):\n    double(1)\n    assert two == 2\n    assert two + 1 == 3\n",
        "import unittest\nclass TestA(unittest.TestCase):\n    def setUp(self):\n"
        "        self.two = 2\n    def test_a(self):\n        double(1)\n"
        "        self.assertEqual(self.two, 2)\n        self.assertEqual(self.two + 1, 3)\n",
        "def right(n):\n    return n * 2\n"
        "def test_a():\n    double(1)\n    assert right(1) == 2\n    assert right(2) == 4\n",
        "import unittest\nclass TestA(unittest.TestCase):\n    def test_a(self):\n"
        "        self.assertIsInstance(double(1), int)\n        self.assertIsNotNone(double(2))\n"
        "        self.assertEqual(double(1), double(1))\n"
        "        self.assertTrue(isinstance(double(3), int))\n",
        "def test_a():\n    assert all(isinstance(double(n), int) for n in (1, 2, 3))\n",
        "def test_a():\n    assert all(n == n for n in (1, 2, 3))\n    double(1)\n",
        "import solution as s\ns = object()\ndef test_a():\n"
        "    assert s.double(1) == 2\n    assert s.double(2) == 4\n",
        "import pytest\ndef test_a():\n    with pytest.raises(ValueError):\n        int('x')\n"
        "    with pytest.raises(ValueError):\n        int('y')\n    double(1)\n",
        "import solution\ndef test_a(monkeypatch):\n    setattr(solution, 'double', len)\n"
        "    assert double(2) == 4\n    assert double(5) == 10\n",
        "RESULT = 4\ndef test_a():\n    double(2)\n    assert RESULT == 4\n    assert RESULT > 3\n",
    ],
)
def test_tests_that_prove_nothing_are_rejected(tests: str) -> None:
    assert examine(tests=tests, entry_point="double").name == "tests_sound"


@pytest.mark.parametrize(
    "tests",
    [
        "import pytest\n@pytest.mark.parametrize('n,d', [(1, 2), (2, 4)])\n"
        "def test_a(n, d):\n    assert double(n) == d\n",
        "def test_a():\n    for n, d in [(1, 2), (3, 6)]:\n        assert double(n) == d\n",
        "assert double(1) == 2\nassert double(4) == 8\n",
        "def check(candidate):\n    assert candidate(1) == 2\n    assert candidate(2) == 4\n",
        "def test_a():\n    result = double(1)\n    assert result == 2\n"
        "    assert double(0) == 0\n",
        "import unittest\nclass TestA(unittest.TestCase):\n    def test_a(self):\n"
        "        self.assertEqual(double(1), 2)\n        self.assertEqual(double(2), 4)\n",
        "import pytest\n@pytest.fixture\ndef made():\n    yield double(2)\n"
        "def test_a(made):\n    assert made == 4\n    assert made > 3\n",
        "import pytest\n@pytest.fixture(name='made')\ndef _made():\n    return double(2)\n"
        "@pytest.fixture\ndef more(made):\n    return made + 1\n"
        "def test_a(made, more):\n    assert made == 4\n    assert more == 5\n",
        "import unittest\nclass TestA(unittest.TestCase):\n    def setUp(self):\n"
        "        self.made = double(2)\n    def test_a(self):\n"
        "        self.assertEqual(self.made, 4)\n    def test_b(self):\n"
        "        self.assertGreater(self.made, 3)\n",
        "class TestA:\n    def setup_method(self):\n        self.made = double(2)\n"
        "    def test_a(self):\n        assert self.made == 4\n        assert self.made > 3\n",
        "def twice(n):\n    return double(double(n))\n"
        "def test_a():\n    assert twice(1) == 4\n    assert twice(2) == 8\n",
        "def same(got, wanted):\n    assert got == wanted\n    assert not got < wanted\n"
        "def test_a():\n    same(double(1), 2)\n    same(wanted=4, got=double(2))\n",
        "RESULT = double(2)\ndef test_a():\n    assert RESULT == 4\n    assert RESULT > 3\n",
        "from solution import double as f\ndef test_a():\n"
        "    assert f(1) == 2\n    assert f(2) == 4\n",
        "import solution as s\ndef test_a():\n"
        "    assert s.double(1) == 2\n    assert s.double(2) == 4\n",
        "import unittest\nclass TestA(unittest.TestCase):\n    def test_a(self):\n"
        "        with self.assertRaises(TypeError):\n            double(None)\n"
        "        with self.assertRaisesRegex(TypeError, 'x'):\n            double({})\n",
        "CASES = [(1, 2), (2, 4)]\ndef test_a():\n"
        "    assert all(double(n) == d for n, d in CASES)\n",
        "import pytest\n@pytest.mark.parametrize(argnames='n,d', argvalues=[(1, 2), (2, 4)])\n"
        "def test_a(n, d):\n    assert double(n) == d\n",
        "import pytest\n@pytest.mark.parametrize('got,wanted', [(double(1), 2), (double(2), 4)])\n"
        "def test_a(got, wanted):\n    assert got == wanted\n",
        "def test_a(capsys):\n    double(1)\n    assert capsys.readouterr().out == ''\n"
        "    assert double(1) == 2\n",
        "class Box:\n    x = 0\ndef test_a(monkeypatch):\n    monkeypatch.setattr(Box, 'x', 1)\n"
        "    assert double(1) == 2\n    assert double(2) == 4\n",
    ],
)
def test_usual_ways_to_write_tests_are_sound(tests: str) -> None:
    assert examine(tests=tests).outcome is CheckOutcome.PASSED


@pytest.mark.parametrize(
    ("code", "tests", "entry"),
    [
        ("class Bad(ValueError):\n    pass\n", "from solution import Bad, double\n", "double"),
        ("class Bad(Exception):\n    pass\nclass Worse(Bad):\n    pass\n", "Worse\n", "double"),
        ("def halve(n):\n    return n // 2\n", "import solution as s\ns.double(2)\n", "double"),
        ("def halve(n):\n    return n // 2\n", "halve(4)\ndouble(2)\ndouble(4)\n", "double"),
        ("class Base:\n    pass\n", "class Fake:\n    pass\ndouble(2)\n", "double"),
    ],
)
def test_what_is_under_test_is_what_the_tests_use(code: str, tests: str, entry: str) -> None:
    examination = examination_of(code=code + CODE, tests=tests)
    assert parses_sane(examination).outcome is CheckOutcome.PASSED
    assert examination.entry == entry


@pytest.mark.parametrize(
    ("code", "libraries"),
    [
        (CODE, ("json",)),
        ("import json\n" + CODE, ("json",)),
        ("import numpy\ndef double(n):\n    return numpy.add(n, n)\n", ()),
        ("import solution\n" + CODE, ()),
    ],
)
def test_libraries_must_be_declared_and_used(code: str, libraries: tuple[str, ...]) -> None:
    assert examine(code=code, libraries=libraries).name == "libraries_used"


@pytest.mark.parametrize(
    "line",
    [
        "KEY = 'AKIAIOSFODNN7EXAMPLE'",
        "PATH = '/home/anna/data.csv'",
        "PATH = 'C:\\\\Users\\\\anna'",
        "TOKEN = 'ghp_" + "a1B2" * 9 + "'",
    ],
)
def test_secrets_and_machine_paths_are_rejected(line: str) -> None:
    assert examine(code=f"{line}\n{CODE}", entry_point="double").name == "no_secrets"


@pytest.mark.parametrize(
    "value",
    [
        *["/home/user/a.txt", "/home/alice", "/home", "/root/x", "/opt/app/run", "/mnt/data/b"],
        *["C:\\\\Users\\\\Alice\\\\x", "https://user:pass@example.com", "ftp://me:secret@host/x"],
    ],
)
def test_tests_may_hold_examples_of_paths_and_addresses(value: str) -> None:
    line = f"PLACE = '{value}'\n"
    assert examine(tests=line + TESTS).outcome is CheckOutcome.PASSED
    assert examine(code=line + CODE).name == "no_secrets" or value == "/home"


@pytest.mark.parametrize(
    "value",
    [
        *["/home/lsmith/a.txt", "/home/user.name/x", "/Users/mvogel/b", "/opt/acme-payroll/x"],
        *["https://user:kD83nfQz@example.com", "/home/alice/../lsmith and /home/lsmith"],
    ],
)
def test_tests_may_not_hold_those_of_somebody(value: str) -> None:
    assert examine(tests=f"PLACE = '{value}'\n" + TESTS).name == "no_secrets"


@pytest.mark.parametrize(
    "line",
    [
        "eval('1')", "exec('1')", "import pickle", "import subprocess",
        "import os\nos.system('ls')",
        "import socket", "import ctypes", "import sys\nsys.exit(0)", "raise SystemExit",
        "from os import _exit", "import gc", "print(().__class__.__subclasses__())",
        "import sys\nsys._getframe()", "import sys\nsys.modules.clear()", "__builtins__.len = 1",
    ],
)  # fmt: skip
def test_dangers_are_rejected(line: str) -> None:
    assert examine(code=f"{line}\n{CODE}", entry_point="double").name == "no_dangers"


@pytest.mark.parametrize(
    "code",
    [
        f"print('loaded')\n{CODE}",
        f"for n in (1, 2):\n    open(str(n), 'w')\n{CODE}",
        f"class Sticky:\n    def __del__(self):\n        print(1)\n{CODE}",
        "def double(n):\n    open('/etc/shadow')\n    return 2 * n\n",
        "def double(n):\n    open('/tmp', 'w')\n    return 2 * n\n",
    ],
)
def test_a_right_answer_does_not_excuse_side_effects(code: str) -> None:
    assert examine(code=code, entry_point="double").name == "no_dangers"


@pytest.mark.parametrize(
    "line",
    [
        "run(n, shell=True)", "get(n, verify=False)", "tempfile.mktemp()", "os.chmod(n, 0o777)",
        "db.execute(f'select {n}')", "db.execute('select ' + n)", "db.execute('select %s' % n)",
        "db.execute('select {}'.format(n))", "yaml.load(n)", "yaml.load(n, Loader=yaml.Loader)",
        "tarfile.open(n).extractall('x')", "hashlib.md5(n)", "hashlib.sha1(n).hexdigest()",
        "serve('0.0.0.0')", "ssl._create_unverified_context()",
    ],
)  # fmt: skip
def test_careless_ways_are_not_taught(line: str) -> None:
    names = "n, run, get, db, serve, ssl, tarfile, hashlib, yaml, os, tempfile"
    code = f"def double({names}):\n    {line}\n    return 2 * n\n"
    assert examine(code=code).name == "no_dangers"


@pytest.mark.parametrize(
    "line",
    [
        "run(n, shell=False)", "os.chmod(n, 0o600)", "db.execute('select ?', (n,))",
        "yaml.load(n, Loader=yaml.SafeLoader)", "yaml.safe_load(n)",
        "tarfile.open(n).extractall('x', filter='data')", "hashlib.sha256(n)",
        "hashlib.md5(n, usedforsecurity=False)", "'{}'.format(n)", "n.load(n)", "'a' + 'b'",
    ],
)  # fmt: skip
def test_the_careful_ways_beside_them_are(line: str) -> None:
    code = f"def double(n, run, db, tarfile, hashlib, yaml, os):\n    {line}\n    return 2 * n\n"
    assert examine(code=code).outcome is CheckOutcome.PASSED


def test_a_function_about_a_hash_may_use_it() -> None:
    code = "import hashlib\n\ndef md5_of(n):\n    return hashlib.md5(n).hexdigest()\n"
    assert examine(code=code, tests=TESTS.replace("double", "md5_of")).name != "no_dangers"


def test_a_docstring_may_name_a_place_of_the_system() -> None:
    code = 'def double(n):\n    """/etc/hosts"""\n    return 2 * n\n'
    assert examine(code=code).outcome is CheckOutcome.PASSED


def test_an_undefined_name_is_rejected() -> None:
    assert examine(code="def double(n):\n    return 2 * m\n").name == "lint"


def test_an_unused_import_is_only_a_remark() -> None:
    assert examine(code="import math\n" + CODE).outcome is CheckOutcome.PASSED


def test_the_same_solution_with_other_names_is_not_new() -> None:
    known = "def twice(x):\n    '''Twice.'''\n    return 2 * x  # two of them\n"
    assert examine(known_solutions=(known,)).outcome is CheckOutcome.FAILED


def test_another_solution_is_new() -> None:
    known = "def twice(x):\n    return x + x\n"
    assert examine(known_solutions=(known,)).outcome is CheckOutcome.PASSED


@pytest.mark.parametrize("place", [0, 650, 699, 700, 995, 1000, 5000])
def test_a_secret_anywhere_in_a_long_line_is_found(place: int) -> None:
    secret = "ghp_" + "a1B2" * 9
    code = CODE + f"    # {'.' * place} {secret} {'.' * 3000}\n"

    assert examine(code=code).name == "no_secrets"


@pytest.mark.parametrize(
    "module", ["__main__", "builtins", "ctypes", "dreamer_app.guardian", "gc", "mmap"]
)
def test_tests_that_get_at_what_runs_them_are_rejected(module: str) -> None:
    assert examine(tests=f"import {module}\n{TESTS}").name == "tests_sound"


def test_code_that_is_too_deep_for_a_check_is_rejected_and_breaks_nothing() -> None:
    """The parser takes this, and so does the unparser; copying the tree does not."""
    code = f"def double(n):\n    return 2 * n{'.conjugate()' * 150}\n"
    examination = examination_of(code=code)
    assert parses_sane(examination).outcome is CheckOutcome.PASSED

    def copies(examination: Examination) -> CheckResult:
        raise AssertionError(len(make_mutants(examination.tree, 30)))

    result = _carry_out("copies", copies, examination)
    assert result.outcome is CheckOutcome.FAILED
    assert "deep" in result.summary


def test_a_check_that_fails_in_itself_gives_no_verdict(caplog: pytest.LogCaptureFixture) -> None:
    def breaks(examination: Examination) -> CheckResult:
        raise AssertionError(examination.entry)

    result = _carry_out("breaks", breaks, examination_of())

    assert result.outcome is CheckOutcome.BROKEN
    assert "breaks failed in itself" in caplog.text


def test_more_cases_than_anybody_counts_are_counted_only_so_far() -> None:
    loops = "".join(
        f"{'    ' * (depth + 1)}for n in [{', '.join('0' * 100)}]:\n" for depth in range(4)
    )
    tests = f"def test_a():\n{loops}{'    ' * 5}assert double(n) == 0\n"

    result = examine(tests=tests, entry_point="double")

    assert result.name == STATIC[-1][0]
    assert assertions_of(tests) == 1000


def test_a_table_that_names_itself_is_counted() -> None:
    tests = "def test_a():\n    t = t\n    for n in t:\n        assert double(n) == 0\n"
    assert assertions_of(tests) == 2


def assertions_of(tests: str) -> int:
    return real_assertions(parse(tests), {"double"})


def test_tests_of_more_parts_than_anybody_reads_are_rejected() -> None:
    tests = "def test_a():\n" + "    assert double(1) == 2\n" * 7_000
    assert examine(tests=tests).name == "parses_sane"


REACHING = [
    "exec('1')", "eval('1')", "globals()", "vars(double)", "__import__('sys')", "os.write(4, b'')",
    "os.getpid()", "sys.stdin.buffer and sys", "getattr(sys, 'modules')", "double._remote",
    "double._parts", "random._os", "collections.abc._sys", "print.__self__", "double.__class__",
    "type(double).__call__ = 1", "json.dumps = str", "json.JSONEncoder.default = str",
    "open(4, 'wb')", "shutil.os", "operator.attrgetter('__class__')(1)",
    "operator.attrgetter(name)(1)", "int.__subclasses__", "inspect.stack()", "mock.patch('json.x')",
    "random.code", "traceback.TracebackException(1, 2, 3, capture_locals=True)",
]  # fmt: skip
IMPORTS = """
import collections.abc, inspect, json, operator, os, random, shutil, sys, traceback
from unittest import mock
"""


@pytest.mark.parametrize("line", REACHING)
def test_tests_that_reach_for_what_runs_them_are_rejected(line: str) -> None:
    tests = f"{IMPORTS}{TESTS}    {line}\n"
    result = examine(tests=tests)
    assert (result.name, result.outcome) == ("tests_sound", CheckOutcome.FAILED)


@pytest.mark.parametrize(
    "line",
    [
        "import os as system\nsystem.write(4, b'')", "from os import write", "from os import *",
        "import _thread", "import importlib", "from unittest.mock import patch",
        "from random import _os", "import sys as s\ns._getframe()",
        "import inspect as i\ni.stack()", "from solution import other as double",
    ],
)  # fmt: skip
def test_tests_that_reach_by_another_name_are_rejected(line: str) -> None:
    assert examine(tests=f"{line}\n{TESTS}").name == "tests_sound"


@pytest.mark.parametrize(
    "line",
    [
        "assert double(sys.maxsize) == 2 * sys.maxsize", "print(os.path.join('a', 'b'))",
        "print(type(double(2)).__name__, double(2).__class__.__name__)", "print((1).__add__(2))",
        "sys.stdout = io.StringIO()", "print(pair._asdict())",
        "thing = Thing()\n    thing.value = 3\n    assert double(thing.value) == 6",
        "assert inspect.isfunction(len) or double(1) == 2", "print(getattr(double(2), 'real'))",
        "print(Thing._private, Thing().code, Thing().trace)",
        "print(os.environ.get('x'), os.listdir('.'))",
    ],
)  # fmt: skip
def test_ordinary_lines_of_tests_are_sound(line: str) -> None:
    head = "import inspect, io, os, sys\npair = 1\nclass Thing:\n    value = 1\n"
    head += "    _private = code = trace = 2\n"
    assert examine(tests=f"{head}{TESTS}    {line}\n").name == STATIC[-1][0]


@pytest.mark.parametrize(
    "line",
    [
        "import _socket", "import _ctypes", "import _posixsubprocess", "import _signal",
        "import xmlrpc.client", "import imaplib", "import poplib", "from os import *",
        "import os as o\ndef f():\n    o.system('x')",
        "from os import system as s\ndef f():\n    s('x')",
        "import os\ndef f():\n    getattr(os, 'sys' + 'tem')('x')",
        "import os\nf = getattr(os, 'system')",
        "import asyncio\ndef f():\n    return asyncio.open_connection('x', 1)",
        "import asyncio as a\ndef f():\n    return a.create_subprocess_exec('x')",
        "from logging.handlers import SocketHandler\ndef f():\n    return SocketHandler('x', 1)",
        "from concurrent.futures import ProcessPoolExecutor as P\ndef f():\n    return P()",
        "import weakref\ndef f(x):\n    weakref.finalize(x, print)",
        "class A:\n    __del__ = lambda self: None", "import json\ndef f():\n    json.dumps = str",
        "import json\ndef f():\n    setattr(json, 'dumps', str)",
        "from json import JSONEncoder\ndef f():\n    JSONEncoder.default = str",
        "import os\nif os.name:\n    print(1)",
        "try:\n    print(1)\nexcept ValueError:\n    pass",
        "assert open", "class A:\n    print(1)", "import os\nx = os.listdir('.')",
        "def f(x=open('x')):\n    return x",
        "from pathlib import Path\nx = Path('a').read_text()",
        "if 'x' in __name__:\n    print(1)",
        *[f"import os\ndef f():\n    os.{name}(1)" for name in (
            "execle", "execlpe", "execvpe", "spawnvp", "posix_spawnp", "seteuid", "setresuid",
            "setgid", "nice", "setpriority", "sched_setaffinity", "dup2", "closerange", "write",
        )],
        *[f"import os\nfrom pathlib import Path\ndef f():\n    return {text}" for text in (
            "open('//etc/passwd')", "open('../../etc/passwd')", "open(b'/etc/passwd')",
            "open('/tmp/../etc/passwd')", "os.path.expanduser('~/.ssh/id_rsa')", "Path.home()",
            "Path('/')", "os.environ['x']", "os.getenv('x')",
        )],
    ],
)  # fmt: skip
def test_dangers_by_another_spelling_are_rejected(line: str) -> None:
    result = examine(code=f"{line}\n{CODE}", entry_point="double")
    assert result.name == "no_dangers", result.summary


@pytest.mark.parametrize(
    "head",
    [
        "import re\nWORD = re.compile('a')",
        "from functools import lru_cache\n\n@lru_cache(maxsize=3)\ndef f(n):\n    return n",
        "try:\n    import tomllib\nexcept ImportError:\n    tomllib = None",
        "import threading\nLOCK = threading.Lock()\n\ndef f(n):\n"
        "    threading.Thread(target=n).start()",
        "import asyncio\n\ndef f(n):\n    return asyncio.run(n)",
        "A = {n: 2 * n for n in range(3)}",
        "import sqlite3\n\ndef f(n):\n    return sqlite3.connect(':memory:')",
        "import tempfile\n\ndef f(n):\n    with tempfile.TemporaryDirectory() as folder:\n"
        "        return open(folder + '/x', 'w')",
        "import os\n\ndef f(n):\n    return os.path.join('a', n)",
        "def f(n):\n    return n.split('/')",
        "class Box:\n    '''A box.'''\n    kind: int = 1\n\n    def __init__(self, n):\n"
        "        self.n = n",
        "import decimal\n\ndef f(n):\n    decimal.getcontext().prec = n",
        "if __name__ == '__main__':\n    print(1)",
        "from __future__ import annotations",
        "import logging\nLOG = logging.getLogger(__name__)",
        "import typing\nif typing.TYPE_CHECKING:\n    import collections",
        "def f(n):\n    return getattr(n, 'a' + 'b')",
        "def f(n):\n    n.write_text('x')",
    ],
)  # fmt: skip
def test_ordinary_code_is_no_danger(head: str) -> None:
    result = examine(code=f"{head}\n\n{CODE}", tests=TESTS, entry_point="double")
    assert result.name == STATIC[-1][0], result.summary
