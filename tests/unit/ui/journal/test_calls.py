"""Service calls off the main thread."""

import threading

from pytestqt.qtbot import QtBot

from dreamer_app.core.errors import DreamerError, InputError
from ui.journal.calls import Calls


def test_work_runs_elsewhere_and_its_result_comes_back_here(calls: Calls, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []
    calls.ordered(threading.get_ident, lambda there: seen.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    there, here = seen[0]
    assert there != here == threading.get_ident()


def test_ordered_calls_run_one_after_the_other(calls: Calls, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(20):
        calls.ordered(lambda n=number: n, done.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))


def test_only_the_newest_call_of_a_key_is_heard(calls: Calls, qtbot: QtBot) -> None:
    heard: list[str] = []
    gate = threading.Event()
    calls.ordered(lambda: gate.wait(5) and "first", heard.append, key="search")
    for text in ("second", "third"):
        calls.ordered(lambda t=text: t, heard.append, key="search")  # type: ignore[misc]
    gate.set()
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.wait(20)
    assert heard == ["third"]


def test_an_error_a_person_can_act_on_reaches_whoever_asked(calls: Calls, qtbot: QtBot) -> None:
    told: list[DreamerError] = []

    def fail() -> None:
        raise InputError("There is no lesson abc.")

    calls.ordered(fail, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].message == "There is no lesson abc."


def test_an_error_nobody_handles_is_a_problem_of_the_window(calls: Calls, qtbot: QtBot) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with qtbot.waitSignal(calls.problem) as problem:
        calls.slow(fail)
    assert "ZeroDivisionError" in str(problem.args)


def test_closing_finishes_what_was_asked_of_the_ordered_lane(qtbot: QtBot) -> None:
    calls = Calls()
    stored: list[int] = []
    for number in range(50):
        calls.ordered(lambda n=number: stored.append(n))  # type: ignore[misc]
    assert calls.close()
    assert stored == list(range(50))
