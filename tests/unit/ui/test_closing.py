import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from ui.closing import Closing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def answer(button: str) -> None:
    """Press a button of the message box that is about to open."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(b for b in box.buttons() if b.text().replace("&", "") == button).click()

    QTimer.singleShot(50, press)


def test_the_first_time_is_said_and_only_the_first(qtbot: QtBot, memory: QSettings) -> None:
    said: list[int] = []
    for _ in range(2):
        closing = Closing(memory)
        closing.has_tray = True
        closing.hidden_first_time.connect(lambda: said.append(1))
        closing.window_hides(QWidget())
    assert said == [1]


def test_without_a_tray_the_person_may_keep_it_running_and_is_asked_once(
    qtbot: QtBot, memory: QSettings
) -> None:
    closing, quits = Closing(memory), list[int]()
    closing.quit_requested.connect(lambda: quits.append(1))
    window = QWidget()
    qtbot.addWidget(window)
    answer("Keep running")
    closing.window_hides(window)
    closing.window_hides(window)  # would hang if it asked again
    assert quits == []


def test_without_a_tray_the_person_may_quit(qtbot: QtBot, memory: QSettings) -> None:
    closing = Closing(memory)
    window = QWidget()
    qtbot.addWidget(window)
    answer("Quit")
    with qtbot.waitSignal(closing.quit_requested):
        closing.window_hides(window)


def test_at_the_end_of_the_session_nothing_is_asked(qtbot: QtBot, memory: QSettings) -> None:
    closing = Closing(memory)
    closing.is_ending = True
    closing.window_hides(QWidget())
    assert memory.allKeys() == []
