"""A whole review by keyboard only, and what the decision log says of it."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dreamer_app.core.journal import LessonQuery
from dreamer_app.core.states import ReviewState, Verdict
from ui.journal.window import JournalWindow

COUNT = 40


def started(world: Any, qtbot: QtBot) -> JournalWindow:
    window: JournalWindow = world.window()
    qtbot.waitUntil(lambda: window.lessons.detail.lesson is not None)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    window.lessons.list.table.setFocus()
    return window


def press(qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)


def test_forty_lessons_are_reviewed_by_keys_as_quick_as_they_come(world: Any, qtbot: QtBot) -> None:
    world.dream(COUNT)
    window = started(world, qtbot)
    seen: list[bool] = []

    def compare(first: QModelIndex, _last: QModelIndex) -> None:
        lesson, row = window.lessons.detail.lesson, window.lessons.model.row(first.row())
        seen.append(lesson is not None and row is not None and lesson.id == row.id)

    window.lessons.model.dataChanged.connect(compare)
    for number in range(COUNT):
        if number % 4 == 3:
            press(qtbot, Qt.Key.Key_R)
            press(qtbot, Qt.Key.Key_1)
        else:
            press(qtbot, Qt.Key.Key_A)
    pending = LessonQuery(review=ReviewState.PENDING)
    qtbot.waitUntil(lambda: world.store.lessons.count(pending) == 0)
    log = world.store.lessons.decisions(limit=1000)
    assert len(log) == COUNT
    assert sum(d.after is ReviewState.REJECTED for d in log) == COUNT // 4
    assert {d.reason for d in log} == {"", "wrong"}
    assert seen == [True] * COUNT, "a lesson was decided unseen"


def test_all_of_it_can_be_undone_key_by_key(world: Any, qtbot: QtBot) -> None:
    world.dream(6)
    window = started(world, qtbot)
    for _ in range(6):
        press(qtbot, Qt.Key.Key_A)
    for _ in range(6):
        press(qtbot, Qt.Key.Key_U)
    pending = LessonQuery(review=ReviewState.PENDING)
    qtbot.waitUntil(
        lambda: (
            all(d.undone for d in world.store.lessons.decisions())
            and len(world.store.lessons.decisions()) == 6
        )
    )
    assert world.store.lessons.count(pending) == 6
    qtbot.waitUntil(lambda: window.lessons.model.stored_count == 6)


def test_looking_changes_no_review_state(world: Any, qtbot: QtBot) -> None:
    ids = world.dream(5, nights=2)
    window = started(world, qtbot)
    for key in (Qt.Key.Key_J, Qt.Key.Key_Space, Qt.Key.Key_S, Qt.Key.Key_K, Qt.Key.Key_Escape):
        press(qtbot, key)
    for page in (1, 2, 0):
        window.show_page(page)
        qtbot.wait(20)
    world.verdicts.verdict = Verdict.REJECTED
    lesson = window.lessons.detail.lesson
    assert lesson is not None
    window.lessons.detail.verify_wanted.emit(lesson.id)
    qtbot.waitUntil(lambda: "Verified again" in window.toast.text)
    assert world.store.lessons.decisions() == []
    assert all(world.state_of(i) is ReviewState.PENDING for i in ids)


def test_a_second_look_at_approved_lessons_just_goes_on(world: Any, qtbot: QtBot) -> None:
    ids = world.dream(3)
    world.store.lessons.decide(ids, ReviewState.APPROVED)
    window: JournalWindow = world.window()
    window.lessons.list.filters.set_query(LessonQuery(review=ReviewState.APPROVED))
    qtbot.waitUntil(lambda: window.lessons.model.rowCount() == 3)
    qtbot.waitUntil(lambda: window.lessons.list.current() == 0)
    window.lessons.list.table.setFocus()
    press(qtbot, Qt.Key.Key_R)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.lessons.list.current() == 1)
