"""Numbered steps from an empty file to today's schema.

The number of the newest step that a file has seen is its ``PRAGMA user_version``, written in
the same transaction as the step itself. A step is never changed once released: a new one is
added behind it.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dreamer_app.core.errors import StoreError
from dreamer_app.store.backup import back_up
from dreamer_app.store.database import Database
from dreamer_app.store.migrations import first, fourth, second, third

if TYPE_CHECKING:
    import sqlite_utils


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step.

    Args:
        number: counted from 1, without gaps.
        apply: carries it out inside an open transaction.
    """

    number: int
    name: str
    apply: "Callable[[sqlite_utils.Database], None]"


MIGRATIONS: tuple[Migration, ...] = (
    Migration(number=1, name="first", apply=first.apply),
    Migration(number=2, name="verdicts", apply=second.apply),
    Migration(number=3, name="phases", apply=third.apply),
    Migration(number=4, name="states", apply=fourth.apply),
)


def migrate(database: Database, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring a file to today's schema; a copy goes to the backups before anything changes.

    Raises:
        StoreError: the file was written by a newer version, or cannot be used.
    """
    newest = migrations[-1].number
    with database.reading() as connection:
        version = _version(connection)
    if version == newest:
        return
    if version > newest:
        raise StoreError(
            f"The database {database.path} has schema {version}; "
            f"this version of Dreamer knows schemas up to {newest}.",
            hint=f"Install the newer Dreamer again, or put a copy from {database.backups} "
            "in its place.",
        )
    if version > 0:
        back_up(database, f"schema-{version}")
    for migration in migrations:
        _apply(database, migration)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _apply(database: Database, migration: Migration) -> None:
    import sqlite_utils

    with database.writing() as connection:
        # Asked again inside the transaction: another instance may have been faster.
        if _version(connection) >= migration.number:
            return
        migration.apply(sqlite_utils.Database(connection, execute_plugins=False))
        connection.execute(f"PRAGMA user_version={migration.number:d}")
