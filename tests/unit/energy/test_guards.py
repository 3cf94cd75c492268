"""The watch over running sessions: what ends them at once, and what must last."""

import pytest

from dreamer_app.core.energy import Permission
from dreamer_app.core.states import Reason, Trigger
from dreamer_app.core.stop import StopToken
from dreamer_app.energy.guards import Guard, Guards

ALLOWED = Permission(allowed=True)


def no(reason: Reason) -> Permission:
    return Permission(allowed=False, reason=reason)


def judged(*answers: tuple[float, Permission], trigger: Trigger = Trigger.IDLE) -> Reason | None:
    """Why a session was stopped after these answers at these seconds; None if it was not."""
    stop = StopToken()
    guard = Guard(stop, trigger, began=0.0)
    for moment, permission in answers:
        guard.judge(permission, moment)
    return stop.reason


@pytest.mark.parametrize("reason", [Reason.USER_ACTIVE, Reason.SLEEP, Reason.JUST_RESUMED])
def test_some_reasons_end_a_session_at_once(reason: Reason) -> None:
    assert judged((1.0, no(reason))) is reason


def test_load_must_last_two_seconds() -> None:
    busy = no(Reason.CPU_BUSY)
    assert [judged((1.0, busy), (2.9, busy)), judged((1.0, busy), (3.0, busy))] == [
        None,
        Reason.CPU_BUSY,
    ]


def test_a_moment_without_the_reason_starts_the_count_anew() -> None:
    busy = no(Reason.CPU_BUSY)
    assert judged((1.0, busy), (2.0, ALLOWED), (2.5, busy), (4.0, busy)) is None


def test_not_knowing_about_the_user_ends_a_session_after_a_second() -> None:
    unknown = no(Reason.ACTIVITY_UNKNOWN)
    assert judged((1.0, unknown), (2.0, unknown)) is Reason.ACTIVITY_UNKNOWN


def test_a_user_who_came_back_is_called_active() -> None:
    assert judged((1.0, no(Reason.NOT_IDLE_LONG_ENOUGH))) is Reason.USER_ACTIVE


def test_only_automatic_sessions_are_ended_by_input() -> None:
    guards = Guards()
    for trigger in Trigger:
        guards.add(Guard(StopToken(), trigger, began=0.0))
    assert {g.trigger for g in guards.automatic()} == {Trigger.IDLE, Trigger.NIGHTLY}


def test_a_released_session_is_not_watched_any_more() -> None:
    guards = Guards()
    release = guards.add(Guard(StopToken(), Trigger.IDLE, began=0.0))
    release()
    release()
    assert (guards.all(), guards.wait_until_none(0.0)) == ([], True)


def test_waiting_for_sessions_to_end_is_given_up_in_time() -> None:
    guards = Guards()
    guards.add(Guard(StopToken(), Trigger.IDLE, began=0.0))
    assert not guards.wait_until_none(0.01)
