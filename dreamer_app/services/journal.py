"""The journal, for a face: lessons, nights, decisions."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from dreamer_app.core.dreams import DreamRecord, Judgement, Lesson
from dreamer_app.core.events import LessonsChanged, Publish
from dreamer_app.core.journal import (
    Decision,
    LessonQuery,
    LessonRow,
    LessonVersion,
    NightSummary,
    NightTimes,
    StateChange,
)
from dreamer_app.core.ports import JournalRepository
from dreamer_app.core.states import ReviewState
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.replay import verification_of
from dreamer_app.services.workshop import Workshop


class JournalService:
    """What the store offers, telling listeners of each change.

    Args:
        output_dir: the folder of the lessons' files just now.
        guard: watches over a verdict that a person waits for, so that sleep ends it; gives the
            function that ends the watch.
    """

    def __init__(
        self,
        lessons: JournalRepository,
        workshop: Workshop,
        publish: Publish,
        output_dir: Callable[[], Path],
        guard: Callable[[StopToken], Callable[[], None]],
    ) -> None:
        self._guard = guard
        self._lessons = lessons
        self._workshop = workshop
        self._publish = publish
        self._output_dir = output_dir

    def nights(self, limit: int = 1000, *, with_waiting: bool = False) -> list[NightSummary]:
        """Newest first; if wanted, also nights in which it only waited for its turn."""
        return self._lessons.nights(limit, with_waiting=with_waiting)

    def night_times(self, night: str) -> NightTimes:
        """Where the time of a night's dreams went."""
        return self._lessons.night_times(night)

    def count(self, query: LessonQuery) -> int:
        """How many lessons match."""
        return self._lessons.count(query)

    def rows(self, query: LessonQuery, *, offset: int = 0, limit: int = 200) -> list[LessonRow]:
        """A page of the matching lessons."""
        return self._lessons.rows(query, offset=offset, limit=limit)

    def get_lesson(self, lesson_id: str) -> Lesson:
        """One lesson, whole."""
        return self._lessons.get_lesson(lesson_id)

    def pending_count(self) -> int:
        """How many lessons wait for a decision."""
        return self._lessons.pending_count()

    def libraries(self) -> list[str]:
        """Libraries that lessons use."""
        return self._lessons.libraries()

    def lesson_sources(self) -> list[str]:
        """Id of every source that a lesson came from."""
        return self._lessons.lesson_sources()

    def dreams(self, session_id: str) -> list[DreamRecord]:
        """Every dream of a session, in order."""
        return self._lessons.dreams(session_id)

    def similar(self, lesson_id: str, limit: int = 10) -> list[LessonRow]:
        """Lessons like this one, the most alike first."""
        return self._lessons.similar(lesson_id, limit)

    def decide(self, lesson_ids: Sequence[str], after: ReviewState, reason: str = "") -> str:
        """Record a person's decision."""
        batch = self._lessons.decide(lesson_ids, after, reason)
        self._publish(LessonsChanged(lesson_ids=tuple(lesson_ids)))
        return batch

    def undo(self) -> list[Decision]:
        """Take the newest decision back."""
        return self._told(self._lessons.undo())

    def redo(self) -> list[Decision]:
        """Do again what was taken back last."""
        return self._told(self._lessons.redo())

    def decisions(self, limit: int = 100) -> list[Decision]:
        """The log, newest first."""
        return self._lessons.decisions(limit)

    def annotate(
        self,
        lesson_id: str,
        *,
        flagged: bool | None = None,
        rating: int | None = None,
        note: str | None = None,
        tags: Sequence[str] | None = None,
    ) -> None:
        """Set what is given, leave the rest."""
        self._lessons.annotate(lesson_id, flagged=flagged, rating=rating, note=note, tags=tags)
        self._publish(LessonsChanged(lesson_ids=(lesson_id,)))

    def replace_code(self, lesson_id: str, code: str, tests: str, judgement: Judgement) -> None:
        """Keep a person's edit with the verdict that it got."""
        self._lessons.replace_code(lesson_id, code, tests, judgement)
        self._publish(LessonsChanged(lesson_ids=(lesson_id,)))

    save_edit = replace_code

    def record_verdict(self, lesson_id: str, judgement: Judgement) -> None:
        """Keep a newer verdict on an unchanged lesson."""
        self._lessons.record_verdict(lesson_id, judgement)
        self._publish(LessonsChanged(lesson_ids=(lesson_id,)))

    def versions(self, lesson_id: str) -> list[LessonVersion]:
        """What edits took the place of, oldest first."""
        return self._lessons.versions(lesson_id)

    def earlier_versions(self, lesson_id: str) -> list[str]:
        """Code that edits took the place of, oldest first."""
        return self._lessons.earlier_versions(lesson_id)

    def verify_again(
        self,
        lesson_id: str,
        *,
        code: str | None = None,
        tests: str | None = None,
        stop: StopToken | None = None,
    ) -> Judgement:
        """Judge a lesson, or an edit of it, now; changes nothing."""
        wanted = verification_of(self.get_lesson(lesson_id), code=code, tests=tests)
        token = stop or StopToken()
        unguard = self._guard(token)
        try:
            with self._workshop.beside() as own:
                token.on_stop(own.kill)
                own.stop_token = lambda: token
                own.prepare(wanted.libraries)
                return own.verify(wanted, token)
        finally:
            unguard()

    def lesson_file(self, lesson_id: str) -> Path | None:
        """The lesson's Python file; None when it has none (a rejected lesson)."""
        path = self._output_dir() / f"dream_{lesson_id}.py"
        return path if path.is_file() else None

    def record_state(self, change: StateChange) -> None:
        """Add a row to the timeline of states."""
        self._lessons.record_state(change)

    def states(self, since: datetime, limit: int = 1000) -> list[StateChange]:
        """The timeline from that moment on, oldest first."""
        return self._lessons.states(since, limit)

    def state_at(self, when: datetime) -> StateChange | None:
        """The row of the state that Dreamer was in then; None when none ran, as far as known."""
        return self._lessons.state_at(when)

    def _told(self, decisions: list[Decision]) -> list[Decision]:
        if decisions:
            self._publish(LessonsChanged(lesson_ids=tuple(d.lesson_id for d in decisions)))
        return decisions
