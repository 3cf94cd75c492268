"""The second page of the welcome: how far the reading is, and what comes after it."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from dreamer_app.core.errors import DreamerError, Stopped
from dreamer_app.core.events import IngestProgressed
from dreamer_app.core.knowledge import IngestReport
from dreamer_app.core.states import Reason
from ui.i18n import plural, said, tr
from ui.icons import app_icon
from ui.journal.parts import ElidedLabel, button, label
from ui.journal.style import mark
from ui.preparation import Preparation
from ui.theme import SPACE

_PICTURE = 96


class GettingReady(QWidget):
    """Progress that a person may leave alone: closing the window does not end the work.

    Attributes:
        dream_requested: the first dream is wanted.
        journal_requested: the journal is wanted.
        close_requested: the window is not needed any more.
    """

    dream_requested = Signal()
    journal_requested = Signal()
    close_requested = Signal()

    def __init__(self, preparation: Preparation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preparation = preparation
        self._title = label(tr("Getting ready"), "title")
        self._line = label("", wrap=True)
        self._what = ElidedLabel("", "muted")
        self._bar = QProgressBar()
        self._stop = button(tr("Stop"), "plain", self._stop_reading)
        self._hide = button(tr("Go on in the background"), "plain", self.close_requested.emit)
        self._journal = button(tr("Open the journal"), "plain", self.journal_requested.emit)
        self._dream = button(tr("Dream now"), "primary", self.dream_requested.emit)
        self._dream.setAutoDefault(True)  # Return presses it when it has the focus
        self._lay_out()
        self._show_buttons(is_done=False)
        preparation.progressed.connect(self._progress)
        preparation.finished.connect(self.finish)
        preparation.failed.connect(self.fail)

    def say(self, text: str) -> None:
        """What is done now, its length not known yet."""
        self._show_buttons(is_done=False)
        self._title.setText(tr("Getting ready"))
        mark(self._line, "muted")
        self._line.setText(text)
        self._what.show_text("")
        self._bar.setRange(0, 0)
        self._hide.setFocus()

    def finish(self, report: IngestReport | None = None) -> None:
        """Everything is there."""
        self._title.setText(tr("Ready to dream"))
        mark(self._line, "muted")
        if report is None or not report.entities:
            self._line.setText(tr("You can add knowledge in the journal at any time."))
        else:
            self._line.setText(_learned(report))
        self._what.show_text("")
        self._show_buttons(is_done=True)

    def fail(self, error: DreamerError) -> None:
        """It could not be done, or was stopped; what was read stays."""
        is_stopped = isinstance(error, Stopped)
        self._title.setText(tr("Stopped") if is_stopped else tr("Something is missing"))
        mark(self._line, "muted" if is_stopped else "error")
        self._line.setText(
            tr("What was read so far is kept; Dream now goes on from there.")
            if is_stopped
            else said(error)
        )
        self._what.show_text("")
        self._show_buttons(is_done=True)

    def _progress(self, event: IngestProgressed) -> None:
        self._bar.setRange(0, event.total)
        self._bar.setValue(event.done)
        self._what.show_text(event.source)

    def _stop_reading(self) -> None:
        self._preparation.stop(Reason.STOPPED_BY_USER)

    def _show_buttons(self, *, is_done: bool) -> None:
        after: tuple[QWidget, ...] = (self._journal, self._dream)
        during: tuple[QWidget, ...] = (self._bar, self._what, self._stop, self._hide)
        for widget in after:
            widget.setVisible(is_done)
        for widget in during:
            widget.setVisible(not is_done)
        if is_done:
            self._dream.setFocus()

    def _lay_out(self) -> None:
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(_PICTURE, _PICTURE))
        self._line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._what.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE.huge, SPACE.huge, 2 * SPACE.huge, SPACE.huge)
        column.setSpacing(SPACE.medium)
        column.addStretch(1)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._line)
        column.addWidget(self._bar)
        column.addWidget(self._what)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._stop)
        buttons.addStretch(1)
        for each in (self._hide, self._journal, self._dream):
            buttons.addWidget(each)
        column.addLayout(buttons)


def _learned(report: IngestReport) -> str:
    sources = len(report.added) + len(report.updated) + len(report.unchanged)
    return plural(
        "I know {things} things from {count} source.",
        "I know {things} things from {count} sources.",
        sources,
        things=QLocale().toString(report.entities),
    )
