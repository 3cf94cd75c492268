"""The fields of the settings, each by itself."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from dreamer_app import settings
from dreamer_app.core.setting import SettingSpec
from ui.editors import NumberEditor, PathEditor, TextEditor


def spec(name: str) -> SettingSpec:
    return next(each for each in settings.specs() if each.name == name)


@pytest.mark.parametrize(
    ("file_filter", "asks"), [("GGUF (*.gguf)", "getOpenFileName"), ("", "getExistingDirectory")]
)
def test_a_path_that_is_looked_for_is_entered_at_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file_filter: str, asks: str
) -> None:
    made = PathEditor(spec("DREAMING_MODEL_PATH"), file_filter)
    qtbot.addWidget(made)
    answer: Any = (str(tmp_path), "") if file_filter else str(tmp_path)
    monkeypatch.setattr(QFileDialog, asks, lambda *_asked: answer)
    look = made.findChild(QPushButton)
    assert isinstance(look, QPushButton)
    with qtbot.waitSignals([made.typed, made.entered]):
        qtbot.mouseClick(look, Qt.MouseButton.LeftButton)
    field = made.field()
    assert isinstance(field, QLineEdit)
    assert field.text() == str(tmp_path)


def test_a_path_that_is_not_chosen_after_all_stays(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = PathEditor(spec("DREAMING_OUTPUT_DIR"))
    qtbot.addWidget(made)
    made.show_value("./here")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: "")
    look = made.findChild(QPushButton)
    assert isinstance(look, QPushButton)
    with qtbot.assertNotEmitted(made.typed):
        qtbot.mouseClick(look, Qt.MouseButton.LeftButton)
    field = made.field()
    assert isinstance(field, QLineEdit)
    assert field.text() == "./here"


def test_a_key_is_not_shown_when_it_is_not_being_typed(qtbot: QtBot) -> None:
    made = TextEditor(spec("DREAMING_MODEL_ENDPOINT_KEY"))
    qtbot.addWidget(made)
    made.show_value("a secret")
    field = made.field()
    assert isinstance(field, QLineEdit)
    assert "secret" not in field.displayText()


def test_the_arrows_of_a_number_stay_within_what_is_allowed(qtbot: QtBot) -> None:
    made = NumberEditor(spec("DREAMING_SAMPLES"))
    qtbot.addWidget(made)
    made.show_value(64)
    with qtbot.assertNotEmitted(made.typed):
        qtbot.keyClick(made.field(), Qt.Key.Key_Up)
    with qtbot.waitSignal(made.typed) as typed:
        qtbot.keyClick(made.field(), Qt.Key.Key_Down)
    assert typed.args == ["63"]
