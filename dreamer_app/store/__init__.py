"""SQLite: migrations, LessonsStore, journal queries, the decision log."""

from pathlib import Path

from dreamer_app.core.clock import SystemClock
from dreamer_app.core.errors import StoreError
from dreamer_app.core.ports import Clock
from dreamer_app.store.database import Database
from dreamer_app.store.folder import OutputFolder
from dreamer_app.store.knowledge import KnowledgeStore
from dreamer_app.store.lessons import LessonsStore
from dreamer_app.store.migrations import migrate

__all__ = ["KnowledgeStore", "LessonsStore", "Store"]


class Store:
    """One open database with its output folder. Usable from any thread.

    Attributes:
        knowledge: where the graph is kept.
        lessons: sessions, lessons, decisions.
    """

    def __init__(self, database: Database, output_dir: Path, clock: Clock) -> None:
        self._database = database
        self.knowledge = KnowledgeStore(database)
        self._folder = OutputFolder(database, output_dir)
        self.lessons = LessonsStore(database, self._folder, clock)

    @classmethod
    def open(
        cls, database: Path, *, backups: Path, output_dir: Path, clock: Clock | None = None
    ) -> "Store":
        """Open the database, make or migrate it first if need be, and mend what a crash left.

        Args:
            database: the SQLite file; made when it is not there.
            backups: where a copy goes before a migration.
            output_dir: where the files of lessons go; made with the first one.

        Raises:
            StoreError: it is damaged, from a newer version, or cannot be written.
        """
        try:
            database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StoreError(
                f"The folder {database.parent} cannot be made ({error.strerror or error}).",
                hint="Make it writable, or set DREAMER_HOME to a folder that is.",
            ) from error
        opened = Database(database, backups=backups)
        store = cls(opened, output_dir, clock or SystemClock())
        try:
            migrate(opened)
            store.lessons.recover()
        except BaseException:
            store.close()
            raise
        return store

    def use_output_dir(self, path: Path) -> None:
        """Write the files of lessons to another folder from now on."""
        self._folder.use(path)

    def close(self) -> None:
        """Finish writing files and close the database. May be called twice."""
        self.lessons.close()
        self._database.close()
