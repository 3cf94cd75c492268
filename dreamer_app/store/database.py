"""One SQLite file, used by many threads and by more than one instance of the program."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dreamer_app.core.errors import StoreError

_BUSY_SECONDS = 10.0
"""How long a writer waits for another instance; longer means that it hangs."""

_OUT_OF_SPACE = sqlite3.SQLITE_FULL
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_FORBIDDEN = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Database:
    """Connections to one file, handed out for the time of one transaction.

    Connections are pooled rather than bound to threads: the threads of the window's pool and
    of the engine come and go, a connection that outlived its thread could not be closed, and
    a reader must go on while another thread writes (WAL), which a single shared connection
    with a lock would forbid. Writers of this process queue at one lock, because SQLite's own
    waiting is a fairless poll; writers of another instance are waited for by SQLite.

    ``synchronous`` is FULL: a lesson's files are on disk before its row is, and a row that a
    power cut took back would leave files without one.
    """

    def __init__(self, path: Path, *, backups: Path) -> None:
        self.path = path
        self.backups = backups
        self._idle: list[sqlite3.Connection] = []
        self._pool_lock = threading.Lock()
        self._write_lock = threading.RLock()
        self._closed = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one unchanging state for the whole block.

        Raises:
            StoreError: the file cannot be read.
        """
        with self._translated(), self._borrowed() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection inside a transaction: committed at the end, or none of it.

        Raises:
            StoreError: the file cannot be written; nothing was.
        """
        with self._translated(), self._write_lock, self._borrowed() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close all connections. May be called twice; what is borrowed closes when returned."""
        with self._pool_lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    @contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        with self._pool_lock:
            if self._closed:
                raise StoreError(f"The database {self.path} has been closed.")
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = self._connect()
        try:
            yield connection
        finally:
            with self._pool_lock:
                keep = not self._closed
                if keep:
                    self._idle.append(connection)
            if not keep:
                connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA recursive_triggers=ON")
            connection.execute("PRAGMA temp_store=MEMORY")
            # Per connection, and a window has several; the system caches the file anyway.
            connection.execute("PRAGMA cache_size=-4000")
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
            translated = self._explain(error)
            if translated is None:
                raise
            raise translated from error

    def _explain(self, error: sqlite3.Error) -> StoreError | None:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == _OUT_OF_SPACE:
            return StoreError(
                f"The disk is full: nothing more can be saved in {self.path}.",
                hint="Free some space and try again; what was saved before is kept.",
            )
        if code in _DAMAGED:
            return StoreError(
                f"The database {self.path} is damaged or is not a database ({error}).",
                hint=f"Move it away and put the newest copy from {self.backups} in its place; "
                "without one, Dreamer starts with an empty journal.",
            )
        if code in _FORBIDDEN:
            return StoreError(
                f"The database {self.path} cannot be opened or written ({error}).",
                hint="Give your user the right to write to that folder, or set DREAMER_HOME "
                "to one that can be written.",
            )
        if code in _BUSY:
            return StoreError(
                f"The database {self.path} is in use by another program ({error}).",
                hint="Close the other program that has it open and try again.",
            )
        if code == sqlite3.SQLITE_IOERR:
            return StoreError(
                f"The database {self.path} cannot be read or written ({error}).",
                hint="Check the disk that it is on; what was saved before is kept.",
            )
        return None
