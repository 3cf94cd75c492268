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
        retry_requested: what failed is to be tried once more.
        back_requested: something else is to be chosen.
    """

    dream_requested = Signal()
    journal_requested = Signal()
    close_requested = Signal()
    retry_requested = Signal()
    back_requested = Signal()

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
        self._back = button(tr("Choose anew"), "plain", self.back_requested.emit)
        self._retry = button(tr("Try again"), "primary", self.retry_requested.emit)
        self._retry.setAutoDefault(True)
        self._during = (self._bar, self._what, self._stop, self._hide)
        self._after = (self._journal, self._dream)
        self._lacking = (self._back, self._retry)
        self._lay_out()
        self._show_only(self._during)
        preparation.progressed.connect(self._progress)
        preparation.finished.connect(self.finish)
        preparation.failed.connect(self.fail)

    def say(self, text: str) -> None:
        """What is done now, its length not known yet."""
        self._show_only(self._during)
        self._title.setText(tr("Getting ready"))
        mark(self._line, "muted")
        self._line.setText(text)
        self._what.show_text("")
        self._bar.setRange(0, 0)

    def finish(self, report: IngestReport | None = None) -> None:
        """Everything is there."""
        self._title.setText(tr("Ready to dream"))
        mark(self._line, "muted")
        if report is None or not report.entities:
            self._line.setText(tr("You can add knowledge in the journal at any time."))
        else:
            self._line.setText(_learned(report))
        self._show_only(self._after)

    def lack(self, error: DreamerError) -> None:
        """Without this nothing can be dreamed."""
        self._title.setText(tr("Something is missing"))
        mark(self._line, "error")
        self._line.setText(said(error))
        self._show_only(self._lacking)

    def fail(self, error: DreamerError) -> None:
        """It could not be read, or was stopped; what was read stays."""
        is_stopped = isinstance(error, Stopped)
        self._title.setText(tr("Stopped") if is_stopped else tr("Something is missing"))
        mark(self._line, "muted" if is_stopped else "error")
        self._line.setText(
            tr("What was read so far is kept; Dream now goes on from there.")
            if is_stopped
            else said(error)
        )
        self._show_only(self._after)

    def _progress(self, event: IngestProgressed) -> None:
        self._bar.setRange(0, event.total)
        self._bar.setValue(event.done)
        self._what.show_text(event.source)

    def _stop_reading(self) -> None:
        self._preparation.stop(Reason.STOPPED_BY_USER)

    def _show_only(self, wanted: tuple[QWidget, ...]) -> None:
        """Show what goes with one state; its last button is the one that most want."""
        for widget in (*self._during, *self._after, *self._lacking):
            widget.setVisible(widget in wanted)
        wanted[-1].setFocus()

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
        for each in (self._hide, *self._after, *self._lacking):
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
