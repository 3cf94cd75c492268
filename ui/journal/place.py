"""Where a person is in the journal, so that a window in another language goes on from there."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QDialog

from dreamer_app.core.journal import LessonQuery
from ui.journal import keys

if TYPE_CHECKING:
    from ui.journal.lessons_page import LessonsPage
    from ui.journal.window import JournalWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What the window does not remember from one start to the next.

    Args:
        spans: the selected rows of the list, first and last.
        count: rows of the list; with another number of them, rows are no longer the same lessons.
        lesson: the shown lesson where it is not in the list.
        concept: the entity that the knowledge page shows.
    """

    query: LessonQuery
    current: int
    spans: tuple[tuple[int, int], ...]
    count: int
    lesson: str
    is_large: bool
    concept_search: str
    concept: str
    problem: str


def may_be_left(window: "JournalWindow") -> bool:
    """Whether nothing is written, asked, read or verified in a window just now.

    What was typed into a note is handed on; until it is stored, the answer is no.
    """
    focus = QApplication.focusWidget()
    is_typing = focus is not None and window.isAncestorOf(focus) and keys.is_typing(focus)
    is_asking = (
        any(dialog.isVisible() for dialog in window.findChildren(QDialog))
        or window.lessons.act.reject_panel.isVisible()
        or QApplication.activeModalWidget() is not None
        or QApplication.activePopupWidget() is not None
    )
    if is_typing or is_asking or window.lessons.again.is_busy:
        return False
    if window.has_knowledge and window.knowledge.is_reading:
        return False
    window.lessons.detail.flush()
    return not window.calls.is_busy


def place_of(window: "JournalWindow") -> Place:
    """Where a person is in a window."""
    lessons = window.lessons
    current, lesson = lessons.meant
    selection = lessons.list.table.selectionModel().selection().toList()
    known = window.knowledge if window.has_knowledge else None
    return Place(
        query=lessons.list.filters.query,
        current=current,
        spans=tuple((span.top(), span.bottom()) for span in selection),
        count=lessons.model.rowCount(),
        lesson=lesson,
        is_large=lessons.is_focused,
        concept_search=known.search.text() if known else "",
        concept=known.neighbourhood.centre if known else "",
        problem=window.problem,
    )


def go_to(window: "JournalWindow", place: Place) -> None:
    """Go there in a window that was just made."""
    lessons = window.lessons
    if place.current < 0 and not place.lesson:
        lessons.show_night(place.query.night)
    once = Qt.ConnectionType.SingleShotConnection
    # When all rows are counted: until then there are no more than those of the first page.
    lessons.model.counted.connect(lambda: _choose(lessons, place), type=once)
    lessons.list.filters.set_query(place.query)
    if place.problem:
        window.show_problem(place.problem)
    if window.has_knowledge:
        window.knowledge.search.setText(place.concept_search)
        if place.concept:
            window.knowledge.go_to(place.concept)


def _choose(lessons: "LessonsPage", place: Place) -> None:
    if place.lesson:
        lessons.show_lesson(place.lesson)
    elif 0 <= place.current < lessons.model.rowCount() == place.count:
        lessons.list.go_to(place.current)
        model, flags = lessons.model, QItemSelectionModel.SelectionFlag
        for first, last in place.spans:
            rows = QItemSelection(model.index(first, 0), model.index(last, 0))
            lessons.list.table.selectionModel().select(rows, flags.Select | flags.Rows)
    if place.is_large:
        lessons.set_focused(True)
