"""What lies over the window for a moment: a toast, the reject panel, the list of keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.i18n import tr
from ui.journal.flow import FlowLayout
from ui.journal.parts import button, label
from ui.journal.reasons import reasons
from ui.journal.style import mark
from ui.theme import SPACE

_TOAST_MS = 7000
_WIDEST = 520


class Toast(QFrame):
    """Says for a few seconds what was done, and offers to undo it.

    Attributes:
        undo_wanted: its button was pressed.
    """

    undo_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        mark(self, "toast")
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._undo = QPushButton(tr("Undo (U)"))
        self._undo.clicked.connect(self.undo_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.large, SPACE.small, SPACE.small, SPACE.small)
        row.setSpacing(SPACE.large)
        row.addWidget(self._text, 1)
        row.addWidget(self._undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    @property
    def offers_undo(self) -> bool:
        """Whether its button is there."""
        return not self._undo.isHidden()

    def say(self, text: str, *, can_undo: bool = False) -> None:
        """Show a sentence."""
        metrics = self._text.fontMetrics()
        room = min(_WIDEST, self._window.width() - 160)
        self._text.setText(metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room))
        self._text.setToolTip(text)
        self.setAccessibleName(text)
        self._undo.setVisible(can_undo)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(_TOAST_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay at the bottom when the window changes its size."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        area = self._window.rect()
        self.move((area.width() - self.width()) // 2, area.height() - self.height() - 72)


class RejectPanel(QFrame):
    """Asks why a lesson is rejected: a chip, own words, or nothing.

    Digits choose a chip and reject at once, Enter rejects with what is there, Escape goes back.

    Attributes:
        confirmed: reject with this reason: the key of a chip, own words, or nothing.
        cancelled: do not.
    """

    confirmed = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        mark(self, "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = label(kind="subtitle")
        self._chips: list[QToolButton] = []
        chips = FlowLayout(spacing=SPACE.small)
        for number, (key, word) in enumerate(reasons().items(), 1):
            chip = QToolButton()
            mark(chip, "chip")
            chip.setText(f"{number}  {word}")
            chip.setProperty("reason", key)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            chip.clicked.connect(lambda _checked, k=key: self._confirm(k))
            self._chips.append(chip)
            chips.addWidget(chip)
        self._words = QLineEdit()
        self._words.setPlaceholderText(tr("In your own words (optional)"))
        self._words.setAccessibleName(tr("Reason for rejecting"))
        self._words.returnPressed.connect(lambda: self._confirm(self._words.text()))
        self._words.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._focus_went)  # type: ignore[union-attr]
        hint = label(
            tr("A digit chooses a reason and rejects. Enter rejects as it is, Esc goes back."),
            "muted",
            wrap=True,
        )
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(tr("Cancel"), "plain", self._cancel))
        buttons.addWidget(
            button(tr("Reject"), "danger", lambda: self._confirm(self._words.text()), "reject")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.large, SPACE.large, SPACE.large, SPACE.large)
        column.setSpacing(SPACE.medium)
        column.addWidget(self._title)
        column.addLayout(chips)
        column.addWidget(self._words)
        column.addWidget(hint)
        column.addLayout(buttons)
        parent.installEventFilter(self)
        self.hide()

    def ask(self, what: str) -> None:
        """Open for a lesson or a number of lessons."""
        self._title.setText(self.fontMetrics().elidedText(what, Qt.TextElideMode.ElideRight, 330))
        self.setAccessibleName(what)
        self._words.clear()
        self._place()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Digits, Enter, Escape; a letter begins own words. A key held down means nothing."""
        if event.isAutoRepeat():
            return
        key = event.key()
        digit = key - int(Qt.Key.Key_1)
        if 0 <= digit < len(self._chips):
            self._confirm(str(self._chips[digit].property("reason")))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._confirm(self._words.text())
        elif key == Qt.Key.Key_Escape:
            self._cancel()
        elif event.text().isalpha() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._words.setFocus()
            self._words.setText(event.text())
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Escape in the field goes back; the panel follows the window's size."""
        if watched is self._words and isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self._cancel()
                return True
        elif event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001, N802
        """Tab goes round in the panel: behind it, keys would decide about other lessons."""
        places = [*self._chips, self._words, *self.findChildren(QPushButton)]
        here = self.focusWidget()
        at = places.index(here) if here in places else (-1 if next else 0)
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        places[(at + (1 if next else -1)) % len(places)].setFocus(reason)
        return True

    def _focus_went(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A click beside the panel takes it away; another window does not."""
        if now is None or now is self or self.isAncestorOf(now):
            return
        if self.isVisible() and now.window() is self.window():
            self.hide()

    def _confirm(self, reason: str) -> None:
        self.hide()
        self.confirmed.emit(reason.strip())

    def _cancel(self) -> None:
        self.hide()
        self.cancelled.emit()

    def _place(self) -> None:
        area = self._window.rect()
        width = min(440, area.width() - 2 * SPACE.large)
        self.setFixedWidth(width)
        layout = self.layout()
        height = layout.totalHeightForWidth(width) if layout else self.sizeHint().height()
        self.resize(width, height)
        self.move((area.width() - width) // 2, max(SPACE.large, (area.height() - height) // 2))


class KeysOverlay(QWidget):
    """All keys, over the darkened window; any key or click closes it."""

    closed = Signal()

    def __init__(self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], parent: QWidget):
        super().__init__(parent)
        self._window = parent
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Keys"))
        self._groups = groups
        outer = QGridLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        parent.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it."""
        self._fill()
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self) -> None:
        """Make what it shows, the first time."""
        groups, self._groups = self._groups, ()
        if not groups:
            return
        panel = QFrame()
        mark(panel, "panel")
        grid = QGridLayout(panel)
        grid.setContentsMargins(SPACE.huge, SPACE.large, SPACE.huge, SPACE.huge)
        grid.setHorizontalSpacing(SPACE.huge * 2)
        grid.setVerticalSpacing(SPACE.large)
        grid.addWidget(label(tr("Keys"), "title"), 0, 0, 1, 2)
        for number, (name, rows) in enumerate(groups):
            grid.addLayout(self._group(name, rows), 1 + number // 2, number % 2)
        layout = self.layout()
        if isinstance(layout, QGridLayout):
            layout.addWidget(panel, 0, 0, Qt.AlignmentFlag.AlignCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Any key closes."""
        event.accept()
        self._close()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, ARG002, FBT001, N802
        """Also Tab, which is no key press to a widget."""
        self._close()
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click closes."""
        event.accept()
        self._close()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Darken what is below."""
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, 130))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Cover the window at every size."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def _group(self, name: str, rows: Sequence[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.large)
        grid.setVerticalSpacing(SPACE.hair)
        grid.addWidget(label(name, "heading"), 0, 0, 1, 2)
        for line, (keys, text) in enumerate(rows, 1):
            grid.addWidget(label(keys, "badge"), line, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(text), line, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(rows) + 1, 1)
        return grid
