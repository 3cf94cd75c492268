"""The calendar of nights with its legend, and buttons that turn its pages."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QDate, QLocale, QRect, QSize, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.journal.heat_map import HeatMap, paint_night
from ui.journal.parts import label, tool
from ui.theme import SPACE, tokens

_STEPS = ((1, 0), (1, 1), (2, 2), (3, 3), (4, 4))
"""Nights of the legend: tried something and kept nothing, then more and more."""


class Calendar(QWidget):
    """A year of nights; earlier years are a page away.

    Attributes:
        night_wanted: a night was chosen: its date, ISO.
    """

    night_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.map = HeatMap()
        self.map.night_wanted.connect(self.night_wanted)
        self.map.turned.connect(self._show_span)
        self._span = label(kind="muted")
        self.earlier = tool("earlier", tr("Earlier nights"), lambda: self.map.turn(-1))
        self.later = tool("later", tr("Later nights"), lambda: self.map.turn(1))
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.hair)
        for widget in (self.earlier, self.later, self._span):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(label(tr("less"), "muted"))
        foot.addWidget(_Legend())
        foot.addWidget(label(tr("more"), "muted"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addWidget(self.map)
        column.addLayout(foot)

    @property
    def span(self) -> str:
        """From when to when."""
        return self._span.text()

    def show_nights(self, nights: Mapping[str, tuple[int, int]], last: date) -> None:
        """Show the newest nights; tried and kept by ISO date."""
        self.map.show_nights(nights, last)

    def _show_span(self) -> None:
        first, end = (QLocale().toString(_qdate(day), tr("MMM yyyy")) for day in self.map.span)
        self._span.setText(first if first == end else f"{first} \N{EN DASH} {end}")
        self.earlier.setEnabled(self.map.has_earlier)
        self.later.setEnabled(self.map.has_later)


class _Legend(QWidget):
    """The grounds of the calendar from none kept to most."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("From none kept to most"))
        self.setToolTip(tr("A hollow square tried something and kept nothing."))

    def sizeHint(self) -> QSize:  # noqa: N802
        """A row of squares."""
        edge = self._edge()
        return QSize(len(_STEPS) * (edge + 3), edge)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Draw it as the calendar does."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self._edge()
        for place, counts in enumerate(_STEPS):
            cell = QRect(place * (edge + 3), 0, edge, edge)
            paint_night(painter, cell, counts, len(_STEPS) - 1, tokens())

    def _edge(self) -> int:
        return max(10, QFontMetrics(self.font()).height() * 4 // 5)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
