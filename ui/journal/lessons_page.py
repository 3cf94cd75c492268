"""Nights, lessons, the chosen lesson: the page on which reviewing is done."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dreamer_app.core.dreams import Lesson
from dreamer_app.core.journal import LessonQuery
from dreamer_app.core.states import ReviewState
from ui.i18n import tr
from ui.journal import words
from ui.journal.calls import Calls
from ui.journal.detail import LessonDetail
from ui.journal.errands import Errands
from ui.journal.lesson_actions import LessonActions
from ui.journal.lesson_columns import LessonColumns
from ui.journal.lesson_list import LessonList
from ui.journal.lesson_pane import LessonPane
from ui.journal.lesson_shelf import LessonShelf
from ui.journal.lessons_model import LessonsModel
from ui.journal.night_column import NightColumn
from ui.journal.night_overview import NightOverview
from ui.journal.review import Review
from ui.journal.verifying import VerifyAgain

if TYPE_CHECKING:
    from dreamer_app.services.assembly import Services

_REFRESH_MS = 200
_FIRST = "first"
"""Kept through a loading of the list: whichever lesson is on top then."""


class LessonsPage(QWidget):
    """Joins the three columns.

    Attributes:
        told, undoable: a sentence for the toast; that undo takes back what it says.
        failed: a sentence about something that went wrong.
        settled: what is chosen is shown.
        pending_changed: how many lessons wait.
        edit_wanted: a lesson is to be edited.
        concept_wanted: an entity of the graph is to be shown.
        way_wanted: a page that helps after a night without lessons: "knowledge" or "settings".
    """

    told = Signal(str)
    undoable = Signal(str)
    failed = Signal(str)
    settled = Signal()
    pending_changed = Signal(int)
    edit_wanted = Signal(object)
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
        self._outside = ""
        self._wants_overview = False
        self.model = LessonsModel(self._journal, calls, self)
        self.review = Review(self._journal, self.model, calls, self)
        self.again = VerifyAgain(services.journal, calls, self)
        self.night_column = NightColumn(self._journal, calls)
        self.nights = self.night_column.nights
        self.list = LessonList(self.model)
        self.detail = LessonDetail()
        self.overview = NightOverview()
        self._errands = Errands(services, calls, self.detail, self.overview)
        self._errands.failed.connect(self.failed)
        self.pane = LessonPane(self.detail)
        self.act = LessonActions(
            self.review, self.list, self.detail, self._shelf, calls, self._shown, self
        )
        self._columns = LessonColumns(self.night_column, self.list, self.overview, self.pane)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._columns)
        self._connect()
        self._refreshing = QTimer(self)
        self._refreshing.setSingleShot(True)
        self._refreshing.setInterval(_REFRESH_MS)
        self._refreshing.timeout.connect(self._refresh)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What is dressed one after the other; the page itself has no style sheet."""
        return *self._columns.parts, self.act.reject_panel

    def start(self) -> None:
        """Load everything for the first time."""
        self.list.reload()
        self._load_sides()

    def refresh_later(self) -> None:
        """The store changed: look again soon; many changes at once are looked at once."""
        self._refreshing.start()

    def step(self, rows: int) -> None:
        """Go down or up; from a lesson that is not in the list, back to it."""
        if not self.list.come_back():
            self.list.move(rows)

    @property
    def meant(self) -> tuple[int, str]:
        """What keys are meant for: a row of the list, or a lesson that is not in it."""
        return self.list.current(), self._outside

    @property
    def is_settled(self) -> bool:
        """Whether what keys are meant for is what is shown; several at once need not be."""
        row, lesson = self.list.current(), self._shown()
        if row < 0:
            return not self._outside or (lesson is not None and lesson.id == self._outside)
        chosen = self.model.row(row)
        is_shown = chosen is not None and lesson is not None and lesson.id == chosen.id
        return is_shown or self.list.selected_count() > 1

    def edit(self) -> None:
        """Edit the shown lesson."""
        if (lesson := self.detail.lesson) is not None and self._columns.shows_lesson:
            self.edit_wanted.emit(lesson)

    def copy(self) -> None:
        """Put the code of the shown lesson on the clipboard."""
        if self._columns.shows_lesson and self.detail.copy_code():
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
        if self._columns.shows_lesson:
            self.detail.edit_note()

    def back(self) -> None:
        """From the large view to the list, from anywhere to the list and where one was in it."""
        self.set_focused(False)
        if not self.list.come_back() and self._outside:
            self._outside = ""
            self.list.move(0)
        self.list.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def return_focus(self) -> None:
        """The keys are wanted again, in the view that is open."""
        target = self.detail if self.is_focused else self.list.table
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_focused(self) -> None:
        """The lesson large, or beside the list."""
        self.set_focused(not self.is_focused)

    @property
    def is_focused(self) -> bool:
        """Whether the lesson has all the room."""
        return self._columns.is_large

    def set_focused(self, is_focused: bool) -> None:  # noqa: FBT001
        """Give the lesson all the room, or the list its place back."""
        if is_focused and not self.model.rowCount():
            return
        if is_focused and self.list.current() < 0 and not self._outside:
            self.list.move(0)
        self._columns.is_large = is_focused
        self._columns.fit(self.width())
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
        """Show a lesson, in the list if it is there; else it alone is meant by what follows."""
        row = self.model.find(lesson_id)
        if row >= 0:
            self.list.go_to(row)
        else:
            self._outside = lesson_id
            self.list.leave()
            self._open(lesson_id)

    def show_night(self, night: str) -> None:
        """Show one night by its date, in numbers, and its lessons."""
        self.list.filters.set_night(night)
        self._choose_overview()

    def save_state(self, memory: QSettings) -> None:
        """Remember columns and sections."""
        self._columns.save_to(memory)
        memory.setValue("journal/sections", self.detail.open_sections())
        self.list.filters.save_query(memory)

    def restore_state(self, memory: QSettings) -> None:
        """Take columns and sections as they were."""
        self._columns.restore_from(memory)
        self.detail.restore_sections(memory.value("journal/sections"))
        self.list.filters.use_memory(memory)

    def _connect(self) -> None:
        self.night_column.selectionModel().currentChanged.connect(self._night_chosen)
        self.night_column.clicked.connect(lambda _index: self._choose_overview())
        self.night_column.loaded.connect(self._nights_loaded)
        self.pane.approve_wanted.connect(self.act.approve)
        self.pane.reject_wanted.connect(self.act.reject)
        self.pane.skip_wanted.connect(self.act.skip)
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
        self.detail.concept_wanted.connect(self.concept_wanted)
        self.detail.lesson_wanted.connect(self.show_lesson)
        self.detail.verify_wanted.connect(self.again.start)
        self.detail.cancel_wanted.connect(self.again.cancel)
        self.again.changed.connect(lambda _id: self._show_verifying())
        self.again.judged.connect(self.lesson_changed)
        self.again.told.connect(self.told)
        self.again.failed.connect(self.failed)
        self.detail.left.connect(self.return_focus)
        self.act.decided.connect(self._decided)
        self.act.went_through.connect(lambda: self.set_focused(False))
        self.act.left.connect(self.return_focus)
        self.act.told.connect(self.told)
        self.act.undoable.connect(self.undoable)
        self.review.restored.connect(self._restored)
        self.review.tagged.connect(self._tagged)
        self.review.told.connect(self.told)
        self.review.undoable.connect(self.undoable)
        self.review.failed.connect(self.failed)
        self.review.reload_wanted.connect(self.list.reload)

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
        if self._columns.shows_overview:
            self._show_overview()
        elif not self._columns.shows_lesson and not self.model.is_loading:
            self._row_chosen(self.list.current())

    def _night_chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        night = self.nights.night(now.row())
        chosen = night.night if night else ""
        if chosen != self.list.filters.query.night:
            self._wanted = ""  # else nights were loaded, and what was chosen still is
            self.list.filters.set_night(chosen)
        if self.night_column.hasFocus():
            self._choose_overview()

    def _follow_night(self, query: LessonQuery) -> None:
        """The column of nights shows the night that was chosen elsewhere."""
        self._outside = ""
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
        self._columns.show_overview()
        self._outside = ""
        self.list.choose_none()

    def _begin_review(self) -> None:
        filters = self.list.filters
        if filters.query.review is not ReviewState.PENDING:
            filters.set_query(replace(filters.query, review=ReviewState.PENDING))
            self._keep = _FIRST
        self.list.move(0)
        self.list.table.setFocus()

    # the list

    def _list_loaded(self) -> None:
        keep, self._keep = self._keep or self._outside, ""
        row = self.model.find(keep) if keep else -1
        if row >= 0:
            self.list.go_to(row)
        elif keep and keep != _FIRST:
            self.show_lesson(keep)
        elif self.model.rowCount() and (keep or not self._wants_overview):
            self.list.go_to(0)
        else:
            self._row_chosen(-1)

    def _row_chosen(self, row: int) -> None:
        if row < 0:
            if self._outside:
                return
            self._wanted = ""
            if not self._columns.shows_overview:
                self._show_nothing()
            return
        self._wants_overview = False
        self._wanted = self._outside = ""
        self._show_position()
        loaded = self.model.row(row)
        if loaded is not None:
            self._open(loaded.id)
        else:
            self.model.need(row)  # a hidden list asks for nothing by itself

    def _show_nothing(self) -> None:
        if self.is_focused:
            self.set_focused(False)
        if self.nights.nights and not self.list.filters.is_restricted:
            self._show_overview()
        else:
            self._columns.show_blank(has_nights=bool(self.nights.nights))

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
        self._show_verifying()
        self._columns.show_lesson()
        self._show_position()
        ahead = self.model.row(self.model.next_open(self.list.current()))
        if ahead is not None:
            self._shelf.fetch_ahead(ahead.id)
        self.settled.emit()

    def _show_verifying(self) -> None:
        """Say in the lesson that the Guardian is at it, for as long as it takes."""
        lesson = self.detail.lesson
        self.detail.show_verifying(
            is_busy=lesson is not None and self.again.is_under_way(lesson.id)
        )

    def _show_position(self) -> None:
        if not self.model.is_counted:
            return
        is_pending = self.list.filters.query.review is ReviewState.PENDING
        waiting = self.model.stored_count if is_pending else 0
        self.pane.show_position(self.list.current(), self.model.rowCount(), waiting)

    def _shown(self) -> Lesson | None:
        return self.detail.lesson if self._columns.shows_lesson else None

    # decisions

    def _decided(self) -> None:
        self.pane.decided()
        self._show_position()

    def _restored(self, lesson_ids: Sequence[str]) -> None:
        for lesson_id in lesson_ids:
            self._shelf.drop(lesson_id)
        if len(lesson_ids) > 1:
            self._keep = lesson_ids[0]
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

    def _tagged(self, lesson_ids: Sequence[str]) -> None:
        for lesson_id in lesson_ids:
            self._shelf.drop(lesson_id)
        lesson = self._shown()
        if lesson is not None and lesson.id in lesson_ids:
            self._open(lesson.id)

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

    def resizeEvent(self, event: object) -> None:  # noqa: N802
        """Give the nights their place where there is room."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._columns.fit(self.width())
