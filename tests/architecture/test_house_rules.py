"""What the plan of the house asks of every file; who may import whom is import-linter's."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = 500


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_file_is_too_long_to_be_read() -> None:
    everywhere = sources(
        "dreamer_app", "ui", "resources", "benchmarks", "docs", "packaging", "tests"
    )
    lines = {name(path): len(path.read_text("utf-8").splitlines()) for path in everywhere}
    assert {file: n for file, n in lines.items() if n > LONGEST} == {}


def test_only_the_command_line_prints() -> None:
    printing = {
        name(path)
        for path in sources("dreamer_app", "ui")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    }
    assert printing <= {"dreamer_app/cli.py"}


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name(path)
        for path in sources("dreamer_app", "ui", "benchmarks")
        if path.read_text("utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


@pytest.mark.parametrize("word", ["Helper", "Utils", "Misc", "Processor"])
def test_nothing_has_a_name_that_says_nothing(word: str) -> None:
    named = [
        f"{name(path)}: {node.name}"
        for path in sources("dreamer_app", "ui")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and word in node.name
    ]
    assert named == []


def test_values_are_frozen_and_have_slots_or_say_that_they_change() -> None:
    """Dataclasses are frozen; what changes is slotted all the same."""
    loose = []
    for path in sources("dreamer_app/core"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.ClassDef):
                continue
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "dataclass":
                    given = {word.arg for word in decorator.keywords}
                    if not {"frozen", "slots"} <= given:
                        loose.append(f"{name(path)}: {node.name}")
    assert loose == []
