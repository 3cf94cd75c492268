"""Schema 3: how long the phases of a session took."""

from typing import TYPE_CHECKING

from dreamer_app.store.migrations.script import run

if TYPE_CHECKING:
    import sqlite_utils

_PHASES = """
-- Seconds by the name of a phase, as JSON; empty in sessions of earlier versions.
ALTER TABLE sessions ADD COLUMN phases TEXT NOT NULL DEFAULT '{}';
"""


def apply(db: "sqlite_utils.Database") -> None:
    """Add what is new."""
    run(db, _PHASES)
