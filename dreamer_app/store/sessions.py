"""Sessions and their dreams, and what is counted of them."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from dreamer_app.core.dreams import DreamRecord, SessionRecord
from dreamer_app.core.errors import InputError
from dreamer_app.core.ports import Clock
from dreamer_app.core.states import (
    Difficulty,
    DreamOutcome,
    Phase,
    Reason,
    SessionStatus,
    Trigger,
)
from dreamer_app.store.database import Database
from dreamer_app.store.encoding import (
    clean,
    cleaned,
    dump,
    judgement_from,
    moment,
    night_of,
    optional_moment,
    parse_moment,
    parse_optional_moment,
    provenance_from,
    scenario_from,
)
from dreamer_app.store.owners import lives, this_process

SESSION_COLUMNS = (
    "id, trigger, status, started_at, ended_at, requested, difficulty, seed, model_name,"
    " sandbox, attempted, successful, tokens, energy_joules, reason, problem, phases"
)
_DREAMED = (DreamOutcome.KEPT, DreamOutcome.FELL, DreamOutcome.ABSTAINED)
"""Outcomes after which a piece of knowledge counts as dreamed about."""
_NOT_ATTEMPTED = (DreamOutcome.INTERRUPTED, DreamOutcome.ABSTAINED)
"""As in :attr:`~dreamer_app.core.dreams.SessionReport.dreams_attempted`."""


class SessionLog:
    """Writes and reads sessions and dreams; lessons are :class:`LessonShelf`'s."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def begin(self, session: SessionRecord) -> None:
        """Note that a session runs, held by this process.

        Raises:
            InputError: another living process holds one.
        """
        with self._database.writing() as db:
            if _held_elsewhere(db):
                raise InputError(
                    "Another Dreamer is dreaming in this home.",
                    hint="Wait until it has ended, or stop it there.",
                )
            db.execute(
                f"INSERT INTO sessions({SESSION_COLUMNS}, night, owner_pid, owner_started)"
                " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (*_session_row(session), night_of(session.started_at), *this_process()),
            )

    def end(self, session: SessionRecord) -> None:
        """Note how a session ended."""
        columns = SESSION_COLUMNS.split(", ")[1:]
        with self._database.writing() as db:
            db.execute(
                f"UPDATE sessions SET {', '.join(f'{c} = ?' for c in columns)} WHERE id = ?",
                (*_session_row(session)[1:], session.id),
            )

    def is_elsewhere(self) -> bool:
        """Whether another living process holds a running session."""
        with self._database.reading() as db:
            return _held_elsewhere(db)

    def interrupt_orphans(self) -> int:
        """Mark sessions interrupted whose process ended without doing so; how many."""
        with self._database.writing() as db:
            running = db.execute(
                "SELECT id, owner_pid, owner_started FROM sessions WHERE status = 'running'"
            ).fetchall()
            dead = [key for key, pid, started in running if not lives(pid, started)]
            db.executemany(
                "UPDATE sessions SET status = 'interrupted',"
                " problem = 'Dreamer ended before the session did.',"
                " ended_at = coalesce((SELECT max(started_at) FROM dreams WHERE session_id = id),"
                " started_at) WHERE id = ?",
                ((key,) for key in dead),
            )
        return len(dead)

    def add_dream(self, db: sqlite3.Connection, record: DreamRecord) -> str:
        """Add a dream's row and count it, inside the caller's transaction; its night."""
        kept = record.outcome is DreamOutcome.KEPT
        attempted = record.outcome not in _NOT_ATTEMPTED
        difficulty = record.scenario.difficulty if record.scenario else None
        db.execute(
            "INSERT INTO dreams(id, session_id, number, outcome, difficulty, fell_at, note,"
            " tokens, started_at, seconds, body) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                record.id,
                record.session_id,
                record.number,
                record.outcome,
                difficulty,
                clean(record.fell_at),
                clean(record.note),
                record.tokens,
                moment(record.started_at),
                record.seconds,
                None if kept else _body(record),
            ),
        )
        row = db.execute(
            "UPDATE sessions SET attempted = attempted + ?, successful = successful + ?,"
            " tokens = tokens + ? WHERE id = ? RETURNING night",
            (attempted, kept, record.tokens, record.session_id),
        ).fetchone()
        night = str(row[0])
        if record.outcome is not DreamOutcome.INTERRUPTED:
            _tally(db, night, record, attempted=attempted, kept=kept)
        if record.outcome in _DREAMED:
            _count_entities(db, record)
        return night

    def statistics(self) -> dict[str, Any]:
        """The guide's ``total_dreams``, ``success_rate``, ``saved_dreams_count``, and more."""
        with self._database.reading() as db:
            tried, kept = db.execute(
                "SELECT coalesce(sum(tried), 0), coalesce(sum(kept), 0) FROM night_tallies"
                " WHERE kind = 'dreams'"
            ).fetchone()
            sessions, tokens, energy = db.execute(
                "SELECT count(*), coalesce(sum(tokens), 0), sum(energy_joules) FROM sessions"
            ).fetchone()
            reviews = dict(
                db.execute(
                    "SELECT name, sum(tried) FROM night_tallies WHERE kind = 'review' GROUP BY name"
                ).fetchall()
            )
        return {
            "total_dreams": tried,
            "success_rate": kept / tried if tried else 0.0,
            "saved_dreams_count": kept,
            "total_sessions": sessions,
            "total_tokens": tokens,
            "energy_joules": energy,
            **{state: reviews.get(state, 0) for state in ("pending", "approved", "rejected")},
        }

    def dreamed_entities(self) -> dict[str, int]:
        """How often each entity id was dreamed about; 0 where it made no task."""
        with self._database.reading() as db:
            return dict(db.execute("SELECT entity_id, dreams FROM entity_dreams").fetchall())

    def recent_outcomes(self, limit: int) -> list[tuple[str, bool]]:
        """Difficulty and kept of the newest dreams that the Guardian judged, newest first."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT difficulty, outcome FROM dreams WHERE outcome IN ('kept', 'fell')"
                " AND difficulty IS NOT NULL ORDER BY started_at DESC LIMIT ?",
                (limit,),
            ).fetchall()
        return [(difficulty, outcome == DreamOutcome.KEPT) for difficulty, outcome in rows]

    def dreams(self, session_id: str) -> list[DreamRecord]:
        """Every dream of a session in order; a kept one without its body, which its lesson has."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT id, session_id, number, outcome, fell_at, note, tokens, started_at,"
                " seconds, body FROM dreams WHERE session_id = ? ORDER BY number",
                (session_id,),
            ).fetchall()
        return [_dream(row) for row in rows]


def session_from_row(row: tuple[Any, ...]) -> SessionRecord:
    """A session from a row of :data:`SESSION_COLUMNS`."""
    return SessionRecord(
        id=row[0],
        trigger=Trigger(row[1]),
        status=SessionStatus(row[2]),
        started_at=parse_moment(row[3]),
        ended_at=parse_optional_moment(row[4]),
        requested=row[5],
        difficulty=Difficulty(row[6]),
        seed=row[7],
        model_name=row[8],
        sandbox=row[9],
        attempted=row[10],
        successful=row[11],
        tokens=row[12],
        energy_joules=row[13],
        reason=None if row[14] is None else Reason(row[14]),
        problem=row[15],
        phases=tuple((Phase(name), spent) for name, spent in json.loads(row[16]).items()),
    )


def _session_row(session: SessionRecord) -> tuple[object, ...]:
    return (
        session.id,
        session.trigger,
        session.status,
        moment(session.started_at),
        optional_moment(session.ended_at),
        session.requested,
        session.difficulty,
        session.seed,
        clean(session.model_name),
        session.sandbox,
        session.attempted,
        session.successful,
        session.tokens,
        session.energy_joules,
        session.reason,
        clean(session.problem),
        dump(dict(session.phases)),
    )


def _body(record: DreamRecord) -> str:
    return dump(
        {
            "scenario": None if record.scenario is None else asdict(record.scenario),
            "code": record.code,
            "alternatives": record.alternatives,
            "judgement": None if record.judgement is None else asdict(record.judgement),
            "provenance": asdict(record.provenance),
        }
    )


def _dream(row: tuple[Any, ...]) -> DreamRecord:
    fields: dict[str, Any] = {}
    if row[9] is not None:
        body = json.loads(row[9])
        fields = {
            "scenario": body["scenario"] and scenario_from(body["scenario"]),
            "code": body["code"],
            "alternatives": tuple(body["alternatives"]),
            "judgement": body["judgement"] and judgement_from(body["judgement"]),
            "provenance": provenance_from(body["provenance"]),
        }
    return DreamRecord(
        id=row[0],
        session_id=row[1],
        number=row[2],
        outcome=DreamOutcome(row[3]),
        fell_at=row[4],
        note=row[5],
        tokens=row[6],
        started_at=parse_moment(row[7]),
        seconds=row[8],
        **fields,
    )


def _held_elsewhere(db: sqlite3.Connection) -> bool:
    running = db.execute(
        "SELECT owner_pid, owner_started FROM sessions WHERE status = 'running'"
    ).fetchall()
    return any(tuple(owner) != this_process() and lives(*owner) for owner in running)


def _tally(
    db: sqlite3.Connection, night: str, record: DreamRecord, *, attempted: bool, kept: bool
) -> None:
    counted: list[tuple[str, str]] = [("dreams", "")] if attempted else []
    if attempted and record.scenario is not None:
        counted.append(("difficulty", record.scenario.difficulty))
        counted += [("library", name) for name in cleaned(dict.fromkeys(record.scenario.libraries))]
    if record.fell_at and not kept:
        counted.append(("fell_at", clean(record.fell_at)))
    db.executemany(
        "INSERT INTO night_tallies(night, kind, name, tried, kept) VALUES (?,?,?,1,?)"
        " ON CONFLICT DO UPDATE SET tried = tried + 1, kept = kept + excluded.kept",
        ((night, kind, name, kept) for kind, name in counted),
    )


def _count_entities(db: sqlite3.Connection, record: DreamRecord) -> None:
    """Count what was dreamed about; what made no task is noted with 0."""
    named: Iterable[str] = record.provenance.entity_ids
    if record.scenario is not None:
        named = (*record.scenario.entity_ids, *named)
    times = int(record.outcome is not DreamOutcome.ABSTAINED)
    db.executemany(
        "INSERT INTO entity_dreams(entity_id, dreams) VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET dreams = dreams + excluded.dreams",
        ((entity_id, times) for entity_id in sorted(set(cleaned(named)))),
    )
