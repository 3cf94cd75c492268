"""The LessonsStore: lessons, nights and decisions behind one name."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dreamer_app.core.dreams import DreamRecord, Judgement, Lesson, SessionRecord
from dreamer_app.core.journal import (
    Decision,
    LessonQuery,
    LessonRow,
    LessonVersion,
    NightSummary,
    NightTimes,
    Pause,
    StateChange,
)
from dreamer_app.core.ports import Clock
from dreamer_app.core.states import DreamOutcome, ReviewState
from dreamer_app.store import shelf
from dreamer_app.store.database import Database
from dreamer_app.store.decisions import DecisionLog
from dreamer_app.store.encoding import night_of
from dreamer_app.store.folder import OutputFolder
from dreamer_app.store.journal import Journal
from dreamer_app.store.sessions import SessionLog
from dreamer_app.store.timeline import Timeline


class LessonsStore:
    """What the engine keeps and what the journal shows. Usable from any thread.

    Implements :class:`~dreamer_app.core.ports.SessionRepository`,
    :class:`~dreamer_app.core.ports.JournalRepository` and the guide's ``add_lesson`` and
    ``get_lesson``. Get one from :meth:`dreamer_app.store.Store.open`.
    """

    def __init__(self, database: Database, folder: OutputFolder, clock: Clock) -> None:
        self._database = database
        self._folder = folder
        self._clock = clock
        self._sessions = SessionLog(database, clock)
        self._timeline = Timeline(database)
        self._journal = Journal(database, self._timeline, clock)
        self._decisions = DecisionLog(database, folder, clock)

    # The guide's lessons

    def add_lesson(
        self,
        situation: str,
        action: str,
        result: str,
        tags: Sequence[str] = (),
        metadata: Mapping[str, Any] | None = None,
    ) -> Lesson:
        """Keep a lesson that no dream of this program left; it has no files."""
        lesson = Lesson(
            id=secrets.token_hex(6),
            situation=situation,
            action=action,
            result=result,
            tags=tuple(tags),
            metadata=dict(metadata or {}),
            created_at=self._clock.now(),
        )
        with self._database.writing() as db:
            shelf.insert(db, lesson, night_of(lesson.created_at))
            return shelf.load(db, lesson.id)

    def get_lesson(self, lesson_id: str) -> Lesson:
        """One lesson, whole; InputError when there is none."""
        with self._database.reading() as db:
            return shelf.load(db, lesson_id)

    # Sessions

    def begin_session(self, session: SessionRecord) -> None:
        """Note that a session runs, held by this process."""
        self._sessions.begin(session)

    def record_dream(self, record: DreamRecord) -> None:
        """Commit one dream; a kept one with its lesson and its files, or none of it.

        Raises:
            StoreError: the database or the output folder cannot be written; nothing was.
        """
        if record.outcome is not DreamOutcome.KEPT:
            with self._database.writing() as db:
                self._sessions.add_dream(db, record)
            return
        lesson = shelf.lesson_of(record, self._clock.now())
        with self._folder.staged(lesson) as staged:
            with self._database.writing() as db:
                night = self._sessions.add_dream(db, record)
                key = shelf.insert(db, lesson, night)
                self._folder.expect(db, key, staged)
            self._folder.publish(key, staged)

    def end_session(self, session: SessionRecord) -> None:
        """Note how it ended."""
        self._sessions.end(session)

    def is_dreaming_elsewhere(self) -> bool:
        """Whether another program dreams on this database."""
        return self._sessions.is_elsewhere()

    def statistics(self) -> dict[str, Any]:
        """``total_dreams``, ``success_rate``, ``saved_dreams_count``, and more counts."""
        return self._sessions.statistics()

    def dreamed_entities(self) -> dict[str, int]:
        """How often each entity id was dreamed about; 0 where it made no task."""
        return self._sessions.dreamed_entities()

    def recent_outcomes(self, limit: int = 50) -> list[tuple[str, bool]]:
        """Pairs of difficulty and kept, newest first; dreams the Guardian judged only."""
        return self._sessions.recent_outcomes(limit)

    def known_solutions(self) -> list[str]:
        """Code of every lesson ever kept, approved or rejected."""
        with self._database.reading() as db:
            return [row[0] for row in db.execute("SELECT action FROM lesson_texts ORDER BY key")]

    def dreams(self, session_id: str) -> list[DreamRecord]:
        """Every dream of a session in order; what a kept one was made of is in its lesson."""
        return self._sessions.dreams(session_id)

    # Journal

    def nights(self, limit: int = 1000, *, with_waiting: bool = False) -> list[NightSummary]:
        """Newest first; if wanted, also nights in which it only waited for its turn."""
        return self._journal.nights(limit, with_waiting=with_waiting)

    def night_times(self, night: str) -> NightTimes:
        """Where the time of a night's dreams went."""
        return self._journal.night_times(night)

    def count(self, query: LessonQuery) -> int:
        """How many lessons match."""
        return self._journal.count(query)

    def rows(self, query: LessonQuery, *, offset: int = 0, limit: int = 200) -> list[LessonRow]:
        """A page of the matching lessons."""
        return self._journal.rows(query, offset=offset, limit=limit)

    def similar(self, lesson_id: str, limit: int = 10) -> list[LessonRow]:
        """Lessons like that one, whatever their review, most alike first."""
        return self._journal.similar(lesson_id, limit)

    def pending_count(self) -> int:
        """How many lessons wait for a person."""
        return self._journal.count(LessonQuery(review=ReviewState.PENDING))

    def libraries(self) -> list[str]:
        """Every library that a lesson uses, by name."""
        return self._journal.libraries()

    def lesson_sources(self) -> list[str]:
        """Id of every source that a lesson came from, sorted."""
        return self._journal.lesson_sources()

    def record_state(self, change: StateChange) -> None:
        """Add a row to the timeline of states."""
        self._timeline.record(change)

    def states(self, since: datetime, limit: int = 1000) -> list[StateChange]:
        """The timeline from that moment on, oldest first."""
        return self._timeline.since(since, limit)

    def state_at(self, when: datetime) -> StateChange | None:
        """The row of the state that Dreamer was in then; None when none ran, as far as known."""
        return self._timeline.at(when)

    def state_of_running(self) -> StateChange | None:
        """The latest state of the Dreamer that runs on this database; None when none does."""
        return self._timeline.of_running()

    def set_pause(self, pause: Pause | None) -> None:
        """Remember a person's pause beyond the end of this process, or that there is none."""
        self._timeline.set_pause(pause)

    def pause(self) -> Pause | None:
        """The pause that a person began and did not end; its end may be past."""
        return self._timeline.pause()

    # Decisions and edits

    def decide(self, lesson_ids: Sequence[str], after: ReviewState, reason: str = "") -> str:
        """Record a person's decision for all of them at once; the batch id.

        The files follow in the background; :meth:`settle` waits for them.
        """
        return self._decisions.decide(lesson_ids, after, reason)

    def undo(self) -> list[Decision]:
        """Take the newest batch back; empty when there is none."""
        return self._decisions.undo()

    def redo(self) -> list[Decision]:
        """Do again what was taken back last; empty when a decision came in between."""
        return self._decisions.redo()

    def decisions(self, limit: int = 100) -> list[Decision]:
        """The log, newest first."""
        return self._decisions.decisions(limit)

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
        with self._database.writing() as db:
            key = shelf.key_of(db, lesson_id)
            shelf.annotate(db, key, flagged=flagged, rating=rating, note=note, tags=tags)

    def replace_code(self, lesson_id: str, code: str, tests: str, judgement: Judgement) -> None:
        """Keep a person's edit with the verdict that it got; the review state stays."""
        with self._database.writing() as db:
            key = shelf.key_of(db, lesson_id)
            shelf.replace_code(db, key, code, tests, judgement, self._clock.now())
            self._folder.change(db, key)
        self._folder.wake()

    def record_verdict(self, lesson_id: str, judgement: Judgement) -> None:
        """Keep a newer verdict on an unchanged lesson; it does not count as edited."""
        with self._database.writing() as db:
            key = shelf.key_of(db, lesson_id)
            shelf.record_verdict(db, key, judgement, self._clock.now())
            self._folder.change(db, key)
        self._folder.wake()

    def versions(self, lesson_id: str) -> list[LessonVersion]:
        """What edits took the place of, oldest first; empty when it was never edited."""
        with self._database.reading() as db:
            return shelf.versions(db, shelf.key_of(db, lesson_id))

    def earlier_versions(self, lesson_id: str) -> list[str]:
        """Code that edits took the place of, oldest first."""
        return [version.code for version in self.versions(lesson_id)]

    def settle(self) -> None:
        """Wait until the files in the output folder show the decisions so far."""
        self._folder.settle()

    # Opening and closing

    def recover(self) -> None:
        """Mend what a crash left: sessions nobody holds, files not yet in line."""
        self._sessions.interrupt_orphans()
        self._folder.recover()

    def close(self) -> None:
        """Finish writing files."""
        self._folder.close()
