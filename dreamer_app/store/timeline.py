"""The timeline of states: what Dreamer waited for, who said so, and a person's pause."""

from datetime import datetime

from dreamer_app.core.journal import Pause, StateChange
from dreamer_app.store.database import Database
from dreamer_app.store.encoding import clean, moment, parse_moment
from dreamer_app.store.owners import lives, this_process

_COLUMNS = "at, state, reason, detail, source"
_CLOSED = "closed"
_LATEST = 20


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

    def of_running(self) -> StateChange | None:
        """The latest row of a process that still runs; None when none does."""
        with self._database.reading() as db:
            rows = db.execute(
                f"SELECT {_COLUMNS}, owner_pid, owner_started FROM states"
                " ORDER BY key DESC LIMIT ?",
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


def _change(row: tuple[str, ...]) -> StateChange:
    at, state, reason, detail, source = row
    return StateChange(
        at=parse_moment(at), state=state, reason=reason, detail=detail, source=source
    )
