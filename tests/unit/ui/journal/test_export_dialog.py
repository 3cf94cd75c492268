"""Export by dialog."""

from pathlib import Path
from typing import Any

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
