from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from dreamer_app.core.energy import Permission
from dreamer_app.core.events import (
    PermissionChanged,
    ProblemRaised,
    SessionEnded,
    SessionStarted,
)
from dreamer_app.core.states import Reason, Trigger
from ui.bridge import Bridge
from ui.journal.calls import Calls
from ui.notifications import Notifications


class Icon:
    """Stands where the tray icon does and keeps what it was to show."""

    def __init__(self, bridge: Bridge) -> None:
        self.messageClicked = bridge.happened  # any signal: nobody clicks here
        self.shown: list[str] = []

    def showMessage(self, _title: str, text: str, *_more: object) -> None:  # noqa: N802
        self.shown.append(text)


@pytest.fixture
def icon(bridge: Bridge) -> Icon:
    return Icon(bridge)


@pytest.fixture
def notifications(services: Any, bridge: Bridge, icon: Any, calls: Calls) -> Notifications:
    return Notifications(services, bridge, icon, calls)


def tell(bridge: Bridge, qtbot: QtBot, event: Any) -> None:
    with qtbot.waitSignal(bridge.happened):
        bridge.publish(event)


def night(make_report: Callable[..., Any], kept: int = 2, tried: int = 10, **more: Any) -> Any:
    return SessionEnded(report=make_report(kept, tried, **more), trigger=Trigger.NIGHTLY)


def test_nothing_is_told_while_nobody_is_there(
    qtbot: QtBot, services: Any, bridge: Bridge, icon: Icon, notifications: Any, make_report: Any
) -> None:
    services.automatic.idle_seconds = 3600.0
    tell(bridge, qtbot, night(make_report))
    assert icon.shown == []


def test_two_sessions_of_a_night_are_told_together_when_the_person_is_back(
    qtbot: QtBot, services: Any, bridge: Bridge, icon: Icon, notifications: Any, make_report: Any
) -> None:
    services.automatic.idle_seconds = 3600.0
    tell(bridge, qtbot, night(make_report, 2, 10))
    tell(bridge, qtbot, night(make_report, 1, 5))
    services.automatic.idle_seconds = 1.0
    back = PermissionChanged(permission=Permission(allowed=False, reason=Reason.USER_ACTIVE))
    tell(bridge, qtbot, back)
    assert icon.shown == ["I dreamed 15 solutions. 3 lessons wait for review."]


def test_the_person_whose_return_ended_the_session_is_told_at_once(
    qtbot: QtBot, bridge: Bridge, icon: Icon, notifications: Any, make_report: Any
) -> None:
    tell(bridge, qtbot, night(make_report, 1, 1, reason=Reason.USER_ACTIVE))
    assert icon.shown == ["I dreamed 1 solution. 1 lesson waits for review."]


def test_a_night_without_a_lesson_is_not_told(
    qtbot: QtBot, bridge: Bridge, icon: Icon, notifications: Any, make_report: Any
) -> None:
    tell(bridge, qtbot, night(make_report, 0, 10))
    assert icon.shown == []


def test_who_asked_to_dream_now_is_told_that_nothing_held(
    qtbot: QtBot, bridge: Bridge, icon: Icon, notifications: Any, make_report: Any
) -> None:
    tell(bridge, qtbot, SessionEnded(report=make_report(0, 3), trigger=Trigger.MANUAL))
    assert icon.shown == ["I dreamed 3 solutions. None of them held; the journal says why."]


def test_beside_a_full_screen_program_nothing_is_told(
    qtbot: QtBot, services: Any, bridge: Bridge, icon: Icon, notifications: Any, make_report: Any
) -> None:
    services.automatic.idle_seconds = 1.0
    services.automatic.full_screen = "a game"
    tell(bridge, qtbot, night(make_report, reason=Reason.USER_ACTIVE))
    back = PermissionChanged(permission=Permission(allowed=False, reason=Reason.USER_ACTIVE))
    tell(bridge, qtbot, back)
    assert icon.shown == []
    services.automatic.full_screen = ""
    notifications._look.timeout.emit()
    assert icon.shown == ["I dreamed 10 solutions. 2 lessons wait for review."]


def test_what_fills_the_screen_is_waited_for_but_not_for_ever(
    qtbot: QtBot, services: Any, bridge: Bridge, icon: Icon, notifications: Any, make_report: Any
) -> None:
    services.automatic.full_screen = None
    tell(bridge, qtbot, night(make_report))
    assert icon.shown == []
    for _ in range(4):
        notifications._look.timeout.emit()
    assert icon.shown == ["I dreamed 10 solutions. 2 lessons wait for review."]


def test_whether_somebody_is_there_is_watched_during_a_manual_session_until_it_is_told(
    qtbot: QtBot, services: Any, bridge: Bridge, icon: Icon, notifications: Any, make_report: Any
) -> None:
    tell(bridge, qtbot, SessionStarted(session_id="s", trigger=Trigger.MANUAL, dreams=3))
    services.automatic.idle_seconds = 3600.0
    tell(bridge, qtbot, SessionEnded(report=make_report(1, 3), trigger=Trigger.MANUAL))
    qtbot.waitUntil(lambda: services.automatic.watches_person == [True])
    assert icon.shown == []
    services.automatic.idle_seconds = 1.0
    notifications._look.timeout.emit()
    qtbot.waitUntil(lambda: services.automatic.watches_person == [True, False])
    assert icon.shown == ["I dreamed 3 solutions. 1 lesson waits for review."]


def test_a_problem_does_not_swallow_the_summary_of_the_night(
    qtbot: QtBot, services: Any, bridge: Bridge, icon: Icon, notifications: Any, make_report: Any
) -> None:
    services.automatic.idle_seconds = 3600.0
    tell(bridge, qtbot, night(make_report))
    tell(bridge, qtbot, ProblemRaised(message="The disk is full."))
    services.automatic.idle_seconds = 1.0
    notifications._look.timeout.emit()
    assert icon.shown == ["I dreamed 10 solutions. 2 lessons wait for review.\nThe disk is full."]


def test_the_summary_can_be_switched_off(
    qtbot: QtBot, services: Any, bridge: Bridge, icon: Icon, notifications: Any, make_report: Any
) -> None:
    services.settings.change({"DREAMING_NOTIFICATIONS": False})
    tell(bridge, qtbot, night(make_report))
    assert icon.shown == []


def test_a_problem_is_told_with_its_way_out(
    qtbot: QtBot, bridge: Bridge, icon: Icon, notifications: Any
) -> None:
    tell(bridge, qtbot, ProblemRaised(message="No model was found.", hint="Choose a GGUF file."))
    assert icon.shown == ["No model was found. Choose a GGUF file."]


def test_a_problem_of_the_night_waits_for_the_person(
    qtbot: QtBot, services: Any, bridge: Bridge, icon: Icon, notifications: Any
) -> None:
    services.automatic.idle_seconds = 3600.0
    tell(bridge, qtbot, ProblemRaised(message="The disk is full."))
    assert icon.shown == []
    services.automatic.idle_seconds = 1.0
    notifications._look.timeout.emit()
    assert icon.shown == ["The disk is full."]


def test_what_the_journal_in_front_shows_is_not_told_twice(
    qtbot: QtBot, bridge: Bridge, icon: Icon, notifications: Notifications, make_report: Any
) -> None:
    notifications.is_journal_in_front = True
    tell(bridge, qtbot, night(make_report))
    assert icon.shown == []


def test_no_timer_runs_while_nothing_is_to_be_told(
    qtbot: QtBot, services: Any, bridge: Bridge, notifications: Notifications, make_report: Any
) -> None:
    assert not notifications._look.isActive()
    services.automatic.idle_seconds = 3600.0
    tell(bridge, qtbot, night(make_report))
    assert notifications._look.isActive()
    services.automatic.idle_seconds = 1.0
    notifications._look.timeout.emit()
    assert not notifications._look.isActive()
