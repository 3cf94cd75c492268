"""What the lesson list shows: search, states, verdict, library, difficulty, order."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dreamer_app.core.journal import LessonQuery, LessonSort
from dreamer_app.core.states import Difficulty, ReviewState, Verdict
from ui.i18n import tr
from ui.journal import words
from ui.journal.flow import FlowLayout
from ui.journal.icons import icon
from ui.theme import SPACE

_MOST_NIGHTS = 60
"""A longer menu is no help; the column of nights has all of them."""
_NARROW = 380
_TYPING_MS = 90
"""Pause in typing after which the search is asked for."""


class _Choice(QToolButton):
    """A chip with a menu of values, one of them chosen; the first means "any"."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._value: object = None
        self._group: QActionGroup | None = None
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAccessibleName(tr("Filter: {name}", name=name))
        self.setMenu(QMenu(self))
        self.toggled.connect(self._keep_look)
        self.offer([])

    @property
    def value(self) -> object:
        """The chosen value; None for any."""
        return self._value

    def offer(self, values: Sequence[tuple[str, object]]) -> None:
        """Show these names and values, below "any"."""
        menu = self.menu()
        menu.clear()
        self._group = QActionGroup(menu)
        for text, value in [(tr("Any"), None), *values]:
            action = QAction(text, menu)
            action.setCheckable(True)
            action.setData(value)
            action.setChecked(value == self._value)
            self._group.addAction(action)
            menu.addAction(action)
            action.triggered.connect(lambda _checked, v=value: self._take(v))
        self._label()

    def choose(self, value: object) -> None:
        """Set the value without telling anybody."""
        self._value = value
        for action in self._group.actions() if self._group else []:
            action.setChecked(action.data() == value)
        self._label()

    def _take(self, value: object) -> None:
        self.choose(value)
        self.chosen.emit(value)

    def _label(self) -> None:
        text = next(
            (a.text() for a in self.menu().actions() if a.data() == self._value), str(self._value)
        )
        shown = self._name if self._value is None else text
        self.setText(f"{shown} ▾")
        self.setChecked(self._value is not None)

    def _keep_look(self, checked: bool) -> None:  # noqa: FBT001
        if checked != (self._value is not None):
            self.setChecked(self._value is not None)


class FilterBar(QWidget):
    """Makes a :class:`LessonQuery` out of what a person types and chooses.

    Attributes:
        changed: the query is another one.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = LessonQuery(review=ReviewState.PENDING)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search lessons  ( / )"))
        self.search.setAccessibleName(tr("Search lessons"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._typed)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self._states = self._make_states()
        self._verdict = self._choice(
            tr("Verdict"), "verdict", [(words.verdict(v), v) for v in _shown_verdicts()]
        )
        self._library = self._choice(tr("Library"), "library", [])
        self._night = self._choice(tr("Night"), "night", [])
        self._night.hide()
        levels = (Difficulty.SIMPLE, Difficulty.MEDIUM, Difficulty.COMPLEX)
        self._difficulty = self._choice(
            tr("Difficulty"), "difficulty", [(words.difficulty(d), d) for d in levels]
        )
        self._agreement = self._choice(
            tr("Agreement"),
            "least_agreement",
            [(tr("At least {share}", share=words.percent(s)), s) for s in (0.6, 0.8, 0.95)],
        )
        self._flagged = self._make_flagged()
        self._sort = self._make_sort()
        self._more = self._make_more()
        self._has_nights = False
        self._lay_out()
        self._fold()

    @property
    def query(self) -> LessonQuery:
        """What is asked for just now."""
        return self._query

    @property
    def is_restricted(self) -> bool:
        """Whether anything beside the review state and the night keeps lessons out."""
        q = self._query
        asked = (q.text, q.verdict, q.library, q.difficulty, q.flagged, q.least_agreement)
        return any(asked)

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
        self._verdict.choose(query.verdict)
        self._library.choose(query.library or None)
        self._night.choose(query.night or None)
        self._difficulty.choose(query.difficulty)
        self._agreement.choose(query.least_agreement)
        self._flagged.setChecked(bool(query.flagged))
        self._fold()
        for action in self._sort.menu().actions():
            action.setChecked(action.data() == query.sort)
        self.changed.emit(query)

    def set_night(self, night: str) -> None:
        """Restrict to a night by its date; empty for all."""
        self.set_query(replace(self._query, night=night))

    def offer_libraries(self, names: Sequence[str]) -> None:
        """The libraries to choose from."""
        self._library.offer([(name, name) for name in names])

    def offer_nights(self, names: Sequence[tuple[str, str]]) -> None:
        """The nights to choose from, as pairs of name and ISO date."""
        self._night.offer(names[:_MOST_NIGHTS])

    def show_night_chip(self, *, is_shown: bool) -> None:
        """Choose nights here, where there is no room for their column."""
        self._has_nights = is_shown
        self._fold()

    def show_all(self) -> None:
        """Drop every restriction but the review state and the night."""
        q = self._query
        self.set_query(LessonQuery(review=q.review, night=q.night, sort=q.sort))

    def _typed(self) -> None:
        self.set_query(replace(self._query, text=self.search.text().strip()))

    def _choice(self, name: str, attribute: str, values: Sequence[tuple[str, object]]) -> _Choice:
        chip = _Choice(name, self)
        chip.offer(values)
        empty: object = "" if attribute in ("library", "night") else None

        def take(value: object) -> None:
            changed = {attribute: empty if value is None else value}
            self.set_query(replace(self._query, **changed))  # type: ignore[arg-type]

        chip.chosen.connect(take)
        return chip

    def _make_states(self) -> QButtonGroup:
        group = QButtonGroup(self)
        for state in (ReviewState.PENDING, ReviewState.APPROVED, ReviewState.REJECTED, None):
            chip = QToolButton(self)
            chip.setProperty("kind", "chip")
            chip.setProperty("review", _name(state))
            chip.setText(tr("All") if state is None else words.review(state))
            chip.setCheckable(True)
            chip.setChecked(state is self._query.review)
            group.addButton(chip)
            chip.clicked.connect(
                lambda _checked, s=state: self.set_query(replace(self._query, review=s))
            )
        return group

    def _make_flagged(self) -> QToolButton:
        chip = QToolButton(self)
        chip.setProperty("kind", "chip")
        chip.setText(tr("Flagged"))
        chip.setCheckable(True)
        chip.clicked.connect(
            lambda checked: self.set_query(replace(self._query, flagged=True if checked else None))
        )
        return chip

    def _make_more(self) -> QToolButton:
        chip = QToolButton(self)
        chip.setProperty("kind", "chip")
        chip.setText(tr("Filters"))
        chip.setCheckable(True)
        chip.clicked.connect(lambda _checked: self._fold())
        return chip

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where it is narrow, all but the states hides behind one chip."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        is_narrow = self.width() < _NARROW
        is_open = not is_narrow or self._more.isChecked() or self.is_restricted
        self._more.setVisible(is_narrow)
        for chip in (
            self._verdict,
            self._library,
            self._difficulty,
            self._agreement,
            self._flagged,
        ):
            chip.setVisible(is_open)
        self._night.setVisible(self._has_nights and (is_open or bool(self._query.night)))

    def _make_sort(self) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "quiet")
        button.setIcon(icon("sort"))
        button.setToolTip(tr("Order of the lessons"))
        button.setAccessibleName(tr("Order of the lessons"))
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

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(SPACE.hair)
        first.addWidget(self.search, 1)
        first.addWidget(self._sort)
        chips = FlowLayout(spacing=SPACE.hair + 2)
        for chip in (
            *self._states.buttons(),
            self._more,
            self._night,
            self._verdict,
            self._library,
            self._difficulty,
            self._agreement,
            self._flagged,
        ):
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            chips.addWidget(chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.medium, SPACE.medium, SPACE.medium, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(first)
        column.addLayout(chips)


def _name(state: ReviewState | None) -> str:
    return "" if state is None else str(state)


def _shown_verdicts() -> tuple[Verdict, ...]:
    return (Verdict.ACCEPTED, Verdict.UNCERTAIN, Verdict.UNVERIFIED, Verdict.REJECTED)
