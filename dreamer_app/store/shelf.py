"""Lessons as rows: written, read whole, edited."""

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from dreamer_app.core.dreams import DreamRecord, Judgement, Lesson
from dreamer_app.core.errors import InputError
from dreamer_app.core.journal import LessonVersion
from dreamer_app.core.states import Difficulty, ReviewState, Verdict
from dreamer_app.store.encoding import (
    clean,
    cleaned,
    dump,
    dump_optional,
    judgement_from,
    moment,
    parse_moment,
    parse_optional_moment,
    provenance_from,
    scenario_from,
    strings_from_json,
)
from dreamer_app.store.words import normal

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_LESSON = """
SELECT l.id, t.situation, t.action, t.result, t.tags, t.metadata, l.session_id, t.scenario,
       t.tests, t.judgement, t.provenance, t.alternatives, l.review, l.reject_reason, l.rating,
       l.flagged, t.note, l.created_at, l.reviewed_at, l.edited
FROM lessons l JOIN lesson_texts t USING (key)
"""
_RESULTS = {
    Verdict.ACCEPTED: "✅ Success",
    Verdict.UNCERTAIN: "❔ No fault found, but too few independent solutions agree",
}


def lesson_of(record: DreamRecord, created_at: datetime) -> Lesson:
    """The lesson that a kept dream leaves, in the guide's fields."""
    scenario, judgement = record.scenario, record.judgement
    if scenario is None or judgement is None:
        raise ValueError(f"dream {record.id} is kept without a scenario or a judgement")
    if not _ID.fullmatch(record.id):
        raise ValueError(f"{record.id!r} cannot be part of a file name")
    return Lesson(
        id=record.id,
        situation=scenario.description,
        action=record.code,
        result=_RESULTS.get(judgement.verdict, str(judgement.verdict)),
        tags=tuple(dict.fromkeys(("synthetic", "dream", *scenario.libraries))),
        metadata={
            "synthetic": True,
            "dream_id": record.id,
            "session_id": record.session_id,
            "title": scenario.title,
            "difficulty": str(scenario.difficulty),
            "entry_point": scenario.entry_point,
            "verdict": str(judgement.verdict),
        },
        session_id=record.session_id,
        scenario=scenario,
        tests=scenario.tests,
        judgement=judgement,
        provenance=record.provenance,
        alternatives=record.alternatives,
        created_at=created_at,
    )


def insert(db: sqlite3.Connection, lesson: Lesson, night: str) -> int:
    """Add a lesson, pending, inside the caller's transaction; its row number."""
    libraries = cleaned(lesson.scenario.libraries) if lesson.scenario else ()
    verdict, agreement, certainty = _weight(lesson.judgement)
    key = db.execute(
        "INSERT INTO lessons(id, session_id, night, title, verdict, difficulty, libraries,"
        " source_id, agreement, certainty, created_at) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            lesson.id,
            lesson.session_id,
            night,
            _title(lesson),
            verdict,
            lesson.scenario.difficulty if lesson.scenario else Difficulty.MEDIUM,
            " ".join(libraries),
            clean(lesson.provenance.source_id),
            agreement,
            certainty,
            moment(lesson.created_at),
        ),
    ).lastrowid
    if key is None:  # pragma: no cover - an INSERT that did not fail has a row number
        raise AssertionError
    db.execute(
        "INSERT INTO lesson_texts(key, situation, action, result, tags, metadata, tests, note,"
        " scenario, judgement, provenance, alternatives) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            key,
            clean(lesson.situation),
            clean(lesson.action),
            clean(lesson.result),
            dump(lesson.tags),
            dump(lesson.metadata),
            clean(lesson.tests),
            clean(lesson.note),
            dump_optional(lesson.scenario),
            dump_optional(lesson.judgement),
            dump(asdict(lesson.provenance)),
            dump(lesson.alternatives),
        ),
    )
    db.executemany(
        "INSERT INTO lesson_libraries(library, lesson) VALUES (?, ?)",
        ((library, key) for library in dict.fromkeys(libraries)),
    )
    _index(db, key)
    return key


def load(db: sqlite3.Connection, lesson_id: str) -> Lesson:
    """One lesson, whole.

    Raises:
        InputError: there is none of that id.
    """
    row = db.execute(_LESSON + "WHERE l.id = ?", (clean(lesson_id),)).fetchone()
    if row is None:
        raise no_lesson(lesson_id)
    return _lesson(row)


def load_by_key(db: sqlite3.Connection, key: int) -> Lesson:
    """One lesson that is known to be there, by its row number."""
    return _lesson(db.execute(_LESSON + "WHERE l.key = ?", (key,)).fetchone())


def no_lesson(lesson_id: str) -> InputError:
    """The answer to an id that names no lesson."""
    return InputError(
        f"There is no lesson {lesson_id!r}.", hint="`dreamer lessons` lists them with their ids."
    )


def key_of(db: sqlite3.Connection, lesson_id: str) -> int:
    """Row number of a lesson.

    Raises:
        InputError: there is none of that id.
    """
    row = db.execute("SELECT key FROM lessons WHERE id = ?", (clean(lesson_id),)).fetchone()
    if row is None:
        raise no_lesson(lesson_id)
    return int(row[0])


def annotate(
    db: sqlite3.Connection,
    key: int,
    *,
    flagged: bool | None,
    rating: int | None,
    note: str | None,
    tags: Sequence[str] | None,
) -> None:
    """Set what is given, leave the rest."""
    if flagged is not None:
        db.execute("UPDATE lessons SET flagged = ? WHERE key = ?", (flagged, key))
    if rating is not None:
        db.execute("UPDATE lessons SET rating = ? WHERE key = ?", (rating, key))
    if note is None and tags is None:
        return
    _unindex(db, key)
    if note is not None:
        db.execute("UPDATE lesson_texts SET note = ? WHERE key = ?", (clean(note), key))
    if tags is not None:
        kept = dump(list(dict.fromkeys(tags)))
        db.execute("UPDATE lesson_texts SET tags = ? WHERE key = ?", (kept, key))
    _index(db, key)


def replace_code(
    db: sqlite3.Connection, key: int, code: str, tests: str, judgement: Judgement, at: datetime
) -> None:
    """Keep a person's edit with the verdict that it got; what was before is kept as well."""
    verdict, agreement, certainty = _weight(judgement)
    _unindex(db, key)
    db.execute(
        "INSERT INTO lesson_edits(lesson, replaced_at, action, tests, judgement)"
        " SELECT key, ?, action, tests, judgement FROM lesson_texts WHERE key = ?",
        (moment(at), key),
    )
    db.execute(
        "UPDATE lesson_texts SET action = ?, tests = ?, judgement = ? WHERE key = ?",
        (clean(code), clean(tests), dump_optional(judgement), key),
    )
    db.execute(
        "UPDATE lessons SET verdict = ?, agreement = ?, certainty = ?, edited = 1 WHERE key = ?",
        (verdict, agreement, certainty, key),
    )
    _index(db, key)


def record_verdict(db: sqlite3.Connection, key: int, judgement: Judgement, at: datetime) -> None:
    """Keep a newer verdict on an unchanged lesson; the one before is kept as well."""
    verdict, agreement, certainty = _weight(judgement)
    db.execute(
        "INSERT INTO lesson_verdicts(lesson, replaced_at, judgement)"
        " SELECT key, ?, judgement FROM lesson_texts WHERE key = ?",
        (moment(at), key),
    )
    db.execute(
        "UPDATE lesson_texts SET judgement = ? WHERE key = ?", (dump_optional(judgement), key)
    )
    db.execute(
        "UPDATE lessons SET verdict = ?, agreement = ?, certainty = ? WHERE key = ?",
        (verdict, agreement, certainty, key),
    )


def versions(db: sqlite3.Connection, key: int) -> list[LessonVersion]:
    """What edits took the place of, oldest first."""
    rows = db.execute(
        "SELECT action, tests, replaced_at FROM lesson_edits WHERE lesson = ? ORDER BY key", (key,)
    )
    return [
        LessonVersion(code=code, tests=tests, replaced_at=parse_moment(at))
        for code, tests, at in rows
    ]


def _weight(judgement: Judgement | None) -> tuple[Verdict, float | None, float]:
    """Verdict, agreement, and how certain both make: uncertain ones first, then by agreement."""
    if judgement is None:
        return Verdict.UNVERIFIED, None, 0.0
    vouched = 1.0 if judgement.verdict is Verdict.ACCEPTED else 0.0
    return judgement.verdict, judgement.agreement, vouched + (judgement.agreement or 0.0)


def _title(lesson: Lesson) -> str:
    if lesson.scenario is not None:
        return clean(lesson.scenario.title)
    return clean(lesson.situation.strip().partition("\n")[0][:120])


def _index(db: sqlite3.Connection, key: int) -> None:
    db.execute("INSERT INTO lesson_words(rowid, words) VALUES (?, ?)", (key, _words(db, key)))


def _unindex(db: sqlite3.Connection, key: int) -> None:
    # An index without its texts forgets a row only when told word for word what it knew.
    db.execute(
        "INSERT INTO lesson_words(lesson_words, rowid, words) VALUES ('delete', ?, ?)",
        (key, _words(db, key)),
    )


def _words(db: sqlite3.Connection, key: int) -> str:
    row = db.execute(
        "SELECT l.id, l.title, t.situation, t.action, t.tags, t.note"
        " FROM lessons l JOIN lesson_texts t USING (key) WHERE key = ?",
        (key,),
    ).fetchone()
    return normal("\n".join(row))


def _lesson(row: tuple[Any, ...]) -> Lesson:
    return Lesson(
        id=row[0],
        situation=row[1],
        action=row[2],
        result=row[3],
        tags=strings_from_json(row[4]),
        metadata=json.loads(row[5]),
        session_id=row[6],
        scenario=None if row[7] is None else scenario_from(json.loads(row[7])),
        tests=row[8],
        judgement=None if row[9] is None else judgement_from(json.loads(row[9])),
        provenance=provenance_from(json.loads(row[10])),
        alternatives=strings_from_json(row[11]),
        review=ReviewState(row[12]),
        reject_reason=row[13],
        rating=row[14],
        flagged=bool(row[15]),
        note=row[16],
        created_at=parse_moment(row[17]),
        reviewed_at=parse_optional_moment(row[18]),
        edited=bool(row[19]),
    )
