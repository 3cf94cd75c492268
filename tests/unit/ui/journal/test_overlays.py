"""What lies over the window keeps the keys, and rejects with a reason that every language reads."""

from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dreamer_app.core.journal import LessonQuery
from dreamer_app.core.states import ReviewState
from tests.unit.ui.journal.test_window import opened, press
from ui.journal.overlays import RejectPanel
from ui.journal.reasons import reason, reasons

TAB, A, R = Qt.Key.Key_Tab, Qt.Key.Key_A, Qt.Key.Key_R


def panel(qtbot: QtBot) -> RejectPanel:
    """The panel over a window with a field of its own, which has the focus."""
    window = QWidget()
    beside = QLineEdit(window)
    made = RejectPanel(window)
    qtbot.addWidget(window)
    window.resize(600, 500)
    window.show()
    window.activateWindow()
    beside.setFocus()
    made.ask("Reject it?")
    qtbot.waitUntil(made.hasFocus)
    return made


def parent_of(widget: QWidget) -> QWidget:
    found: QObject | None = widget.parent()
    assert isinstance(found, QWidget)
    return found


@pytest.mark.parametrize(
    "held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier]
)
def test_tab_goes_round_in_the_panel_of_reasons(qtbot: QtBot, held: Qt.KeyboardModifier) -> None:
    made = panel(qtbot)
    visited: list[QWidget | None] = []
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), TAB, held)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert made.isAncestorOf(focus)
        visited.append(focus)
    assert len(set(visited)) == len(reasons()) + 3  # the chips, the field, two buttons


def test_a_digit_confirms_with_the_key_of_its_chip(qtbot: QtBot) -> None:
    made = panel(qtbot)
    with qtbot.waitSignal(made.confirmed) as confirmed:
        qtbot.keyClick(made, Qt.Key.Key_4)
    assert confirmed.args == ["weak-tests"]


def test_a_letter_begins_own_words_and_enter_confirms_them(qtbot: QtBot) -> None:
    made = panel(qtbot)
    qtbot.keyClick(made, Qt.Key.Key_N)
    qtbot.keyClicks(QApplication.focusWidget(), "ot mine 2")
    with qtbot.waitSignal(made.confirmed) as confirmed:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert confirmed.args == ["not mine 2"]


def test_a_click_beside_the_panel_takes_it_away(qtbot: QtBot) -> None:
    made = panel(qtbot)
    field = next(f for f in parent_of(made).findChildren(QLineEdit) if not made.isAncestorOf(f))
    field.setFocus()
    qtbot.waitUntil(lambda: not made.isVisible())
    assert field.hasFocus()


def test_tab_in_the_panel_of_the_window_never_leads_to_keys_that_decide(
    world: Any, qtbot: QtBot
) -> None:
    world.dream(3)
    window = opened(world, qtbot)
    press(qtbot, window, R)
    qtbot.waitUntil(window.lessons.act.reject_panel.isVisible)
    for _ in range(14):
        press(qtbot, window, TAB)
    press(qtbot, window, A)
    qtbot.waitUntil(lambda: not window.calls.is_busy)
    assert world.store.lessons.count(LessonQuery(review=ReviewState.PENDING)) == 3


@pytest.mark.parametrize("key", [TAB, Qt.Key.Key_Backtab, Qt.Key.Key_Q, Qt.Key.Key_Escape])
def test_any_key_closes_the_list_of_keys(world: Any, qtbot: QtBot, key: Qt.Key) -> None:
    world.dream(1)
    window = opened(world, qtbot)
    window.keys_overlay.open()
    qtbot.waitUntil(window.keys_overlay.hasFocus)
    press(qtbot, window, key)
    assert not window.keys_overlay.isVisible()
    assert window.lessons.list.table.hasFocus()


def test_the_list_of_keys_leaves_the_large_view_open(world: Any, qtbot: QtBot) -> None:
    world.dream(1)
    window = opened(world, qtbot)
    press(qtbot, window, Qt.Key.Key_Space)
    press(qtbot, window, Qt.Key.Key_F1)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.lessons.is_focused


@pytest.mark.parametrize(
    ("stored", "english"),
    [
        ("weak-tests", "Weak tests"),
        ("Weak tests", "Weak tests"),
        ("Schwache Tests", "Weak tests"),
        ("in my own words", "in my own words"),
        ("", ""),
    ],
)
def test_a_reason_is_read_however_it_was_stored(stored: str, english: str) -> None:
    assert reason(stored) == english


@pytest.mark.usefixtures("german")
def test_a_reason_is_shown_in_the_language_of_the_window() -> None:
    assert [reason(each) for each in ("weak-tests", "Weak tests", "Schwache Tests")] == [
        "Schwache Tests"
    ] * 3


def test_the_lesson_says_why_it_was_rejected(world: Any, qtbot: QtBot) -> None:
    (lesson_id,) = world.dream(1)
    world.store.lessons.decide([lesson_id], ReviewState.REJECTED, "unclear-task")
    window = world.window()
    window.lessons.show_lesson(lesson_id)
    detail = window.lessons.detail
    qtbot.waitUntil(lambda: detail.lesson is not None)
    detail.restore_sections(["origin"])
    qtbot.waitUntil(lambda: "Unclear task" in detail.spoken())


def test_keys_scroll_the_lesson_beside_the_list_and_large(world: Any, qtbot: QtBot) -> None:
    world.dream(2)
    window = opened(world, qtbot)
    window.resize(900, 500)
    row, at = window.lessons.list.current(), window.lessons.detail.scrolled
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.waitUntil(lambda: window.lessons.detail.can_scroll)
    press(qtbot, window, Qt.Key.Key_J, shift)
    assert at() > 0
    press(qtbot, window, Qt.Key.Key_K, shift)
    assert at() == 0
    assert window.lessons.list.current() == row
    press(qtbot, window, Qt.Key.Key_Space)
    press(qtbot, window, Qt.Key.Key_Home)
    assert at() == 0
    press(qtbot, window, Qt.Key.Key_PageDown)
    assert at() > 0
    press(qtbot, window, Qt.Key.Key_PageUp)
    assert at() == 0
