"""The audit of the decision log: only what a person does changes a review state."""

import ast
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dreamer_app.core.states import ReviewState, Verdict
from tests.unit.ui.journal.conftest import World

ROOT = Path(__file__).resolve().parents[3]
CHANGING = {"decide", "undo", "redo"}
OWNERS = {"journal", "lessons", "decisions", "review"}
"""What decisions are asked of; others have an "undo" of another kind."""
A_PERSON_ASKED = {
    ("dreamer_app/cli.py", "_decide"): "the commands approve and reject",
    ("dreamer_app/cli.py", "_undo"): "the command undo",
    ("ui/journal/actions.py", "actions"): "the keys of the window",
    ("ui/journal/window.py", "_connect"): "the button of the toast",
    ("ui/journal/window.py", "_edited"): "the editor's button Save and approve",
    ("ui/journal/lesson_actions.py", "_decide"): "keys and buttons of the lesson",
    ("ui/journal/review.py", "decide"): "keys and buttons of the journal",
    ("ui/journal/review.py", "undo"): "keys and buttons of the journal",
    ("ui/journal/review.py", "redo"): "keys and buttons of the journal",
}
"""Where a decision may begin, and what a person does there."""
BETWEEN = {
    ("dreamer_app/services/journal.py", "decide"),
    ("dreamer_app/services/journal.py", "undo"),
    ("dreamer_app/services/journal.py", "redo"),
    ("dreamer_app/store/lessons.py", "decide"),
    ("dreamer_app/store/lessons.py", "undo"),
    ("dreamer_app/store/lessons.py", "redo"),
    ("dreamer_app/store/decisions.py", "decide"),
}
"""What hands a decision on under the same name."""


WRITES = re.compile(
    r"\b(?P<verb>insert\s+(or\s+\w+\s+)?into|replace\s+into|update(\s+or\s+\w+)?|delete\s+from"
    r"|drop\s+(table|trigger)(\s+if\s+exists)?)\s+\W?(?P<target>\w+)",
    re.IGNORECASE,
)
LOG = "dreamer_app/store/decisions.py"
"""The only file with statements that write the log or a review state."""


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "home")
    yield made
    made.close()
    qtbot.wait(1)


def mentions(path: Path, root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """File and function of every mention of what changes a review state."""
    name = path.relative_to(root).as_posix()

    def walk(node: ast.AST, function: str) -> Iterator[tuple[str, str]]:
        for child in ast.iter_child_nodes(node):
            inner = function
            if isinstance(child, ast.FunctionDef) and function == "":
                inner = child.name
            if isinstance(child, ast.Attribute) and child.attr in CHANGING and _owned(child):
                yield name, function
            if isinstance(child, ast.Call) and getattr(child.func, "id", "") == "record_decision":
                yield name, function
            yield from walk(child, inner)

    yield from walk(ast.parse(path.read_text()), "")


def statements(path: Path, root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """File and text of every SQL statement that writes decisions or a review state."""
    name = path.relative_to(root).as_posix()
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.JoinedStr | ast.Constant):
            continue
        text = ast.unparse(node) if isinstance(node, ast.JoinedStr) else str(node.value)
        for found in WRITES.finditer(text):
            verb, target = found["verb"].lower(), found["target"].lower()
            is_log = target.startswith(("decisions", "review_"))
            if is_log or (target == "lessons" and verb.startswith("update") and "review" in text):
                yield name, " ".join(text.split())


def _owned(mention: ast.Attribute) -> bool:
    owner = ast.unparse(mention.value).rpartition(".")[2].strip("_")
    return mention.attr == "decide" or owner in OWNERS


def history(database: Path) -> dict[str, str]:
    """The state of every lesson as the log alone tells it."""
    with closing(sqlite3.connect(database)) as db:
        states = dict.fromkeys((row[0] for row in db.execute("SELECT id FROM lessons")), "pending")
        log = db.execute(
            "SELECT lesson_id, before, after, state FROM decisions ORDER BY id"
        ).fetchall()
    for lesson_id, before, after, state in log:
        if state == "done":
            assert states[lesson_id] == before, "a decision began at another state than it says"
            states[lesson_id] = after
    return states


def stored(database: Path) -> dict[str, str]:
    with closing(sqlite3.connect(database)) as db:
        return dict(db.execute("SELECT id, review FROM lessons").fetchall())


def decisions(database: Path) -> int:
    with closing(sqlite3.connect(database)) as db:
        return int(db.execute("SELECT count(*) FROM decisions").fetchone()[0])


def test_no_line_of_the_program_decides_but_where_a_person_asked() -> None:
    found = {
        mention
        for room in ("dreamer_app", "ui")
        for path in sorted((ROOT / room).rglob("*.py"))
        for mention in mentions(path)
    }
    beginnings = found - BETWEEN
    assert beginnings == set(A_PERSON_ASKED)


@pytest.mark.parametrize(
    "line",
    [
        "self.anything.decide(ids, ReviewState.APPROVED)",
        "act = services.journal.decide",
        "self._lessons.undo()",
        "pool.submit(journal.redo)",
        "record_decision(db, ids, after, '', now)",
    ],
)
def test_a_line_that_decides_by_itself_is_found(tmp_path: Path, line: str) -> None:
    secret = tmp_path / "night.py"
    secret.write_text(f"class Night:\n    def ends(self):\n        {line}\n")
    assert list(mentions(secret, tmp_path)) == [("night.py", "ends")]


def test_no_other_file_writes_the_log_or_a_review_state_by_sql() -> None:
    found = {
        name
        for room in ("dreamer_app", "ui")
        for path in sorted((ROOT / room).rglob("*.py"))
        if "migrations" not in path.parts
        for name, _text in statements(path)
    }
    assert found == {LOG}


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO decisions(batch) VALUES (?)",
        "insert or replace\n into decisions(batch) VALUES (?)",
        "UPDATE decisions SET state = 'done'",
        "DELETE FROM decisions",
        "DROP TABLE decisions",
        "UPDATE lessons SET review = 'approved'",
        "UPDATE lessons SET rating = 1, review = ?",
    ],
)
def test_a_statement_that_decides_past_the_log_is_found(tmp_path: Path, statement: str) -> None:
    secret = tmp_path / "night.py"
    secret.write_text(f"def end(db, x):\n    db.execute(f'{{x}}' {statement!r})\n")
    assert {name for name, _text in statements(secret, tmp_path)} == {"night.py"}


def test_everything_the_program_does_by_itself_leaves_every_review_state(
    world: World, qtbot: QtBot, tmp_path: Path
) -> None:
    ids = world.dream(4, nights=2)
    world.journal.decide([ids[0]], ReviewState.APPROVED)
    world.journal.decide([ids[1]], ReviewState.REJECTED, "wrong")
    before, count = stored(world.paths.database), decisions(world.paths.database)
    services = world.services
    for verdict in Verdict:
        world.verdicts.verdict = verdict
        for lesson_id in ids:
            judgement = world.journal.verify_again(lesson_id)
            world.journal.record_verdict(lesson_id, judgement)
    lesson = world.journal.get_lesson(ids[0])
    world.journal.save_edit(ids[0], "changed = 1\n", lesson.tests, lesson.judgement)
    world.journal.annotate(ids[2], flagged=True, rating=4, note="x", tags=["y"])
    services.exports.export("messages", tmp_path / "set")
    notes = tmp_path / "notes.md"
    notes.write_text("# Moon\n\nThe moon has phases.\n")
    services.knowledge.ingest([str(notes)])
    new = world.dream(2, seed=5)
    world.store.lessons.recover()
    world.store.lessons.settle()
    window = world.window()
    qtbot.waitUntil(lambda: window.lessons.detail.lesson is not None)
    for page in (1, 2, 0):
        window.show_page(page)
        qtbot.wait(20)
    window.shut_down()
    window.close()
    assert stored(world.paths.database) == before | dict.fromkeys(new, "pending")
    assert decisions(world.paths.database) == count


def test_a_review_by_keys_is_the_log_and_nothing_else(world: World, qtbot: QtBot) -> None:
    ids = world.dream(12)
    window = world.window()
    qtbot.waitUntil(lambda: window.lessons.detail.lesson is not None)
    window.activateWindow()
    window.lessons.list.table.setFocus()
    qtbot.waitUntil(window.lessons.list.table.hasFocus)
    keys = Qt.Key
    pressed = [keys.Key_A, keys.Key_A, keys.Key_U, keys.Key_A, keys.Key_S, keys.Key_R, keys.Key_2]
    pressed += [keys.Key_J, keys.Key_F, keys.Key_A, keys.Key_U, keys.Key_U, keys.Key_A]
    for key in pressed:
        qtbot.keyClick(QApplication.focusWidget(), key)
        qtbot.waitUntil(lambda: not window.calls.is_busy)
    database = world.paths.database
    assert history(database) == stored(database)
    assert set(stored(database)) == set(ids)
    asked = sum(key in (keys.Key_A, keys.Key_2) for key in pressed)
    assert decisions(database) == asked


def test_the_database_itself_refuses_a_state_without_a_decision(world: World) -> None:
    (lesson_id,) = world.dream(1)
    with (
        closing(sqlite3.connect(world.paths.database)) as db,
        pytest.raises(sqlite3.IntegrityError, match="decision log"),
    ):
        db.execute("UPDATE lessons SET review = 'approved' WHERE id = ?", (lesson_id,))


def test_the_database_itself_refuses_to_forget_a_decision(world: World) -> None:
    (lesson_id,) = world.dream(1)
    world.journal.decide([lesson_id], ReviewState.APPROVED)
    with (
        closing(sqlite3.connect(world.paths.database)) as db,
        pytest.raises(sqlite3.IntegrityError, match="never shortened"),
    ):
        db.execute("DELETE FROM decisions")
