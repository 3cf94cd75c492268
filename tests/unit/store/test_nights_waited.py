"""Nights in which nothing was dreamed: listed while the program was there to wait for its turn."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from benchmarks import journal_data
from dreamer_app.core.journal import StateChange
from dreamer_app.store import Store


class HandClock:
    """A wall clock that a test sets."""

    def __init__(self) -> None:
        self.shows = noon(20)

    def now(self) -> datetime:
        """See :class:`dreamer_app.core.ports.Clock`."""
        return self.shows

    def monotonic(self) -> float:
        """See :class:`dreamer_app.core.ports.Clock`."""
        return self.shows.timestamp()

    def wait(self, _seconds: float) -> None:
        """See :class:`dreamer_app.core.ports.Clock`."""


def noon(day: int) -> datetime:
    """The local noon at which a night of June 2026 begins."""
    return datetime(2026, 6, day, 12).astimezone()


def note(store: Store, at: datetime, state: str = "waiting", reason: str = "on_battery") -> None:
    store.lessons.record_state(StateChange(at=at, state=state, reason=reason))


def listed(store: Store, limit: int = 1000) -> list[str]:
    return [night.night[-2:] for night in store.lessons.nights(limit, with_waiting=True)]


def forget_processes(home: Path) -> None:
    """All rows are of a process that died."""
    with sqlite3.connect(home / "d.db") as db:
        db.execute("UPDATE states SET owner_started = 1")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def store(tmp_path: Path, clock: HandClock) -> Iterator[Store]:
    made = Store.open(
        tmp_path / "d.db", backups=tmp_path / "b", output_dir=tmp_path / "out", clock=clock
    )
    yield made
    made.close()


def test_a_night_in_which_it_only_waited_is_listed_when_wanted(store: Store) -> None:
    note(store, noon(10) + timedelta(hours=14))
    note(store, noon(10) + timedelta(hours=15), "closed", "quit")
    assert listed(store) == ["10"]
    (night,) = store.lessons.nights(with_waiting=True)
    assert night.only_waited
    assert store.lessons.nights() == []


def test_days_on_which_it_did_not_run_are_not_listed(store: Store) -> None:
    for day in (10, 14):
        note(store, noon(day) + timedelta(hours=14))
        note(store, noon(day) + timedelta(hours=15), "closed", "quit")
    assert listed(store) == ["14", "10"]


def test_a_wait_that_lasts_for_days_is_listed_for_each_night(store: Store) -> None:
    note(store, noon(10) + timedelta(hours=2))
    note(store, noon(13) + timedelta(hours=2), "closed", "quit")
    assert listed(store) == ["13", "12", "11", "10"]


def test_a_wait_of_a_process_that_runs_goes_on_and_one_of_a_dead_process_does_not(
    store: Store, tmp_path: Path
) -> None:
    note(store, noon(17) + timedelta(hours=2))
    assert listed(store) == ["19", "18", "17"]
    forget_processes(tmp_path)
    assert listed(store) == ["17"]


def test_a_night_is_listed_from_its_morning_on(store: Store, clock: HandClock) -> None:
    note(store, noon(17) + timedelta(hours=2))
    for hours, newest in ((17, "16"), (18, "17"), (24 + 17, "17"), (24 + 18, "18")):
        clock.shows = noon(17) + timedelta(hours=hours)
        assert ([*listed(store), "16"])[0] == newest


def test_nights_with_automatic_dreaming_off_are_not_asked_about(store: Store) -> None:
    note(store, noon(10) + timedelta(hours=2), "started", "")
    note(store, noon(10) + timedelta(hours=3), "off", "disabled")
    assert listed(store) == []


def test_nights_with_and_without_a_session_stand_in_one_order(store: Store) -> None:
    for session, _dreams in journal_data.nights(3, 1):
        store.lessons.begin_session(session)
    oldest = store.lessons.nights()[-1]
    before = datetime.fromisoformat(oldest.night).astimezone() - timedelta(hours=9)
    note(store, before)
    note(store, before + timedelta(hours=1), "closed", "quit")
    nights = store.lessons.nights(with_waiting=True)
    assert [night.only_waited for night in nights] == [False, False, False, True]
    assert [n.night for n in nights] == sorted((n.night for n in nights), reverse=True)
    assert len(store.lessons.nights(3, with_waiting=True)) == 3


def test_each_step_over_the_nights_is_one_in_the_index(store: Store) -> None:
    note(store, noon(10))
    asked: list[str] = []
    with store._database.reading() as db:
        db.set_trace_callback(asked.append)
    listed(store)  # the same connection, as nobody else wants one
    with store._database.reading() as db:
        db.set_trace_callback(None)
        steps = [text for text in asked if "FROM states" in text]
        plans = [row[3] for text in steps for row in db.execute("EXPLAIN QUERY PLAN " + text)]
    assert plans
    assert all(plan.startswith("SEARCH states USING INDEX states_by_time") for plan in plans)


def test_the_state_in_force_at_a_moment_is_that_of_a_process_that_was_there(store: Store) -> None:
    note(store, noon(10))
    note(store, noon(12), "allowed", "")
    during = store.lessons.state_at(noon(11))
    assert during is not None
    assert during.reason == "on_battery"
    assert store.lessons.state_at(noon(9)) is None
    note(store, noon(13), "closed", "quit")
    assert store.lessons.state_at(noon(14)) is None
