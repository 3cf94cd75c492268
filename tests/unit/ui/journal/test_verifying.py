"""Verifying again: seen while it lasts, one for each lesson, ended by a person."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dreamer_app.core.states import Verdict
from tests.unit.ui.journal.test_window import click, opened, press, shown
from ui.journal.window import JournalWindow


def verdict_of(world: Any, lesson_id: str) -> Verdict:
    verdict: Verdict = world.store.lessons.get_lesson(lesson_id).judgement.verdict
    return verdict


def begun(world: Any, qtbot: QtBot, verdict: Verdict) -> tuple[JournalWindow, str]:
    """A window whose first lesson is being verified, which will find that verdict."""
    world.dream(3)
    window = opened(world, qtbot)
    world.verdicts.may_end.clear()
    world.verdicts.verdict = verdict
    window.lessons.detail.verify_wanted.emit(shown(window))
    assert window.lessons.detail.is_verifying
    return window, shown(window)


def test_the_lesson_says_that_it_is_being_verified_and_only_that_lesson(
    world: Any, qtbot: QtBot
) -> None:
    window, first = begun(world, qtbot, Verdict.REJECTED)
    press(qtbot, window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: shown(window) != first)
    assert not window.lessons.detail.is_verifying
    press(qtbot, window, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: shown(window) == first and window.lessons.detail.is_verifying)
    world.verdicts.may_end.set()
    qtbot.waitUntil(lambda: not window.lessons.detail.is_verifying)
    assert verdict_of(world, first) is Verdict.REJECTED


def test_a_second_lesson_does_not_take_the_first_ones_result_away(world: Any, qtbot: QtBot) -> None:
    window, first = begun(world, qtbot, Verdict.REJECTED)
    press(qtbot, window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: shown(window) != first)
    second = shown(window)
    window.lessons.detail.verify_wanted.emit(second)
    judged: list[str] = []
    window.lessons.again.judged.connect(lambda lesson: judged.append(lesson.id))
    world.verdicts.may_end.set()
    qtbot.waitUntil(lambda: set(judged) == {first, second})


def test_a_person_ends_it_and_the_lesson_stays_as_it_is(world: Any, qtbot: QtBot) -> None:
    window, first = begun(world, qtbot, Verdict.REJECTED)
    before = world.store.lessons.get_lesson(first).judgement
    cancel = [b for b in window.lessons.detail.findChildren(QPushButton) if b.text() == "Cancel"]
    assert len(cancel) == 1
    click(qtbot, window.lessons.detail, "Cancel")
    qtbot.waitUntil(lambda: not window.lessons.detail.is_verifying)
    assert world.store.lessons.get_lesson(first).judgement == before
    assert window.problem == ""
