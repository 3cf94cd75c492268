"""The session in progress: phase, scenario, speed, sandbox runs, how far it is."""

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontDatabase, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from dreamer_app.core.dreams import Progress
from dreamer_app.core.states import Phase
from ui.i18n import plural, tr
from ui.journal import words
from ui.journal.parts import ElidedLabel, label
from ui.journal.style import mark
from ui.theme import SPACE, tokens

_NARROW = 900
"""Below this width only the present phase is named."""
_STEPS = 1000
_DONE_BEFORE = {
    Phase.STARTING: 0.0,
    Phase.KNOWLEDGE: 0.0,
    Phase.SCENARIO: 0.1,
    Phase.CODE: 0.3,
    Phase.VALIDATION: 0.6,
    Phase.SAVING: 0.95,
}
"""About which part of a dream is done when a phase begins."""


class LiveView(QWidget):
    """Two lines below the state line, while a session runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: Progress | None = None
        self._phases = QLabel()
        self._phases.setTextFormat(Qt.TextFormat.RichText)
        self._title = ElidedLabel()
        self._facts = label(kind="muted")
        self._writing = ElidedLabel(kind="muted")
        self._writing.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, _STEPS)
        self._bar.setAccessibleName(tr("Progress of the session"))
        mark(self._phases, "muted")
        upper = QHBoxLayout()
        upper.setSpacing(SPACE.large)
        upper.addWidget(self._phases)
        upper.addWidget(self._title, 2)
        upper.addWidget(self._writing, 3)
        upper.addWidget(self._facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.large, 0, SPACE.large, SPACE.small)
        column.setSpacing(SPACE.hair)
        column.addLayout(upper)
        column.addWidget(self._bar)
        self.hide()

    @property
    def said(self) -> str:
        """Phase, title and numbers in words."""
        return self._bar.accessibleDescription()

    @property
    def share(self) -> float:
        """How much of the session is done (0 to 1), as the bar shows it."""
        return self._bar.value() / _STEPS

    def show_progress(self, progress: Progress | None) -> None:
        """Show how far a session is; None hides all of it."""
        self._progress = progress
        self.setVisible(progress is not None)
        if progress is None:
            return
        self._title.show_text(progress.title)
        self._writing.show_text(last_line(progress.writing))
        self._facts.setText("   ".join(facts(progress)))
        self._bar.setValue(round(_STEPS * done(progress)))
        spoken = (words.phase(progress.phase), progress.title, *facts(progress))
        self._bar.setAccessibleDescription(", ".join(part for part in spoken if part))
        self._show_phases()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """All phases where there is room."""
        super().resizeEvent(event)
        self._show_phases()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a new scheme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._show_phases()

    def _show_phases(self) -> None:
        if self._progress is None:
            return
        now, colours = self._progress.phase, tokens()
        shown = []
        for phase in Phase:
            name = escape(words.phase(phase))
            if phase is now:
                shown.append(f'<b style="color: {colours.accent}">{name}</b>')
            elif self.width() >= _NARROW and phase is not Phase.STARTING:
                shown.append(f'<span style="color: {colours.muted}">{_short(phase)}</span>')
        self._phases.setText("  ·  ".join(shown))


def done(progress: Progress) -> float:
    """Share of a session that is done (0 to 1); the present dream counts in part."""
    if progress.dreams <= 0:
        return 0.0
    before = max(0, progress.dream - 1) + _DONE_BEFORE[progress.phase]
    return min(1.0, before / progress.dreams)


def facts(progress: Progress) -> list[str]:
    """The numbers of a session, each with its word."""
    found = [tr("{kept} kept", kept=words.number(progress.kept))]
    if progress.tokens_per_second:
        rate = words.number(progress.tokens_per_second)
        found.append(tr("{rate} tokens/s", rate=rate))
    if progress.sandbox_runs:
        found.append(plural("{count} sandbox run", "{count} sandbox runs", progress.sandbox_runs))
    if progress.remaining_seconds is not None:
        found.append(tr("{time} left", time=words.duration(progress.remaining_seconds)))
    return found


def last_line(text: str) -> str:
    """The line of a program that is being written just now."""
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else ""


def _short(phase: Phase) -> str:
    """A phase in one word, for those that are not the present one."""
    return {
        Phase.STARTING: tr("Start"),
        Phase.KNOWLEDGE: tr("Choose"),
        Phase.SCENARIO: tr("Weave"),
        Phase.CODE: tr("Write"),
        Phase.VALIDATION: tr("Check"),
        Phase.SAVING: tr("Save"),
    }[phase]
