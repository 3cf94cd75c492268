"""The dreams of a night that left no lesson, each with why."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from dreamer_app.core.dreams import DreamRecord
from dreamer_app.core.states import DreamOutcome
from ui.i18n import said, tr
from ui.journal import words
from ui.journal.parts import Sign, button, clear, label
from ui.theme import SPACE

_FIRST = 8
_SIGNS = {
    DreamOutcome.FELL: ("failed", "bad"),
    DreamOutcome.ABSTAINED: ("skipped", "muted"),
    DreamOutcome.UNVERIFIED: ("broken", "info"),
    DreamOutcome.INTERRUPTED: ("stop", "muted"),
}


class ThrownAway(QWidget):
    """What was tried and what became of it; the first few at once, all on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dreams: list[DreamRecord] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.small)
        self._grid.setVerticalSpacing(SPACE.hair)
        self._grid.setColumnStretch(1, 1)

    def show_dreams(self, dreams: Sequence[DreamRecord]) -> int:
        """Replace the dreams; how many of them were not kept."""
        self._dreams = [d for d in dreams if d.outcome is not DreamOutcome.KEPT]
        self._show(_FIRST)
        return len(self._dreams)

    def _show(self, most: int) -> None:
        clear(self._grid)
        for row, dream in enumerate(self._dreams[:most]):
            shape, ink = _SIGNS.get(dream.outcome, ("failed", "bad"))
            sign = Sign(16)
            sign.show_sign(shape, ink)
            sign.setAccessibleName(why(dream))
            self._grid.addWidget(sign, 2 * row, 0)
            self._grid.addWidget(label(title(dream), wrap=True, copy=True), 2 * row, 1)
            self._grid.addWidget(label(why(dream), "muted", wrap=True, copy=True), 2 * row + 1, 1)
        if len(self._dreams) > most:
            everything = tr("Show all {count}", count=words.number(len(self._dreams)))
            more = button(everything, "plain", lambda: self._show(len(self._dreams)))
            self._grid.addWidget(more, 2 * most, 1)


def title(dream: DreamRecord) -> str:
    """What a dream was about."""
    return dream.scenario.title if dream.scenario else tr("No task came of it")


def why(dream: DreamRecord) -> str:
    """What became of a dream, one line: what was noted, which names the reason itself."""
    if dream.note:
        return said(dream.note)
    return words.fell_at(dream.fell_at) if dream.fell_at else _outcome(dream.outcome)


def _outcome(value: DreamOutcome) -> str:
    return {
        DreamOutcome.KEPT: tr("kept"),
        DreamOutcome.FELL: tr("thrown away"),
        DreamOutcome.ABSTAINED: tr("no sensible task"),
        DreamOutcome.UNVERIFIED: tr("could not be checked"),
        DreamOutcome.INTERRUPTED: tr("interrupted"),
    }[value]
