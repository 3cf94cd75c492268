"""Nights that kept nothing are told of honestly, with what helps."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dreamer_app.core.dreams import SessionRecord
from dreamer_app.core.journal import NightSummary, StateChange
from dreamer_app.core.states import Reason, SessionStatus, Trigger
from dreamer_app.services.reasons import named
from ui.i18n import said
from ui.journal import words
from ui.journal.calls import Calls
from ui.journal.kept_nothing import KNOWLEDGE, SETTINGS, advice, story
from ui.journal.lesson_list import LessonList
from ui.journal.lessons_model import LessonsModel
from ui.journal.window import JournalWindow

NOW = datetime(2026, 1, 6, 2, tzinfo=UTC)


def night(tried: int, *fell_at: tuple[str, int], **session: Any) -> NightSummary:
    record = SessionRecord(
        id="s",
        trigger=Trigger.NIGHTLY,
        status=session.pop("status", SessionStatus.COMPLETED),
        started_at=NOW,
        **session,
    )
    return NightSummary(
        night="2026-01-05",
        sessions=(record,),
        seconds=60.0,
        tried=tried,
        kept=0,
        pending=0,
        approved=0,
        rejected=0,
        tokens=0,
        fell_at=fell_at,
    )


def spoken(window: JournalWindow) -> str:
    labels = window.lessons.overview.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisible())


def click(qtbot: QtBot, window: JournalWindow, text: str) -> None:
    buttons = window.lessons.list.findChildren(QPushButton)
    qtbot.mouseClick(next(b for b in buttons if b.text() == text), Qt.MouseButton.LeftButton)


def test_the_list_says_what_was_tried_and_why_it_fell(world: Any, qtbot: QtBot) -> None:
    world.dream(0, fell=5)
    window = world.window()
    qtbot.waitUntil(lambda: "kept none" in window.lessons.list.notice)
    said = window.lessons.list.notice
    assert said.startswith("I dreamed 5 solutions and kept none")
    assert "tests fail (5)" in said
    assert "No dreams yet" not in said


def test_nothing_is_claimed_before_the_nights_are_known(
    world: Any, calls: Calls, qtbot: QtBot
) -> None:
    model = LessonsModel(world.journal, calls)
    lessons = LessonList(model)
    qtbot.addWidget(lessons)
    with qtbot.waitSignal(model.loaded):
        lessons.reload()
    assert lessons.notice == "Adding the nights up …"
    lessons.know_nights([])
    assert lessons.notice.startswith("No dreams yet")


def test_what_helps_is_one_click_away(world: Any, qtbot: QtBot) -> None:
    world.dream(0, fell=3)
    window = world.window()
    qtbot.waitUntil(lambda: "A larger model" in window.lessons.list.notice)
    with qtbot.waitSignal(window.settings_requested):
        click(qtbot, window, "Open the settings")


def test_what_helps_may_be_more_knowledge(world: Any, qtbot: QtBot) -> None:
    world.dream(0, fell=3, fell_at="abstained")
    window = world.window()
    qtbot.waitUntil(lambda: "documented examples" in window.lessons.list.notice)
    click(qtbot, window, "Add knowledge")
    qtbot.waitUntil(window.knowledge.isVisible)


def test_each_thrown_away_dream_is_named_with_its_reason(world: Any, qtbot: QtBot) -> None:
    world.dream(0, fell=12)
    (told,) = world.store.lessons.nights()
    dreams = world.store.lessons.dreams(told.sessions[0].id)
    window = world.window()
    window.lessons.show_night(told.night)
    qtbot.waitUntil(lambda: "Show all 12" in _buttons(window))
    assert dreams[0].scenario.title in spoken(window)
    assert dreams[0].note in spoken(window)
    more = _buttons(window)["Show all 12"]
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: all(dream.scenario.title in spoken(window) for dream in dreams))


def test_a_chosen_night_without_lessons_tells_its_own_story(world: Any, qtbot: QtBot) -> None:
    world.dream(2)
    window = world.window()
    qtbot.waitUntil(lambda: window.lessons.model.rowCount() == 2)
    empty = night(4, ("lint", 4))
    window.lessons.list.know_nights([empty, *world.store.lessons.nights()])
    window.lessons.list.filters.set_night(empty.night)
    qtbot.waitUntil(lambda: window.lessons.list.notice.startswith("I dreamed 4 solutions"))


def _buttons(window: JournalWindow) -> dict[str, QPushButton]:
    found = window.lessons.overview.findChildren(QPushButton)
    return {button.text(): button for button in found if button.isVisible()}


def test_an_interruption_is_told_with_its_reason() -> None:
    broken_off = night(
        3, ("tests_pass", 3), status=SessionStatus.INTERRUPTED, reason=Reason.USER_ACTIVE
    )
    assert "It was interrupted: you came back." in story(broken_off)[1]


@pytest.mark.parametrize(
    ("status", "where"),
    [(SessionStatus.ERROR, SETTINGS), (SessionStatus.NO_KNOWLEDGE, KNOWLEDGE)],
)
def test_a_session_that_could_not_begin_says_why_and_where_to_mend_it(
    status: SessionStatus, where: str
) -> None:
    failed = night(0, status=status, problem="No model was found.")
    title, text = story(failed)
    assert title == "Nothing came of it"
    assert text.startswith("No model was found.")
    assert advice(failed)[1] == where


@pytest.mark.parametrize("check", ["mutation", "coverage", "abstained", "tests_sound"])
def test_weak_tasks_ask_for_better_knowledge(check: str) -> None:
    assert advice(night(2, (check, 2)))[1] == KNOWLEDGE


@pytest.mark.parametrize("check", ["tests_pass", "no_candidate", "agreement", "lint"])
def test_weak_solutions_ask_for_a_larger_model(check: str) -> None:
    assert advice(night(2, (check, 2)))[1] == SETTINGS


def test_an_unknown_check_gets_no_made_up_advice() -> None:
    assert advice(night(2, ("something_new", 2))) == ("", "")


def test_a_night_tells_why_it_did_not_dream(world: Any, qtbot: QtBot) -> None:
    world.dream(1)
    (told,) = world.store.lessons.nights()
    began = told.sessions[0].started_at
    for minutes, reason in ((-60, "on_battery"), (-5, ""), (3 * 24 * 60, "too_hot")):
        world.journal.record_state(
            StateChange(
                at=began + timedelta(minutes=minutes),
                state="waiting" if reason else "allowed",
                reason=reason,
                detail="not plugged in" if reason else "",
                source="XScreenSaver",
            )
        )
    record(world, began + timedelta(days=4), "quit", "closed")
    window = world.window()
    qtbot.waitUntil(lambda: window.lessons.nights.rowCount() > 2)
    window.lessons.show_night(told.night)
    qtbot.waitUntil(lambda: "on battery (not plugged in)" in spoken(window))
    assert "by XScreenSaver" in spoken(window)
    assert "might have dreamed" in spoken(window)
    assert "too hot" not in spoken(window)


def record(world: Any, at: datetime, reason: str, state: str = "waiting") -> None:
    world.journal.record_state(StateChange(at=at, state=state, reason=reason))


def noon_before(days: int) -> datetime:
    """The local noon at which an earlier night began."""
    today = datetime.now(UTC).astimezone().replace(hour=12, minute=0, second=0, microsecond=0)
    return today - timedelta(days=days)


def test_a_night_that_only_waited_is_listed_and_says_why(world: Any, qtbot: QtBot) -> None:
    record(world, noon_before(5) + timedelta(hours=9), "on_battery")
    record(world, noon_before(5) + timedelta(hours=10), "quit", "closed")
    window = world.window()
    qtbot.waitUntil(lambda: window.lessons.nights.rowCount() == 2)
    assert "No dreams yet" in window.lessons.list.notice  # it has not dreamed, after all
    window.lessons.show_night(window.lessons.nights.nights[0].night)
    qtbot.waitUntil(lambda: "on battery" in spoken(window))
    qtbot.waitUntil(lambda: window.lessons.list.notice.startswith("I did not dream that night"))
    assert "I did not dream anything." in spoken(window)


def test_the_rows_of_the_night_stand_first_and_those_of_the_day_on_demand(
    world: Any, qtbot: QtBot
) -> None:
    noon = noon_before(5)
    record(world, noon + timedelta(hours=2), "too_hot")
    record(world, noon + timedelta(hours=3), "on_battery")
    record(world, noon + timedelta(hours=14), "memory_busy")
    for minutes in range(40):  # the morning's flips
        record(world, noon + timedelta(hours=21, minutes=minutes), "user_active")
    record(world, noon + timedelta(hours=23), "quit", "closed")
    window = world.window()
    qtbot.waitUntil(lambda: window.lessons.nights.rowCount() == 2)
    window.lessons.show_night(window.lessons.nights.nights[0].night)
    qtbot.waitUntil(lambda: "Show the whole day" in _buttons(window))
    told = spoken(window)
    assert said(named(Reason.ON_BATTERY)) in told  # in force when the evening came
    assert said(named(Reason.MEMORY_BUSY)) in told
    assert said(named(Reason.TOO_HOT)) not in told
    assert said(named(Reason.USER_ACTIVE)) not in told
    qtbot.mouseClick(_buttons(window)["Show the whole day"], Qt.MouseButton.LeftButton)
    assert said(named(Reason.TOO_HOT)) in spoken(window)
    assert spoken(window).count(said(named(Reason.USER_ACTIVE))) == 40
    assert "Show the whole day" not in _buttons(window)


def test_a_wait_that_began_days_before_is_told_with_its_date(world: Any, qtbot: QtBot) -> None:
    began = noon_before(5) + timedelta(hours=2)
    record(world, began, "on_battery")
    record(world, noon_before(3), "quit", "closed")
    window = world.window()
    qtbot.waitUntil(lambda: window.lessons.nights.rowCount() >= 3)
    window.lessons.show_night(noon_before(4).date().isoformat())
    qtbot.waitUntil(lambda: f"{words.moment(began)}  ·  on battery" in spoken(window))
