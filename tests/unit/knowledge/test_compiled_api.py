"""Standard-library names without Python source."""

import pytest

from dreamer_app.core.knowledge import EntityKind
from dreamer_app.knowledge.compiled_api import add_compiled
from dreamer_app.knowledge.extraction import Extraction


@pytest.fixture(scope="module")
def builtin_names() -> Extraction:
    out = Extraction()
    add_compiled(out, "builtins", "package:builtins")
    return out


def test_builtin_functions_and_methods_have_signature_and_text(builtin_names: Extraction) -> None:
    assert builtin_names.entities["builtins.sorted"].signature == (
        "(iterable, /, *, key=None, reverse=False)"
    )
    method = builtin_names.entities["builtins.str.center"]
    assert method.signature.startswith("(self, width")
    assert method.text


def test_types_are_classes_that_contain_their_methods(builtin_names: Extraction) -> None:
    assert builtin_names.entities["builtins.str"].kind is EntityKind.CLASS
    assert any(
        (head, tail) == ("builtins.str", "builtins.str.center")
        for head, tail, _ in builtin_names.relations
    )


@pytest.mark.parametrize(
    ("name", "pure"),
    [
        ("builtins.sorted", True),
        ("builtins.str.upper", True),
        ("builtins.list.index", True),
        ("builtins.list.append", False),
        ("builtins.print", False),
        ("builtins.open", False),
    ],
)
def test_what_is_known_of_builtins_is_told(
    builtin_names: Extraction, name: str, pure: bool
) -> None:
    assert builtin_names.entities[name].pure is pure


def test_only_the_names_asked_for_are_added() -> None:
    out = Extraction()
    add_compiled(out, "struct", "package:struct", frozenset({"pack", "calcsize", "error"}))
    assert set(out.entities) == {"struct.pack", "struct.calcsize", "struct.error"}


def test_a_module_that_cannot_be_imported_is_left_out_with_the_reason() -> None:
    out = Extraction()
    add_compiled(out, "winreg_of_another_system", "package:x")
    [(name, why)] = out.skipped
    assert name == "winreg_of_another_system"
    assert "cannot be imported" in why
