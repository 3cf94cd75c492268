"""The timeline of states: what Dreamer waited for, who said so, and a person's pause."""

import sqlite3
from datetime import date, datetime, timedelta
from typing import Any

from dreamer_app.core.journal import Pause, StateChange
from dreamer_app.store.database import Database
from dreamer_app.store.encoding import clean, moment, night_of, noon_of, parse_moment
from dreamer_app.store.owners import lives, this_process

_COLUMNS = "at, state, reason, detail, source"
_CLOSED = "closed"
_LATEST = 20
_WAITED = ("waiting", "allowed")
"""States of a program that dreams by itself."""
_MORNING = timedelta(hours=6)
_DAY = timedelta(days=1)
_FROM = f"SELECT {_COLUMNS}, owner_pid, owner_started FROM states"


class Timeline:
    """Reads and writes states, and the pause in force."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, change: StateChange) -> None:
        """Add a row: this process is in that state from then on."""
        with self._database.writing() as db:
            db.execute(
                f"INSERT INTO states({_COLUMNS}, owner_pid, owner_started) VALUES (?,?,?,?,?,?,?)",
                (
                    moment(change.at),
                    change.state,
                    clean(change.reason),
                    clean(change.detail),
                    clean(change.source),
                    *this_process(),
                ),
            )

    def since(self, start: datetime, limit: int) -> list[StateChange]:
        """The rows from that moment on, oldest first."""
        with self._database.reading() as db:
            rows = db.execute(
                f"SELECT {_COLUMNS} FROM states WHERE at >= ? ORDER BY at, key LIMIT ?",
                (moment(start), limit),
            ).fetchall()
        return [_change(row) for row in rows]

    def at(self, when: datetime) -> StateChange | None:
        """The row of the state that the program was in then; None when none ran, as far as known.

        A state lasts until the next row of its process, and to this day where that still runs.
        """
        with self._database.reading() as db:
            row = _before(db, when)
            return _change(row[:-2]) if row is not None and _lasted(db, row, when) else None

    def nights_waited(self, now: datetime, *, since: str, limit: int) -> list[str]:
        """Nights in which the program would have dreamed by itself, newest first.

        Each is a step in the index, as there may be years of rows. A night counts from its
        morning on: before that it may still come to something.

        Args:
            since: the oldest night that is wanted; empty for all of them.
        """
        found: list[str] = []
        night = _earlier(night_of(now + _DAY / 2 - _MORNING))
        with self._database.reading() as db:
            while len(found) < limit and night >= since:
                begin, end = noon_of(night), noon_of(_earlier(night, -1))
                row = _before(db, end)
                if row is None:
                    break
                own = night_of(parse_moment(row[0]))
                if own == night:
                    first = _before(db, begin)
                    lasted = first is not None and first[1] in _WAITED and _lasted(db, first, begin)
                    if lasted or _has_waited(db, begin, end):
                        found.append(night)
                elif not _lasted(db, row, end):
                    night = own  # nothing ran between
                    continue
                elif row[1] in _WAITED:
                    found.append(night)
                night = _earlier(night)
        return found

    def of_running(self) -> StateChange | None:
        """The latest row of a process that still runs; None when none does."""
        with self._database.reading() as db:
            rows = db.execute(
                f"{_FROM} ORDER BY key DESC LIMIT ?",
                (_LATEST,),
            ).fetchall()
        closed: set[tuple[int, float]] = set()
        for *row, pid, started in rows:
            owner = (pid, started)
            if row[1] == _CLOSED:
                closed.add(owner)
            elif owner not in closed and lives(*owner):
                return _change(tuple(row))
        return None

    def set_pause(self, pause: Pause | None) -> None:
        """Remember a pause beyond the end of this process, or that there is none."""
        with self._database.writing() as db:
            db.execute("DELETE FROM pauses")
            if pause is not None:
                until = moment(pause.until) if pause.until is not None else ""
                db.execute("INSERT INTO pauses(key, until) VALUES (1, ?)", (until,))

    def pause(self) -> Pause | None:
        """The pause that a person began and did not end."""
        with self._database.reading() as db:
            row = db.execute("SELECT until FROM pauses").fetchone()
        if row is None:
            return None
        return Pause(until=parse_moment(row[0]) if row[0] else None)


def _before(db: sqlite3.Connection, when: datetime) -> tuple[Any, ...] | None:
    """The last row before a moment, with its process."""
    found: tuple[Any, ...] | None = db.execute(
        f"{_FROM} WHERE at < ? ORDER BY at DESC, key DESC LIMIT 1",
        (moment(when),),
    ).fetchone()
    return found


def _lasted(db: sqlite3.Connection, row: tuple[Any, ...], when: datetime) -> bool:
    """Whether the process of the last row before a moment still was there at that moment."""
    *_row, pid, started = row
    if row[1] == _CLOSED or not pid:
        return False
    following = db.execute(
        "SELECT owner_pid, owner_started FROM states WHERE at >= ? ORDER BY at, key LIMIT 1",
        (moment(when),),
    ).fetchone()
    return following == (pid, started) if following else lives(pid, started)


def _has_waited(db: sqlite3.Connection, begin: datetime, end: datetime) -> bool:
    """Whether a row in between tells of a program that dreams by itself."""
    found = db.execute(
        "SELECT 1 FROM states WHERE at >= ? AND at < ? AND state IN (?, ?) LIMIT 1",
        (moment(begin), moment(end), *_WAITED),
    ).fetchone()
    return found is not None


def _earlier(night: str, days: int = 1) -> str:
    return (date.fromisoformat(night) - days * _DAY).isoformat()


def _change(row: tuple[str, ...]) -> StateChange:
    at, state, reason, detail, source = row
    return StateChange(
        at=parse_moment(at), state=state, reason=reason, detail=detail, source=source
    )
