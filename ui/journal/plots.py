"""Charts over nights, drawn with pyqtgraph. Imported only when a chart is first shown."""

from collections.abc import Sequence
from datetime import date

import pyqtgraph as pg
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QColor, QWheelEvent

from ui.i18n import tr
from ui.journal.chart_series import Chart, Series
from ui.theme import tokens

_TICKS = 6


class NightPlot(pg.PlotWidget):  # type: ignore[misc]
    """A chart with nights from left to right; it scrolls with the page and does not zoom."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(190)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setMouseEnabled(x=False, y=False)
        self.setFrameShape(self.Shape.NoFrame)
        self._shown: tuple[Chart, list[str]] | None = None

    def show_chart(self, chart: Chart, dates: Sequence[str]) -> None:
        """Draw a chart over the dates (ISO) of its bins."""
        self._shown = (chart, list(dates))
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(_spoken(chart))
        self.recolour()

    def recolour(self) -> None:
        """Draw the same in the colours of the scheme in force."""
        if self._shown is None:
            return
        chart, dates = self._shown
        self.clear()
        if chart.is_line:
            self._line(chart.series[0])
        else:
            self._bars(chart.series)
        heights = [sum(values) for values in zip(*(s.values for s in chart.series), strict=True)]
        self._frame(dates, chart.top or max(heights, default=1))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Let the page scroll."""
        event.ignore()

    def _bars(self, series: Sequence[Series]) -> None:
        """Bars on top of one another."""
        below = [0.0] * len(series[0].values)
        places = list(range(len(below)))
        for each in series:
            bars = pg.BarGraphItem(
                x=places,
                y0=list(below),
                height=each.values,
                width=0.8,
                brush=colour(each.ink),
                pen=None,
            )
            self.addItem(bars)
            below = [low + high for low, high in zip(below, each.values, strict=True)]

    def _line(self, series: Series) -> None:
        """A line with the ground below it filled."""
        ground = QColor(colour(series.ink))
        ground.setAlpha(50)
        self.plot(
            list(range(len(series.values))),
            series.values,
            pen=pg.mkPen(colour(series.ink), width=2),
            fillLevel=0,
            brush=ground,
            antialias=True,
        )

    def _frame(self, dates: Sequence[str], top: float) -> None:
        """Ground, axes and at most six dates below."""
        colours = tokens()
        self.setBackground(colours.surface)
        step = max(1, -(-len(dates) // _TICKS))
        local = QLocale()
        ticks = [
            (place, local.toString(_qdate(dates[place]), tr("d MMM")))
            for place in range(0, len(dates), step)
        ]
        for side in ("bottom", "left"):
            axis = self.getAxis(side)
            axis.setPen(colours.border)
            axis.setTextPen(colours.muted)
            axis.setStyle(tickLength=-4, tickFont=self.font())
        self.getAxis("bottom").setTicks([ticks])
        self.setXRange(-0.6, len(dates) - 0.4, padding=0.01)
        self.setYRange(0, top or 1, padding=0.05)


def colour(ink: str) -> str:
    """The colour of a series' ink, as ``#rrggbb``."""
    name, _colon, number = ink.partition(":")
    found = getattr(tokens(), name)
    return str(found[int(number)] if number else found)


def _spoken(chart: Chart) -> str:
    """What a chart says to who does not see it: each series with its range and its last value."""
    local = QLocale()

    def shown(value: float) -> str:
        return local.toString(value, "f", 0 if value >= 10 else 1)

    return "; ".join(
        tr(
            "{name} from {least} to {most}, at the end {last}",
            name=each.name,
            least=shown(min(each.values)),
            most=shown(max(each.values)),
            last=shown(each.values[-1]),
        ).strip()
        for each in chart.series
        if each.values
    )


def _qdate(night: str) -> QDate:
    day = date.fromisoformat(night)
    return QDate(day.year, day.month, day.day)
