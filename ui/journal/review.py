"""Decisions about lessons: shown at once, stored in order, undone without limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from dreamer_app.core.errors import DreamerError
from dreamer_app.core.journal import Decision, LessonQuery, LessonRow
from dreamer_app.core.ports import JournalRepository
from dreamer_app.core.states import ReviewState
from ui.i18n import plural, said, tr
from ui.journal.calls import Calls
from ui.journal.lessons_model import LessonsModel

CONFIRM_ABOVE = 20
"""More lessons than that are decided together only after a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The lessons that an action is for.

    Args:
        ids: of the loaded ones.
        spans: pairs of offset and length in the store's result, for what is not loaded.
        count: all of them.
        title: of the lesson, when it is one.
    """

    ids: tuple[str, ...]
    spans: tuple[tuple[int, int], ...] = ()
    count: int
    title: str = ""


class Review(QObject):
    """Turns a person's actions into decisions of the journal.

    Attributes:
        decided: a decision was made about these ids; it is on its way into the store.
        restored: these ids were brought back by undo or redo, the first is to be shown.
        tagged: these ids got tags.
        told, undoable: a sentence for the toast; that undo takes back what it says.
        failed: the store refused; a sentence.
        reload_wanted: rows were decided that are not loaded.
    """

    decided = Signal(object, object)
    restored = Signal(object)
    tagged = Signal(object)
    told = Signal(str)
    undoable = Signal(str)
    failed = Signal(str)
    reload_wanted = Signal()

    def __init__(
        self,
        journal: JournalRepository,
        model: LessonsModel,
        calls: Calls,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._journal = journal
        self._model = model
        self._calls = calls
        self._has_decided = False

    @property
    def has_decided(self) -> bool:
        """Whether the newest decision changed anything, so that undo takes it back."""
        return self._has_decided

    def decide(self, chosen: Chosen, after: ReviewState, reason: str = "") -> None:
        """Approve or reject: the list shows it at once, the store follows."""
        if not chosen.count:
            return
        before = {i: row.review for i in chosen.ids if (row := self._row(i)) is not None}
        self._model.change(chosen.ids, review=after)
        journal, query = self._journal, self._model.query

        def work() -> int:
            ids = _all_ids(chosen, journal, query)
            batch = journal.decide(ids, after, reason)
            return sum(made.batch == batch for made in journal.decisions(len(ids)))

        self._calls.ordered(
            work,
            lambda count: self._stored(chosen, after, count),
            lambda error: self._refused(before, error),
        )
        self.decided.emit(chosen, after)

    def undo(self) -> None:
        """Take the newest decision back, also one from before the program started."""
        self._calls.ordered(self._journal.undo, lambda log: self._moved(log, is_redo=False))

    def redo(self) -> None:
        """Do again what was taken back."""
        self._calls.ordered(self._journal.redo, lambda log: self._moved(log, is_redo=True))

    def annotate(self, chosen: Chosen, **values: Any) -> None:
        """Set flag, rating, note or tags."""
        journal, query = self._journal, self._model.query
        visible = {name: v for name, v in values.items() if name in ("flagged", "rating")}
        if visible:
            self._model.change(chosen.ids, **visible)

        def work() -> None:
            for lesson_id in _all_ids(chosen, journal, query):
                journal.annotate(lesson_id, **values)

        self._calls.ordered(
            work,
            lambda _nothing: self.reload_wanted.emit() if chosen.spans else None,
            failed=lambda error: self.failed.emit(said(error)),
        )

    def add_tags(self, chosen: Chosen, tags: Sequence[str]) -> None:
        """Add tags to those that each lesson has."""
        journal, query = self._journal, self._model.query

        def work() -> list[str]:
            ids = _all_ids(chosen, journal, query)
            for lesson_id in ids:
                all_tags = dict.fromkeys((*journal.get_lesson(lesson_id).tags, *tags))
                journal.annotate(lesson_id, tags=tuple(all_tags))
            return ids

        def done(ids: list[str]) -> None:
            self.tagged.emit(ids)
            self.told.emit(plural("Tagged {count} lesson", "Tagged {count} lessons", len(ids)))

        self._calls.ordered(work, done, lambda error: self.failed.emit(said(error)))

    def _row(self, lesson_id: str) -> LessonRow | None:
        return self._model.row(self._model.find(lesson_id))

    def _stored(self, chosen: Chosen, after: ReviewState, count: int) -> None:
        self._has_decided = count > 0
        if count:
            self.undoable.emit(_said(after, count, chosen.title if chosen.count == 1 else ""))
        else:
            self.told.emit(_said_of_none(after, chosen.count))
        if chosen.spans:
            self.reload_wanted.emit()

    def _refused(self, before: dict[str, ReviewState], error: DreamerError) -> None:
        for lesson_id, state in before.items():
            self._model.change([lesson_id], review=state)
        self.failed.emit(said(error))

    def _moved(self, log: Sequence[Decision], *, is_redo: bool) -> None:
        if not log:
            nothing = (
                tr("There is nothing to redo.") if is_redo else tr("There is nothing to undo.")
            )
            self.told.emit(nothing)
            return
        for state in {d.after if is_redo else d.before for d in log}:
            ids = [d.lesson_id for d in log if (d.after if is_redo else d.before) is state]
            self._model.change(ids, review=state)
        self.restored.emit([d.lesson_id for d in log])
        self.told.emit(_undone(log, is_redo=is_redo))


def _all_ids(chosen: Chosen, journal: JournalRepository, query: LessonQuery) -> list[str]:
    """Also of those that the list has not loaded; in a thread."""
    ids = list(chosen.ids)
    for offset, length in chosen.spans:
        ids += [row.id for row in journal.rows(query, offset=offset, limit=length)]
    return ids


def _said(after: ReviewState, count: int, title: str) -> str:
    if count == 1 and title:
        return {
            ReviewState.APPROVED: tr("Approved “{title}”", title=title),
            ReviewState.REJECTED: tr("Rejected “{title}”", title=title),
            ReviewState.PENDING: tr("Put back “{title}”", title=title),
        }[after]
    return {
        ReviewState.APPROVED: plural("Approved {count} lesson", "Approved {count} lessons", count),
        ReviewState.REJECTED: plural("Rejected {count} lesson", "Rejected {count} lessons", count),
        ReviewState.PENDING: plural("Put back {count} lesson", "Put back {count} lessons", count),
    }[after]


def _said_of_none(after: ReviewState, count: int) -> str:
    """The lessons were in that state already: there is nothing that undo could take back."""
    return {
        ReviewState.APPROVED: plural(
            "It was approved already", "They were approved already", count
        ),
        ReviewState.REJECTED: plural(
            "It was rejected already", "They were rejected already", count
        ),
        ReviewState.PENDING: plural("It was put back already", "They were put back already", count),
    }[after]


def _undone(log: Sequence[Decision], *, is_redo: bool) -> str:
    count = len(log)
    if is_redo:
        return plural("Decided {count} lesson again", "Decided {count} lessons again", count)
    return plural("Brought {count} lesson back", "Brought {count} lessons back", count)
