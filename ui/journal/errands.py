"""What the shown lesson asks for: lessons like it, its place in the graph, its file."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from ui.i18n import tr
from ui.journal.calls import Calls
from ui.journal.detail import LessonDetail

if TYPE_CHECKING:
    from dreamer_app.services.assembly import Services


class Errands(QObject):
    """Runs to the services for a :class:`LessonDetail`.

    Attributes:
        failed: a sentence about something that went wrong.
    """

    failed = Signal(str)

    def __init__(self, services: "Services", calls: Calls, detail: LessonDetail) -> None:
        super().__init__(detail)
        self._journal = services.journal
        self._knowledge = services.knowledge
        self._calls = calls
        self._detail = detail
        detail.similar_wanted.connect(self._find_similar)
        detail.neighbourhood_wanted.connect(self._find_neighbourhood)
        detail.file_wanted.connect(self._open_file)
        detail.versions_wanted.connect(self._find_versions)

    def _find_similar(self, lesson_id: str) -> None:
        self._calls.slow(
            lambda: self._journal.similar(lesson_id),
            lambda rows: self._detail.show_similar(lesson_id, rows),
            key="similar",
        )

    def _find_neighbourhood(self, lesson_id: str, entity_id: str) -> None:
        self._calls.slow(
            lambda: self._knowledge.neighbourhood(entity_id),
            lambda found: self._detail.show_neighbourhood(lesson_id, entity_id, *found),
            lambda _gone: None,  # what it was dreamed of may have been removed since
            key="neighbourhood of the lesson",
        )

    def _find_versions(self, lesson_id: str) -> None:
        self._calls.slow(
            lambda: self._journal.versions(lesson_id),
            lambda versions: self._detail.show_versions(lesson_id, versions),
            key="versions",
        )

    def _open_file(self, lesson_id: str) -> None:
        def show(path: Path | None) -> None:
            if path is None:
                self.failed.emit(tr("This lesson has no file: only kept lessons have one."))
            else:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self._calls.ordered(lambda: self._journal.lesson_file(lesson_id), show)
