"""Other solutions of the task of a lesson, one below the other."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.i18n import tr
from ui.journal.code_view import CodeView
from ui.theme import SPACE

_MOST_LINES = 30


class OtherSolutions(QWidget):
    """Their code; the views are kept and used again for the next lesson."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: list[CodeView] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.small)

    def show_code(self, solutions: Sequence[str]) -> None:
        """Replace them."""
        while len(self._views) < len(solutions):
            name = tr("Solution {number}", number=len(self._views) + 1)
            view = CodeView(name, most_lines=_MOST_LINES)
            self._views.append(view)
            self._column.addWidget(view)
        for number, view in enumerate(self._views):
            view.setVisible(number < len(solutions))
            if number < len(solutions):
                view.show_text(solutions[number].rstrip("\n"))
