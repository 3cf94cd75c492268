"""A concept and what is next to it in the graph, drawn."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from dreamer_app.core.knowledge import Entity, Relation
from ui.i18n import tr
from ui.theme import tokens

_MOST = 14
"""More neighbours than that cannot be read around one circle."""
_FEW, _NARROW = 8, 320
"""As many where the drawing is narrower than that."""
_NODE = 6.0


class Neighbourhood(QWidget):
    """The concept in the middle, its neighbours around it, lines for relations.

    By keys: arrows mark a neighbour, Enter goes to it.

    Attributes:
        entity_wanted: a neighbour was clicked, or chosen by Enter: its id.
    """

    entity_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._centre: Entity | None = None
        self._around: list[Entity] = []
        self._others: list[Entity] = []
        self._more = 0
        self._relations: list[Relation] = []
        self._focused = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def centre(self) -> str:
        """The entity in the middle; empty for none."""
        return self._centre.id if self._centre else ""

    def show_around(
        self, centre: Entity, entities: Sequence[Entity], relations: Sequence[Relation]
    ) -> None:
        """Draw another neighbourhood; the highest ranks are shown when there are many."""
        others = sorted((e for e in entities if e.id != centre.id), key=lambda e: -e.rank)
        self._centre = centre
        self._others = others
        self._fit()
        self._relations = list(relations)
        self._focused = -1
        self.setAccessibleDescription("")
        names = ", ".join(e.id for e in self._around)
        self.setAccessibleName(tr("{name} is connected to: {names}", name=centre.id, names=names))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fewer neighbours where there is less room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        most = _MOST if self.width() >= _NARROW else _FEW
        self._around = self._others[:most]
        self._more = len(self._others) - len(self._around)
        self._focused = min(self._focused, len(self._around) - 1)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for a circle."""
        return QSize(320, 240)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Lines first, then nodes, then words."""
        if self._centre is None:
            return
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = self._places()
        painter.setPen(QPen(QColor(colours.border), 1.2))
        for relation in self._relations:
            if relation.head in places and relation.tail in places:
                painter.drawLine(places[relation.head], places[relation.tail])
        for entity in (*self._around, self._centre):
            self._node(painter, entity, places[entity.id])
        if self._more:
            painter.setPen(QColor(colours.muted))
            text = tr("and {count} more", count=self._more)
            painter.drawText(
                QRectF(self.rect()).adjusted(4, 4, -4, -4),
                int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight),
                text,
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows go from neighbour to neighbour, Enter goes there."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self._around:
            self._focus_on((self._focused + step) % len(self._around))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._focused >= 0:
            self.entity_wanted.emit(self._around[self._focused].id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The first neighbour is the one that Enter goes to."""
        super().focusInEvent(event)
        if self._around and self._focused < 0:
            self._focus_on(0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Nothing is marked any more."""
        super().focusOutEvent(event)
        self.update()

    def _focus_on(self, number: int) -> None:
        self._focused = number
        self.setAccessibleDescription(self._around[number].id)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go to a neighbour."""
        entity = self._at(event.position())
        if entity is not None and entity is not self._centre:
            self.entity_wanted.emit(entity.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show what can be clicked."""
        shape = Qt.CursorShape.PointingHandCursor
        self.setCursor(shape if self._at(event.position()) else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """A tooltip over each node."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            entity = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), entity.id if entity else "", self)
            return True
        return super().event(event)

    def _places(self) -> dict[str, QPointF]:
        """Where each node is: an ellipse that leaves room for words on both sides."""
        centre = QPointF(self.width() / 2, self.height() / 2)
        across = max(40.0, self.width() / 2 - 110)
        down = max(40.0, self.height() / 2 - 24)
        places = {
            entity.id: centre
            + QPointF(
                across * math.cos(2 * math.pi * number / len(self._around) - math.pi / 2),
                down * math.sin(2 * math.pi * number / len(self._around) - math.pi / 2),
            )
            for number, entity in enumerate(self._around)
        }
        if self._centre is not None:
            places[self._centre.id] = centre
        return places

    def _node(self, painter: QPainter, entity: Entity, place: QPointF) -> None:
        colours = tokens()
        is_centre = entity is self._centre
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if is_centre else colours.info))
        radius = _NODE + 2 if is_centre else _NODE
        painter.drawEllipse(place, radius, radius)
        is_marked = self.hasFocus() and 0 <= self._focused < len(self._around)
        if is_marked and entity is self._around[self._focused]:
            painter.setPen(QPen(QColor(colours.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place, radius + 4, radius + 4)
        metrics = QFontMetricsF(self.font())
        is_left = place.x() < self.width() / 2 - 4
        is_middle = abs(place.x() - self.width() / 2) < 4
        room = 120 if is_middle else (place.x() if is_left else self.width() - place.x()) - 14
        text = metrics.elidedText(entity.name, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(text)
        x = place.x() - width / 2 if is_middle else place.x() + (-width - 10 if is_left else 10)
        y = place.y() - metrics.height() / 2
        if is_middle:
            y += 16 if place.y() >= self.height() / 2 else -16
        ground = QColor(colours.window)
        ground.setAlphaF(0.85)
        painter.fillRect(QRectF(x - 2, y, width + 4, metrics.height()), ground)
        painter.setPen(QColor(colours.text))
        painter.drawText(QPointF(x, y + metrics.ascent()), text)

    def _at(self, place: QPointF) -> Entity | None:
        places = self._places()
        for entity in (*self._around, *([self._centre] if self._centre else [])):
            offset = places[entity.id] - place
            if math.hypot(offset.x(), offset.y()) <= 2 * _NODE:
                return entity
        return None
