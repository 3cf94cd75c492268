"""What the lesson list shows: search, states, filters, order."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSettings, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dreamer_app.core.journal import LessonQuery, LessonSort
from dreamer_app.core.states import ReviewState
from ui.i18n import tr
from ui.journal import words
from ui.journal.filter_panel import FilterPanel, fields, shown
from ui.journal.flow import FlowLayout
from ui.journal.icons import icon
from ui.journal.parts import clear, tool
from ui.journal.saved_filters import SavedFilters, read, written
from ui.journal.style import mark
from ui.theme import SPACE

_LAST = "journal/query"
_MOST_NIGHTS = 60
"""A longer list is no help; the column of nights has all of them."""


class FilterBar(QWidget):
    """Makes a :class:`LessonQuery` out of what a person types and chooses.

    The filters are in a panel that opens below; what is in force shows as chips that take
    themselves away.

    Attributes:
        changed: the query is another one.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = LessonQuery(review=ReviewState.PENDING)
        self._saved = SavedFilters()
        self._has_nights = False
        self.search = QLineEdit()
        mark(self.search, "search")
        self.search.setPlaceholderText(tr("Search lessons  ( / )"))
        self.search.setAccessibleName(tr("Search lessons"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(0)  # keys that wait already are one search
        self._typing.timeout.connect(self._typed)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self._states = self._make_states()
        self.panel = FilterPanel()
        self.panel.show_query(self._query)
        self.panel.changed.connect(self.set_query)
        self.panel.closed.connect(lambda: self.open_panel(is_open=False))
        self.panel.hide()
        self._more = tool("filter", tr("Filters"), lambda: None)
        self._more.setCheckable(True)
        self._more.toggled.connect(self.panel.setVisible)
        self._kept = tool("bookmark", tr("Saved filters"), lambda: None)
        self._kept.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._kept.setMenu(QMenu(self._kept))
        self._kept.menu().aboutToShow.connect(self._fill_saved)
        self._sort = self._make_sort()
        self._chips = QWidget()
        self._chips_in = FlowLayout(self._chips, spacing=SPACE.hair)
        self._lay_out()
        self._show_chips()

    @property
    def query(self) -> LessonQuery:
        """What is asked for just now."""
        return self._query

    @property
    def is_restricted(self) -> bool:
        """Whether anything beside the review state and the night keeps lessons out."""
        others = [attribute for attribute, _ in self._active() if attribute != "night"]
        return bool(self._query.text or others)

    @property
    def chips(self) -> list[QToolButton]:
        """One for each filter in force; a click takes it away."""
        return [
            widget
            for place in range(self._chips_in.count())
            if (item := self._chips_in.itemAt(place)) is not None
            and isinstance(widget := item.widget(), QToolButton)
        ]

    @property
    def saved(self) -> SavedFilters:
        """The filters with names."""
        return self._saved

    def use_memory(self, memory: QSettings) -> None:
        """Read the saved filters, and keep them there from now on; ask as the last time.

        What waits is what a new start is about, so neither a search nor a review state is kept.
        """
        self._saved = SavedFilters(memory)
        last = read(str(memory.value(_LAST, "")))
        if last is not None:
            self.set_query(replace(last, text="", review=self._query.review))

    def save_query(self, memory: QSettings) -> None:
        """Remember order and filters."""
        memory.setValue(_LAST, written(self._query))

    def set_query(self, query: LessonQuery) -> None:
        """Show another query; :attr:`changed` is emitted when it differs."""
        if query == self._query:
            return
        self._query = query
        with QSignalBlocker(self.search):
            if self.search.text().strip() != query.text:
                self.search.setText(query.text)
        for button in self._states.buttons():
            button.setChecked(button.property("review") == _name(query.review))
        self.panel.show_query(query)
        for action in self._sort.menu().actions():
            action.setChecked(action.data() == query.sort)
        self._show_chips()
        self.changed.emit(query)

    def set_night(self, night: str) -> None:
        """Restrict to a night by its date; empty for all."""
        self.set_query(replace(self._query, night=night))

    def offer_libraries(self, names: Sequence[str]) -> None:
        """The libraries to choose from."""
        self.panel.offer("library", [(name, name) for name in names])

    def offer_sources(self, ids: Sequence[str]) -> None:
        """The sources to choose from, by id."""
        self.panel.offer("source_id", [(words.source(each), each) for each in ids])

    def offer_nights(self, names: Sequence[tuple[str, str]]) -> None:
        """The nights to choose from, as pairs of name and ISO date."""
        self.panel.offer("night", names[:_MOST_NIGHTS])

    def show_night_field(self, *, is_shown: bool) -> None:
        """Choose nights here, where there is no room for their column."""
        if is_shown != self._has_nights:
            self._has_nights = is_shown
            self.panel.show_field("night", is_shown=is_shown)
            self._show_chips()

    def show_all(self) -> None:
        """Drop every restriction but the review state and the night."""
        q = self._query
        self.set_query(LessonQuery(review=q.review, night=q.night, sort=q.sort))

    def open_panel(self, *, is_open: bool) -> None:
        """Show all filters, or put them away; the focus goes along."""
        self._more.setChecked(is_open)
        target = self.panel.box("verdict") if is_open else self._more
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save_as(self, name: str) -> None:
        """Keep what is asked for under a name."""
        if name.strip():
            self._saved.save(name.strip(), self._query)

    def use_saved(self, name: str) -> None:
        """Ask for what was saved under a name, in the night that is chosen."""
        self.set_query(replace(self._saved.get(name), night=self._query.night))

    def _typed(self) -> None:
        self.set_query(replace(self._query, text=self.search.text().strip()))

    def _active(self) -> list[tuple[str, str]]:
        """Attribute and words of each filter in force."""
        query = self._query
        found = []
        for field in fields():
            value = getattr(query, field.attribute)
            is_here = field.attribute != "night" or self._has_nights
            if value != field.empty and is_here:
                text = self.panel.text_of(field.attribute) or shown(field.attribute, value)
                found.append((field.attribute, text))
        if query.flagged:
            found.append(("flagged", tr("Flagged")))
        return found

    def _show_chips(self) -> None:
        clear(self._chips_in)
        active = self._active()
        for attribute, text in active:
            chip = QToolButton()
            mark(chip, "filter")
            chip.setText(text)
            chip.setIcon(icon("close", "accent"))
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            chip.setToolTip(tr("Take away the filter “{name}”", name=text))
            chip.setAccessibleName(chip.toolTip())
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            chip.clicked.connect(partial(self._drop, attribute))
            self._chips_in.addWidget(chip)
        self._chips.setVisible(bool(active))
        self._more.setIcon(icon("filter", "accent" if active else "text"))
        self._kept.setIcon(
            icon("bookmarked" if self._saved.name_of(self._query) else "bookmark", "text")
        )
        self._chips.updateGeometry()

    def _drop(self, attribute: str) -> None:
        empty = {field.attribute: field.empty for field in fields()}
        values: dict[str, Any] = {attribute: empty.get(attribute)}
        self.set_query(replace(self._query, **values))

    def _make_states(self) -> QButtonGroup:
        group = QButtonGroup(self)
        for state in (ReviewState.PENDING, ReviewState.APPROVED, ReviewState.REJECTED, None):
            chip = QToolButton(self)
            chip.setProperty("kind", "chip")
            chip.setProperty("review", _name(state))
            chip.setText(tr("All") if state is None else words.review(state))
            chip.setCheckable(True)
            chip.setChecked(state is self._query.review)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            group.addButton(chip)
            chip.clicked.connect(
                lambda _checked, s=state: self.set_query(replace(self._query, review=s))
            )
        return group

    def _make_sort(self) -> QToolButton:
        button = tool("sort", tr("Order of the lessons"), lambda: None)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        group = QActionGroup(menu)
        for text, sort in (
            (tr("Least certain first"), LessonSort.LEAST_CERTAIN),
            (tr("Newest first"), LessonSort.NEWEST),
            (tr("Oldest first"), LessonSort.OLDEST),
            (tr("By title"), LessonSort.TITLE),
        ):
            action = QAction(text, menu)
            action.setCheckable(True)
            action.setData(sort)
            action.setChecked(sort is self._query.sort)
            group.addAction(action)
            menu.addAction(action)
            action.triggered.connect(
                lambda _checked, s=sort: self.set_query(replace(self._query, sort=s))
            )
        button.setMenu(menu)
        return button

    def _fill_saved(self) -> None:
        """The names, then what can be done with them."""
        menu = self._kept.menu()
        menu.clear()
        now = self._saved.name_of(self._query)
        for name in self._saved.names:
            action = _action(menu, name, partial(self.use_saved, name))
            action.setCheckable(True)
            action.setChecked(name == now)
        if not self._saved.names:
            _action(menu, tr("No filter is saved yet"), lambda: None).setEnabled(False)
        menu.addSeparator()
        keep = _action(menu, tr("Save these filters…"), self._ask_name)
        keep.setEnabled(not now)
        if self._saved.names:
            forget = menu.addMenu(tr("Remove"))
            for name in self._saved.names:
                _action(forget, name, partial(self._forget, name))

    def _ask_name(self) -> None:
        parts = [text for _attribute, text in self._active()]
        proposal = ", ".join([*([self._query.text] if self._query.text else []), *parts])
        name, is_given = QInputDialog.getText(
            self, tr("Save these filters"), tr("Name:"), text=proposal
        )
        if is_given:
            self.save_as(name)
            self._show_chips()

    def _forget(self, name: str) -> None:
        self._saved.remove(name)
        self._show_chips()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(0)
        first.addWidget(self.search, 1)
        first.addSpacing(SPACE.hair)
        for each in (self._more, self._kept, self._sort):
            first.addWidget(each)
        states = FlowLayout(spacing=SPACE.hair)
        for chip in self._states.buttons():
            states.addWidget(chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.medium, SPACE.medium, SPACE.medium, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(first)
        column.addLayout(states)
        column.addWidget(self.panel)
        column.addWidget(self._chips)


def _action(menu: QMenu, text: str, done: Callable[[], object]) -> QAction:
    action = QAction(text.replace("&", "&&"), menu)
    action.triggered.connect(lambda _checked: done())
    menu.addAction(action)
    return action


def _name(state: ReviewState | None) -> str:
    return "" if state is None else str(state)
