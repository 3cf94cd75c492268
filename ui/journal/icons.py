"""Line icons in the colour of the scheme, drawn when they are needed."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme import tokens

_SHAPES = {
    "approve": '<path d="M4 12.5l5.5 5.5L20 6.5"/>',
    "reject": '<path d="M6 6l12 12M18 6L6 18"/>',
    "skip": '<path d="M5 5l8 7-8 7zM18 5v14"/>',
    "edit": '<path d="M4 20l1-4L16 5l3 3L8 19zM14 7l3 3"/>',
    "flag": '<path d="M6 21V4M6 4h12l-3 4 3 4H6"/>',
    "flagged": '<path d="M6 21V4"/><path fill="INK" d="M6 4h12l-3 4 3 4H6z"/>',
    "star": '<path d="M12 3.5l2.6 5.6 6 .7-4.5 4.1 1.2 6-5.3-3-5.3 3 1.2-6L3.4 9.8l6-.7z"/>',
    "starred": '<path fill="INK" d="M12 3.5l2.6 5.6 6 .7-4.5 4.1 1.2 6-5.3-3-5.3 3 1.2-6'
    'L3.4 9.8l6-.7z"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5.5 5.5"/>',
    "copy": '<rect x="8.5" y="8.5" width="11" height="12" rx="2"/>'
    '<path d="M15.5 5.5v-1h-11v12h1.5"/>',
    "open": '<path d="M13 4h7v7M20 4l-9 9M10 5H4.5v14.5H19V14"/>',
    "settings": '<circle cx="12" cy="12" r="3.2"/><path d="M12 2.8v3M12 18.2v3M2.8 12h3M18.2 12h3'
    'M5.5 5.5l2.1 2.1M16.4 16.4l2.1 2.1M18.5 5.5l-2.1 2.1M7.6 16.4l-2.1 2.1"/>',
    "more": '<path d="M5 7h14M5 12h14M5 17h14"/>',
    "moon": '<path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z"/>',
    "stop": '<rect x="6.5" y="6.5" width="11" height="11" rx="1.5"/>',
    "export": '<path d="M12 15V4M8 8l4-4 4 4M5 13v6.5h14V13"/>',
    "nights": '<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M4 10h16M9 3v4M15 3v4"/>',
    "focus": '<path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5"/>',
    "earlier": '<path d="M15 6l-6 6 6 6"/>',
    "later": '<path d="M9 6l6 6-6 6"/>',
    "closed": '<path d="M9 6l6 6-6 6"/>',
    "opened": '<path d="M6 9l6 6 6-6"/>',
    "again": '<path d="M19.5 12a7.5 7.5 0 1 1-2.2-5.3M19.5 3.5v4h-4"/>',
    "similar": '<circle cx="9" cy="12" r="5.5"/><circle cx="15" cy="12" r="5.5"/>',
    "add": '<path d="M12 5v14M5 12h14"/>',
    "remove": '<path d="M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13"/>',
    "passed": '<circle cx="12" cy="12" r="8.5"/><path d="M8 12.3l2.8 2.8 5.2-5.8"/>',
    "failed": '<circle cx="12" cy="12" r="8.5"/><path d="M9 9l6 6M15 9l-6 6"/>',
    "uncertain": '<circle cx="12" cy="12" r="8.5"/>'
    '<path d="M9.6 9.6a2.5 2.5 0 1 1 3.4 2.5c-.8.3-1 .8-1 1.6M12 16.6v.2"/>',
    "skipped": '<circle cx="12" cy="12" r="8.5"/><path d="M8 12h8"/>',
    "broken": '<path d="M12 4l9 16H3zM12 10v5M12 17.3v.2"/>',
    "help": '<circle cx="12" cy="12" r="8.5"/>'
    '<path d="M9.6 9.6a2.5 2.5 0 1 1 3.4 2.5c-.8.3-1 .8-1 1.6M12 16.6v.2"/>',
    "close": '<path d="M7 7l10 10M17 7L7 17"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "bookmark": '<path d="M7 4h10v16l-5-4-5 4z"/>',
    "bookmarked": '<path fill="INK" d="M7 4h10v16l-5-4-5 4z"/>',
    "sort": '<path d="M7 5v14M4 16l3 3 3-3M14 7h6M14 12h5M14 17h3"/>',
}


class _Engine(QIconEngine):
    """Draws a shape in a token's colour at the moment of painting, so a new scheme just shows."""

    def __init__(self, name: str, ink: str) -> None:
        super().__init__()
        self._name = name
        self._ink = ink

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colours = tokens()
        is_soft = mode is QIcon.Mode.Disabled
        ink = colours.muted if is_soft else str(getattr(colours, self._ink))
        if state is QIcon.State.On and self._ink == "text":
            ink = colours.accent
        draw(painter, QRectF(rect), self._name, ink)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        if picture.isNull():  # asked for at no size: there is nothing to paint on
            return picture
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._ink)


def icon(name: str, ink: str = "text") -> QIcon:
    """A line icon.

    Args:
        name: one of the shapes above.
        ink: attribute of the theme's tokens that gives its colour.
    """
    return QIcon(_Engine(name, ink))


def draw(painter: QPainter, area: QRectF, name: str, ink: str) -> None:
    """Draw a shape into ``area`` with the colour ``ink`` (``#rrggbb``)."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        f'stroke="{ink}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">'
        f"{_SHAPES[name].replace('INK', ink)}</svg>"
    )
    QSvgRenderer(svg.encode()).render(painter, area)
