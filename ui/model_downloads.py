"""Models on their way from the hub; they go on when the window that began them closes."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from dreamer_app.core.errors import DreamerError
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from ui.journal.calls import Calls

if TYPE_CHECKING:
    from dreamer_app.services.assembly import Services


class ModelDownloads(QObject):
    """Fetches one model at a time, and can be stopped; the next try goes on from there.

    Attributes:
        progressed: how far it is; carries the model's name and the progress.
        finished: it is there; carries the name and what is known of the model.
        failed: it ended with a :class:`DreamerError`; ``Stopped`` when it was cancelled.
    """

    progressed = Signal(str, object)
    finished = Signal(str, object)
    failed = Signal(str, object)

    def __init__(self, services: "Services", calls: Calls, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._calls = calls
        self._stop: StopToken | None = None
        self.running = ""
        self.latest: Any = None

    def start(self, name: str) -> None:
        """Fetch a model of the catalogue. Does nothing while another is fetched."""
        if self.running:
            return
        stop = self._stop = StopToken()
        self.running, self.latest = name, None
        models = self._services.models

        def tell(progress: object) -> None:
            self.latest = progress
            self.progressed.emit(name, progress)

        def done(info: object) -> None:
            self._end()
            self.finished.emit(name, info)

        def failed(error: DreamerError) -> None:
            self._end()
            self.failed.emit(name, error)

        self._calls.slow(lambda: models.download(name, stop, tell), done, failed)

    def stop(self, reason: Reason) -> None:
        """Cancel; returns at once."""
        if self._stop is not None:
            self._stop.stop(reason)

    def _end(self) -> None:
        self._stop = None
        self.running, self.latest = "", None
