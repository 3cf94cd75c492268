"""Named boxes with lines between them, drawn with pyqtgraph. Imported only when one is shown."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QToolTip

from ui.theme import Tokens, tokens

_ROUND = 5.0
_LINE = 1.2
_OWN_ALPHA, _OTHER_ALPHA = 190, 80
_MARKED = 2.0


class _Name(pg.TextItem):  # type: ignore[misc]
    """A text on a ground with round corners."""

    def __init__(self, text: str) -> None:
        super().__init__(text, anchor=(0.5, 0.5))

    @property
    def size(self) -> QSizeF:
        """Width and height in pixels."""
        size: QSizeF = self.textItem.boundingRect().size()
        return size

    def paint(self, painter: QPainter, *_args: object) -> None:
        """The ground; the text is an item of its own."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.border)
        painter.setBrush(self.fill)
        inset = self.border.widthF() / 2
        box = self.textItem.mapRectToParent(self.textItem.boundingRect())
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), _ROUND, _ROUND)


class GraphPlot(pg.GraphicsView):  # type: ignore[misc]
    """Draws one concept among others; coordinates are pixels of the widget.

    Attributes:
        clicked: the id of a box.
    """

    clicked = Signal(str)

    def __init__(self) -> None:
        super().__init__(useOpenGL=False)
        self.setAntialiasing(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setMouseTracking(True)
        self._room = pg.ViewBox(enableMouse=False, enableMenu=False, invertY=True)
        self._room.setDefaultPadding(0)
        self.setCentralItem(self._room)
        self._lines = pg.GraphItem()
        self._names: dict[str, _Name] = {}
        self._boxes: dict[str, QRectF] = {}

    def show_names(self, names: Mapping[str, str]) -> dict[str, QSizeF]:
        """Replace what is drawn; the size that each name takes, by id, in pixels."""
        self._room.clear()
        self._lines = pg.GraphItem()
        self._room.addItem(self._lines)
        self._names = {each: _Name(text) for each, text in names.items()}
        self._boxes = {}
        for name in self._names.values():
            name.setFont(self.font())
            self._room.addItem(name)
            name.hide()
        return {each: name.size for each, name in self._names.items()}

    def place(
        self, boxes: Mapping[str, QRectF], lines: Sequence[tuple[str, str]], centre: str
    ) -> None:
        """Draw boxes of names, and lines between them; a name without a box is not drawn."""
        self._boxes = dict(boxes)
        for each, name in self._names.items():
            name.setVisible(each in boxes)
            if each in boxes:
                name.setPos(boxes[each].center())
        order = {each: number for number, each in enumerate(boxes)}
        drawn = [(order[a], order[b]) for a, b in lines if a in order and b in order and a != b]
        middles = [(box.center().x(), box.center().y()) for box in boxes.values()]
        values: dict[str, Any] = {}
        if drawn:
            first = order[centre]
            values = {"adj": np.array(drawn), "pen": _pens([first in pair for pair in drawn])}
        self._lines.setData(
            pos=np.array(middles), symbolPen=None, symbolBrush=None, size=1, **values
        )
        self.recolour(centre, "")

    def recolour(self, centre: str, marked: str) -> None:
        """Use the colours of the scheme in force, and mark one box.

        Args:
            marked: the id of the one that Enter goes to; empty for none.
        """
        colours = tokens()
        self.setBackground(colours.window)
        for each, name in self._names.items():
            is_centre = each == centre
            name.setColor(colours.on_accent if is_centre else colours.text)
            name.fill = pg.mkBrush(colours.accent if is_centre else colours.raised)
            name.border = _edge(colours, is_centre=is_centre, is_marked=each == marked)
            name.update()

    def at(self, place: QPointF) -> str:
        """The id of the box at a place; empty for none."""
        return next((each for each, box in self._boxes.items() if box.contains(place)), "")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """A unit stays a pixel."""
        super().resizeEvent(event)
        if hasattr(self, "_room"):
            self._room.setRange(QRectF(self.viewport().rect()), padding=0)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Let the page scroll."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tell which box was clicked."""
        if each := self.at(event.position()):
            self.clicked.emit(each)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show what can be clicked."""
        shape = Qt.CursorShape.PointingHandCursor
        is_over = bool(self.at(event.position()))
        self.viewport().setCursor(shape if is_over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Nothing more: there is nothing to drag."""
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """A tooltip with the whole name over each box."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.at(QPointF(event.pos())), self)
            return True
        return bool(super().viewportEvent(event))


def _pens(are_own: Sequence[bool]) -> Any:
    """A pen for each line; those of the concept itself are stronger than the others."""
    muted = QColor(tokens().muted)
    ink = (muted.red(), muted.green(), muted.blue())
    kinds = [(name, np.ubyte) for name in ("red", "green", "blue", "alpha")]
    return np.array(
        [(*ink, _OWN_ALPHA if is_own else _OTHER_ALPHA, _LINE) for is_own in are_own],
        dtype=[*kinds, ("width", float)],
    )


def _edge(colours: Tokens, *, is_centre: bool, is_marked: bool) -> Any:
    if is_marked:
        return pg.mkPen(colours.text, width=_MARKED)
    return pg.mkPen(QColor(colours.accent if is_centre else colours.border), width=1)
