"""Nights, lessons, the chosen lesson: the page on which reviewing is done."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dreamer_app.core.dreams import Lesson
from dreamer_app.core.journal import LessonQuery
from dreamer_app.core.states import ReviewState
from ui.i18n import plural, tr
from ui.journal import words
from ui.journal.calls import Calls
from ui.journal.detail import LessonDetail
from ui.journal.errands import Errands
from ui.journal.lesson_list import LessonList
from ui.journal.lesson_pane import LessonPane
from ui.journal.lesson_shelf import LessonShelf
from ui.journal.lessons_model import LessonsModel
from ui.journal.night_column import NightColumn
from ui.journal.night_overview import NightOverview
from ui.journal.overlays import RejectPanel
from ui.journal.parts import Notice
from ui.journal.questions import confirmed, invitation
from ui.journal.review import Chosen, Review

if TYPE_CHECKING:
    from dreamer_app.services.assembly import Services

_REFRESH_MS = 200
_NARROW = 1000
"""Below this width the nights give their place to the lessons."""


class LessonsPage(QWidget):
    """Joins the three columns.

    Attributes:
        told, undoable: a sentence for the toast; that undo takes back what it says.
        failed: a sentence about something that went wrong.
        pending_changed: how many lessons wait.
        edit_wanted: a lesson is to be edited.
        verify_wanted: a lesson is to be verified again.
        concept_wanted: an entity of the graph is to be shown.
        way_wanted: a page that helps after a night without lessons: "knowledge" or "settings".
    """

    told = Signal(str)
    undoable = Signal(str)
    failed = Signal(str)
    pending_changed = Signal(int)
    edit_wanted = Signal(object)
    verify_wanted = Signal(str)
    dream_wanted = Signal()
    export_wanted = Signal()
    concept_wanted = Signal(str)
    way_wanted = Signal(str)

    def __init__(self, services: "Services", calls: Calls, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal = services.journal
        self._calls = calls
        self._shelf = LessonShelf(self._journal, calls, self.failed.emit)
        self._wanted = ""
        self._keep = ""
        self._is_focused = False
        self._wants_overview = False
        self._pending_reject: Chosen | None = None
        self.model = LessonsModel(self._journal, calls, self)
        self.review = Review(self._journal, self.model, calls, self)
        self.night_column = NightColumn(self._journal, calls)
        self.nights = self.night_column.nights
        self.list = LessonList(self.model)
        self.detail = LessonDetail()
        self.overview = NightOverview()
        self._errands = Errands(services, calls, self.detail, self.overview)
        self._errands.failed.connect(self.failed)
        self._make_columns()
        self._connect()
        self._refreshing = QTimer(self)
        self._refreshing.setSingleShot(True)
        self._refreshing.setInterval(_REFRESH_MS)
        self._refreshing.timeout.connect(self._refresh)

    def start(self) -> None:
        """Load everything for the first time."""
        self.list.reload()
        self._load_sides()

    def refresh_later(self) -> None:
        """The store changed: look again soon; many changes at once are looked at once."""
        self._refreshing.start()

    def approve(self) -> None:
        """Approve what is selected."""
        self._decide(ReviewState.APPROVED)

    def reject(self) -> None:
        """Ask for a reason, then reject what is selected."""
        chosen = self._chosen()
        if chosen is None or not confirmed(self, chosen.count, ReviewState.REJECTED):
            return
        self._pending_reject = chosen
        many = plural("Reject {count} lesson?", "Reject {count} lessons?", chosen.count)
        self.reject_panel.ask(tr("Reject “{title}”?", title=chosen.title) if chosen.title else many)

    def skip(self) -> None:
        """Leave this one undecided and go to the next."""
        self._advance()

    def step(self, rows: int) -> None:
        """Go down or up."""
        self.list.move(rows)

    def flag(self) -> None:
        """Set or take away the flag of the current lesson."""
        if (row := self.model.row(self.list.current())) is not None:
            self._annotate(row.id, flagged=not row.flagged)

    def rate(self, rating: int) -> None:
        """Rate the current lesson; the same rating again takes it away."""
        if (row := self.model.row(self.list.current())) is not None:
            self._annotate(row.id, rating=0 if row.rating == rating else rating)

    def edit(self) -> None:
        """Edit the shown lesson."""
        if (lesson := self.detail.lesson) is not None and self._is_showing_lesson():
            self.edit_wanted.emit(lesson)

    def copy(self) -> None:
        """Put the code of the shown lesson on the clipboard."""
        if self._is_showing_lesson() and self.detail.copy_code():
            self.told.emit(tr("The code is on the clipboard"))

    def search(self) -> None:
        """Go to the search field."""
        self.set_focused(False)
        self.list.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.filters.search.selectAll()

    def select_all(self) -> None:
        """Select every lesson of the list."""
        self.list.table.selectAll()
        self.list.table.setFocus()

    def note(self) -> None:
        """Write a note to the shown lesson."""
        if self._is_showing_lesson():
            self.detail.edit_note()

    def back(self) -> None:
        """From the large view to the list, from anywhere to the list."""
        self.set_focused(False)
        self.list.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_focused(self) -> None:
        """The lesson large, or beside the list."""
        self.set_focused(not self._is_focused)

    @property
    def is_focused(self) -> bool:
        """Whether the lesson has all the room."""
        return self._is_focused

    def set_focused(self, is_focused: bool) -> None:  # noqa: FBT001
        """Give the lesson all the room, or the list its place back."""
        if is_focused and not self.model.rowCount():
            return
        if is_focused and self.list.current() < 0:
            self.list.move(0)
        self._is_focused = is_focused
        self._fit()
        if is_focused:
            self.detail.setFocus()
        self._show_position()

    def lesson_changed(self, lesson: Lesson) -> None:
        """A lesson was edited or verified anew."""
        self._shelf.put(lesson)
        self.model.change([lesson.id], review=lesson.review)
        if self.detail.lesson is not None and self.detail.lesson.id == lesson.id:
            self.detail.show_lesson(lesson)

    def show_lesson(self, lesson_id: str) -> None:
        """Show a lesson, in the list if it is there."""
        row = self.model.find(lesson_id)
        if row >= 0:
            self.list.go_to(row)
        self._open(lesson_id)

    def show_night(self, night: str) -> None:
        """Show one night by its date, in numbers, and its lessons."""
        self.night_column.choose(night)
        self._choose_overview()

    def save_state(self, memory: QSettings) -> None:
        """Remember columns and sections."""
        if not self._is_focused:
            memory.setValue("journal/columns", self._columns.saveState())
        memory.setValue("journal/sections", self.detail.open_sections())

    def restore_state(self, memory: QSettings) -> None:
        """Take columns and sections as they were."""
        if (columns := memory.value("journal/columns")) is not None:
            self._columns.restoreState(columns)
        self.detail.restore_sections(memory.value("journal/sections"))
        self.list.filters.use_memory(memory)

    def _make_columns(self) -> None:
        self._right = QStackedWidget()
        self._blank = Notice("nights")
        self._blank.say(*invitation(has_nights=False))
        self.pane = LessonPane(self.detail)
        for widget in (self._blank, self.overview, self.pane):
            self._right.addWidget(widget)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setChildrenCollapsible(False)
        self._columns.setHandleWidth(1)
        for column, width in ((self.night_column, 180), (self.list, 260), (self._right, 320)):
            column.setMinimumWidth(width)
            self._columns.addWidget(column)
        for number, stretch in enumerate((0, 2, 3)):
            self._columns.setStretchFactor(number, stretch)
        self._columns.setSizes([240, 420, 620])
        self.reject_panel = RejectPanel(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._columns)

    def _connect(self) -> None:
        self.night_column.selectionModel().currentChanged.connect(self._night_chosen)
        self.night_column.clicked.connect(lambda _index: self._choose_overview())
        self.night_column.loaded.connect(self._nights_loaded)
        self.pane.approve_wanted.connect(self.approve)
        self.pane.reject_wanted.connect(self.reject)
        self.pane.skip_wanted.connect(self.skip)
        self.pane.edit_wanted.connect(self.edit)
        self.pane.focus_wanted.connect(self.toggle_focused)
        self.list.current_changed.connect(self._row_chosen)
        self.list.filters.changed.connect(self._follow_night)
        self.list.opened.connect(lambda: self.set_focused(True))
        self.list.dream_wanted.connect(self.dream_wanted)
        self.list.export_wanted.connect(self.export_wanted)
        self.model.loaded.connect(self._list_loaded)
        self.model.counted.connect(self._show_position)
        self.model.dataChanged.connect(self._rows_changed)
        self.model.store_differs.connect(self._store_differs)
        self.overview.review_wanted.connect(self._begin_review)
        self.overview.way_wanted.connect(self.way_wanted)
        self.list.way_wanted.connect(self.way_wanted)
        self.detail.annotated.connect(lambda i, note, tags: self._annotate(i, note=note, tags=tags))
        self.detail.flag_wanted.connect(self.flag)
        self.detail.rated.connect(lambda i, rating: self._annotate(i, rating=rating))
        self.detail.concept_wanted.connect(self.concept_wanted)
        self.detail.lesson_wanted.connect(self.show_lesson)
        self.detail.verify_wanted.connect(self.verify_wanted)
        self.detail.left.connect(self._return_focus)
        self.review.decided.connect(self._decided)
        self.review.restored.connect(self._restored)
        self.review.told.connect(self.told)
        self.review.undoable.connect(self.undoable)
        self.review.failed.connect(self.failed)
        self.review.reload_wanted.connect(self.list.reload)
        self.reject_panel.confirmed.connect(self._reject_confirmed)
        self.reject_panel.cancelled.connect(self._return_focus)

    # nights

    def _load_sides(self) -> None:
        self.night_column.load()
        self._calls.slow(
            self._journal.libraries, self.list.filters.offer_libraries, key="libraries"
        )
        self._calls.slow(
            self._journal.lesson_sources, self.list.filters.offer_sources, key="sources"
        )

    def _nights_loaded(self) -> None:
        nights = self.nights.nights
        self.night_column.choose(self.list.filters.query.night)
        self.list.filters.offer_nights([(words.night_name(n.night), n.night) for n in nights])
        self.list.know_nights(nights)
        self.pending_changed.emit(self.nights.pending)
        if self._right.currentWidget() is self.overview:
            self._show_overview()
        elif self._right.currentWidget() is self._blank and not self.model.is_loading:
            self._row_chosen(self.list.current())

    def _night_chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        night = self.nights.night(now.row())
        self._wanted = ""
        self.list.filters.set_night(night.night if night else "")
        if self.night_column.hasFocus():
            self._choose_overview()

    def _follow_night(self, query: LessonQuery) -> None:
        """The column of nights shows the night that was chosen elsewhere."""
        self.night_column.choose(query.night)

    def _choose_overview(self) -> None:
        """A person wants the numbers of a night, not its first lesson."""
        self._wants_overview = True
        self._show_overview()

    def _show_overview(self) -> None:
        """The right column tells of the chosen night, until a lesson is chosen."""
        night = self.nights.night(self.night_column.currentIndex().row())
        nights = [night] if night else self.nights.nights
        if not nights:
            return
        self.overview.show_nights(nights)
        self._right.setCurrentWidget(self.overview)
        self.list.table.clearSelection()
        self.list.table.setCurrentIndex(QModelIndex())

    def _begin_review(self) -> None:
        filters = self.list.filters
        if filters.query.review is not ReviewState.PENDING:
            filters.set_query(replace(filters.query, review=ReviewState.PENDING))
            self._keep = "first"
        self.list.move(0)
        self.list.table.setFocus()

    # the list

    def _list_loaded(self) -> None:
        keep, self._keep = self._keep, ""
        row = self.model.find(keep) if keep else -1
        if row >= 0:
            self.list.go_to(row)
        elif self.model.rowCount() and (keep or not self._wants_overview):
            self.list.go_to(0)
        else:
            self._row_chosen(-1)

    def _row_chosen(self, row: int) -> None:
        if row < 0:
            self._wanted = ""
            if self._right.currentWidget() is not self.overview:
                self._show_nothing()
            return
        self._wants_overview = False
        self._show_position()
        loaded = self.model.row(row)
        if loaded is not None:
            self._open(loaded.id)

    def _show_nothing(self) -> None:
        if self._is_focused:
            self.set_focused(False)
        if self.nights.nights and not self.list.filters.is_restricted:
            self._show_overview()
        else:
            self._blank.say(*invitation(has_nights=bool(self.nights.nights)))
            self._right.setCurrentWidget(self._blank)

    def _rows_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        """A page arrived: perhaps the current row is in it."""
        row = self.list.current()
        if first.row() <= row <= last.row():
            loaded = self.model.row(row)
            if loaded is not None and loaded.id != self._wanted:
                self._open(loaded.id)

    def _open(self, lesson_id: str) -> None:
        self._wanted = lesson_id
        self._shelf.fetch(lesson_id, self._show)

    def _show(self, lesson: Lesson) -> None:
        if lesson.id != self._wanted:
            return
        self.detail.show_lesson(lesson)
        self._right.setCurrentWidget(self.pane)
        self._show_position()
        ahead = self.model.row(self.model.next_open(self.list.current()))
        if ahead is not None:
            self._shelf.fetch_ahead(ahead.id)

    def _show_position(self) -> None:
        if not self.model.is_counted:
            return
        is_pending = self.list.filters.query.review is ReviewState.PENDING
        waiting = self.model.stored_count if is_pending else 0
        self.pane.show_position(self.list.current(), self.model.rowCount(), waiting)

    def _is_showing_lesson(self) -> bool:
        return self._right.currentWidget() is self.pane

    # decisions

    def _chosen(self) -> Chosen | None:
        chosen = self.list.chosen()
        if chosen.count:
            return chosen
        lesson = self.detail.lesson
        if lesson is None or not self._is_showing_lesson():
            return None
        return Chosen(ids=(lesson.id,), count=1, title=words.title(lesson))

    def _decide(self, after: ReviewState, reason: str = "", chosen: Chosen | None = None) -> None:
        chosen = chosen or self._chosen()
        if chosen is not None and (
            after is ReviewState.REJECTED or confirmed(self, chosen.count, after)
        ):
            self.review.decide(chosen, after, reason)

    def _reject_confirmed(self, reason: str) -> None:
        chosen, self._pending_reject = self._pending_reject, None
        self._return_focus()
        if chosen is not None:
            self._decide(ReviewState.REJECTED, reason, chosen)

    def _return_focus(self) -> None:
        target = self.detail if self._is_focused else self.list.table
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _decided(self, chosen: Chosen, after: ReviewState) -> None:
        self.pane.decided()
        for lesson_id in chosen.ids:
            if (known := self._shelf.get(lesson_id)) is not None:
                self._shelf.put(replace(known, review=after, reject_reason=""))
        self._show_position()
        self._advance()

    def _advance(self) -> None:
        if self.list.filters.query.review in (ReviewState.APPROVED, ReviewState.REJECTED):
            self.list.move(1)  # a second look at what was decided: just the next one
            return
        row = self.model.next_open(self.list.current())
        if row >= 0:
            if row != self.list.current():
                self.list.go_to(row)
            return
        self.set_focused(False)
        lesson = self.detail.lesson
        if lesson is not None and (kept := self._shelf.get(lesson.id)) is not None:
            self.detail.show_lesson(kept)
        # After the decision is stored, so that this is what stays to be read.
        last = tr("That was the last one. Well done.")
        self._calls.ordered(lambda: None, lambda _nothing: self.undoable.emit(last))

    def _restored(self, lesson_ids: Sequence[str]) -> None:
        for lesson_id in lesson_ids:
            self._shelf.drop(lesson_id)
        if len(lesson_ids) > 1:
            self.list.reload()
            return
        row = self.model.find(lesson_ids[0])
        if row < 0:
            self._keep = lesson_ids[0]
            self.list.reload()
        elif row == self.list.current():
            self._open(lesson_ids[0])
        else:
            self.list.go_to(row)

    def _annotate(self, lesson_id: str, **values: Any) -> None:
        known = self._shelf.get(lesson_id)
        if known is None and self.detail.lesson is not None and self.detail.lesson.id == lesson_id:
            known = self.detail.lesson
        if known is not None:
            changed = replace(known, **values)
            self._shelf.put(changed)
            self.detail.set_note_saved(changed)
            if self.detail.lesson is changed:
                self.detail.show_marks(flagged=changed.flagged, rating=changed.rating)
        self.review.annotate(lesson_id, **values)

    # changes from elsewhere

    def _refresh(self) -> None:
        self._load_sides()
        self.model.recount()

    def _store_differs(self, new: int) -> None:
        """Load anew when that disturbs nobody; else say that there is more."""
        row = self.model.row(self.list.current())
        is_untouched = self.model.stored_count == self.model.rowCount()
        if is_untouched or new < 0:
            self._keep = row.id if row else ""
            self.list.reload()
        else:
            self.list.offer_fresh(new)

    def _fit(self) -> None:
        is_narrow = self.width() < _NARROW
        self.night_column.setVisible(not self._is_focused and not is_narrow)
        self.list.setVisible(not self._is_focused)
        self.list.filters.show_night_field(is_shown=is_narrow)

    def resizeEvent(self, event: object) -> None:  # noqa: N802
        """Give the nights their place where there is room."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()
