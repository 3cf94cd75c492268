"""Small widgets that several panes are made of."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSpacerItem,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.i18n import tr
from ui.journal.icons import icon
from ui.journal.style import mark
from ui.theme import SPACE, tokens


def label(text: str = "", kind: str = "", *, wrap: bool = False, copy: bool = False) -> QLabel:
    """Words; ``copy`` lets a person select them. Never read as mark-up."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        mark(made, kind)
    if copy:
        flags = Qt.TextInteractionFlag
        made.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def clear(layout: QLayout) -> None:
    """Take all widgets of a layout away."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def button(text: str, kind: str, clicked: Callable[[], object], shape: str = "") -> QPushButton:
    """A push button of a kind of the style sheet."""
    made = QPushButton(text)
    mark(made, kind)
    ink = {"primary": "on_accent", "good": "good", "danger": "bad"}.get(kind, "text")
    if shape:
        made.setIcon(icon(shape, ink))
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked: clicked())
    return made


def tool(shape: str, name: str, clicked: Callable[[], object], *, text: str = "") -> QToolButton:
    """A flat button with an icon; ``name`` is its tooltip and what a screen reader says."""
    made = QToolButton()
    mark(made, "quiet")
    made.setIcon(icon(shape))
    made.setIconSize(QSize(18, 18))
    made.setToolTip(name)
    made.setAccessibleName(name)
    if text:
        made.setText(text)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.clicked.connect(lambda _checked: clicked())
    return made


class Sign(QLabel):
    """An icon that says something, in the colour of the scheme in force.

    Args:
        edge: its width and height in device-independent pixels.
    """

    def __init__(self, edge: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edge = edge
        self._shown: tuple[str, str] | None = None

    def show_sign(self, shape: str, ink: str) -> None:
        """Show a shape of :mod:`ui.journal.icons` in a colour of the theme's tokens."""
        self._shown = (shape, ink)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a new scheme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        if self._shown is not None:
            self.setPixmap(icon(*self._shown).pixmap(self._edge, self._edge))


class ElidedLabel(QLabel):
    """One line that ends in dots where the width does; the tooltip has all of it."""

    def __init__(self, text: str = "", kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(40)
        if kind:
            mark(self, kind)
        self.show_text(text)

    @property
    def whole(self) -> str:
        """The text, not shortened."""
        return self._whole

    def show_text(self, text: str) -> None:
        """Replace the text."""
        self._whole = " ".join(text.split())
        self.setAccessibleName(self._whole)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Shorten anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 40)
        )
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


_LEAST_HEAD = 80
"""A long heading is cut rather than making what it stands over wider than the window."""


class Section(QWidget):
    """A heading that folds what is below it.

    Attributes:
        folded: a person opened (True) or closed (False) it.
    """

    opened = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None, *, is_open: bool = True) -> None:
        super().__init__(parent)
        self._title = title
        self.head = QToolButton()
        mark(self.head, "section")
        self.head.setCheckable(True)
        self.head.setChecked(is_open)
        self.head.setText(title)
        self.head.setIconSize(QSize(14, 14))
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.head.setMinimumWidth(_LEAST_HEAD)
        self.head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.head.toggled.connect(self._fold)
        self.head.clicked.connect(self.opened)
        self.body = QWidget()
        self.inside = QVBoxLayout(self.body)
        self.inside.setContentsMargins(0, SPACE.hair, 0, 0)
        self.inside.setSpacing(SPACE.small)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(SPACE.hair)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.head)
        line.addStretch(1)
        line.addLayout(self._beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.body)
        self._fold(is_open)

    @property
    def is_open(self) -> bool:
        """Whether what is below is shown."""
        return self.head.isChecked()

    def set_title(self, extra: str) -> None:
        """The heading with something after it, e.g. a number."""
        self.head.setText(f"{self._title}  {extra}".strip())

    def add(self, widget: QWidget) -> None:
        """Put a widget below the heading."""
        self.inside.addWidget(widget)

    def clear(self) -> None:
        """Take away everything below the heading."""
        clear(self.inside)

    def add_beside(self, widget: QWidget) -> None:
        """Put a widget into the line of the heading."""
        self._beside.addWidget(widget)

    def set_open(self, is_open: bool) -> None:  # noqa: FBT001
        """Show or hide what is below."""
        self.head.setChecked(is_open)

    def _fold(self, is_open: bool) -> None:  # noqa: FBT001
        self.head.setIcon(icon("opened" if is_open else "closed", "muted"))
        self.body.setVisible(is_open)


class BarList(QWidget):
    """Names with bars: how often each, and which part of it.

    Rows are ``(name, whole, part)``; a part below 0 is not drawn.

    Args:
        ink, part_ink: attributes of the theme's tokens.
        said: what a row's whole and part are called, where the numbers alone do not say it.
    """

    def __init__(
        self,
        ink: str,
        part_ink: str = "good",
        parent: QWidget | None = None,
        *,
        said: Callable[[int, int], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._ink = ink
        self._said = said
        self._part_ink = part_ink
        self._rows: Sequence[tuple[str, int, int]] = ()
        self._beside: Sequence[BarList] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[tuple[str, int, int]]) -> None:
        """Replace the rows."""
        self._rows = list(rows)
        self.setAccessibleName(", ".join(f"{n}: {self._value(w, p)}" for n, w, p in rows))
        self.updateGeometry()
        self.update()

    def stand_below(self, *others: "BarList") -> None:
        """Begin the bars where those of other lists begin."""
        self._beside = others

    def sizeHint(self) -> QSize:  # noqa: N802
        """One line for each row."""
        return QSize(240, len(self._rows) * self._line())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As tall as wanted."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Draw names, bars and numbers."""
        if not self._rows:
            return
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetrics(self.font())
        shown = [self, *(each for each in self._beside if each.isVisible())]
        widest = max(each.widest_name(metrics) for each in shown)
        names = min(widest + SPACE.medium, int(self.width() * 0.45))
        values = max(metrics.horizontalAdvance(self._value(w, p)) for _n, w, p in self._rows) + 10
        most = max(whole for _n, whole, _p in self._rows) or 1
        room = max(20, self.width() - names - values)
        for number, (name, whole, part) in enumerate(self._rows):
            y = number * self._line()
            line = self._line()
            painter.setPen(QColor(colours.text))
            fitted = metrics.elidedText(name, Qt.TextElideMode.ElideRight, names - 8)
            self._write(painter, QRect(0, y, names, line), fitted, Qt.AlignmentFlag.AlignLeft)
            painter.setPen(Qt.PenStyle.NoPen)
            length = max(3, int(room * whole / most))
            painter.setBrush(QColor(getattr(colours, self._ink)))
            bar = QRect(names, y + line // 2 - 5, length, 10)
            painter.drawRoundedRect(self._placed(bar), 3, 3)
            if part > 0:
                painter.setBrush(QColor(getattr(colours, self._part_ink)))
                bar.setWidth(max(3, int(room * part / most)))
                painter.drawRoundedRect(self._placed(bar), 3, 3)
            painter.setPen(QColor(colours.muted))
            beside = QRect(self.width() - values, y, values, line)
            value = self._value(whole, part)
            self._write(painter, beside, value, Qt.AlignmentFlag.AlignRight)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a new scheme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()

    def widest_name(self, metrics: QFontMetrics) -> int:
        """Pixels of the longest name."""
        return max((metrics.horizontalAdvance(n) for n, _w, _p in self._rows), default=0)

    def _line(self) -> int:
        return QFontMetrics(self.font()).height() + 8

    def _placed(self, area: QRect) -> QRect:
        """Where an area is in the direction of the language."""
        return QStyle.visualRect(self.layoutDirection(), self.rect(), area)

    def _write(self, painter: QPainter, area: QRect, text: str, side: Qt.AlignmentFlag) -> None:
        # The painter mirrors the side by itself where the language runs from right to left.
        painter.drawText(self._placed(area), int(Qt.AlignmentFlag.AlignVCenter | side), text)

    def _value(self, whole: int, part: int) -> str:
        if self._said is not None:
            return self._said(whole, part)
        # Isolated, so that a language from right to left does not swap the numbers.
        return str(whole) if part < 0 else f"\N{LEFT-TO-RIGHT ISOLATE}{part} / {whole}"


_WIDEST_WORDS = 520
_PICTURE_AT = 0.38
"""Of the window's height: a little above its middle."""


class Notice(QWidget):
    """What an empty place says: a picture, a sentence, perhaps a way on."""

    def __init__(self, shape: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel()
        self._picture.setPixmap(icon(shape, "muted").pixmap(48, 48))
        self._shape = shape
        self._title = label(kind="subtitle", wrap=True)
        self._text = label(kind="muted", wrap=True)
        self._way = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.huge)
        column.setSpacing(SPACE.small)
        self._above = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
        column.addItem(self._above)
        for widget in (self._picture, self._title, self._text):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            widget.setMaximumWidth(_WIDEST_WORDS)
            line = QHBoxLayout()
            line.addWidget(widget)
            column.addLayout(line)
        self._way.addStretch(1)
        self._way.addStretch(1)
        column.addSpacing(SPACE.small)
        column.addLayout(self._way)
        column.addStretch(1)

    def say(self, title: str, text: str = "", shape: str = "") -> None:
        """Replace the words, and the picture if one is named."""
        self._shape = shape or self._shape
        self._picture.setPixmap(icon(self._shape, "muted").pixmap(48, 48))
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(f"{title} {text}".strip())

    @property
    def said(self) -> str:
        """Title and text as shown."""
        return f"{self._title.text()} {self._text.text()}".strip()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Its picture stands where those of other notices in the same window do."""
        super().resizeEvent(event)
        top = self.mapTo(self.window(), QPoint(0, SPACE.huge)).y()
        above = max(0, round(self.window().height() * _PICTURE_AT) - top)
        if above != self._above.sizeHint().height():
            policy = QSizePolicy.Policy
            self._above.changeSize(0, above, policy.Minimum, policy.Maximum)
            if (column := self.layout()) is not None:
                column.invalidate()

    def offer(self, *ways: QWidget) -> None:
        """Put buttons below the words, in place of the earlier ones."""
        while self._way.count() > 2:
            item = self._way.takeAt(1)
            if (widget := item.widget() if item else None) is not None:
                widget.hide()
                widget.deleteLater()
        for number, way in enumerate(ways):
            self._way.insertWidget(1 + number, way)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a new scheme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._picture.setPixmap(icon(self._shape, "muted").pixmap(48, 48))


class Stars(QWidget):
    """A rating from 1 to 4; 0 is none.

    Attributes:
        rated: a person chose a rating; the same one again takes it back.
    """

    rated = Signal(int)
    MOST = 4

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rating = 0
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._buttons = []
        for value in range(1, self.MOST + 1):
            star = tool("star", f"{name}: {value}", partial(self._choose, value))
            self._buttons.append(star)
            row.addWidget(star)
        self._fit()

    @property
    def rating(self) -> int:
        """What is shown."""
        return self._rating

    def show_rating(self, rating: int) -> None:
        """Show a rating without telling anybody."""
        self._rating = rating
        for value, star in enumerate(self._buttons, 1):
            is_lit = value <= rating
            star.setIcon(icon("starred" if is_lit else "star", "warn" if is_lit else "muted"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow another size of fonts."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        edge = max(16, QFontMetrics(self.font()).height())
        for star in self._buttons:
            star.setIconSize(QSize(edge, edge))

    def _choose(self, value: int) -> None:
        self.rated.emit(0 if value == self._rating else value)


class Busy(QFrame):
    """Says that something takes its time, and lets a person end it; hidden at first."""

    def __init__(self, text: str, cancel: Callable[[], object]) -> None:
        super().__init__()
        mark(self, "card")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.small)
        row.setSpacing(SPACE.medium)
        row.addWidget(label(text, wrap=True), 2)
        row.addWidget(bar, 1)
        row.addWidget(button(tr("Cancel"), "plain", cancel))
        self.hide()


def card(*widgets: QWidget) -> QFrame:
    """Widgets below one another on a ground of their own."""
    frame = QFrame()
    mark(frame, "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.medium)
    column.setSpacing(SPACE.small)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)  # where a neighbour makes it taller, its words stay above
    return frame
