"""Models that can be fetched: what each takes, whether it fits here, and how far it is."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from dreamer_app.core.errors import DreamerError, Stopped
from dreamer_app.core.inference import ModelInfo
from dreamer_app.core.states import Reason
from ui.dialog import line
from ui.i18n import said, size_in_words, tr
from ui.journal.calls import Calls
from ui.journal.parts import button, label
from ui.journal.style import mark
from ui.model_downloads import ModelDownloads
from ui.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dreamer_app.services.assembly import Services
    from dreamer_app.services.models import Suggestion

_STEPS = 1000


class ModelShelf(QWidget):
    """The catalogue, one row a model.

    Attributes:
        fetched: a model is here now; carries what is known of it.
    """

    fetched = Signal(object)

    def __init__(
        self,
        services: "Services",
        downloads: ModelDownloads,
        calls: Calls,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._downloads = downloads
        self._calls = calls
        self._rows: dict[str, _Row] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.small)
        self._note = label(tr("Looking at this computer…"), "muted", wrap=True)
        self._column.addWidget(self._note)
        downloads.progressed.connect(self._progress)
        downloads.finished.connect(self._finish)
        downloads.failed.connect(self._fail)
        calls.slow(services.models.suggestions, self._show, self._cannot)

    def _show(self, suggestions: "Sequence[Suggestion]") -> None:
        self._note.setText(
            tr("Fetched from huggingface.co, checked, and kept in Dreamer's models folder.")
        )
        for number, one in enumerate(suggestions):
            if number:
                self._column.addWidget(line())
            row = self._rows[one.name] = _Row(one)
            row.wanted.connect(partial(self._start, one.name))
            row.cancelled.connect(lambda: self._downloads.stop(Reason.STOPPED_BY_USER))
            self._column.addWidget(row)
        self._mark_running()

    def _cannot(self, error: DreamerError) -> None:
        mark(self._note, "error")
        self._note.setText(said(error))

    def _start(self, name: str) -> None:
        self._downloads.start(name)
        self._mark_running()

    def _mark_running(self) -> None:
        running = self._downloads.running
        for name, row in self._rows.items():
            row.show_running(is_this=name == running, is_other=bool(running) and name != running)
        if self._downloads.latest is not None and running in self._rows:
            self._rows[running].show_progress(self._downloads.latest)

    def _progress(self, name: str, progress: Any) -> None:
        if name in self._rows:
            self._rows[name].show_progress(progress)

    def _finish(self, name: str, info: ModelInfo) -> None:
        self._mark_running()
        if name in self._rows:
            self._rows[name].show_here()
        self.fetched.emit(info)

    def _fail(self, name: str, error: DreamerError) -> None:
        self._mark_running()
        if name in self._rows:
            self._rows[name].show_error(error)


class _Row(QWidget):
    """One model."""

    wanted = Signal()
    cancelled = Signal()

    def __init__(self, suggestion: "Suggestion") -> None:
        super().__init__()
        self._suggestion = suggestion
        self._is_here = suggestion.path is not None
        title = suggestion.title
        if suggestion.recommended:
            title = tr("{model} (the largest that fits)", model=title)
        self._title = label(title, "", wrap=True)
        facts = "  ·  ".join(
            (size_in_words(suggestion.size), suggestion.licence, suggestion.quantisation)
        )
        self._facts = label(facts, "muted", wrap=True)
        self._state = label(said(suggestion.sentence), "muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._fetch = button(tr("Download"), "plain", self.wanted.emit)
        self._fetch.setAccessibleName(tr("Download {model}", model=suggestion.title))
        self._cancel = button(tr("Cancel"), "plain", self.cancelled.emit)
        self._cancel.setAccessibleName(tr("Cancel {model}", model=suggestion.title))
        self._lay_out()
        self.show_running(is_this=False, is_other=False)
        if self._is_here:
            self.show_here()

    def show_running(self, *, is_this: bool, is_other: bool) -> None:
        """Whether this one is fetched, or another one."""
        fits = self._suggestion.verdict != "does_not_fit"
        self._bar.setVisible(is_this)
        self._cancel.setVisible(is_this)
        self._fetch.setVisible(not is_this and not self._is_here)
        self._fetch.setEnabled(fits and not is_other)
        if is_this:
            self._bar.setRange(0, 0)
            self._say(tr("Looking at it…"))

    def show_progress(self, progress: Any) -> None:
        """How far it is; ``progress`` as :class:`dreamer_app.inference.downloads.Progress`."""
        if not progress.total:
            return
        self._bar.setRange(0, _STEPS)
        self._bar.setValue(_STEPS * progress.done // progress.total)
        words = tr("Checking") if progress.stage == "checking" else tr("Fetching")
        done, total = size_in_words(progress.done), size_in_words(progress.total)
        self._say(tr("{what}: {done} of {total}", what=words, done=done, total=total))

    def show_here(self) -> None:
        """It is in the models folder."""
        self._is_here = True
        self._fetch.hide()
        self._say(tr("It is here."), "good")

    def show_error(self, error: DreamerError) -> None:
        """It could not be fetched, or was cancelled."""
        if isinstance(error, Stopped):
            self._say(tr("Cancelled. The next try goes on from there."))
        else:
            self._say(said(error), "error")

    def _say(self, words: str, kind: str = "muted") -> None:
        mark(self._state, kind)
        self._state.setText(words)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(SPACE.hair)
        for part in (self._title, self._facts, self._state, self._bar):
            words.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.large)
        row.addLayout(words, 1)
        for push in (self._fetch, self._cancel):
            row.addWidget(push, 0, Qt.AlignmentFlag.AlignTop)
