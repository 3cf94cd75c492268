"""What a key is meant for: the lesson that is shown, or what is selected, and nothing else."""

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QPushButton
from pytestqt.qtbot import QtBot

from dreamer_app.core.journal import LessonQuery
from dreamer_app.core.states import ReviewState
from tests.unit.ui.journal.test_window import click, opened, press, shown
from ui.journal.window import JournalWindow

A, E, F, J, N, R, S, U = (getattr(Qt.Key, f"Key_{letter}") for letter in "AEFJNRSU")


def with_one_outside(world: Any, qtbot: QtBot) -> tuple[JournalWindow, str, str]:
    """A window that shows a similar lesson which is not in the list; that one, the one before."""
    ids = world.dream(4)
    world.store.lessons.decide([ids[0]], ReviewState.REJECTED, "wrong")
    window = opened(world, qtbot)
    before = shown(window)
    detail = window.lessons.detail
    detail.restore_sections([*detail.open_sections(), "similar"])

    def link() -> QPushButton | None:
        found = [b for b in detail.findChildren(QPushButton) if "Rejected" in b.text()]
        return found[0] if found else None

    qtbot.waitUntil(lambda: link() is not None)
    qtbot.mouseClick(link(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(window) == ids[0])
    window.lessons.list.table.setFocus()
    return window, ids[0], before


def id_of(window: JournalWindow, row: int) -> str:
    loaded = window.lessons.model.row(row)
    return loaded.id if loaded else ""


def decided(world: Any) -> list[tuple[str, ReviewState]]:
    return [(d.lesson_id, d.after) for d in world.store.lessons.decisions()]


def test_a_decides_the_similar_lesson_that_is_shown_and_not_the_row_of_the_list(
    world: Any, qtbot: QtBot
) -> None:
    window, outside, before = with_one_outside(world, qtbot)
    press(qtbot, window, A)
    qtbot.waitUntil(lambda: world.state_of(outside) is ReviewState.APPROVED)
    assert world.state_of(before) is ReviewState.PENDING
    qtbot.waitUntil(lambda: shown(window) == before)


def test_flag_and_rating_are_for_the_similar_lesson_that_is_shown(world: Any, qtbot: QtBot) -> None:
    window, outside, before = with_one_outside(world, qtbot)
    press(qtbot, window, F)
    press(qtbot, window, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: world.store.lessons.get_lesson(outside).rating == 3)
    assert world.store.lessons.get_lesson(outside).flagged
    left = world.store.lessons.get_lesson(before)
    assert (left.flagged, left.rating) == (False, 0)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_J])
def test_a_key_goes_back_from_a_similar_lesson_to_the_one_before(
    world: Any, qtbot: QtBot, key: Qt.Key
) -> None:
    window, _outside, before = with_one_outside(world, qtbot)
    assert window.lessons.pane.position == ""
    press(qtbot, window, key)
    qtbot.waitUntil(lambda: shown(window) == before)
    assert window.lessons.pane.position.startswith("1 of 3")


def test_new_lessons_do_not_take_a_similar_lesson_from_under_its_reader(
    world: Any, qtbot: QtBot
) -> None:
    window, outside, _before = with_one_outside(world, qtbot)
    world.dream(2, seed=9)
    window.lessons.refresh_later()
    qtbot.waitUntil(lambda: window.lessons.model.rowCount() == 5)
    qtbot.waitUntil(lambda: not window.calls.is_busy)
    assert shown(window) == outside


def test_a_key_pressed_before_its_lesson_is_shown_waits_for_it(world: Any, qtbot: QtBot) -> None:
    world.dream(5)
    window = opened(world, qtbot)
    first = shown(window)
    window.lessons.list.go_to(4)
    last = id_of(window, 4)
    assert shown(window) == first, "the other lesson is still being read"
    press(qtbot, window, A)
    assert window.presses.is_holding
    qtbot.waitUntil(lambda: decided(world) == [(last, ReviewState.APPROVED)])
    assert not window.presses.is_holding


def test_what_is_pressed_after_a_waiting_key_waits_too(world: Any, qtbot: QtBot) -> None:
    world.dream(5)
    window = opened(world, qtbot)
    window.lessons.list.go_to(4)
    last = id_of(window, 4)
    for key in (R, Qt.Key.Key_7):
        press(qtbot, window, key)
    qtbot.waitUntil(lambda: world.state_of(last) is ReviewState.REJECTED)
    assert world.store.lessons.get_lesson(last).reject_reason == "not-useful"
    assert world.store.lessons.count(LessonQuery(review=ReviewState.PENDING)) == 4


def test_a_click_takes_a_waiting_key_back(world: Any, qtbot: QtBot) -> None:
    world.dream(5)
    window = opened(world, qtbot)
    table = window.lessons.list.table
    window.lessons.list.go_to(4)
    press(qtbot, window, A)
    place = table.visualRect(window.lessons.model.index(2, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: shown(window) == id_of(window, 2))
    qtbot.waitUntil(lambda: not window.calls.is_busy)
    assert decided(world) == []


def test_a_button_decides_no_lesson_that_is_not_shown_yet(world: Any, qtbot: QtBot) -> None:
    world.dream(5)
    window = opened(world, qtbot)
    window.lessons.list.go_to(4)
    click(qtbot, window.lessons.pane, "Approve")
    qtbot.waitUntil(lambda: not window.calls.is_busy)
    assert decided(world) == []


def test_in_the_large_view_the_review_goes_on_beyond_what_the_list_has_loaded(
    world: Any, qtbot: QtBot
) -> None:
    world.dream(210)
    window = opened(world, qtbot)
    qtbot.waitUntil(lambda: window.lessons.model.rowCount() == 210)
    window.lessons.list.go_to(199)
    press(qtbot, window, Qt.Key.Key_Space)
    press(qtbot, window, J)
    qtbot.waitUntil(lambda: window.lessons.model.row(200) is not None)
    qtbot.waitUntil(lambda: shown(window) == id_of(window, 200))


def held_down(key: Qt.Key, text: str) -> QKeyEvent:
    """The press that a keyboard repeats by itself."""
    plain = Qt.KeyboardModifier.NoModifier
    return QKeyEvent(QEvent.Type.KeyPress, key, plain, text, True, 1)


def test_only_keys_that_move_repeat_while_they_are_held(world: Any) -> None:
    window = world.window()
    repeating = {
        shortcut.key().toString() for shortcut in window.presses.shortcuts if shortcut.autoRepeat()
    }
    assert repeating == {"J", "K", "Shift+J", "Shift+K"}


def test_r_held_down_types_nothing_into_the_panel_of_reasons(world: Any, qtbot: QtBot) -> None:
    world.dream(1)
    window = opened(world, qtbot)
    press(qtbot, window, R)
    panel = window.lessons.act.reject_panel
    qtbot.waitUntil(panel.hasFocus)
    for _ in range(3):
        QApplication.sendEvent(panel, held_down(R, "r"))
    assert panel.hasFocus()
    press(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(decided(world)) == 1)
    assert world.store.lessons.decisions()[0].reason == ""


def test_what_was_approved_already_is_said_and_undo_is_not_offered(
    world: Any, qtbot: QtBot
) -> None:
    ids = world.dream(2)
    world.store.lessons.decide(ids, ReviewState.APPROVED)
    window = opened_approved(world, qtbot, ids)
    press(qtbot, window, A)
    qtbot.waitUntil(lambda: window.toast.text == "It was approved already")
    assert not window.toast.offers_undo


def opened_approved(world: Any, qtbot: QtBot, ids: Sequence[str]) -> JournalWindow:
    """The window with the approved lessons."""
    window: JournalWindow = world.window()
    window.lessons.list.filters.set_query(LessonQuery(review=ReviewState.APPROVED))
    qtbot.waitUntil(lambda: window.lessons.model.rowCount() == len(ids))
    qtbot.waitUntil(lambda: window.lessons.is_settled and bool(shown(window)))
    window.lessons.list.table.setFocus()
    return window


@pytest.mark.parametrize(("key", "may_undo"), [(A, True), (S, False)])
def test_the_end_offers_undo_after_a_decision_and_not_after_skipping(
    world: Any, qtbot: QtBot, key: Qt.Key, may_undo: bool
) -> None:
    (lesson_id,) = world.dream(1)
    window = opened(world, qtbot)
    if key == S:
        world.store.lessons.decide([lesson_id], ReviewState.APPROVED)
        window.lessons.model.change([lesson_id], review=ReviewState.APPROVED)
    press(qtbot, window, key)
    qtbot.waitUntil(lambda: window.toast.text.startswith("That was the last one"))
    assert window.toast.offers_undo is may_undo


def test_f_and_digits_are_for_all_that_are_selected(world: Any, qtbot: QtBot) -> None:
    ids = world.dream(3)
    window = opened(world, qtbot)
    press(qtbot, window, A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, window, F)
    press(qtbot, window, Qt.Key.Key_2)
    lessons = world.store.lessons
    qtbot.waitUntil(lambda: [lessons.get_lesson(i).rating for i in ids] == [2, 2, 2])
    assert all(lessons.get_lesson(i).flagged for i in ids)
    press(qtbot, window, F)
    qtbot.waitUntil(lambda: not any(lessons.get_lesson(i).flagged for i in ids))


def test_an_undone_lesson_that_the_filter_hides_is_shown(world: Any, qtbot: QtBot) -> None:
    ids = world.dream(3)
    world.store.lessons.decide(ids[1:], ReviewState.APPROVED)
    world.store.lessons.decide([ids[0]], ReviewState.REJECTED, "wrong")
    window = opened_approved(world, qtbot, ids[1:])
    press(qtbot, window, U)
    qtbot.waitUntil(lambda: shown(window) == ids[0])
    qtbot.waitUntil(lambda: not window.calls.is_busy)
    assert shown(window) == ids[0]
    assert window.lessons.list.current() == -1


def test_a_night_older_than_those_read_first_is_chosen_when_it_is_there(
    world: Any, qtbot: QtBot
) -> None:
    world.dream(1, nights=62)
    oldest = world.store.lessons.nights()[-1].night
    window = opened(world, qtbot)
    qtbot.waitUntil(lambda: window.lessons.nights.rowCount() == 61)
    window.lessons.show_night(oldest)
    qtbot.waitUntil(lambda: window.lessons.night_column.currentIndex().row() == 62)
    qtbot.waitUntil(lambda: window.lessons.model.rowCount() == 1)
    assert window.lessons.list.filters.query.night == oldest
    assert window.lessons.overview.isVisible()


def test_t_adds_tags_to_all_that_are_selected_and_keeps_those_they_have(
    world: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = world.dream(3)
    world.store.lessons.annotate(ids[0], tags=["sorting"])
    window = opened(world, qtbot)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_asked: ("moon, sorting , ", True))
    press(qtbot, window, A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, window, Qt.Key.Key_T)
    lessons = world.store.lessons
    qtbot.waitUntil(lambda: all("moon" in lessons.get_lesson(i).tags for i in ids))
    assert lessons.get_lesson(ids[0]).tags == ("sorting", "moon")
    detail = window.lessons.detail
    qtbot.waitUntil(lambda: detail.lesson is not None and "moon" in detail.lesson.tags)


def test_a_press_in_the_moment_of_its_release_is_a_held_key_and_decides_nothing(
    world: Any, qtbot: QtBot
) -> None:
    world.dream(3)
    window = opened(world, qtbot)
    plain, table = Qt.KeyboardModifier.NoModifier, window.lessons.list.table
    for moment, is_swallowed in ((70, True), (95, False)):
        released = QKeyEvent(QEvent.Type.KeyRelease, A, plain, "a")
        released.setTimestamp(70)
        QApplication.sendEvent(table, released)
        pressed = QKeyEvent(QEvent.Type.ShortcutOverride, A, plain, "a")
        pressed.setTimestamp(moment)
        pressed.ignore()
        QApplication.sendEvent(table, pressed)
        assert pressed.isAccepted() is is_swallowed
