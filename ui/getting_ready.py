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
        self._title = label("", "title")
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
        self.say("")
        preparation.progressed.connect(self._progress)
        preparation.finished.connect(self.finish)
        preparation.failed.connect(self.fail)

    def say(self, text: str) -> None:
        """What is done now, its length not known yet."""
        self._tell(tr("Getting ready"), text, self._during)
        self._what.show_text("")
        self._bar.setRange(0, 0)

    def finish(self, report: IngestReport | None = None) -> None:
        """Everything is there."""
        if report is None or not report.entities:
            line = tr("You can add knowledge in the journal at any time.")
        else:
            line = _learned(report)
        self._tell(tr("Ready to dream"), line, self._after)

    def lack(self, error: DreamerError) -> None:
        """The model could not be had; without one nothing can be dreamed."""
        self._tell(tr("Something is missing"), said(error), self._lacking, "error")

    def fail(self, error: DreamerError) -> None:
        """It could not be read, or was stopped; what was read stays."""
        if isinstance(error, Stopped):
            line = tr("What was read so far is kept; Dream now goes on from there.")
            self._tell(tr("Stopped"), line, self._after)
        else:
            self._tell(tr("Something is missing"), said(error), self._after, "error")

    def _tell(
        self, title: str, line: str, offered: tuple[QWidget, ...], kind: str = "muted"
    ) -> None:
        """Say how it stands, and show what goes with that; most want the last of it."""
        self._title.setText(title)
        mark(self._line, kind)
        self._line.setText(line)
        for widget in (*self._during, *self._after, *self._lacking):
            widget.setVisible(widget in offered)
        offered[-1].setFocus()

    def _progress(self, event: IngestProgressed) -> None:
        self._bar.setRange(0, event.total)
        self._bar.setValue(event.done)
        self._what.show_text(event.source)

    def _stop_reading(self) -> None:
        self._preparation.stop(Reason.STOPPED_BY_USER)

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
