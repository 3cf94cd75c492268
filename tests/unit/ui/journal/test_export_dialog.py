"""Export by dialog."""

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from dreamer_app.core.states import ReviewState
from ui.journal.calls import Calls
from ui.journal.export_dialog import ExportDialog


def test_the_approved_lessons_are_exported_and_the_rest_is_accounted_for(
    world: Any, calls: Calls, qtbot: QtBot, tmp_path: Path
) -> None:
    ids = world.dream(3)
    world.store.lessons.decide(ids[:2], ReviewState.APPROVED)
    dialog = ExportDialog(world.services, calls)
    qtbot.addWidget(dialog)
    dialog.set_folder(tmp_path / "set")
    dialog.findChildren(QRadioButton)[0].setChecked(True)
    dialog.show()
    go = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Export")
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.report != "")
    assert dialog.report.startswith("2 examples written")
    (data,) = (tmp_path / "set").rglob("*.jsonl")
    assert len(data.read_text().splitlines()) == 2


def test_every_format_is_explained(world: Any, calls: Calls, qtbot: QtBot) -> None:
    dialog = ExportDialog(world.services, calls)
    qtbot.addWidget(dialog)
    choices = dialog.findChildren(QRadioButton)
    explained = [text for _name, text in world.services.exports.formats()]
    assert [c.accessibleDescription() for c in choices] == explained


def test_cancel_stops_the_export_and_nothing_is_written(
    world: Any, calls: Calls, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = world.dream(3)
    world.store.lessons.decide(ids, ReviewState.APPROVED)
    is_reading, may_go_on = threading.Event(), threading.Event()
    read = world.store.lessons.get_lesson

    def held_up(lesson_id: str) -> Any:
        is_reading.set()
        may_go_on.wait()
        return read(lesson_id)

    monkeypatch.setattr(world.store.lessons, "get_lesson", held_up)
    dialog = ExportDialog(world.services, calls)
    qtbot.addWidget(dialog)
    dialog.set_folder(tmp_path / "set")
    dialog.show()
    by_name = {b.text(): b for b in dialog.findChildren(QPushButton)}
    qtbot.mouseClick(by_name["Export"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(is_reading.is_set)
    qtbot.mouseClick(by_name["Cancel"], Qt.MouseButton.LeftButton)
    may_go_on.set()
    qtbot.waitUntil(lambda: dialog.report == "The export was stopped; nothing was written.")
    assert dialog.isVisible()
    assert not (tmp_path / "set").exists()


def test_a_dialog_that_was_closed_is_freed(world: Any, qtbot: QtBot) -> None:
    window = world.window()
    window.export()
    dialog = window.findChild(ExportDialog)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
