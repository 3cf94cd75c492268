"""Charts over nights, drawn with pyqtgraph. Imported only when a chart is first shown."""

from collections.abc import Sequence
from datetime import date

import pyqtgraph as pg
from PySide6.QtCore import QDate, QLocale, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip

from ui.i18n import tr
from ui.journal import words
from ui.journal.chart_series import Chart, Series
from ui.theme import tokens

_TICKS = 6
_WHOLE = 100.0
"""The top of an axis of shares in per cent."""
_HEIGHT_LINES = 12
_LONG_DAYS = 300
"""Over so long a time months tell more than days."""


class NightPlot(pg.PlotWidget):  # type: ignore[misc]
    """A chart with nights from left to right; it scrolls with the page and does not zoom."""

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.setFixedHeight(max(190, _HEIGHT_LINES * self.fontMetrics().height()))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hideButtons()
        self.setMouseEnabled(x=False, y=False)
        self.setMouseTracking(True)
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

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Say what is under the pointer."""
        super().mouseMoveEvent(event)
        QToolTip.showText(event.globalPosition().toPoint(), self.said_at(event.position()), self)

    def said_at(self, place: QPointF) -> str:
        """The date and the values at a place of the chart; empty beside it."""
        if self._shown is None:
            return ""
        chart, dates = self._shown
        at = round(self.plotItem.vb.mapSceneToView(place).x())
        if not 0 <= at < len(dates):
            return ""
        lines = [QLocale().toString(_qdate(dates[at]), tr("d MMM yyyy"))]
        for each in chart.series:
            value = _shown(each.values[at])
            lines.append(tr("{name}: {value}", name=each.name or chart.title, value=value))
        return "\n".join(lines)

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
        pattern = _pattern(dates)
        ticks = [
            (place, QLocale().toString(_qdate(dates[place]), pattern))
            for place in range(0, len(dates), step)
        ]
        for side in ("bottom", "left"):
            axis = self.getAxis(side)
            axis.setPen(colours.border)
            axis.setTextPen(colours.muted)
            axis.setStyle(tickLength=-4, tickFont=self.font(), hideOverlappingLabels=False)
        self.getAxis("bottom").setTicks([ticks])
        if top == _WHOLE:
            shares = range(0, round(_WHOLE) + 1, 25)
            self.getAxis("left").setTicks([[(share, words.number(share)) for share in shares]])
        self.setXRange(-0.6, len(dates) - 0.4, padding=0.01)
        self.setYRange(0, top or 1, padding=0.05)


def colour(ink: str) -> str:
    """The colour of a series' ink, as ``#rrggbb``."""
    name, _colon, number = ink.partition(":")
    found = getattr(tokens(), name)
    return str(found[int(number)] if number else found)


def _spoken(chart: Chart) -> str:
    """What a chart says to who does not see it: each series with its range and its last value."""
    return "; ".join(
        tr(
            "{name} from {least} to {most}, at the end {last}",
            name=each.name,
            least=_shown(min(each.values)),
            most=_shown(max(each.values)),
            last=_shown(each.values[-1]),
        ).strip()
        for each in chart.series
        if each.values
    )


def _shown(value: float) -> str:
    """A value with as many digits as it needs."""
    return QLocale().toString(value, "f", 0 if value >= 10 or value == round(value) else 1)


def _pattern(dates: Sequence[str]) -> str:
    """How dates are written below a chart: with the year where it is not the same for all."""
    if not dates or dates[0][:4] == dates[-1][:4]:
        return tr("d MMM")
    days = (date.fromisoformat(dates[-1]) - date.fromisoformat(dates[0])).days
    return tr("MMM yyyy") if days > _LONG_DAYS else tr("d MMM yy")


def _qdate(night: str) -> QDate:
    day = date.fromisoformat(night)
    return QDate(day.year, day.month, day.day)
