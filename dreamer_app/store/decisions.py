"""The decision log: the one way in which a review state changes.

Triggers of the schema hold this too: a lesson begins pending, its state follows the newest
decision in force, and neither lessons nor decisions are ever deleted.
"""

import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from dreamer_app.core.journal import Decision
from dreamer_app.core.ports import Clock
from dreamer_app.core.states import ReviewState
from dreamer_app.store.database import Database
from dreamer_app.store.encoding import clean, cleaned, dump, moment, parse_moment
from dreamer_app.store.folder import OutputFolder
from dreamer_app.store.shelf import no_lesson

_DECISION = "id, batch, lesson_id, before, after, reason, decided_at, state"


class DecisionLog:
    """Decisions of a person, in batches, with undo and redo that outlast the program."""

    def __init__(self, database: Database, folder: OutputFolder, clock: Clock) -> None:
        self._database = database
        self._folder = folder
        self._clock = clock

    def decide(self, lesson_ids: Sequence[str], after: ReviewState, reason: str) -> str:
        """Record a person's decision for all of them at once; the batch id.

        A lesson that is in that state already, for the same reason, is left out.

        Raises:
            InputError: there is no lesson of one of the ids; nothing was decided.
        """
        with self._database.writing() as db:
            batch = record_decision(db, lesson_ids, after, reason, self._clock.now())
        self._folder.wake()
        return batch

    def undo(self) -> list[Decision]:
        """Take the newest batch in force back; empty when there is none."""
        now = moment(self._clock.now())
        with self._database.writing() as db:
            rows = db.execute(
                "UPDATE decisions SET state = 'undone', undone_at = ? WHERE state = 'done' AND"
                " batch = (SELECT batch FROM decisions WHERE state = 'done'"
                " ORDER BY id DESC LIMIT 1)"
                f" RETURNING {_DECISION}, before_reason, before_reviewed_at",
                (now,),
            ).fetchall()
            _set_reviews(db, ((row[3], row[8], row[9], row[2]) for row in rows))
        self._folder.wake()
        return sorted((_decision(row) for row in rows), key=lambda d: d.id)

    def redo(self) -> list[Decision]:
        """Do again what was taken back last; empty when a decision came in between."""
        with self._database.writing() as db:
            rows = db.execute(
                "UPDATE decisions SET state = 'done', undone_at = NULL WHERE state = 'undone' AND"
                " batch = (SELECT batch FROM decisions WHERE state = 'undone' ORDER BY id LIMIT 1)"
                f" RETURNING {_DECISION}"
            ).fetchall()
            _set_reviews(
                db,
                (
                    (row[4], row[5], None if row[4] == ReviewState.PENDING else row[6], row[2])
                    for row in rows
                ),
            )
        self._folder.wake()
        return sorted((_decision(row) for row in rows), key=lambda d: d.id)

    def decisions(self, limit: int) -> list[Decision]:
        """The log, newest first."""
        with self._database.reading() as db:
            rows = db.execute(
                f"SELECT {_DECISION} FROM decisions ORDER BY id DESC LIMIT ?", (limit,)
            ).fetchall()
        return [_decision(row) for row in rows]


def record_decision(
    db: sqlite3.Connection, lesson_ids: Sequence[str], after: ReviewState, reason: str, at: datetime
) -> str:
    """As :meth:`DecisionLog.decide`, inside the caller's transaction."""
    batch = secrets.token_hex(8)
    now = moment(at)
    reason = clean(reason) if after is ReviewState.REJECTED else ""
    wanted = tuple(dict.fromkeys(cleaned(lesson_ids)))
    before = _reviews(db, wanted)
    changing = [i for i in wanted if before[i][:2] != (after, reason)]
    if changing:
        db.execute("UPDATE decisions SET state = 'dropped' WHERE state = 'undone'")
    db.execute(
        "INSERT INTO decisions(batch, lesson_id, before, after, reason, before_reason,"
        " before_reviewed_at, decided_at) SELECT ?, json_extract(value, '$[0]'),"
        " json_extract(value, '$[1]'), ?, ?, json_extract(value, '$[2]'),"
        " json_extract(value, '$[3]'), ? FROM json_each(?) ORDER BY key",
        (batch, after, reason, now, dump([(i, *before[i]) for i in changing])),
    )
    reviewed_at = None if after is ReviewState.PENDING else now
    _set_reviews(db, ((after, reason, reviewed_at, i) for i in changing))
    return batch


def _reviews(
    db: sqlite3.Connection, lesson_ids: Sequence[str]
) -> dict[str, tuple[str, str, str | None]]:
    rows = db.execute(
        "SELECT id, review, reject_reason, reviewed_at FROM lessons"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (dump(lesson_ids),),
    )
    found = {row[0]: row[1:] for row in rows}
    for lesson_id in lesson_ids:
        if lesson_id not in found:
            raise no_lesson(lesson_id)
    return found


def _set_reviews(db: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    """Set state, reason and moment per lesson id, and have the files follow.

    One statement for all of them: after each one Python's lock has to be got back, which a
    window that is drawing holds, and a thousand of them take seconds on a busy machine.
    """
    rows = list(rows)
    db.execute(
        "UPDATE lessons SET review = json_extract(new.value, '$[0]'),"
        " reject_reason = json_extract(new.value, '$[1]'),"
        " reviewed_at = json_extract(new.value, '$[2]')"
        " FROM json_each(?) AS new WHERE lessons.id = json_extract(new.value, '$[3]')",
        (dump(rows),),
    )
    OutputFolder.change_all(db, [row[3] for row in rows])


def _decision(row: tuple[Any, ...]) -> Decision:
    return Decision(
        id=row[0],
        batch=row[1],
        lesson_id=row[2],
        before=ReviewState(row[3]),
        after=ReviewState(row[4]),
        reason=row[5],
        decided_at=parse_moment(row[6]),
        undone=row[7] != "done",
    )
