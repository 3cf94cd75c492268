"""Scripts of SQL, run inside the transaction of their migration."""

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils


def run(db: "sqlite_utils.Database", script: str) -> None:
    """Carry out every statement of a script.

    ``executescript`` would end the open transaction first, and a crash half way would leave a
    schema that no version of the program knows.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""
    if statement.strip():
        raise ValueError(f"the script ends within a statement: {statement!r}")
