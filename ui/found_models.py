"""Models that are on this computer already: where they are, whether they fit, and take one."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dreamer_app.core.errors import DreamerError
from dreamer_app.core.inference import ModelInfo
from ui.dialog import line
from ui.i18n import said, size_in_words, tr
from ui.journal.calls import Calls
from ui.journal.parts import button, label
from ui.journal.style import mark
from ui.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dreamer_app.services.assembly import Services

_Judged = tuple[ModelInfo, str]


class FoundModels(QWidget):
    """What the models folder and other programs have, one row a model.

    Attributes:
        wanted: this one is to be dreamed with; carries its file.
    """

    wanted = Signal(object)

    def __init__(self, services: "Services", calls: Calls, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.small)
        self._note = label(tr("Looking at this computer…"), "muted", wrap=True)
        self._column.addWidget(self._note)
        models = services.models

        def look() -> "list[_Judged]":
            return [(info, models.fit_sentence(info)) for info in models.found()]

        calls.slow(look, self._show, self._cannot)

    def _show(self, found: "Sequence[_Judged]") -> None:
        self._note.setText(
            tr("They are read where they are, and never moved or changed.")
            if found
            else tr("None was found.")
        )
        for number, (info, sentence) in enumerate(found):
            if number:
                self._column.addWidget(line())
            self._column.addWidget(self._row(info, sentence))

    def _cannot(self, error: DreamerError) -> None:
        mark(self._note, "error")
        self._note.setText(said(error))

    def _row(self, info: ModelInfo, sentence: str) -> QWidget:
        size = size_in_words(info.size_bytes)
        words = QVBoxLayout()
        words.setSpacing(SPACE.hair)
        words.addWidget(label(info.name, "", wrap=True))
        words.addWidget(label(f"{size}  ·  {said(info.origin)}", "muted", wrap=True))
        words.addWidget(label(said(sentence), "muted", wrap=True))
        use = button(tr("Use"), "plain", partial(self.wanted.emit, info.path))
        use.setAccessibleName(tr("Use {model}", model=info.name))
        use.setToolTip(str(info.path))
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(SPACE.large)
        inside.addLayout(words, 1)
        inside.addWidget(use, 0, Qt.AlignmentFlag.AlignTop)
        return row
