"""Schema 4: who told of a state, the source of activity then, and the pause in force."""

from typing import TYPE_CHECKING

from dreamer_app.store.migrations.script import run

if TYPE_CHECKING:
    import sqlite_utils

_STATES = """
ALTER TABLE states ADD COLUMN source TEXT NOT NULL DEFAULT '';
-- The process that was in this state; 0 for rows from before this schema.
ALTER TABLE states ADD COLUMN owner_pid INTEGER NOT NULL DEFAULT 0;
ALTER TABLE states ADD COLUMN owner_started REAL NOT NULL DEFAULT 0;

-- One row while a person's pause is in force; "until" is empty without an end.
CREATE TABLE pauses (
    key INTEGER PRIMARY KEY CHECK (key = 1),
    until TEXT NOT NULL
) STRICT;
"""


def apply(db: "sqlite_utils.Database") -> None:
    """Add what is new."""
    run(db, _STATES)
