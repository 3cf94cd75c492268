"""Copies of the database, taken while it may be in use."""

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from dreamer_app.core.errors import StoreError
from dreamer_app.store.database import Database

KEPT = 5
"""Backups that stay; older ones of the same database make room."""


def back_up(database: Database, label: str) -> Path:
    """Copy the database into its folder of backups, whole or not at all.

    Uses SQLite's backup interface: a plain copy of the file would miss the write-ahead log.

    Args:
        label: part of the copy's name, e.g. ``schema-1``.

    Returns:
        The copy.

    Raises:
        StoreError: there is no room or no right to write it.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    target = database.backups / f"{database.path.stem}-{stamp}-{label}.db"
    unfinished = target.with_suffix(".part")
    try:
        database.backups.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (
            database.reading() as source,
            closing(sqlite3.connect(unfinished)) as copy,
        ):
            source.backup(copy)
        unfinished.replace(target)
        _make_room(database)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise StoreError(
            f"No backup of the database could be written to {database.backups} ({error}).",
            hint="Free some space or make the folder writable; the database was left as it is.",
        ) from error
    return target


def _make_room(database: Database) -> None:
    copies = sorted(database.backups.glob(f"{database.path.stem}-*-*.db"))
    for old in copies[:-KEPT]:
        old.unlink()
