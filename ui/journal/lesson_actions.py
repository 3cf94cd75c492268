"""What a person does with the chosen lessons: decide, skip, flag, rate, note."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from dreamer_app.core.dreams import Lesson
from dreamer_app.core.journal import LessonRow
from dreamer_app.core.states import ReviewState
from ui.i18n import plural, tr
from ui.journal import words
from ui.journal.calls import Calls
from ui.journal.detail import LessonDetail, tags_of
from ui.journal.lesson_list import LessonList
from ui.journal.lesson_shelf import LessonShelf
from ui.journal.overlays import RejectPanel
from ui.journal.questions import confirmed, may_mark
from ui.journal.review import Chosen, Review


class LessonActions(QObject):
    """Asks where it must be asked, hands on to :class:`Review`, and goes to the next lesson.

    Args:
        shown: the lesson on the right, or None where something else is.
        page: what questions are asked over.

    Attributes:
        decided: a decision was made.
        went_through: nothing of the list is open any more.
        left: the panel of reasons was closed.
        told, undoable: a sentence for the toast; that undo takes back what it says.
    """

    decided = Signal()
    went_through = Signal()
    left = Signal()
    told = Signal(str)
    undoable = Signal(str)

    def __init__(
        self,
        review: Review,
        lessons: LessonList,
        detail: LessonDetail,
        shelf: LessonShelf,
        calls: Calls,
        shown: Callable[[], Lesson | None],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._review = review
        self._list, self._model = lessons, lessons.model
        self._detail, self._shelf, self._calls = detail, shelf, calls
        self._shown, self._page = shown, page
        self._rejecting: Chosen | None = None
        self.reject_panel = RejectPanel(page)
        self.reject_panel.confirmed.connect(self._reject_confirmed)
        self.reject_panel.cancelled.connect(self.left)
        review.decided.connect(self._went_out)
        detail.annotated.connect(lambda i, note, tags: self.annotate(i, note=note, tags=tags))
        detail.flag_wanted.connect(self.flag)
        detail.rated.connect(lambda i, rating: self.annotate(i, rating=rating))

    def approve(self) -> None:
        """Approve what is selected."""
        self._decide(ReviewState.APPROVED)

    def reject(self) -> None:
        """Ask for a reason, then reject what is selected."""
        chosen = self._chosen()
        if chosen is None or not confirmed(self._page, chosen.count, ReviewState.REJECTED):
            return
        self._rejecting = chosen
        many = plural("Reject {count} lesson?", "Reject {count} lessons?", chosen.count)
        self.reject_panel.ask(tr("Reject “{title}”?", title=chosen.title) if chosen.title else many)

    def skip(self) -> None:
        """Leave this one undecided and go to the next."""
        self._advance(is_decided=False)

    def flag(self) -> None:
        """Set the flag of what is selected, or take it away where all have it."""
        if (chosen := self._chosen()) is not None:
            marked = [self._known(lesson_id) for lesson_id in chosen.ids]
            has_all = bool(marked) and all(each is not None and each.flagged for each in marked)
            self._mark(chosen, flagged=not has_all)

    def rate(self, rating: int) -> None:
        """Rate what is selected; the same rating again takes it away."""
        if (chosen := self._chosen()) is not None:
            marked = [self._known(lesson_id) for lesson_id in chosen.ids]
            have_it = bool(marked) and all(each and each.rating == rating for each in marked)
            self._mark(chosen, rating=0 if have_it else rating)

    def tag(self) -> None:
        """Ask for tags, and add them to what is selected."""
        chosen = self._chosen()
        if chosen is None or not may_mark(self._page, chosen.count):
            return
        count = plural("Add tags to {count} lesson", "Add tags to {count} lessons", chosen.count)
        over = self._page.window()  # which dresses its dialogs
        text, is_given = QInputDialog.getText(over, count, tr("Tags, separated by commas"))
        if is_given and (tags := tags_of(text)):
            self._detail.flush()
            self._review.add_tags(chosen, tags)

    def annotate(self, lesson_id: str, **values: Any) -> None:
        """Set flag, rating, note or tags."""
        self._show_marks(lesson_id, **values)
        self._review.annotate(Chosen(ids=(lesson_id,), count=1), **values)

    def _mark(self, chosen: Chosen, **values: Any) -> None:
        if may_mark(self._page, chosen.count):
            for lesson_id in chosen.ids:
                self._show_marks(lesson_id, **values)
            self._review.annotate(chosen, **values)

    def _known(self, lesson_id: str) -> LessonRow | Lesson | None:
        lesson = self._shown()
        if lesson is not None and lesson.id == lesson_id:
            return lesson
        return self._model.row(self._model.find(lesson_id))

    def _show_marks(self, lesson_id: str, **values: Any) -> None:
        known = self._shelf.get(lesson_id)
        lesson = self._detail.lesson
        if known is None and lesson is not None and lesson.id == lesson_id:
            known = lesson
        if known is not None:
            changed = replace(known, **values)
            self._shelf.put(changed)
            self._detail.set_note_saved(changed)
            if self._detail.lesson is changed:
                self._detail.show_marks(flagged=changed.flagged, rating=changed.rating)

    def _chosen(self) -> Chosen | None:
        """The selected lessons, or the one that is shown; never one that is not seen yet."""
        chosen, lesson = self._list.chosen(), self._shown()
        if chosen.count > 1:
            return chosen
        if lesson is None or (chosen.count and chosen.ids != (lesson.id,)):
            return None
        return Chosen(ids=(lesson.id,), count=1, title=words.title(lesson))

    def _decide(self, after: ReviewState, reason: str = "", chosen: Chosen | None = None) -> None:
        chosen = chosen or self._chosen()
        if chosen is not None and (
            after is ReviewState.REJECTED or confirmed(self._page, chosen.count, after)
        ):
            self._review.decide(chosen, after, reason)

    def _reject_confirmed(self, reason: str) -> None:
        chosen, self._rejecting = self._rejecting, None
        self.left.emit()
        if chosen is not None:
            self._decide(ReviewState.REJECTED, reason, chosen)

    def _went_out(self, chosen: Chosen, after: ReviewState) -> None:
        for lesson_id in chosen.ids:
            if (known := self._shelf.get(lesson_id)) is not None:
                self._shelf.put(replace(known, review=after, reject_reason=""))
        self.decided.emit()
        self._advance(is_decided=True)

    def _advance(self, *, is_decided: bool) -> None:
        if self._list.come_back():
            return  # it was not in the list: on with the one that was left for it
        if self._list.filters.query.review in (ReviewState.APPROVED, ReviewState.REJECTED):
            self._list.move(1)  # a second look at what was decided: just the next one
            return
        row = self._model.next_open(self._list.current())
        if row >= 0:
            if row != self._list.current():
                self._list.go_to(row)
            return
        self.went_through.emit()
        lesson = self._detail.lesson
        if lesson is not None and (kept := self._shelf.get(lesson.id)) is not None:
            self._detail.show_lesson(kept)
        last = tr("That was the last one. Well done.")

        def say(_nothing: object) -> None:
            can_undo = is_decided and self._review.has_decided
            (self.undoable if can_undo else self.told).emit(last)

        # After the decision is stored, so that this is what stays to be read.
        self._calls.ordered(lambda: None, say)
