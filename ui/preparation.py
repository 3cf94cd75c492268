"""Reading what every Python user has, before the first dream."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dreamer_app.core.errors import DreamerError, Stopped
from dreamer_app.core.events import IngestProgressed
from dreamer_app.core.knowledge import IngestReport
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from ui.bridge import Bridge
from ui.journal.calls import Calls

if TYPE_CHECKING:
    from dreamer_app.services.assembly import Services


class Preparation(QObject):
    """Ingests the starter knowledge in the pool, once at a time, and can be stopped.

    Attributes:
        progressed: how far it is.
        finished: it ended with a report; what it read is in the graph.
        failed: it ended with a :class:`DreamerError`; :class:`Stopped` when it was stopped.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(
        self, services: "Services", bridge: Bridge, calls: Calls, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._calls = calls
        self._stop: StopToken | None = None
        self.latest: IngestProgressed | None = None
        bridge.ingest_progressed.connect(self._progress)

    @property
    def is_running(self) -> bool:
        """Whether it reads now."""
        return self._stop is not None

    def start(self, items: Sequence[str] | None = None) -> None:
        """Read ``items``, by default the starter items. Does nothing while it reads already."""
        if self._stop is not None:
            return
        stop = self._stop = StopToken()
        knowledge = self._services.knowledge

        def read() -> IngestReport:
            return knowledge.ingest(knowledge.starter_items() if items is None else items, stop)

        self._calls.slow(read, self._finish, self._fail)

    def stop(self, reason: Reason) -> None:
        """End it soon; what was read stays."""
        if self._stop is not None:
            self._stop.stop(reason)

    def _progress(self, event: IngestProgressed) -> None:
        if self._stop is not None:
            self.latest = event
            self.progressed.emit(event)

    def _finish(self, report: IngestReport) -> None:
        stopped, self._stop, self.latest = self._stop, None, None
        if stopped is not None and stopped.is_stopped():
            self.failed.emit(Stopped("Reading was stopped."))
        else:
            self.finished.emit(report)

    def _fail(self, error: DreamerError) -> None:
        self._stop, self.latest = None, None
        self.failed.emit(error)
