"""The whole window over a real store, by keys and by mouse."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dreamer_app.core.dreams import Progress
from dreamer_app.core.events import ProblemRaised, SessionProgressed
from dreamer_app.core.journal import LessonQuery
from dreamer_app.core.states import Phase, ReviewState, Verdict
from tests.unit.ui.dragging import drag_over, drop_on, let_go
from ui.journal.window import JournalWindow


def opened(world: Any, qtbot: QtBot) -> JournalWindow:
    """The window with its first lesson, and the focus in the list."""
    window: JournalWindow = world.window()
    qtbot.waitUntil(lambda: window.lessons.detail.lesson is not None)
    window.activateWindow()
    window.lessons.list.table.setFocus()
    qtbot.waitUntil(window.lessons.list.table.hasFocus)
    return window


def press(
    qtbot: QtBot, window: JournalWindow, key: Qt.Key, *modifiers: Qt.KeyboardModifier
) -> None:
    """A key press where the focus is."""
    held = Qt.KeyboardModifier.NoModifier
    for each in modifiers:
        held |= each
    qtbot.keyClick(QApplication.focusWidget() or window, key, held)


def shown(window: JournalWindow) -> str:
    lesson = window.lessons.detail.lesson
    return lesson.id if lesson else ""


def button(within: QWidget, text: str) -> QPushButton | None:
    buttons = within.findChildren(QPushButton)
    return next((b for b in buttons if b.text() == text and b.isVisible()), None)


def click(qtbot: QtBot, within: QWidget, text: str) -> None:
    """A mouse click on a button, as soon as it is there."""
    qtbot.waitUntil(lambda: button(within, text) is not None)
    qtbot.mouseClick(button(within, text), Qt.MouseButton.LeftButton)


def test_it_shows_nights_lessons_and_the_first_lesson(world: Any, qtbot: QtBot) -> None:
    world.dream(3, fell=4, nights=2)
    window = opened(world, qtbot)
    assert window.lessons.model.rowCount() == 6
    qtbot.waitUntil(lambda: window.lessons.nights.rowCount() == 3)
    assert window.lessons.nights.headline(window.lessons.nights.night(1)).startswith("I dreamed")


def test_a_approves_the_lesson_and_goes_to_the_next(world: Any, qtbot: QtBot) -> None:
    world.dream(3)
    window = opened(world, qtbot)
    first = shown(window)
    press(qtbot, window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: shown(window) != first)
    qtbot.waitUntil(lambda: world.state_of(first) is ReviewState.APPROVED)
    assert window.lessons.list.current() == 1


def test_r_then_a_digit_rejects_with_that_reason(world: Any, qtbot: QtBot) -> None:
    world.dream(2)
    window = opened(world, qtbot)
    first = shown(window)
    press(qtbot, window, Qt.Key.Key_R)
    qtbot.waitUntil(window.lessons.act.reject_panel.isVisible)
    press(qtbot, window, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: world.state_of(first) is ReviewState.REJECTED)
    assert world.store.lessons.get_lesson(first).reject_reason == "trivial"
    assert window.lessons.list.table.hasFocus()


def test_escape_in_the_reject_panel_decides_nothing(world: Any, qtbot: QtBot) -> None:
    world.dream(2)
    window = opened(world, qtbot)
    press(qtbot, window, Qt.Key.Key_R)
    qtbot.waitUntil(window.lessons.act.reject_panel.isVisible)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not window.lessons.act.reject_panel.isVisible()
    assert world.store.lessons.decisions() == []


def test_u_takes_a_decision_back_and_shows_the_lesson_again(world: Any, qtbot: QtBot) -> None:
    world.dream(3)
    window = opened(world, qtbot)
    first = shown(window)
    press(qtbot, window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: shown(window) != first)
    press(qtbot, window, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: shown(window) == first)
    assert world.state_of(first) is ReviewState.PENDING


def test_redo_does_it_again(world: Any, qtbot: QtBot) -> None:
    world.dream(2)
    window = opened(world, qtbot)
    first = shown(window)
    press(qtbot, window, Qt.Key.Key_A)
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: world.state_of(first) is ReviewState.PENDING)
    press(
        qtbot,
        window,
        Qt.Key.Key_Z,
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.ShiftModifier,
    )
    qtbot.waitUntil(lambda: world.state_of(first) is ReviewState.APPROVED)


def test_undo_reaches_back_before_the_window_was_opened(world: Any, qtbot: QtBot) -> None:
    ids = world.dream(2)
    world.store.lessons.decide([ids[0]], ReviewState.APPROVED)
    window = opened(world, qtbot)
    press(qtbot, window, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: shown(window) == ids[0])
    assert world.state_of(ids[0]) is ReviewState.PENDING


def test_the_toast_undoes(world: Any, qtbot: QtBot) -> None:
    world.dream(2)
    window = opened(world, qtbot)
    first = shown(window)
    press(qtbot, window, Qt.Key.Key_A)
    qtbot.waitUntil(window.toast.isVisible)
    click(qtbot, window, "Undo (U)")
    qtbot.waitUntil(lambda: world.state_of(first) is ReviewState.PENDING)


def test_j_k_and_s_move_without_deciding(world: Any, qtbot: QtBot) -> None:
    world.dream(3)
    window = opened(world, qtbot)
    for key, row in ((Qt.Key.Key_J, 1), (Qt.Key.Key_K, 0), (Qt.Key.Key_S, 1)):
        press(qtbot, window, key)
        assert window.lessons.list.current() == row
    assert world.store.lessons.decisions() == []


def test_no_key_acts_while_a_text_field_has_the_focus(world: Any, qtbot: QtBot) -> None:
    world.dream(2)
    window = opened(world, qtbot)
    press(qtbot, window, Qt.Key.Key_Slash)
    search = window.lessons.list.filters.search
    qtbot.waitUntil(search.hasFocus)
    qtbot.keyClicks(search, "arsfj1? ")
    assert search.text() == "arsfj1? "
    qtbot.wait(50)
    assert world.store.lessons.decisions() == []
    assert world.store.lessons.count(LessonQuery(flagged=True)) == 0


def test_search_as_you_type_narrows_the_list(world: Any, qtbot: QtBot) -> None:
    ids = world.dream(8)
    title = world.store.lessons.get_lesson(ids[0]).scenario.title
    window = opened(world, qtbot)
    press(qtbot, window, Qt.Key.Key_Slash)
    qtbot.keyClicks(window.lessons.list.filters.search, title)
    expected = world.store.lessons.count(LessonQuery(text=title, review=ReviewState.PENDING))
    assert 0 < expected < 8
    qtbot.waitUntil(lambda: window.lessons.model.rowCount() == expected)


def test_flag_and_rating_are_stored(world: Any, qtbot: QtBot) -> None:
    world.dream(1)
    window = opened(world, qtbot)
    press(qtbot, window, Qt.Key.Key_F)
    press(qtbot, window, Qt.Key.Key_3)
    lesson_id = shown(window)
    qtbot.waitUntil(lambda: world.store.lessons.get_lesson(lesson_id).rating == 3)
    assert world.store.lessons.get_lesson(lesson_id).flagged


def test_a_note_is_kept_when_the_window_closes_at_once(world: Any, qtbot: QtBot) -> None:
    world.dream(1)
    window = opened(world, qtbot)
    press(qtbot, window, Qt.Key.Key_N)
    qtbot.keyClicks(QApplication.focusWidget(), "look at this again")
    lesson_id = shown(window)
    window.close()
    window.shut_down()
    assert world.store.lessons.get_lesson(lesson_id).note == "look at this again"


def test_the_note_is_in_sight_while_it_is_written(world: Any, qtbot: QtBot) -> None:
    world.dream(1)
    window = opened(world, qtbot)
    window.resize(1000, 600)
    press(qtbot, window, Qt.Key.Key_N)
    note = QApplication.focusWidget()
    assert isinstance(note, QPlainTextEdit)
    qtbot.waitUntil(lambda: note.visibleRegion().boundingRect().height() == note.height())


def test_all_selected_are_approved_after_a_question(
    world: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.dream(25)
    window = opened(world, qtbot)
    asked: list[str] = []

    def yes(box: QMessageBox) -> int:
        asked.append(box.text())
        box.defaultButton().click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", yes)
    press(qtbot, window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, window, Qt.Key.Key_A)
    approved = LessonQuery(review=ReviewState.APPROVED)
    qtbot.waitUntil(lambda: world.store.lessons.count(approved) == 25)
    assert asked == ["Approve 25 lessons?"]
    assert len({d.batch for d in world.store.lessons.decisions()}) == 1


def test_the_question_answered_with_no_decides_nothing(
    world: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.dream(25)
    window = opened(world, qtbot)
    monkeypatch.setattr(
        QMessageBox,
        "exec",
        lambda box: box.button(QMessageBox.StandardButton.Cancel).click(),
    )
    press(qtbot, window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, window, Qt.Key.Key_A)
    qtbot.wait(50)
    assert world.store.lessons.decisions() == []


def test_bulk_reaches_lessons_that_are_not_loaded(
    world: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.dream(230)
    window = opened(world, qtbot)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.defaultButton().click())
    press(qtbot, window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, window, Qt.Key.Key_A)
    approved = LessonQuery(review=ReviewState.APPROVED)
    qtbot.waitUntil(lambda: world.store.lessons.count(approved) == 230)
    qtbot.waitUntil(lambda: window.lessons.list.notice.startswith("All reviewed"))


def test_c_copies_the_code(world: Any, qtbot: QtBot) -> None:
    world.dream(1)
    window = opened(world, qtbot)
    press(qtbot, window, Qt.Key.Key_C)
    lesson = window.lessons.detail.lesson
    assert lesson is not None
    assert QGuiApplication.clipboard().text() == lesson.action


def test_space_gives_the_lesson_all_the_room_and_takes_it_back(world: Any, qtbot: QtBot) -> None:
    world.dream(2)
    window = opened(world, qtbot)
    press(qtbot, window, Qt.Key.Key_Space)
    assert not window.lessons.list.isVisible()
    press(qtbot, window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: window.lessons.list.current() == 1)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.lessons.list.isVisible()


def test_question_mark_shows_all_keys_and_any_key_hides_them(world: Any, qtbot: QtBot) -> None:
    world.dream(1)
    window = opened(world, qtbot)
    press(qtbot, window, Qt.Key.Key_Question)
    overlay = window.keys_overlay
    qtbot.waitUntil(overlay.isVisible)
    press(qtbot, window, Qt.Key.Key_A)
    assert not overlay.isVisible()
    assert world.store.lessons.decisions() == []


def test_an_empty_journal_says_what_it_is_for_and_offers_to_dream(world: Any, qtbot: QtBot) -> None:
    window = world.window()
    qtbot.waitUntil(lambda: "No dreams yet" in window.lessons.list.notice)
    with qtbot.waitSignal(window.dream_requested):
        click(qtbot, window.lessons.list, "Dream now")


def test_a_search_without_a_match_offers_to_clear_it(world: Any, qtbot: QtBot) -> None:
    world.dream(2)
    window = opened(world, qtbot)
    window.lessons.list.filters.search.setText("zzzzzz")
    qtbot.waitUntil(lambda: "Nothing matches" in window.lessons.list.notice)
    click(qtbot, window, "Clear the filters")
    qtbot.waitUntil(lambda: window.lessons.model.rowCount() == 2)


def test_after_the_last_lesson_the_list_is_done(world: Any, qtbot: QtBot) -> None:
    world.dream(1)
    window = opened(world, qtbot)
    press(qtbot, window, Qt.Key.Key_A)
    approved = LessonQuery(review=ReviewState.APPROVED)
    qtbot.waitUntil(lambda: world.store.lessons.count(approved) == 1)
    window.lessons.list.reload()
    qtbot.waitUntil(lambda: "All reviewed" in window.lessons.list.notice)


def test_progress_is_shown_live(world: Any, qtbot: QtBot) -> None:
    window = world.window()
    world.dreams.is_dreaming = True
    world.dreams.progress = Progress(
        session_id="s", phase=Phase.CODE, dream=3, dreams=10, kept=1, title="Fold words"
    )
    world.bridge.publish(SessionProgressed(progress=world.dreams.progress))
    qtbot.waitUntil(lambda: window.header.dream_text == "Stop dreaming", timeout=3000)
    assert window.header.state_line == "Dreaming 3 of 10"
    with qtbot.waitSignal(window.stop_requested):
        click(qtbot, window, "Stop dreaming")


def test_a_problem_is_said_until_it_is_closed(world: Any, qtbot: QtBot) -> None:
    window = world.window()
    world.bridge.publish(ProblemRaised(message="There is no model.", hint="Choose one."))
    qtbot.waitUntil(lambda: window.problem == "There is no model. Choose one.")


def test_new_lessons_do_not_move_a_list_that_is_being_reviewed(world: Any, qtbot: QtBot) -> None:
    world.dream(3)
    window = opened(world, qtbot)
    press(qtbot, window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: window.lessons.list.current() == 1)
    world.dream(2, seed=9)
    window.lessons.refresh_later()
    qtbot.waitUntil(lambda: button(window, "Show 2 new lessons") is not None)
    assert window.lessons.model.rowCount() == 3


@pytest.mark.parametrize("name", ["coder.gguf", "sha256-0a1b2c"])
def test_a_dropped_model_is_handed_on_and_not_read_as_knowledge(
    world: Any, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    model = tmp_path / name
    model.write_bytes(b"GGUF\x03\0\0\0")
    window = world.window()
    with qtbot.waitSignal(window.model_dropped) as signal:
        drop_on(window, model)
    assert signal.args == [model]
    assert not window.knowledge.is_reading


def test_files_dropped_on_a_field_become_knowledge_and_no_text(
    world: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Moon\n\nThe moon has phases.\n")
    window = world.window()
    field = window.lessons.list.filters.search
    data, enters = drag_over(field, notes)
    assert enters.isAccepted()
    hint = next(w for w in window.findChildren(QLabel) if w.text().startswith("Drop files"))
    assert hint.isVisible()
    let_go(field, data)
    assert field.text() == ""
    assert not hint.isVisible()
    qtbot.waitUntil(lambda: len(world.knowledge.sources()) == 1, timeout=30_000)
    qtbot.waitUntil(lambda: not window.knowledge.is_reading, timeout=30_000)


def test_the_end_of_the_review_is_said(world: Any, qtbot: QtBot) -> None:
    world.dream(1)
    window = opened(world, qtbot)
    press(qtbot, window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: window.toast.text == "That was the last one. Well done.")


def test_verifying_again_keeps_the_new_verdict_and_counts_as_no_edit(
    world: Any, qtbot: QtBot
) -> None:
    (lesson_id,) = world.dream(1)
    window = opened(world, qtbot)
    world.verdicts.verdict = Verdict.REJECTED
    window.lessons.detail.verify_wanted.emit(lesson_id)
    qtbot.waitUntil(lambda: "Verified again: Refused" in window.toast.text)
    lesson = world.store.lessons.get_lesson(lesson_id)
    assert lesson.judgement.verdict is Verdict.REJECTED
    assert (lesson.edited, lesson.review) == (False, ReviewState.PENDING)


def test_what_could_not_be_checked_again_keeps_its_verdict(world: Any, qtbot: QtBot) -> None:
    (lesson_id,) = world.dream(1)
    before = world.store.lessons.get_lesson(lesson_id).judgement
    window = opened(world, qtbot)
    world.verdicts.verdict = Verdict.UNVERIFIED
    window.lessons.detail.verify_wanted.emit(lesson_id)
    qtbot.waitUntil(lambda: window.problem.startswith("It could not be checked"))
    assert world.store.lessons.get_lesson(lesson_id).judgement == before


def test_a_list_that_only_got_the_focus_shows_and_decides_nothing(world: Any, qtbot: QtBot) -> None:
    world.dream(3)
    window = opened(world, qtbot)
    qtbot.waitUntil(lambda: window.lessons.nights.rowCount() == 2)
    window.lessons.show_night(window.lessons.nights.nights[0].night)
    qtbot.waitUntil(window.lessons.overview.isVisible)
    window.lessons.night_column.setFocus()
    window.lessons.list.table.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, window, Qt.Key.Key_A)
    qtbot.wait(50)
    assert window.lessons.overview.isVisible()
    assert world.store.lessons.decisions() == []
    press(qtbot, window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: window.lessons.list.current() == 0)


def test_ending_stops_a_verification_and_a_reading(world: Any, qtbot: QtBot) -> None:
    world.dream(1)
    window = opened(world, qtbot)
    world.reading.may_begin.clear()
    window.add_knowledge(["tomli_w"])
    qtbot.waitUntil(lambda: world.reading.asked == ["tomli_w"])
    window.shut_down()
    assert not window.calls.is_running
