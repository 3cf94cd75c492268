"""Change, verify, approve."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from dreamer_app.core.states import ReviewState, Verdict
from ui.journal.calls import Calls
from ui.journal.changes_view import changes
from ui.journal.editor import LessonEditor
from ui.journal.parts import button
from ui.journal.window import JournalWindow


@pytest.fixture
def editor(world: Any, calls: Calls, qtbot: QtBot) -> Iterator[LessonEditor]:
    lesson = world.store.lessons.get_lesson(world.dream(1)[0])
    made = LessonEditor(lesson, world.services, calls)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.put_away()


def test_nothing_can_be_approved_before_it_is_verified(editor: LessonEditor) -> None:
    editor.set_code("def f():\n    return 1\n")
    assert not editor.can_approve


def test_what_was_verified_can_be_saved_and_approved(
    world: Any, editor: LessonEditor, qtbot: QtBot
) -> None:
    editor.set_code("def f():\n    return 1\n")
    editor.verify()
    qtbot.waitUntil(lambda: editor.can_approve)
    with qtbot.waitSignal(editor.approved) as approved:
        editor.save()
    lesson = world.store.lessons.get_lesson(approved.args[0])
    assert lesson.action == "def f():\n    return 1\n"
    assert lesson.edited


def test_a_refused_edit_cannot_be_approved(world: Any, editor: LessonEditor, qtbot: QtBot) -> None:
    world.verdicts.verdict = Verdict.REJECTED
    editor.verify()
    qtbot.waitUntil(lambda: editor.verdict is Verdict.REJECTED)
    assert not editor.can_approve


def test_a_change_after_the_verdict_takes_it_away(editor: LessonEditor, qtbot: QtBot) -> None:
    editor.verify()
    qtbot.waitUntil(lambda: editor.can_approve)
    editor.set_code("def g():\n    return 2\n")
    assert not editor.can_approve


def test_the_diff_shows_what_changed_and_only_that(world: Any) -> None:
    lesson = world.store.lessons.get_lesson(world.dream(1)[0])
    now = (lesson.action, lesson.tests)
    assert changes(now, now) == ""
    diff = changes(now, (lesson.action.replace("return out", "return []"), lesson.tests))
    assert "-    return out" in diff
    assert "+    return []" in diff


def test_saving_without_a_change_is_a_new_verdict_and_no_edit(
    world: Any, editor: LessonEditor, qtbot: QtBot
) -> None:
    editor.verify()
    qtbot.waitUntil(lambda: editor.can_approve)
    with qtbot.waitSignal(editor.approved) as approved:
        editor.save()
    lesson = world.store.lessons.get_lesson(approved.args[0])
    assert lesson.judgement.seconds == 9.5
    assert not lesson.edited


def test_an_edited_lesson_shows_what_was_changed(world: Any, qtbot: QtBot) -> None:
    lesson_id = world.dream(1)[0]
    lesson = world.store.lessons.get_lesson(lesson_id)
    for code in ("first = 1\n", "second = 2\n"):
        world.journal.save_edit(lesson_id, code, lesson.tests, lesson.judgement)
    window = world.window()
    detail = window.lessons.detail
    qtbot.waitUntil(lambda: "-first = 1" in detail.changes.text)
    assert "+second = 2" in detail.changes.text
    detail.changes.compare_with(0)
    assert "-    return out" in detail.changes.text
    assert "+second = 2" in detail.changes.text


def test_a_lesson_that_was_not_edited_shows_no_changes(world: Any, qtbot: QtBot) -> None:
    world.dream(1)
    window = world.window()
    qtbot.waitUntil(lambda: window.lessons.detail.lesson is not None)
    assert not window.lessons.detail.changes.isVisible()


def test_e_edits_verifies_and_approves_in_the_window(world: Any, qtbot: QtBot) -> None:
    lesson_id = world.dream(1)[0]
    window = world.window()
    qtbot.waitUntil(lambda: window.lessons.detail.lesson is not None)
    window.lessons.edit()
    qtbot.waitUntil(lambda: bool(window.findChildren(LessonEditor)))
    editor = window.findChildren(LessonEditor)[0]
    editor.verify()
    qtbot.waitUntil(lambda: editor.can_approve)
    editor.save()
    qtbot.waitUntil(lambda: world.state_of(lesson_id) is ReviewState.APPROVED)


def test_a_button_has_an_icon_only_where_one_is_named(qtbot: QtBot) -> None:
    plain, marked = button("Skip", "plain", lambda: None), button("A", "good", print, "approve")
    qtbot.addWidget(plain)
    qtbot.addWidget(marked)
    assert plain.icon().isNull()
    assert not marked.icon().isNull()


TYPED = "def f():\n    return 'typed'\n"


def reopened(window: JournalWindow, qtbot: QtBot) -> LessonEditor:
    """The editor of the shown lesson."""
    qtbot.waitUntil(lambda: not any(e.isVisible() for e in window.findChildren(LessonEditor)))
    window.lessons.edit()
    qtbot.waitUntil(lambda: any(e.isVisible() for e in window.findChildren(LessonEditor)))
    return next(e for e in window.findChildren(LessonEditor) if e.isVisible())


def with_lesson(world: Any, qtbot: QtBot) -> tuple[JournalWindow, str]:
    (lesson_id,) = world.dream(1)
    window: JournalWindow = world.window()
    qtbot.waitUntil(lambda: window.lessons.detail.lesson is not None)
    return window, lesson_id


def test_what_was_typed_is_here_again_after_closing(world: Any, qtbot: QtBot) -> None:
    window, _ = with_lesson(world, qtbot)
    editor = reopened(window, qtbot)
    editor.set_code(TYPED)
    editor.close()
    again = reopened(window, qtbot)
    assert again.code == TYPED
    assert "here again" in again.said


def test_what_was_typed_is_on_the_disk_before_anything_is_closed(world: Any, qtbot: QtBot) -> None:
    window, lesson_id = with_lesson(world, qtbot)
    reopened(window, qtbot).set_code(TYPED)
    qtbot.waitUntil(lambda: world.services.drafts.get(lesson_id) is not None)
    assert world.services.drafts.get(lesson_id).code == TYPED


def test_the_end_of_the_program_keeps_what_was_typed_last(world: Any, qtbot: QtBot) -> None:
    window, lesson_id = with_lesson(world, qtbot)
    reopened(window, qtbot).set_code(TYPED)
    window.shut_down()
    assert world.services.drafts.get(lesson_id).code == TYPED


def test_a_refused_edit_is_kept_for_later(world: Any, qtbot: QtBot) -> None:
    window, _ = with_lesson(world, qtbot)
    editor = reopened(window, qtbot)
    world.verdicts.verdict = Verdict.REJECTED
    editor.set_code(TYPED)
    editor.verify()
    qtbot.waitUntil(lambda: editor.verdict is Verdict.REJECTED)
    keep = next(b for b in editor.findChildren(QPushButton) if b.text() == "Keep for later")
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    assert reopened(window, qtbot).code == TYPED


@pytest.mark.parametrize("is_sure", [True, False])
def test_escape_asks_before_it_throws_away_what_was_typed(
    world: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_sure: bool
) -> None:
    window, lesson_id = with_lesson(world, qtbot)
    editor = reopened(window, qtbot)
    editor.set_code(TYPED)
    asked: list[str] = []

    def answer(box: QMessageBox) -> int:
        asked.append(box.text())
        cancel = box.button(QMessageBox.StandardButton.Cancel)
        assert box.defaultButton() is cancel
        (next(b for b in box.buttons() if b is not cancel) if is_sure else cancel).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert asked == ["Discard the changes?"]
    assert editor.isVisible() is not is_sure
    if is_sure:
        qtbot.waitUntil(lambda: not window.calls.is_busy)
        assert world.services.drafts.get(lesson_id) is None


def test_escape_asks_nothing_where_nothing_was_typed(world: Any, qtbot: QtBot) -> None:
    window, _ = with_lesson(world, qtbot)
    editor = reopened(window, qtbot)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_a_saved_edit_leaves_no_draft(world: Any, editor: LessonEditor, qtbot: QtBot) -> None:
    editor.set_code(TYPED)
    editor.keep()
    editor.verify()
    qtbot.waitUntil(lambda: editor.can_approve)
    with qtbot.waitSignal(editor.approved) as approved:
        editor.save()
    assert world.services.drafts.get(approved.args[0]) is None


def test_the_editor_is_used_by_keys_alone(world: Any, editor: LessonEditor, qtbot: QtBot) -> None:
    editor.activateWindow()
    code = editor.code_field
    qtbot.waitUntil(code.hasFocus)
    code.selectAll()
    qtbot.keyClicks(code, "def f():")
    qtbot.keyClick(code, Qt.Key.Key_Return)
    qtbot.keyClick(code, Qt.Key.Key_Tab)
    qtbot.keyClicks(code, "return 1")
    assert editor.code == "def f():\n    return 1"
    qtbot.keyClick(code, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert not code.hasFocus()
    code.setFocus()
    qtbot.keyClick(code, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: editor.can_approve)
    save = QApplication.focusWidget()
    assert isinstance(save, QPushButton)
    assert save.text() == "Save and approve"
    with qtbot.waitSignal(editor.approved):
        qtbot.keyClick(save, Qt.Key.Key_Return)
