"""What the journal shows: lists of lessons, and nights."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from dreamer_app.core.dreams import SessionRecord
from dreamer_app.core.journal import (
    LessonQuery,
    LessonRow,
    LessonSort,
    NightSummary,
    NightTimes,
)
from dreamer_app.core.ports import Clock
from dreamer_app.core.states import Difficulty, ReviewState, Verdict
from dreamer_app.store.database import Database
from dreamer_app.store.encoding import dump, parse_moment
from dreamer_app.store.likeness import keys_like
from dreamer_app.store.sessions import SESSION_COLUMNS, session_from_row
from dreamer_app.store.shelf import key_of
from dreamer_app.store.timeline import Timeline
from dreamer_app.store.words import every_prefix

_ORDERS = {
    LessonSort.LEAST_CERTAIN: "certainty, key DESC",
    LessonSort.NEWEST: "created_at DESC, key DESC",
    LessonSort.OLDEST: "created_at, key",
    LessonSort.TITLE: "title COLLATE NOCASE, key",
}
_ROW = "id, title, verdict, review, difficulty, libraries, agreement, created_at, flagged, rating"
_Tallies = Mapping[str, list[tuple[str, int, int]]]


class Journal:
    """Read side of lessons and nights."""

    def __init__(self, database: Database, timeline: Timeline, clock: Clock) -> None:
        self._database = database
        self._timeline = timeline
        self._clock = clock

    def count(self, query: LessonQuery) -> int:
        """How many lessons match."""
        where, values = _conditions(query)
        with self._database.reading() as db:
            row = db.execute("SELECT count(*) FROM lessons" + where, values).fetchone()
        return int(row[0])

    def rows(self, query: LessonQuery, *, offset: int, limit: int) -> list[LessonRow]:
        """A page of the matching lessons."""
        where, values = _conditions(query)
        # The page is chosen by key alone, so that what is skipped is read from an index only.
        statement = (
            f"SELECT {_ROW} FROM lessons WHERE key IN (SELECT key FROM lessons{where}"
            f" ORDER BY {_ORDERS[query.sort]} LIMIT ? OFFSET ?) ORDER BY {_ORDERS[query.sort]}"
        )
        with self._database.reading() as db:
            rows = db.execute(statement, (*values, limit, offset)).fetchall()
        return [_lesson_row(row) for row in rows]

    def similar(self, lesson_id: str, limit: int) -> list[LessonRow]:
        """Lessons like that one, most alike first; InputError when there is none of that id."""
        with self._database.reading() as db:
            keys = keys_like(db, key_of(db, lesson_id), limit)
            found = db.execute(
                f"SELECT {_ROW}, key FROM lessons WHERE key IN (SELECT value FROM json_each(?))",
                (dump(keys),),
            ).fetchall()
        rows = {row[-1]: _lesson_row(row) for row in found}
        return [rows[key] for key in keys]

    def libraries(self) -> list[str]:
        """Every library that a lesson uses, by name."""
        with self._database.reading() as db:
            rows = db.execute("SELECT DISTINCT library FROM lesson_libraries ORDER BY 1")
            return [row[0] for row in rows]

    def lesson_sources(self) -> list[str]:
        """Id of every source that a lesson came from, sorted.

        One step in the index for each source, as SQLite's DISTINCT would read all of it.
        """
        with self._database.reading() as db:
            rows = db.execute(
                "WITH RECURSIVE found(id) AS (SELECT min(source_id) FROM lessons UNION ALL"
                " SELECT (SELECT min(source_id) FROM lessons WHERE source_id > found.id)"
                " FROM found WHERE found.id IS NOT NULL)"
                " SELECT id FROM found WHERE id <> ''"
            )
            return [row[0] for row in rows]

    def nights(self, limit: int, *, with_waiting: bool) -> list[NightSummary]:
        """Nights with a session or a lesson, newest first.

        Args:
            with_waiting: also those in which it only waited for its turn.
        """
        with self._database.reading() as db:
            nights = [
                row[0]
                for row in db.execute(
                    "SELECT night FROM sessions UNION SELECT night FROM night_tallies"
                    " ORDER BY 1 DESC LIMIT ?",
                    (limit,),
                )
            ]
        now = self._clock.now()
        if with_waiting:
            since = nights[-1] if len(nights) == limit else ""
            waited = self._timeline.nights_waited(now, since=since, limit=limit)
            nights = sorted({*nights, *waited}, reverse=True)[:limit]
        if not nights:
            return []
        with self._database.reading() as db:
            sessions = _sessions_since(db, nights[-1])
            tallies = _tallies_since(db, nights[-1])
        return [_night(night, sessions[night], tallies[night], now) for night in nights]

    def night_times(self, night: str) -> NightTimes:
        """Where the time of a night's dreams went.

        A kept dream's judgement is with its lesson, or, when a later one took its place, with
        what that replaced first.
        """
        with self._database.reading() as db:
            seconds, checking = db.execute(
                "SELECT coalesce(sum(seconds), 0), coalesce(sum(min(seconds, checked)), 0) FROM ("
                " SELECT d.seconds, coalesce(json_extract(coalesce("
                "  json_extract(d.body, '$.judgement'),"
                "  (SELECT judgement FROM lesson_verdicts WHERE lesson = l.key"
                "   ORDER BY key LIMIT 1),"
                "  (SELECT judgement FROM lesson_edits WHERE lesson = l.key ORDER BY key LIMIT 1),"
                "  (SELECT judgement FROM lesson_texts WHERE key = l.key)), '$.seconds'), 0)"
                "  AS checked FROM sessions s JOIN dreams d ON d.session_id = s.id"
                "  LEFT JOIN lessons l ON l.id = d.id WHERE s.night = ?)",
                (night,),
            ).fetchone()
        return NightTimes(writing=seconds - checking, checking=checking)


def _conditions(query: LessonQuery) -> tuple[str, list[object]]:
    """The WHERE clause of a query (empty without conditions) and its values."""
    plain: dict[str, object | None] = {
        "review = ?": query.review,
        "verdict = ?": query.verdict,
        "session_id = ?": query.session_id or None,
        "night = ?": query.night or None,
        "difficulty = ?": query.difficulty,
        "source_id = ?": query.source_id or None,
        "flagged = ?": query.flagged if query.flagged is False else None,
        # A literal tells SQLite that the index of the few flagged lessons is enough.
        "key IN (SELECT key FROM lessons WHERE flagged = 1 AND flagged = ?)": query.flagged or None,
        "agreement >= ?": query.least_agreement,
        # "rating > 0" tells SQLite that the index of the few rated lessons is enough.
        "key IN (SELECT key FROM lessons WHERE rating > 0 AND rating >= ?)": query.least_rating,
        "key IN (SELECT lesson FROM lesson_libraries WHERE library = ?)": query.library or None,
        # "+" keeps SQLite from looking every match up and sorting them all: along the index of
        # the order the first page of a common word is there four times as soon.
        "+key IN (SELECT rowid FROM lesson_words WHERE lesson_words MATCH ?)": (
            every_prefix(query.text) or None
        ),
    }
    used = {clause: value for clause, value in plain.items() if value is not None}
    where = " WHERE " + " AND ".join(used) if used else ""
    return where, list(used.values())


def _lesson_row(row: tuple[Any, ...]) -> LessonRow:
    return LessonRow(
        id=row[0],
        title=row[1],
        verdict=Verdict(row[2]),
        review=ReviewState(row[3]),
        difficulty=Difficulty(row[4]),
        libraries=tuple(row[5].split()),
        agreement=row[6],
        created_at=parse_moment(row[7]),
        flagged=bool(row[8]),
        rating=row[9],
    )


def _sessions_since(db: sqlite3.Connection, night: str) -> Mapping[str, list[SessionRecord]]:
    by_night: defaultdict[str, list[SessionRecord]] = defaultdict(list)
    for row in db.execute(
        f"SELECT {SESSION_COLUMNS}, night FROM sessions WHERE night >= ? ORDER BY started_at",
        (night,),
    ):
        by_night[row[-1]].append(session_from_row(row[:-1]))
    return by_night


def _tallies_since(db: sqlite3.Connection, night: str) -> Mapping[str, _Tallies]:
    by_night: defaultdict[str, defaultdict[str, list[tuple[str, int, int]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in db.execute(
        "SELECT night, kind, name, tried, kept FROM night_tallies WHERE night >= ?"
        " ORDER BY night, kind, tried DESC, name",
        (night,),
    ):
        by_night[row[0]][row[1]].append(row[2:])
    return by_night


def _night(
    night: str, sessions: Iterable[SessionRecord], tallies: _Tallies, now: datetime
) -> NightSummary:
    sessions = tuple(sessions)
    tried, kept = next(((t, k) for _, t, k in tallies["dreams"]), (0, 0))
    reviews = {name: count for name, count, _ in tallies["review"]}
    measured = [s.energy_joules for s in sessions if s.energy_joules is not None]
    return NightSummary(
        night=night,
        sessions=sessions,
        seconds=sum(((s.ended_at or now) - s.started_at).total_seconds() for s in sessions),
        tried=tried,
        kept=kept,
        pending=reviews.get(ReviewState.PENDING, 0),
        approved=reviews.get(ReviewState.APPROVED, 0),
        rejected=reviews.get(ReviewState.REJECTED, 0),
        tokens=sum(s.tokens for s in sessions),
        fell_at=tuple((name, count) for name, count, _ in tallies["fell_at"]),
        by_difficulty=tuple(tallies["difficulty"]),
        by_library=tuple(tallies["library"]),
        energy_joules=sum(measured) if measured else None,
    )
