"""What every dialog has in common: the look, and that it follows the desktop's scheme."""

from PySide6.QtCore import QEvent, QSettings, QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from ui.controls import controls_sheet
from ui.journal.style import mark, sheet
from ui.theme import SPACE, tokens

_FRAME = QSize(16, 56)
"""Room for the title bar and borders, which are not known before a window is shown."""


class ThemedDialog(QDialog):
    """A dialog in the program's style sheet; it is a window of its own, never modal."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        self._dress()

    def open_at(self, width: int, height: int) -> None:
        """Take this size, or what the screen leaves beside panels and the window's frame."""
        free = self.screen().availableSize() - _FRAME
        self.resize(QSize(width, height).boundedTo(free))

    @property
    def may_be_replaced(self) -> bool:
        """Whether nothing is lost when another one of its kind takes its place."""
        return True

    def go_on_from(self, former: "ThemedDialog") -> None:
        """Show what another one of its kind shows; a dialog that only tells shows it anyway."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a new scheme, and another size of fonts."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()

    def _dress(self) -> None:
        colours = tokens()
        made = sheet(colours) + controls_sheet(colours)
        if made != self.styleSheet():  # a style sheet changes palettes and fonts too
            self.setStyleSheet(made)


def keep_size(dialog: QDialog, memory: QSettings, name: str) -> None:
    """Give a dialog the size in which a person left it, and remember the next one."""
    size = memory.value(name)
    if isinstance(size, QSize) and size.isValid():
        dialog.resize(size.boundedTo(dialog.screen().availableSize() - _FRAME))
    dialog.finished.connect(lambda _result: memory.setValue(name, dialog.size()))


class Card(QFrame):
    """A framed area with its content from top to bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, "card")
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.medium)
        self.inside.setSpacing(SPACE.small)


def line(parent: QWidget | None = None) -> QFrame:
    """A hairline between rows."""
    made = QFrame(parent)
    made.setFrameShape(QFrame.Shape.HLine)
    made.setFrameShadow(QFrame.Shadow.Plain)
    made.setForegroundRole(made.palette().ColorRole.Mid)
    return made
