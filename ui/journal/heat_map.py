"""A year of nights as a calendar."""

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
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.i18n import plural, tr
from ui.journal import words
from ui.theme import tokens

_DAYS = 7
_MOST_WEEKS = 53
_GAP = 3
_CELL = 13


class HeatMap(QWidget):
    """A square for each night, the stronger the more was kept; weeks from left to right.

    Attributes:
        night_wanted: a night was chosen: its date, ISO.
    """

    night_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[date, int] = {}
        self._last = date(2000, 1, 2)
        self._chosen: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Calendar of nights"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_nights(self, kept: Mapping[str, int], last: date) -> None:
        """Show the year that ends with ``last``; ``kept`` by ISO date."""
        self._kept = {date.fromisoformat(night): count for night, count in kept.items()}
        self._last = last
        self._chosen = None
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """A year, with month and weekday names."""
        return QSize(self._left() + _MOST_WEEKS * (_CELL + _GAP), self._top() + self._height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Fewer weeks where there is less room."""
        return QSize(220, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Draw squares, month names above, every other weekday beside."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max(self._kept.values(), default=0)
        painter.setPen(QColor(colours.muted))
        local = QLocale()
        for day in (0, 2, 4):
            name = local.dayName(day + 1, QLocale.FormatType.ShortFormat)
            y = self._top() + day * (_CELL + _GAP)
            painter.drawText(QRect(0, y, self._left() - 4, _CELL), _right(), name)
        month = 0
        for week in range(self._weeks()):
            for weekday in range(_DAYS):
                day_of = self._first() + timedelta(days=week * _DAYS + weekday)
                if day_of > self._last:
                    continue
                cell = self._cell(week, weekday)
                if weekday == 0 and day_of.month != month:
                    month = day_of.month
                    has_room = (day_of + timedelta(weeks=2)).month == month or week > 0
                    name = local.monthName(month, QLocale.FormatType.ShortFormat)
                    painter.setPen(QColor(colours.muted))
                    if has_room:
                        painter.drawText(QPoint(cell.left(), self._top() - 5), name)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.heat[_step(self._kept.get(day_of, 0), most)]))
                painter.drawRoundedRect(cell, 3, 3)
                if day_of == self._chosen and self.hasFocus():
                    painter.setPen(QColor(colours.text))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(cell.adjusted(0, 0, -1, -1), 3, 3)

    def event(self, event: QEvent) -> bool:
        """A tooltip for each night."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self._at(event.pos())
            QToolTip.showText(event.globalPos(), self._sentence(day) if day else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go to a night."""
        day = self._at(event.position().toPoint())
        if day is not None:
            self._choose(day)
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows go from night to night, Enter opens."""
        steps = {
            Qt.Key.Key_Left: -_DAYS,
            Qt.Key.Key_Right: _DAYS,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._choose((self._chosen or self._last) + timedelta(days=step))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The last night is the one from which arrows go."""
        super().focusInEvent(event)
        if self._chosen is None:
            self._choose(self._last)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Nothing is marked any more."""
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a new scheme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()

    def _choose(self, day: date) -> None:
        self._chosen = min(max(day, self._first()), self._last)
        self.setAccessibleDescription(self._sentence(self._chosen))
        self.update()

    def _open(self) -> None:
        if self._chosen in self._kept:
            self.night_wanted.emit(self._chosen.isoformat())

    def _sentence(self, day: date) -> str:
        kept = plural("{count} lesson kept", "{count} lessons kept", self._kept.get(day, 0))
        return f"{words.night_name(day.isoformat())}: {kept}"

    def _left(self) -> int:
        return QFontMetrics(self.font()).horizontalAdvance("MMMM") + 4

    def _top(self) -> int:
        return QFontMetrics(self.font()).height() + 6

    def _height(self) -> int:
        return _DAYS * (_CELL + _GAP)

    def _weeks(self) -> int:
        room = (self.width() - self._left()) // (_CELL + _GAP)
        return max(1, min(_MOST_WEEKS, room))

    def _first(self) -> date:
        """The Monday in the upper left corner."""
        monday = self._last - timedelta(days=self._last.weekday())
        return monday - timedelta(weeks=self._weeks() - 1)

    def _cell(self, week: int, weekday: int) -> QRect:
        x = self._left() + week * (_CELL + _GAP)
        return QRect(x, self._top() + weekday * (_CELL + _GAP), _CELL, _CELL)

    def _at(self, place: QPoint) -> date | None:
        week = (place.x() - self._left()) // (_CELL + _GAP)
        weekday = (place.y() - self._top()) // (_CELL + _GAP)
        if not (0 <= week < self._weeks() and 0 <= weekday < _DAYS):
            return None
        day = self._first() + timedelta(days=week * _DAYS + weekday)
        return day if day <= self._last else None


def _right() -> int:
    return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def _step(count: int, most: int) -> int:
    """Which of the five grounds stands for a count; any dream at all is seen."""
    if not count or not most:
        return 0
    return 1 + min(3, (4 * (count - 1)) // most)
