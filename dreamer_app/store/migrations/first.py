"""Schema 1: knowledge, nights, dreams, lessons, decisions."""

from typing import TYPE_CHECKING

from dreamer_app.store.migrations.script import run

if TYPE_CHECKING:
    import sqlite_utils

_KNOWLEDGE = """
CREATE TABLE sources (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    location TEXT NOT NULL,
    version TEXT NOT NULL,
    licence TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    ingested_at TEXT NOT NULL,
    entities INTEGER NOT NULL,
    relations INTEGER NOT NULL
) STRICT;

CREATE TABLE entities (
    key INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES sources(key) ON DELETE CASCADE,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    signature TEXT NOT NULL,
    text TEXT NOT NULL,
    path TEXT NOT NULL,
    first_line INTEGER NOT NULL,
    last_line INTEGER NOT NULL,
    examples TEXT NOT NULL,
    code TEXT NOT NULL,
    pure INTEGER
) STRICT;
CREATE UNIQUE INDEX entities_by_source ON entities(source, id);
CREATE INDEX entities_by_id ON entities(id);

CREATE TABLE relations (
    source INTEGER NOT NULL REFERENCES sources(key) ON DELETE CASCADE,
    head TEXT NOT NULL,
    tail TEXT NOT NULL,
    kind TEXT NOT NULL,
    weight REAL NOT NULL,
    PRIMARY KEY (source, head, tail, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE ranking (
    entity_id TEXT PRIMARY KEY,
    rank REAL NOT NULL,
    connections INTEGER NOT NULL,
    cluster INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE entity_words USING fts5(
    id, name, text, content='entities', content_rowid='key',
    tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER entity_words_added AFTER INSERT ON entities BEGIN
    INSERT INTO entity_words(rowid, id, name, text)
    VALUES (new.key, new.id, new.name, new.text);
END;
CREATE TRIGGER entity_words_removed AFTER DELETE ON entities BEGIN
    INSERT INTO entity_words(entity_words, rowid, id, name, text)
    VALUES ('delete', old.key, old.id, old.name, old.text);
END;
"""

_NIGHTS = """
CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    night TEXT NOT NULL,
    trigger TEXT NOT NULL,
    status TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    requested INTEGER NOT NULL,
    difficulty TEXT NOT NULL,
    seed INTEGER NOT NULL,
    model_name TEXT NOT NULL,
    sandbox TEXT NOT NULL,
    attempted INTEGER NOT NULL,
    successful INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    energy_joules REAL,
    reason TEXT,
    problem TEXT NOT NULL,
    owner_pid INTEGER NOT NULL,
    owner_started REAL NOT NULL
) STRICT;
CREATE INDEX sessions_by_night ON sessions(night, started_at);
CREATE INDEX sessions_running ON sessions(status) WHERE status = 'running';

-- What a dream was made of is in "body" (JSON), unless it left a lesson, which has it then.
CREATE TABLE dreams (
    id TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions(id),
    number INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    difficulty TEXT,
    fell_at TEXT NOT NULL,
    note TEXT NOT NULL,
    tokens INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    seconds REAL NOT NULL,
    body TEXT
) STRICT;
CREATE INDEX dreams_by_session ON dreams(session_id, number);
CREATE INDEX dreams_judged ON dreams(started_at DESC, difficulty, outcome)
    WHERE outcome IN ('kept', 'fell');

CREATE TABLE entity_dreams (
    entity_id TEXT PRIMARY KEY,
    dreams INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Counted as things happen, so that a thousand nights are shown without counting again.
-- kind: dreams, difficulty, library, fell_at, review.
CREATE TABLE night_tallies (
    night TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    tried INTEGER NOT NULL DEFAULT 0,
    kept INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (night, kind, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE states (
    key INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX states_by_time ON states(at);
"""

_LESSONS = """
-- The narrow half of a lesson: what lists, filters and sorts need.
CREATE TABLE lessons (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    session_id TEXT NOT NULL,
    night TEXT NOT NULL,
    title TEXT NOT NULL,
    verdict TEXT NOT NULL,
    review TEXT NOT NULL DEFAULT 'pending',
    difficulty TEXT NOT NULL,
    libraries TEXT NOT NULL,
    source_id TEXT NOT NULL,
    agreement REAL,
    certainty REAL NOT NULL,
    created_at TEXT NOT NULL,
    reviewed_at TEXT,
    reject_reason TEXT NOT NULL DEFAULT '',
    rating INTEGER NOT NULL DEFAULT 0,
    flagged INTEGER NOT NULL DEFAULT 0,
    edited INTEGER NOT NULL DEFAULT 0
) STRICT;
-- One index for each order, holding what the filters ask for as well: a page is found without
-- touching the rows that are skipped. "review" gets its own, as nearly every list restricts it.
CREATE INDEX lessons_by_certainty ON lessons(
    certainty, key DESC, review, verdict, difficulty, flagged, agreement, source_id
);
CREATE INDEX lessons_by_time ON lessons(
    created_at, key, review, verdict, difficulty, flagged, agreement, source_id
);
CREATE INDEX lessons_by_title ON lessons(
    title COLLATE NOCASE, key, review, verdict, difficulty, flagged, agreement, source_id
);
CREATE INDEX lessons_by_review ON lessons(review, certainty, key DESC);
CREATE INDEX lessons_by_review_time ON lessons(review, created_at, key);
CREATE INDEX lessons_by_review_title ON lessons(review, title COLLATE NOCASE, key);
CREATE INDEX lessons_by_night ON lessons(night);
CREATE INDEX lessons_by_session ON lessons(session_id);
CREATE INDEX lessons_by_source ON lessons(source_id, certainty, key DESC);

-- The wide half: what one opened lesson shows.
CREATE TABLE lesson_texts (
    key INTEGER PRIMARY KEY REFERENCES lessons(key) ON DELETE CASCADE,
    situation TEXT NOT NULL,
    action TEXT NOT NULL,
    result TEXT NOT NULL,
    tags TEXT NOT NULL,
    metadata TEXT NOT NULL,
    tests TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    scenario TEXT,
    judgement TEXT,
    provenance TEXT NOT NULL,
    alternatives TEXT NOT NULL
) STRICT;

CREATE TABLE lesson_libraries (
    library TEXT NOT NULL,
    lesson INTEGER NOT NULL REFERENCES lessons(key) ON DELETE CASCADE,
    PRIMARY KEY (library, lesson)
) STRICT, WITHOUT ROWID;

-- What a lesson was before a person edited it.
CREATE TABLE lesson_edits (
    key INTEGER PRIMARY KEY,
    lesson INTEGER NOT NULL REFERENCES lessons(key) ON DELETE CASCADE,
    replaced_at TEXT NOT NULL,
    action TEXT NOT NULL,
    tests TEXT NOT NULL,
    judgement TEXT
) STRICT;
CREATE INDEX lesson_edits_by_lesson ON lesson_edits(lesson);

-- Words without positions (detail=none) and without the texts (content=''): a third of the
-- size, and prefixes of one or two letters stay quick. Phrases cannot be asked for.
CREATE VIRTUAL TABLE lesson_words USING fts5(
    words, content='', detail=none, columnsize=0, prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 2"
);

-- state: done, undone (can be done again), dropped (a later decision closed that way).
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch TEXT NOT NULL,
    lesson_id TEXT NOT NULL REFERENCES lessons(id),
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    reason TEXT NOT NULL,
    before_reason TEXT NOT NULL,
    before_reviewed_at TEXT,
    decided_at TEXT NOT NULL,
    undone_at TEXT,
    state TEXT NOT NULL DEFAULT 'done'
) STRICT;
CREATE INDEX decisions_by_lesson ON decisions(lesson_id, state, id);
CREATE INDEX decisions_by_state ON decisions(state, id);
CREATE INDEX decisions_by_batch ON decisions(batch);
"""

_REVIEW_RULES = """
CREATE TRIGGER lessons_begin_pending BEFORE INSERT ON lessons WHEN new.review <> 'pending'
BEGIN
    SELECT RAISE(ABORT, 'a new lesson is pending: only a person decides');
END;
CREATE TRIGGER review_follows_decisions BEFORE UPDATE OF review ON lessons
WHEN new.review <> old.review AND new.review <> coalesce(
    (SELECT after FROM decisions WHERE lesson_id = new.id AND state = 'done'
     ORDER BY id DESC LIMIT 1), 'pending')
BEGIN
    SELECT RAISE(ABORT, 'a review changes only with its row in the decision log');
END;
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'the decision log is never shortened');
END;
CREATE TRIGGER lessons_stay BEFORE DELETE ON lessons
BEGIN
    SELECT RAISE(ABORT, 'a lesson is never deleted');
END;

CREATE TRIGGER review_counted_at_first AFTER INSERT ON lessons BEGIN
    INSERT INTO night_tallies(night, kind, name, tried) VALUES (new.night, 'review', 'pending', 1)
    ON CONFLICT DO UPDATE SET tried = tried + 1;
END;
CREATE TRIGGER review_counted AFTER UPDATE OF review ON lessons WHEN new.review <> old.review
BEGIN
    UPDATE night_tallies SET tried = tried - 1
    WHERE night = old.night AND kind = 'review' AND name = old.review;
    INSERT INTO night_tallies(night, kind, name, tried) VALUES (new.night, 'review', new.review, 1)
    ON CONFLICT DO UPDATE SET tried = tried + 1;
END;
"""

_FOLDER = """
-- Lessons whose files may differ from what the database says; brought in line and removed.
-- "round" never repeats: a task that came while another was carried out is told apart.
CREATE TABLE folder_tasks (
    round INTEGER PRIMARY KEY AUTOINCREMENT,
    lesson INTEGER NOT NULL UNIQUE REFERENCES lessons(key) ON DELETE CASCADE
) STRICT;

-- Every content that Dreamer ever meant to write under a name: anything else is a person's.
CREATE TABLE folder_contents (
    lesson INTEGER NOT NULL REFERENCES lessons(key) ON DELETE CASCADE,
    suffix TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (lesson, suffix, sha256)
) STRICT, WITHOUT ROWID;
"""


def apply(db: "sqlite_utils.Database") -> None:
    """Create everything."""
    for part in (_KNOWLEDGE, _NIGHTS, _LESSONS, _REVIEW_RULES, _FOLDER):
        run(db, part)
