"""Change, verify, approve."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from dreamer_app.core.states import ReviewState, Verdict
from ui.journal.calls import Calls
from ui.journal.changes_view import changes
from ui.journal.editor import LessonEditor
from ui.journal.parts import button


@pytest.fixture
def editor(world: Any, calls: Calls, qtbot: QtBot) -> Iterator[LessonEditor]:
    lesson = world.store.lessons.get_lesson(world.dream(1)[0])
    made = LessonEditor(lesson, world.services, calls)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.reject()


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
