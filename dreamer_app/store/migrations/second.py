"""Schema 2: verdicts on unchanged lessons, and quicker filters."""

from typing import TYPE_CHECKING

from dreamer_app.store.migrations.script import run

if TYPE_CHECKING:
    import sqlite_utils

_VERDICTS = """
-- Judgements that a newer one took the place of while the lesson stayed what it was.
CREATE TABLE lesson_verdicts (
    key INTEGER PRIMARY KEY,
    lesson INTEGER NOT NULL REFERENCES lessons(key) ON DELETE CASCADE,
    replaced_at TEXT NOT NULL,
    judgement TEXT
) STRICT;
CREATE INDEX lesson_verdicts_by_lesson ON lesson_verdicts(lesson);

-- Few lessons are rated or flagged: their indexes are small, and find them without reading
-- the others.
CREATE INDEX lessons_rated ON lessons(rating) WHERE rating > 0;
CREATE INDEX lessons_flagged ON lessons(key) WHERE flagged = 1;

-- The list of the morning (to review, least certain first) with what its filters ask for.
DROP INDEX lessons_by_review;
CREATE INDEX lessons_by_review ON lessons(
    review, certainty, key DESC, verdict, difficulty, flagged, agreement, source_id
);

-- Up to here, to verify a lesson again was kept as an edit that changed nothing.
INSERT INTO lesson_verdicts(lesson, replaced_at, judgement)
    SELECT e.lesson, e.replaced_at, e.judgement FROM lesson_edits e
    WHERE EXISTS (SELECT 1 FROM lesson_texts t WHERE t.key = e.lesson
                  AND t.action = e.action AND t.tests = e.tests)
    AND NOT EXISTS (SELECT 1 FROM lesson_edits o WHERE o.lesson = e.lesson
                    AND (o.action <> e.action OR o.tests <> e.tests));
DELETE FROM lesson_edits WHERE (lesson, replaced_at) IN
    (SELECT lesson, replaced_at FROM lesson_verdicts);
UPDATE lessons SET edited = 0 WHERE edited = 1
    AND key NOT IN (SELECT lesson FROM lesson_edits);
"""


def apply(db: "sqlite_utils.Database") -> None:
    """Add what is new; turn edits that changed nothing into verdicts."""
    run(db, _VERDICTS)
