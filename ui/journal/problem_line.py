"""What went wrong, below the header, until a person closes it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.i18n import tr
from ui.journal.parts import label, tool
from ui.journal.style import mark
from ui.theme import SPACE


class ProblemLine(QFrame):
    """One sentence, or a few, that can be selected and copied; hidden at first."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, "problem")
        self._text = label(wrap=True, copy=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.large, SPACE.hair, SPACE.small, SPACE.hair)
        row.addWidget(self._text, 1)
        row.addWidget(tool("close", tr("Close"), self.hide))
        self.hide()

    @property
    def text(self) -> str:
        """What is said; empty when nothing is."""
        return "" if self.isHidden() else self._text.text()

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
