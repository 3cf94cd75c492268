"""Documented lines of use."""

from dreamer_app.core.knowledge import Example
from dreamer_app.knowledge import doctests


def _session(*sources: str) -> list[Example]:
    return [Example(source=source, want="") for source in sources]


def _kept(session: list[Example], name: str) -> list[str]:
    return [e.source for e in doctests.about(session, frozenset({name}))]


def test_prose_separates_blocks() -> None:
    text = "First:\n\n>>> f(1)\n2\n>>> f(2)\n3\n\nThen:\n\n>>> g()\n"
    found = doctests.blocks(text)
    assert [[e.source for e in block] for block in found] == [["f(1)", "f(2)"], ["g()"]]
    assert found[0][0] == Example(source="f(1)", want="2")


def test_a_statement_over_several_lines_stays_one_example() -> None:
    found = doctests.blocks(">>> for i in x:\n...     print(i)\n1\n")
    assert found == [(Example(source="for i in x:\n    print(i)", want="1"),)]


def test_examples_that_are_to_be_skipped_or_are_no_python_are_left_out() -> None:
    text = ">>> f()  # doctest: +SKIP\n1\n>>> f(\n2\n>>> g()\n3\n"
    assert [e.source for block in doctests.blocks(text) for e in block] == ["g()"]


def test_a_text_with_malformed_doctests_has_none() -> None:
    assert doctests.blocks("  >>> f()\n 1\n") == []


def test_only_what_calls_the_name_is_about_it() -> None:
    assert _kept(_session("f(1)", "g(1)", "f(2)"), "f") == ["f(1)", "f(2)"]


def test_earlier_lines_that_it_depends_on_come_along() -> None:
    session = _session("from m import f", "a = [1]", "b = 2", "a.append(3)", "f(a)")
    assert _kept(session, "f") == ["from m import f", "a = [1]", "a.append(3)", "f(a)"]


def test_calling_into_a_module_does_not_count_as_changing_it() -> None:
    session = _session("import m", "m.other(1)", "m.f(2)")
    assert _kept(session, "m.f") == ["import m", "m.f(2)"]


def test_examples_are_shown_as_a_docstring_shows_them() -> None:
    shown = doctests.shown([Example(source="for i in x:\n    print(i)", want="1")])
    assert shown == ">>> for i in x:\n...     print(i)\n1"
