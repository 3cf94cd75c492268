"""The public interface of Python code, read without importing it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dreamer_app.core.knowledge import EntityKind, Example, RelationKind
from dreamer_app.knowledge.extraction import Extraction
from dreamer_app.knowledge.module_tree import ModuleFile, ModuleTree

Read = Callable[[dict[str, str]], Extraction]


def _edges(found: Extraction, kind: RelationKind) -> set[tuple[str, str]]:
    return {(head, tail) for head, tail, k in found.relations if k is kind}


def test_a_function_comes_with_signature_docstring_place_and_code(read_package: Read) -> None:
    source = (
        'X = 1\n\n\ndef f(a: int, /, b="x", *c, d: bool = True, **e) -> str:\n'
        '    """Say it."""\n    return b\n'
    )
    entity = read_package({"__init__.py": source}).entities["pkg.f"]
    assert entity.kind is EntityKind.FUNCTION
    assert entity.signature == "(a: int, /, b='x', *c, d: bool = True, **e) -> str"
    assert entity.text == "Say it."
    assert entity.span == (4, 6)
    assert entity.code.startswith("def f(a: int")
    assert entity.code.endswith("return b")
    assert entity.pure is True


def test_keyword_only_parameters_without_varargs_keep_their_star(read_package: Read) -> None:
    found = read_package({"__init__.py": "def f(a, *, b): ...\ndef g(a, /): ..."})
    assert found.entities["pkg.f"].signature == "(a, *, b)"
    assert found.entities["pkg.g"].signature == "(a, /)"


def test_a_method_keeps_self_and_a_class_method_has_no_cls(read_package: Read) -> None:
    source = (
        "class C:\n def m(self, x): ...\n @classmethod\n def k(cls, x): ...\n"
        " @staticmethod\n def s(x): ...\n def _p(self): ...\n"
    )
    found = read_package({"__init__.py": source})
    signatures = {e.id: e.signature for e in found.entities.values() if "C." in e.id}
    assert signatures == {"pkg.C.m": "(self, x)", "pkg.C.k": "(x)", "pkg.C.s": "(x)"}


def test_a_dataclass_has_the_signature_that_it_gets(read_package: Read) -> None:
    source = (
        "from dataclasses import dataclass\n@dataclass\nclass P:\n '''D.'''\n x: int\n y: int = 0\n"
    )
    assert read_package({"__init__.py": source}).entities["pkg.P"].signature == (
        "(x: int, y: int = 0)"
    )


def test_the_shortest_public_name_wins(read_package: Read) -> None:
    found = read_package(
        {
            "__init__.py": "from pkg.sub._inner import f\n__all__ = ['f']\n",
            "sub/__init__.py": "from pkg.sub._inner import f, g\n",
            "sub/_inner.py": "def f(): 'F.'\ndef g(): 'G.'\ndef h(): 'H.'\n",
        }
    )
    functions = {e.id for e in found.entities.values() if e.kind is EntityKind.FUNCTION}
    assert functions == {"pkg.f", "pkg.sub.g"}


def test_all_decides_what_is_public(read_package: Read) -> None:
    found = read_package({"__init__.py": "__all__ = ['f']\ndef f(): ...\ndef g(): ...\n"})
    assert "pkg.f" in found.entities
    assert "pkg.g" not in found.entities


def test_what_is_imported_from_elsewhere_is_not_the_modules_own(read_package: Read) -> None:
    found = read_package({"__init__.py": "", "a.py": "def f(): ...", "b.py": "from pkg.a import f"})
    assert "pkg.b.f" not in found.entities


def test_circular_reexports_end(read_package: Read) -> None:
    found = read_package(
        {
            "__init__.py": "from pkg.a import *\nfrom pkg.b import x\n",
            "a.py": "from pkg.b import *\nfrom pkg.b import x\n",
            "b.py": "from pkg.a import *\nfrom pkg.a import x\ndef real(): 'R.'\n",
        }
    )
    assert any(entity.name == "real" for entity in found.entities.values())


def test_a_broken_file_is_left_out_with_the_reason(read_package: Read) -> None:
    found = read_package({"__init__.py": "def f(): ...", "bad.py": "def ("})
    assert "pkg.f" in found.entities
    [(path, why)] = found.skipped
    assert path.endswith("bad.py")
    assert "line 1" in why


def test_source_in_its_own_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.py"
    path.write_bytes(b"# -*- coding: latin-1 -*-\ndef f():\n    '''caf\xe9'''\n")
    tree = ModuleTree()
    tree.load([ModuleFile(name="old", path=path)])
    assert tree.skipped == []
    found = tree.find("old.f")
    assert found is not None
    assert found.docstring is not None
    assert found.docstring.value == "café"


def test_nothing_is_executed(read_package: Read, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    found = read_package({"__init__.py": f"open({str(trap)!r}, 'w')\ndef f(): ...\n"})
    assert "pkg.f" in found.entities
    assert not trap.exists()


def test_calls_are_followed_through_imports_and_self(read_package: Read) -> None:
    found = read_package(
        {
            "__init__.py": "",
            "a.py": "def f(): ...\nclass C:\n def m(self): return self.n()\n def n(self): ...\n",
            "b.py": "from . import a\nfrom .a import f as g\ndef x(): g(); a.f(); a.C()\n",
        }
    )
    assert _edges(found, RelationKind.CALLS) == {
        ("pkg.a.C.m", "pkg.a.C.n"),
        ("pkg.b.x", "pkg.a.f"),
        ("pkg.b.x", "pkg.a.C"),
    }
    assert found.relations["pkg.b.x", "pkg.a.f", RelationKind.CALLS] == 2.0


def test_a_parameter_hides_the_function_of_its_name(read_package: Read) -> None:
    found = read_package({"__init__.py": "def g(): ...\ndef f(g): return g()\n"})
    assert _edges(found, RelationKind.CALLS) == set()


def test_bases_imports_and_contents_are_relations(read_package: Read) -> None:
    found = read_package(
        {
            "__init__.py": "class A: ...\n",
            "b.py": "import json\nfrom pkg import A\nclass B(A):\n def m(self): ...\n",
        }
    )
    assert _edges(found, RelationKind.INHERITS) == {("pkg.b.B", "pkg.A")}
    assert ("pkg.b", "json") in _edges(found, RelationKind.IMPORTS)
    assert {("pkg", "pkg.b"), ("pkg.b", "pkg.b.B"), ("pkg.b.B", "pkg.b.B.m")} <= _edges(
        found, RelationKind.CONTAINS
    )


def test_names_in_docstrings_are_mentions(read_package: Read) -> None:
    source = (
        'def g(): ...\ndef h(): ...\ndef f():\n    """Like `g`, as :func:`h` and json.dumps do; '
        'not `nothing`.\n\n    See Also\n    --------\n    h : other\n    """\n'
    )
    found = read_package({"__init__.py": source})
    assert _edges(found, RelationKind.MENTIONS) == {
        ("pkg.f", "pkg.g"),
        ("pkg.f", "pkg.h"),
        ("pkg.f", "json.dumps"),
    }
    assert _edges(found, RelationKind.SEE_ALSO) == {("pkg.f", "pkg.h")}


def test_examples_are_values_and_nodes(read_package: Read) -> None:
    source = 'def f(x):\n    """D.\n\n    >>> f(1)\n    2\n    """\n'
    found = read_package({"__init__.py": source})
    assert found.entities["pkg.f"].examples == (Example(source="f(1)", want="2"),)
    assert found.entities["pkg.f#example-1"].kind is EntityKind.EXAMPLE
    assert _edges(found, RelationKind.DEMONSTRATES) == {("pkg.f#example-1", "pkg.f")}


def test_examples_of_the_module_go_to_the_functions_they_call(read_package: Read) -> None:
    source = (
        '"""Tools.\n\n>>> from pkg import f\n>>> a = 1\n>>> f(a)\n2\n>>> g(3)\n4\n"""\n'
        "def f(x): ...\ndef g(x): ...\n"
    )
    found = read_package({"__init__.py": source})
    assert [e.source for e in found.entities["pkg.f"].examples] == [
        "from pkg import f",
        "a = 1",
        "f(a)",
    ]
    assert [e.source for e in found.entities["pkg.g"].examples] == ["g(3)"]


@pytest.mark.parametrize("depth", [100_000])
def test_a_file_nested_beyond_reason_is_left_out(read_package: Read, depth: int) -> None:
    found = read_package({"__init__.py": "", "deep.py": "x = " + "(" * depth + ")" * depth})
    assert len(found.skipped) == 1
