"""Charts over nights, drawn with pyqtgraph. Imported only when a chart is first shown."""

from collections.abc import Callable, Sequence
from datetime import date

import pyqtgraph as pg
from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QColor, QWheelEvent

from ui.i18n import tr
from ui.theme import tokens

_TICKS = 6


class NightPlot(pg.PlotWidget):  # type: ignore[misc]
    """A chart with nights from left to right; it scrolls with the page and does not zoom."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedHeight(190)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setMouseEnabled(x=False, y=False)
        self.setFrameShape(self.Shape.NoFrame)
        self._draw: Callable[[], None] | None = None

    def show_bars(
        self, nights: Sequence[str], lower: Sequence[float], upper: Sequence[float]
    ) -> None:
        """Two bars on top of one another for each night."""
        places = list(range(len(nights)))

        def draw() -> None:
            colours = tokens()
            first = pg.BarGraphItem(x=places, height=lower, width=0.8, brush=colours.good, pen=None)
            rest = pg.BarGraphItem(
                x=places, y0=lower, height=upper, width=0.8, brush=colours.border, pen=None
            )
            self.addItem(first)
            self.addItem(rest)
            top = max((a + b for a, b in zip(lower, upper, strict=True)), default=1)
            self._frame(nights, top)

        self._redraw(draw)

    def show_line(self, nights: Sequence[str], values: Sequence[float], top: float) -> None:
        """One line with the ground below it filled."""

        def draw() -> None:
            colours = tokens()
            ground = QColor(colours.accent)
            ground.setAlpha(50)
            self.plot(
                list(range(len(nights))),
                list(values),
                pen=pg.mkPen(colours.accent, width=2),
                fillLevel=0,
                brush=ground,
                antialias=True,
            )
            self._frame(nights, top)

        self._redraw(draw)

    def recolour(self) -> None:
        """Draw the same in the colours of another scheme."""
        if self._draw is not None:
            self._redraw(self._draw)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Let the page scroll."""
        event.ignore()

    def _redraw(self, draw: Callable[[], None]) -> None:
        self._draw = draw
        self.clear()
        draw()

    def _frame(self, nights: Sequence[str], top: float) -> None:
        """Ground, axes and at most six dates below."""
        colours = tokens()
        self.setBackground(colours.surface)
        step = max(1, -(-len(nights) // _TICKS))
        local = QLocale()
        dates = [
            (place, local.toString(_qdate(nights[place]), tr("d MMM")))
            for place in range(0, len(nights), step)
        ]
        for side in ("bottom", "left"):
            axis = self.getAxis(side)
            axis.setPen(colours.border)
            axis.setTextPen(colours.muted)
            axis.setStyle(tickLength=-4)
        self.getAxis("bottom").setTicks([dates])
        self.setXRange(-0.6, len(nights) - 0.4, padding=0.01)
        self.setYRange(0, top or 1, padding=0.05)


def _qdate(night: str) -> QDate:
    day = date.fromisoformat(night)
    return QDate(day.year, day.month, day.day)
