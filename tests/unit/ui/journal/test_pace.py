"""How long the rest of a review takes."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.journal.detail import LessonDetail
from ui.journal.lesson_pane import LessonPane
from ui.journal.pace import Pace


def paced(*times: float) -> Pace:
    pace = Pace()
    for at in times:
        pace.decided(at)
    return pace


def test_nothing_is_said_before_there_are_a_few_decisions() -> None:
    assert paced(0, 10, 20).left(5) is None


def test_the_rest_takes_as_long_as_the_last_decisions_did() -> None:
    assert paced(0, 10, 20, 30).left(6) == 60


def test_a_coffee_is_not_counted() -> None:
    assert paced(0, 10, 20, 30, 1200, 1210).left(2) == 20


def test_the_pane_says_how_long_the_rest_takes(qtbot: QtBot) -> None:
    times = iter((0.0, 30.0, 60.0, 90.0))
    pane = LessonPane(LessonDetail(), clock=lambda: next(times))
    qtbot.addWidget(pane)
    pane.show_position(0, 12, 12)
    assert pane.position == "1 of 12"
    for _ in range(4):
        pane.decided()
    pane.show_position(4, 12, 8)
    assert pane.position == "5 of 12  ·  about 4 minutes left"


def test_decisions_of_the_window_give_the_pace(world: Any, qtbot: QtBot) -> None:
    world.dream(7)
    window = world.window()
    qtbot.waitUntil(lambda: window.lessons.detail.lesson is not None)
    window.lessons.list.table.setFocus()
    pane = window.lessons.pane
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_A)
    qtbot.waitUntil(lambda: pane.position == "2 of 7")
