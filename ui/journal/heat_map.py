"""Nights as a calendar, a year at a time."""

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.i18n import tr
from ui.journal import words
from ui.theme import Tokens, tokens

_DAYS = 7
_MOST_WEEKS = 53
_GAP = 3


class HeatMap(QWidget):
    """A square for each night, the stronger the more was kept; weeks from left to right.

    A night that tried something and kept nothing is a hollow square, a day without a night a
    faint one.

    Attributes:
        night_wanted: a night was chosen: its date, ISO.
        turned: other weeks are shown.
    """

    night_wanted = Signal(str)
    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nights: dict[date, tuple[int, int]] = {}
        self._last = self._end = date(2000, 1, 2)
        self._chosen: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Calendar of nights"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_nights(self, nights: Mapping[str, tuple[int, int]], last: date) -> None:
        """Show the weeks that end with ``last``.

        Args:
            nights: how many were tried and how many kept, by ISO date.
        """
        self._nights = {date.fromisoformat(night): counts for night, counts in nights.items()}
        self._last = self._end = last
        self._chosen = None
        self.update()
        self.turned.emit()

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day that is shown."""
        return self._first(), self._end

    @property
    def has_earlier(self) -> bool:
        """Whether there are nights before the shown ones."""
        return bool(self._nights) and min(self._nights) < self._first()

    @property
    def has_later(self) -> bool:
        """Whether there are nights after the shown ones."""
        return self._end < self._last

    def turn(self, pages: int) -> None:
        """Show earlier (below 0) or later weeks, as many as fit."""
        self._go_to(self._end + timedelta(weeks=self._weeks() * pages))

    def sizeHint(self) -> QSize:  # noqa: N802
        """A year, with month and weekday names."""
        wide = self._left() + _MOST_WEEKS * (self._least() + _GAP)
        return QSize(wide, self._top() + _DAYS * self._step())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Fewer weeks where there is less room."""
        return QSize(220, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Larger squares where there is room for them, which makes it taller."""
        super().resizeEvent(event)
        if event.oldSize().width() != self.width():
            self.updateGeometry()
            self.turned.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Draw squares, month names above, every other weekday beside."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_names(painter)
        most = max((kept for _tried, kept in self._nights.values()), default=0)
        # Measured once and not for each of some four hundred squares, as is all that is asked
        # of fonts and colours: a year is painted whenever something moves beside it.
        colours, nights, first = tokens(), self._nights, self._first()
        left, top, step = self._left(), self._top(), self._step()
        edge = step - _GAP
        for number in range((self._end - first).days + 1):
            week, weekday = divmod(number, _DAYS)
            cell = QRect(left + week * step, top + weekday * step, edge, edge)
            paint_night(painter, cell, nights.get(first + timedelta(days=number)), most, colours)
        if self._chosen is not None and first <= self._chosen <= self._end and self.hasFocus():
            cell = self._cell(*divmod((self._chosen - first).days, _DAYS))
            painter.setPen(QColor(colours.text))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(-1, -1, 0, 0), 3, 3)

    def _paint_names(self, painter: QPainter) -> None:
        local = QLocale()
        painter.setPen(QColor(tokens().muted))
        for day in (0, 2, 4):
            name = local.dayName(day + 1, QLocale.FormatType.ShortFormat)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            beside = QRect(0, self._cell(0, day).top(), self._left() - 6, self._step() - _GAP)
            painter.drawText(beside, int(side), name)
        month, first = 0, self._first()
        for week in range(self._weeks()):
            monday = first + timedelta(weeks=week)
            if monday.month == month:
                continue
            month = monday.month
            if (monday + timedelta(weeks=2)).month == month or week > 0:
                name = local.monthName(month, QLocale.FormatType.ShortFormat)
                above = QPoint(self._cell(week, 0).left(), self._top() - 5)
                painter.drawText(above, name)

    def event(self, event: QEvent) -> bool:
        """A tooltip for each night."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self._at(event.pos())
            QToolTip.showText(event.globalPos(), self.sentence(day) if day else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go to a night."""
        day = self._at(event.position().toPoint())
        if day is not None:
            self._choose(day)
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows go from night to night, Page Up and Down a page, Enter opens."""
        steps = {
            Qt.Key.Key_Left: -_DAYS,
            Qt.Key.Key_Right: _DAYS,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -_DAYS * self._weeks(),
            Qt.Key.Key_PageDown: _DAYS * self._weeks(),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._choose((self._chosen or self._end) + timedelta(days=step))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The last night is the one from which arrows go."""
        super().focusInEvent(event)
        if self._chosen is None:
            self._choose(self._end)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Nothing is marked any more."""
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a new scheme, and another size of fonts."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self.update()

    def sentence(self, day: date) -> str:
        """What is said of a day."""
        name = words.night_name(day.isoformat())
        if day not in self._nights:
            return tr("{night}: no night", night=name)
        tried, kept = self._nights[day]
        return tr(
            "{night}: {kept} of {tried} kept",
            night=name,
            kept=words.number(kept),
            tried=words.number(tried),
        )

    def _choose(self, day: date) -> None:
        oldest = min(self._nights, default=self._end)
        self._chosen = min(max(day, min(oldest, self._first())), self._last)
        while self._chosen < self._first():
            self.turn(-1)
        while self._chosen > self._end:
            self.turn(1)
        self.setAccessibleDescription(self.sentence(self._chosen))
        self.update()

    def _go_to(self, end: date) -> None:
        self._end = min(end, self._last)
        self.update()
        self.turned.emit()

    def _open(self) -> None:
        if self._chosen in self._nights:
            self.night_wanted.emit(self._chosen.isoformat())

    def _least(self) -> int:
        """A square in the size of the words beside it."""
        return max(10, QFontMetrics(self.font()).height() * 4 // 5)

    def _step(self) -> int:
        """From one square to the next: a year fills the width, or less of it where it is narrow."""
        fit = (self.width() - self._left()) // _MOST_WEEKS
        return min(max(fit, self._least() + _GAP), 2 * self._least() + _GAP)

    def _left(self) -> int:
        return QFontMetrics(self.font()).horizontalAdvance("MMMM") + 4

    def _top(self) -> int:
        return QFontMetrics(self.font()).height() + 6

    def _weeks(self) -> int:
        return max(1, min(_MOST_WEEKS, (self.width() - self._left()) // self._step()))

    def _first(self) -> date:
        """The Monday in the upper left corner."""
        monday = self._end - timedelta(days=self._end.weekday())
        return monday - timedelta(weeks=self._weeks() - 1)

    def _cell(self, week: int, weekday: int) -> QRect:
        step = self._step()
        edge = step - _GAP
        return QRect(self._left() + week * step, self._top() + weekday * step, edge, edge)

    def _at(self, place: QPoint) -> date | None:
        week = (place.x() - self._left()) // self._step()
        weekday = (place.y() - self._top()) // self._step()
        if not (0 <= week < self._weeks() and 0 <= weekday < _DAYS):
            return None
        day = self._first() + timedelta(days=week * _DAYS + weekday)
        return day if day <= self._end else None


def paint_night(
    painter: QPainter, cell: QRect, counts: tuple[int, int] | None, most: int, colours: Tokens
) -> None:
    """Draw the square of a night.

    Args:
        counts: how many were tried and kept; None for a day without a night.
        most: the most that any night kept.
    """
    tried, kept = counts or (0, 0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.heat[_shade(kept, most)]))
    if tried and not kept:
        painter.setPen(QColor(colours.edge))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        cell = cell.adjusted(0, 0, -1, -1)
    painter.drawRoundedRect(cell, 3, 3)


def _shade(count: int, most: int) -> int:
    """Which of the five grounds stands for a count; any lesson at all is seen."""
    if not count or not most:
        return 0
    return 1 + min(3, (4 * (count - 1)) // most)
