"""A value in, a value out."""

import ast
import textwrap

import pytest

from dreamer_app.knowledge.purity import spread
from dreamer_app.knowledge.python_source import facts


def _pure(source: str, name: str = "f", module: str = "m") -> bool | None:
    found = facts(ast.parse(textwrap.dedent(source)), module)
    return found.functions[name].effects.pure


@pytest.mark.parametrize(
    "source",
    [
        "def f(x): return x + 1",
        "def f(xs):\n out = []\n for x in xs: out.append(x)\n return out",
        "def f(x):\n yield x",
        "import os\ndef f(a, b): return os.path.join(a, b)",
        "def f(**kw):\n kw['a'] = 1\n return kw",
        "def f(xs):\n xs = list(xs)\n xs.sort()\n return xs",
        "def f(n):\n i = 0\n def g():\n  nonlocal i\n  i += 1\n g()\n return i",
        "import datetime\ndef f(y): return datetime.date(y, 1, 1)",
    ],
)
def test_a_function_of_its_arguments_is_pure(source: str) -> None:
    assert _pure(source) is True


@pytest.mark.parametrize(
    "source",
    [
        "def f(x): print(x); return x",
        "def f(x): x + 1",
        "def f(x): return None",
        "import random\ndef f(): return random.random()",
        "from time import time\ndef f(): return time()",
        "import os\ndef f(): return os.environ['HOME']",
        "def f(p): return open(p).read()",
        "import subprocess as s\ndef f(c): return s.run(c)",
        "count = 0\ndef f():\n global count\n count += 1\n return count",
        "state = 1\ndef g():\n global state\n state = 2\ndef f(): return state",
        "def f(xs): xs.append(1); return xs",
        "def f(d): d['a'] = 1; return d",
        "def f(o): o.a = 1; return o",
        "def f(d): del d['a']; return d",
        "async def f(x): return x",
        "import datetime\ndef f(): return datetime.datetime.now()",
        "def f(x):\n import socket\n return socket.gethostbyname(x)",
    ],
)
def test_a_function_that_reaches_outside_is_not(source: str) -> None:
    assert _pure(source) is False


@pytest.mark.parametrize(
    "source",
    [
        "_cache = {}\ndef f(x):\n _cache[x] = 1\n return _cache[x]",
        "_table = None\ndef f(x):\n global _table\n _table = _table or {}\n return x",
    ],
)
def test_a_private_cache_leaves_it_unclear(source: str) -> None:
    assert _pure(source) is None


def test_functions_of_a_module_about_the_world_are_at_best_unclear() -> None:
    assert _pure("def f(x): return x", module="socket") is None


def test_effects_reach_callers_through_private_functions() -> None:
    source = "def _g(x):\n print(x)\n return x\ndef _h(x): return _g(x)\ndef f(x): return _h(x)"
    found = facts(ast.parse(source), "m")
    known = {f"m.{n}": (f.effects, f.calls) for n, f in found.functions.items()}
    spread(known, lambda _name: "")
    assert found.functions["f"].effects.pure is False


def test_a_method_that_changes_its_object_does_not_taint_who_makes_one() -> None:
    source = """
        class C:
            def feed(self, x):
                self.x = x
                return self.x
            def twice(self, x):
                return self.feed(x)
        def f(x):
            return C.feed(C(), x)
    """
    found = facts(ast.parse(textwrap.dedent(source)), "m")
    known = {f"m.{n}": (f.effects, f.calls) for n, f in found.functions.items()}
    spread(known, lambda _name: "")
    assert found.functions["C.twice"].effects.pure is False
    assert found.functions["f"].effects.pure is True
