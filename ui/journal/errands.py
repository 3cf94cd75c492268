"""What the shown lesson or night asks for: lessons like it, its place in the graph, its dreams."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dreamer_app.core.dreams import DreamRecord
from dreamer_app.core.journal import NightTimes, StateChange
from ui.i18n import tr
from ui.journal.calls import Calls
from ui.journal.detail import LessonDetail
from ui.journal.night_overview import NightOverview
from ui.journal.surroundings import look_around
from ui.opening import open_with_desktop

if TYPE_CHECKING:
    from dreamer_app.services.assembly import Services

_MOST_STATES = 1000
"""Changes of state in one night; the machine changes its mind a few times an hour."""


class Errands(QObject):
    """Runs to the services for a :class:`LessonDetail` and a :class:`NightOverview`.

    Attributes:
        failed: a sentence about something that went wrong.
    """

    failed = Signal(str)

    def __init__(
        self,
        services: "Services",
        calls: Calls,
        detail: LessonDetail,
        overview: NightOverview,
    ) -> None:
        super().__init__(detail)
        self._journal = services.journal
        self._knowledge = services.knowledge
        self._calls = calls
        self._detail = detail
        self._overview = overview
        overview.details_wanted.connect(self._find_details)
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
            lambda: look_around(self._knowledge, entity_id),
            lambda found: self._detail.show_neighbourhood(lesson_id, found),
            lambda _gone: None,  # what it was dreamed of may have been removed since
            key="neighbourhood of the lesson",
        )

    def _find_versions(self, lesson_id: str) -> None:
        self._calls.slow(
            lambda: self._journal.versions(lesson_id),
            lambda versions: self._detail.show_versions(lesson_id, versions),
            key="versions",
        )

    def _find_details(self, night: str, sessions: Sequence[str]) -> None:
        noon = datetime.combine(date.fromisoformat(night), time(12)).astimezone()

        def work() -> tuple[list[DreamRecord], NightTimes, list[StateChange]]:
            dreams = [dream for session in sessions for dream in self._journal.dreams(session)]
            states = self._journal.states(noon, _MOST_STATES)
            of_night = [state for state in states if state.at < noon + timedelta(days=1)]
            if (before := self._journal.state_at(noon)) is not None:
                of_night.insert(0, before)
            return dreams, self._journal.night_times(night), of_night

        self._calls.slow(
            work, lambda found: self._overview.show_details(night, *found), key="night details"
        )

    def _open_file(self, lesson_id: str) -> None:
        def show(path: Path | None) -> None:
            if path is None:
                self.failed.emit(tr("This lesson has no file: only kept lessons have one."))
            elif problem := open_with_desktop(path):
                self.failed.emit(problem)

        self._calls.ordered(lambda: self._journal.lesson_file(lesson_id), show)
