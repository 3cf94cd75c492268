"""The stop that reaches everything: in order, at once, whatever fails on the way."""

import logging

import pytest

from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken


def fail() -> None:
    raise OSError("it is gone")


def test_what_fails_at_a_stop_keeps_nothing_else_from_being_killed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stop, called = StopToken(), list[str]()
    stop.on_stop(lambda: called.append("first"))
    stop.on_stop(fail)
    stop.on_stop(lambda: called.append("last"))
    with caplog.at_level(logging.ERROR):
        stop.stop(Reason.USER_ACTIVE)
    assert (called, "it is gone" in caplog.text) == (["first", "last"], True)


def test_what_fails_after_the_stop_is_logged_too(caplog: pytest.LogCaptureFixture) -> None:
    stop = StopToken()
    stop.stop(Reason.QUIT)
    with caplog.at_level(logging.ERROR):
        stop.on_stop(fail)
    assert "it is gone" in caplog.text
