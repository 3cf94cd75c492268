"""The output folder: a picture of what the database says, kept in line with it.

The database is the truth. Whatever changes what a lesson's files should be leaves a task in
the same transaction; carrying a task out twice does no harm, so a crash at any moment is
mended by carrying out what is left at the next opening. Files come into being under another
name, are flushed to the disk, and take their name only after their row is committed: there is
never a file without a row, nor half a file.

Dreamer touches only what it wrote itself: the hash of every content that it ever meant to
write is in the database, and a file with another content is a person's and stays as it is.
"""

import hashlib
import itertools
import logging
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dreamer_app.core.dreams import Lesson
from dreamer_app.core.errors import StoreError
from dreamer_app.store.database import Database
from dreamer_app.store.encoding import dump
from dreamer_app.store.layout import SUFFIXES, contents_of, name_of
from dreamer_app.store.shelf import load_by_key

_log = logging.getLogger(__name__)
_AT_ONCE = 32
"""Tasks carried out under one lock; more would keep a decision waiting."""


@dataclass(frozen=True, slots=True)
class _Staged:
    """Files of one lesson, complete on disk, not yet under their names."""

    lesson_id: str
    files: Mapping[str, tuple[Path, str]]


class OutputFolder:
    """``DREAMING_OUTPUT_DIR``. One thread brings it in line after decisions.

    Args:
        path: made when the first lesson is saved.
    """

    def __init__(self, database: Database, path: Path) -> None:
        self.path = path
        self._database = database
        self._counter = itertools.count()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dreamer-folder")

    @property
    def _unfinished(self) -> Path:
        return self.path / ".unfinished"

    def use(self, path: Path) -> None:
        """Write there from now on; what is in the folder so far stays where it is."""
        self.path = path

    @contextmanager
    def staged(self, lesson: Lesson) -> Iterator[_Staged]:
        """The files of a new lesson, flushed to disk under other names for the time of a block.

        Raises:
            StoreError: they cannot be written; nothing is left of them.
        """
        try:
            staged = self._stage(lesson.id, contents_of(lesson))
        except OSError as error:
            raise StoreError(
                f"The lesson cannot be saved to {self.path} ({error.strerror or error}).",
                hint="Free some space, make the folder writable, or set DREAMING_OUTPUT_DIR to "
                "another one.",
            ) from error
        try:
            yield staged
        finally:
            _discard(staged)

    def expect(self, db: sqlite3.Connection, key: int, staged: _Staged) -> None:
        """Note, inside the transaction that adds the lesson, that its files are to appear."""
        self.change(db, key)
        _remember(db, key, staged)

    @staticmethod
    def change(db: sqlite3.Connection, key: int) -> None:
        """Note, inside a transaction, that a lesson's files are to be brought in line."""
        db.execute("INSERT OR REPLACE INTO folder_tasks(lesson) VALUES (?)", (key,))

    @staticmethod
    def change_all(db: sqlite3.Connection, lesson_ids: Sequence[str]) -> None:
        """As :meth:`change`, for many lessons by their ids."""
        db.execute(
            "INSERT OR REPLACE INTO folder_tasks(lesson) SELECT lessons.key"
            " FROM json_each(?) AS wanted JOIN lessons ON lessons.id = wanted.value"
            " ORDER BY wanted.key",
            (dump(lesson_ids),),
        )

    def publish(self, key: int, staged: _Staged) -> None:
        """Give the files of a committed lesson their names; left for later if that fails."""
        try:
            with self._database.writing() as db:
                self._place(db, key, staged)
                self._flush_folder()
                db.execute("DELETE FROM folder_tasks WHERE lesson = ?", (key,))
        except OSError as error:
            _log.warning("%s is not up to date, tried again later: %s", self.path, error)

    def recover(self) -> None:
        """Carry out what an earlier run left; a long list is finished in the background."""
        try:
            self._sweep()
            more = self._bring_some_in_line()
        except OSError as error:
            _log.warning("%s is not up to date, tried again later: %s", self.path, error)
            return
        if more:
            self.wake()

    def wake(self) -> None:
        """Have all tasks carried out soon, without waiting for it."""
        self._worker.submit(self._bring_in_line)

    def settle(self) -> None:
        """Wait until what was asked for is done."""
        self._worker.submit(lambda: None).result()

    def close(self) -> None:
        """Finish what was asked for and end the thread. May be called twice."""
        self._worker.shutdown(wait=True)

    def _bring_in_line(self) -> None:
        try:
            while self._bring_some_in_line():
                pass
        except (OSError, StoreError) as error:
            _log.warning("%s is not up to date, tried again later: %s", self.path, error)

    def _bring_some_in_line(self) -> bool:
        """Carry out some tasks.

        Returns:
            Whether there may be more.
        """
        with self._database.reading() as db:
            tasks = db.execute(
                "SELECT round, lesson FROM folder_tasks ORDER BY round LIMIT ?", (_AT_ONCE,)
            ).fetchall()
            lessons = {key: load_by_key(db, key) for _, key in tasks}
        if not tasks:
            return False
        staged: dict[int, _Staged] = {}
        try:
            for key, lesson in lessons.items():
                staged[key] = self._stage(lesson.id, contents_of(lesson))
            with self._database.writing() as db:
                for key, files in staged.items():
                    _remember(db, key, files)
            self._finish(tasks, staged)
        finally:
            for one in staged.values():
                _discard(one)
        return True

    def _finish(self, tasks: list[tuple[int, int]], staged: Mapping[int, _Staged]) -> None:
        with self._database.writing() as db:
            for number, key in tasks:
                task = db.execute("SELECT 1 FROM folder_tasks WHERE round = ?", (number,))
                # A decision that came in between has put a newer task in its place.
                if task.fetchone() is not None:
                    self._place(db, key, staged[key])
            self._flush_folder()
            db.executemany("DELETE FROM folder_tasks WHERE round = ?", ((n,) for n, _ in tasks))

    def _place(self, db: sqlite3.Connection, key: int, staged: _Staged) -> None:
        """Put staged files in their places and take away what should not be there."""
        for suffix in SUFFIXES:
            target = self.path / name_of(staged.lesson_id, suffix)
            if not self._is_ours(db, key, suffix, target):
                _log.info("%s was changed by hand and stays as it is", target)
            elif suffix in staged.files:
                staged.files[suffix][0].replace(target)
            else:
                target.unlink(missing_ok=True)
            digest = staged.files[suffix][1] if suffix in staged.files else ""
            db.execute(
                "DELETE FROM folder_contents WHERE lesson = ? AND suffix = ? AND sha256 <> ?",
                (key, suffix, digest),
            )

    @staticmethod
    def _is_ours(db: sqlite3.Connection, key: int, suffix: str, target: Path) -> bool:
        try:
            digest = hashlib.sha256(target.read_bytes()).hexdigest()
        except FileNotFoundError:
            return True
        known = db.execute(
            "SELECT 1 FROM folder_contents WHERE lesson = ? AND suffix = ? AND sha256 = ?",
            (key, suffix, digest),
        )
        return known.fetchone() is not None

    def _stage(self, lesson_id: str, contents: Mapping[str, bytes]) -> _Staged:
        files: dict[str, tuple[Path, str]] = {}
        staged = _Staged(lesson_id, files)
        unfinished = self._unfinished  # one place, although the folder may change meanwhile
        try:
            if contents:
                unfinished.mkdir(parents=True, exist_ok=True)
            for suffix, content in contents.items():
                name = f"{os.getpid()}-{next(self._counter)}-{name_of(lesson_id, suffix)}"
                path = unfinished / name
                files[suffix] = path, hashlib.sha256(content).hexdigest()
                with path.open("wb") as out:
                    out.write(content)
                    out.flush()
                    os.fsync(out.fileno())
        except BaseException:
            _discard(staged)
            raise
        return staged

    def _sweep(self) -> None:
        """Remove unfinished files whose process is gone."""
        import psutil

        if not self._unfinished.is_dir():
            return
        for path in self._unfinished.iterdir():
            pid = path.name.partition("-")[0]
            if pid.isdigit() and not psutil.pid_exists(int(pid)):
                path.unlink(missing_ok=True)

    def _flush_folder(self) -> None:
        if os.name != "posix" or not self.path.is_dir():
            return
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remember(db: sqlite3.Connection, key: int, staged: _Staged) -> None:
    db.executemany(
        "INSERT OR IGNORE INTO folder_contents(lesson, suffix, sha256) VALUES (?,?,?)",
        ((key, suffix, digest) for suffix, (_, digest) in staged.files.items()),
    )


def _discard(staged: _Staged) -> None:
    for path, _ in staged.files.values():
        path.unlink(missing_ok=True)
