"""A concept and what is next to it in the graph, drawn."""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from dreamer_app.core.knowledge import Entity
from ui.i18n import tr
from ui.journal.parts import label
from ui.journal.spread import spread
from ui.journal.surroundings import Surroundings
from ui.theme import SPACE

if TYPE_CHECKING:
    from ui.journal.graph_plot import GraphPlot

_EDGE = 6.0
_WIDEST_NAME = 170.0
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class Neighbourhood(QWidget):
    """The concept in the middle, its neighbours around it, lines for relations.

    By keys: arrows go round the neighbours, Enter goes to the marked one. Where there is not
    room for all names, those of the lowest ranks are counted instead.

    Attributes:
        entity_wanted: a neighbour was clicked, or chosen by Enter: its id.
    """

    entity_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Surroundings | None = None
        self._sizes: Mapping[str, QSizeF] = {}
        self._around: list[Entity] = []
        self._marked = -1
        self._plot: GraphPlot | None = None
        self._more = label(kind="muted")
        self._more.setContentsMargins(SPACE.small, 0, SPACE.small, 0)
        self._more.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE.hair)
        column.setSpacing(SPACE.hair)
        column.addWidget(self._more)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def centre(self) -> str:
        """The entity in the middle; empty for none."""
        return self._shown.centre.id if self._shown else ""

    @property
    def names(self) -> list[str]:
        """Ids of the neighbours that are drawn, clockwise from the top."""
        return [entity.id for entity in self._around]

    def show_around(self, surroundings: Surroundings) -> None:
        """Draw another neighbourhood."""
        self._shown = surroundings
        self._marked = -1
        self.setAccessibleDescription("")
        self._draw()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for a ring of names."""
        return QSize(320, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """As many neighbours as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a new scheme, and another size of fonts."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._draw()
        elif event.type() is QEvent.Type.PaletteChange:
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows go from neighbour to neighbour, Enter goes there."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self._around:
            self._mark((self._marked + step) % len(self._around))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._marked >= 0:
            self.entity_wanted.emit(self._around[self._marked].id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The first neighbour is the one that Enter goes to."""
        super().focusInEvent(event)
        if self._around:
            self._mark(max(self._marked, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Nothing is marked any more."""
        super().focusOutEvent(event)
        self._recolour()

    def _clicked(self, entity_id: str) -> None:
        if entity_id != self.centre:
            self.entity_wanted.emit(entity_id)

    def _mark(self, number: int) -> None:
        self._marked = number
        self.setAccessibleDescription(self._around[number].id)
        self._recolour()

    def _recolour(self) -> None:
        is_marked = self.hasFocus() and 0 <= self._marked < len(self._around)
        if self._plot is not None:
            self._plot.recolour(self.centre, self._around[self._marked].id if is_marked else "")

    def _draw(self) -> None:
        if self._shown is None:
            return
        if self._plot is None:
            self._plot = self._shown.library.GraphPlot()
            self._plot.clicked.connect(self._clicked)
            column = self.layout()
            assert isinstance(column, QVBoxLayout)  # noqa: S101 - for the types
            column.insertWidget(0, self._plot, 1)
        metrics = QFontMetricsF(self.font())
        self._plot.setFont(self.font())
        entities = (self._shown.centre, *self._shown.around)
        right = Qt.TextElideMode.ElideRight
        self._sizes = self._plot.show_names(
            {e.id: metrics.elidedText(e.name, right, _WIDEST_NAME) for e in entities}
        )
        self._arrange()

    def _arrange(self) -> None:
        """Take away the lowest ranks until what is left has room."""
        shown, plot = self._shown, self._plot
        if shown is None or plot is None:
            return
        frame = QRectF(self.contentsRect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        frame.setHeight(frame.height() - self._more.sizeHint().height() - SPACE.hair)
        boxes: dict[str, QRectF] = {}
        for count in range(len(shown.around), -1, -1):
            boxes = self._boxes(frame, count)
            if boxes:
                break
        drawn = [entity for entity in shown.around if entity.id in boxes]
        self._around = sorted(drawn, key=lambda e: _clockwise(shown.places[e.id]))
        self._marked = min(self._marked, len(self._around) - 1)
        plot.place(boxes, [(r.head, r.tail) for r in shown.relations], shown.centre.id)
        self._say(shown, shown.more + len(shown.around) - len(drawn))
        self._recolour()

    def _boxes(self, frame: QRectF, count: int) -> dict[str, QRectF]:
        """Where the concept and so many neighbours are; empty when there is no room for them."""
        shown = self._shown
        if shown is None or frame.width() <= 0 or frame.height() <= 0:
            return {}
        ids = [shown.centre.id, *(entity.id for entity in shown.around[:count])]
        reach = QSizeF(frame.width() / 2, frame.height() / 2)
        wished = [
            frame.center()
            + QPointF(shown.places[each][0] * reach.width(), shown.places[each][1] * reach.height())
            for each in ids
        ]
        found = spread(frame, [(w, self._sizes[i]) for w, i in zip(wished, ids, strict=True)])
        return dict(zip(ids, found, strict=True)) if found else {}

    def _say(self, shown: Surroundings, more: int) -> None:
        names = ", ".join(self.names)
        self.setAccessibleName(
            tr("{name} is connected to: {names}", name=shown.centre.id, names=names)
            if names
            else tr("{name} is connected to nothing", name=shown.centre.id)
        )
        self._more.setText(tr("and {count} more", count=more) if more else "")


def _clockwise(place: tuple[float, float]) -> float:
    """The angle from the top, in turns; downwards is positive in a drawing."""
    across, down = place
    return (math.atan2(across, -down) / math.tau) % 1.0
