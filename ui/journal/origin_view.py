"""Where a lesson came from: facts, the source text beside them, its place in the graph."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFormLayout, QPlainTextEdit, QVBoxLayout, QWidget

from dreamer_app.core.dreams import Lesson
from ui.i18n import plural, tr
from ui.journal import words
from ui.journal.neighbourhood import Neighbourhood
from ui.journal.parts import label
from ui.journal.reasons import reason
from ui.journal.style import mark
from ui.journal.surroundings import Surroundings
from ui.theme import SPACE

_SOURCE_LINES = 14
_BESIDE = 640
"""From this width on the source text stands beside the facts, below them else."""
_DRAWING_HEIGHT = 240


class OriginView(QWidget):
    """Provenance of one lesson.

    Attributes:
        entity_wanted: an entity of the graph was chosen: its id.
    """

    entity_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        facts = QWidget()
        self._facts = QFormLayout(facts)
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setHorizontalSpacing(SPACE.large)
        self._facts.setVerticalSpacing(SPACE.hair)
        self._text = QPlainTextEdit()
        self._text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(tr("Source text"))
        mark(self._text, "code")
        self._drawing = Neighbourhood()
        self._drawing.setFixedHeight(_DRAWING_HEIGHT)
        self._drawing.entity_wanted.connect(self.entity_wanted)
        self._drawing.hide()
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._sides.setSpacing(SPACE.large)
        self._sides.addWidget(facts, 1)
        self._sides.addWidget(self._text, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addLayout(self._sides)
        column.addWidget(self._drawing)

    @property
    def drawn(self) -> str:
        """The entity in the middle of the drawn neighbourhood; empty when none is drawn."""
        return "" if self._drawing.isHidden() else self._drawing.centre

    def show_lesson(self, lesson: Lesson) -> None:
        """Replace the facts; what is drawn goes until :meth:`show_around`."""
        while self._facts.rowCount():
            self._facts.removeRow(0)
        for name, value in _facts(lesson):
            if value:
                self._facts.addRow(label(name, "muted"), label(value, wrap=True, copy=True))
        text = lesson.provenance.source_text
        self._text.setPlainText(text)
        self._text.setVisible(bool(text))
        lines = min(text.count("\n") + 2, _SOURCE_LINES)
        self._text.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 24)
        self._drawing.hide()

    def show_around(self, surroundings: Surroundings) -> None:
        """Draw what the graph has around the lesson's subject."""
        self._drawing.show_around(surroundings)
        self._drawing.show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The text beside the facts where there is room."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        beside = directions.LeftToRight if self.width() >= _BESIDE else directions.TopToBottom
        self._sides.setDirection(beside)


def _facts(lesson: Lesson) -> list[tuple[str, str]]:
    came = lesson.provenance
    source = came.source_id + (f" {came.source_version}" if came.source_version else "")
    place = came.source_path
    if place and came.span != (0, 0):
        place += tr(", lines {first} to {last}", first=came.span[0], last=came.span[1])
    model = " ".join(part for part in (came.model_name, came.quantisation) if part)
    versions = ", ".join(f"{name} {version}" for name, version in came.library_versions)
    return [
        (tr("Source"), source),
        (tr("Place"), place),
        (tr("About"), ", ".join(came.entity_ids)),
        (tr("Model"), model),
        (tr("Drawn"), _drawn(lesson) if came.model_name else ""),
        (tr("Sandbox"), came.sandbox),
        (tr("Python"), came.python_version),
        (tr("Libraries"), versions),
        (tr("Dreamed"), words.moment(lesson.created_at)),
        (tr("Decided"), words.moment(lesson.reviewed_at) if lesson.reviewed_at else ""),
        (tr("Rejected because"), reason(lesson.reject_reason)),
    ]


def _drawn(lesson: Lesson) -> str:
    came = lesson.provenance
    return tr(
        "seed {seed}, attempt {attempt}, {samples}",
        seed=came.seed,
        attempt=came.attempt,
        samples=plural("{count} sample", "{count} samples", came.samples),
    )
