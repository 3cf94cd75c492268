"""Every filter of the lesson list as a field with its name above it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QLabel, QWidget

from dreamer_app.core.journal import LessonQuery
from dreamer_app.core.states import Difficulty, Verdict
from ui.i18n import tr
from ui.journal import words
from ui.journal.parts import label
from ui.journal.style import mark
from ui.theme import SPACE

Values = Sequence[tuple[str, object]]
"""Pairs of what is shown and what it stands for."""

_MOST_SHOWN = 16
_COLUMNS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One filter.

    Args:
        attribute: of :class:`LessonQuery`.
        name: for people.
        empty: the attribute's value that restricts nothing.
    """

    attribute: str
    name: str
    empty: object = None


class FilterPanel(QFrame):
    """Fields side by side, two in a row.

    Attributes:
        changed: a person chose: the query that they want now.
        closed: Escape was pressed.
    """

    changed = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, "card")
        self._query = LessonQuery()
        self._boxes: dict[str, QComboBox] = {}
        self._names: dict[str, QLabel] = {}
        self._hidden = {"night"}
        for field in fields():
            self._make_field(field)
        self._flagged = QCheckBox(tr("Flagged only"))
        self._flagged.clicked.connect(
            lambda checked: self._choose("flagged", True if checked else None)
        )
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.medium)
        self._grid.setHorizontalSpacing(SPACE.medium)
        self._grid.setVerticalSpacing(2)
        self.offer("verdict", [(words.verdict(v), v) for v in _verdicts()])
        levels = (Difficulty.SIMPLE, Difficulty.MEDIUM, Difficulty.COMPLEX)
        self.offer("difficulty", [(words.difficulty(d), d) for d in levels])
        self.offer("least_agreement", [(_at_least(words.percent(s)), s) for s in (0.6, 0.8, 0.95)])
        self.offer("least_rating", [(_at_least("★" * n), n) for n in (1, 2, 3, 4)])
        for name in ("library", "source_id", "night"):
            self.offer(name, [])
        self._arrange()

    def offer(self, attribute: str, values: Values) -> None:
        """The values to choose from, below "any"; what is chosen stays."""
        box = self._boxes[attribute]
        with QSignalBlocker(box):
            box.clear()
            box.addItem(tr("Any"), None)
            for text, value in values:
                box.addItem(text, value)
        self._show_value(attribute)

    def show_query(self, query: LessonQuery) -> None:
        """Show what is asked for, without telling anybody."""
        self._query = query
        for name in self._boxes:
            self._show_value(name)
        self._flagged.setChecked(bool(query.flagged))

    def text_of(self, attribute: str) -> str:
        """What the chosen value of a field is called."""
        return self._boxes[attribute].currentText()

    def box(self, attribute: str) -> QComboBox:
        """The field of an attribute."""
        return self._boxes[attribute]

    def show_field(self, attribute: str, *, is_shown: bool) -> None:
        """Leave a field out, or show it again."""
        (self._hidden.discard if is_shown else self._hidden.add)(attribute)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A wheel over a field scrolls nothing: it would choose by accident."""
        if isinstance(event, QWheelEvent) and isinstance(watched, QComboBox):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _make_field(self, field: Field) -> None:
        box = QComboBox(self)
        box.setAccessibleName(tr("Filter: {name}", name=field.name))
        box.setMaxVisibleItems(_MOST_SHOWN)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        box.installEventFilter(self)
        box.activated.connect(lambda _row, f=field, b=box: self._take(f, b.currentData()))
        self._boxes[field.attribute] = box
        name = label(field.name, "muted")
        name.setParent(self)
        name.setBuddy(box)
        self._names[field.attribute] = name

    def _take(self, field: Field, value: object) -> None:
        self._choose(field.attribute, field.empty if value is None else value)

    def _choose(self, attribute: str, value: object) -> None:
        self.changed.emit(replace(self._query, **{attribute: value}))  # type: ignore[arg-type]

    def _show_value(self, attribute: str) -> None:
        """Mark the query's value; one that is not on offer (yet) is added."""
        box, value = self._boxes[attribute], getattr(self._query, attribute)
        value = value or None
        row = next((r for r in range(box.count()) if box.itemData(r) == value), -1)
        if row < 0:
            box.addItem(shown(attribute, value), value)
            row = box.count() - 1
        box.setCurrentIndex(row)

    def _arrange(self) -> None:
        while self._grid.count():
            self._grid.takeAt(0)
        place = 0
        for name, box in self._boxes.items():
            is_shown = name not in self._hidden
            for widget in (self._names[name], box):
                widget.setVisible(is_shown)
            if is_shown:
                row, column = 3 * (place // _COLUMNS), place % _COLUMNS
                self._grid.addWidget(self._names[name], row, column)
                self._grid.addWidget(box, row + 1, column)
                self._grid.setRowMinimumHeight(row + 2, SPACE.hair)
                place += 1
        row, column = 3 * (place // _COLUMNS), place % _COLUMNS
        self._grid.addWidget(self._flagged, row + 1, column)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)


def fields() -> tuple[Field, ...]:
    """The filters that have values to choose from, in their order."""
    return (
        Field(attribute="verdict", name=tr("Verdict")),
        Field(attribute="difficulty", name=tr("Difficulty")),
        Field(attribute="library", name=tr("Library"), empty=""),
        Field(attribute="source_id", name=tr("Source"), empty=""),
        Field(attribute="least_agreement", name=tr("Agreement")),
        Field(attribute="least_rating", name=tr("Rating")),
        Field(attribute="night", name=tr("Night"), empty=""),
    )


def shown(attribute: str, value: object) -> str:
    """A value that a store knows, for people."""
    if attribute == "source_id":
        return words.source(str(value))
    if attribute == "night":
        return words.night_name(str(value))
    if isinstance(value, float):
        return _at_least(words.percent(value))
    return str(value)


def _verdicts() -> tuple[Verdict, ...]:
    return (Verdict.ACCEPTED, Verdict.UNCERTAIN, Verdict.UNVERIFIED, Verdict.REJECTED)


def _at_least(what: str) -> str:
    return tr("At least {share}", share=what)
