"""The style sheet on the parts of a window, so that a new scheme never holds the window up."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.controls import controls_sheet
from ui.journal.style import sheet
from ui.theme import tokens


class Dressing(QObject):
    """Keeps the parts of a window in the style sheet of the scheme in force.

    A sheet on the window itself would be polished into all of its widgets in one call, and
    painted in the same turn of the event loop. Here every part has the sheet for itself: with
    a new scheme the visible parts get it in a turn each, then they are painted, all at once,
    then the hidden parts get it, or when they are shown, if that is sooner. Until it is painted
    the window shows the old picture, so the two schemes are never seen side by side.

    Args:
        window: the window of the parts, which has no style sheet of its own.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._parts: list[QWidget] = []
        self._late: list[QWidget] = []
        self._sheet = _made()
        # A timer of no length and not ``singleShot``: that posts an event, and what is posted
        # while posted events are handled still belongs to the same turn.
        self._turns = QTimer(self)
        self._turns.timeout.connect(self._next)

    @property
    def sheet(self) -> str:
        """The style sheet that fits the scheme and the font in force."""
        return self._sheet

    @property
    def is_done(self) -> bool:
        """Whether every part has it, and the window is painted again."""
        return not self._turns.isActive()

    def add(self, *parts: QWidget) -> None:
        """Dress these now, and again with every new scheme."""
        for part in parts:
            self._parts.append(part)
            part.setStyleSheet(self._sheet)

    def follow(self) -> None:
        """The scheme or the font changed: dress all parts anew within the next turns."""
        made = _made()
        if made == self._sheet:  # a style sheet changes palettes and fonts too
            return
        self._sheet = made
        self._parts = [part for part in self._parts if isValid(part)]
        self._late = sorted(self._parts, key=lambda part: not part.isVisible())
        for part in self._late:
            part.installEventFilter(self)
        self._window.setUpdatesEnabled(False)
        self._turns.start(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A part that is shown before its turn is dressed before it is painted."""
        if event.type() is QEvent.Type.Show and watched in self._late:
            assert isinstance(watched, QWidget)  # noqa: S101 - for the types
            self._dress(watched)
        return False

    def _next(self) -> None:
        self._late = [part for part in self._late if isValid(part)]
        visible = [part for part in self._late if part.isVisible()]
        if visible:
            self._dress(visible[0])
        elif not self._window.updatesEnabled():
            self._window.setUpdatesEnabled(True)
            self._window.repaint()  # Qt dropped what was asked for meanwhile
        elif self._late:
            self._dress(self._late[0])
        else:
            self._turns.stop()

    def _dress(self, part: QWidget) -> None:
        self._late.remove(part)
        part.removeEventFilter(self)
        part.setStyleSheet(self._sheet)


def _made() -> str:
    colours = tokens()
    return sheet(colours) + controls_sheet(colours)
