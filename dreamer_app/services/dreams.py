"""Dreaming, for a face: start, stop, how far."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor, Future

from dreamer_app.core.dreams import Progress, SessionReport
from dreamer_app.core.errors import DreamerError
from dreamer_app.core.events import ProblemRaised, Publish
from dreamer_app.core.states import Difficulty, Reason, SessionStatus, Trigger
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.engine import DreamEngine

_log = logging.getLogger(__name__)


class DreamService:
    """Starts and stops sessions.

    Args:
        engine: gives the engine, made on first use.
        asked: called when a person starts a session.
        live: adds to a session's progress what the session itself does not know.
    """

    def __init__(
        self,
        engine: Callable[[], DreamEngine],
        executor: Executor,
        publish: Publish,
        asked: Callable[[], None] = lambda: None,
        live: Callable[[Progress], Progress] = lambda progress: progress,
    ) -> None:
        self._live = live
        self._asked = asked
        self._engine = engine
        self._executor = executor
        self._publish = publish
        self._starting: StopToken | None = None

    @property
    def is_dreaming(self) -> bool:
        """Whether a session runs or is about to."""
        return self._starting is not None or self._engine().is_dreaming

    @property
    def progress(self) -> Progress | None:
        """How far the running session is."""
        session = self._engine().session
        return self._live(session.progress) if session is not None else None

    def start(
        self,
        *,
        trigger: Trigger = Trigger.MANUAL,
        count: int | None = None,
        difficulty: Difficulty | None = None,
        seed: int | None = None,
    ) -> Future[SessionReport]:
        """Begin a session on the pool; returns at once."""
        stop = StopToken()
        self._starting = stop
        if trigger is Trigger.MANUAL:
            self._asked()

        def run() -> SessionReport:
            try:
                return self._engine().dream(
                    max_scenarios=count,
                    difficulty=difficulty,
                    seed=seed,
                    trigger=trigger,
                    stop=stop,
                )
            finally:
                self._starting = None

        future = self._executor.submit(run)
        future.add_done_callback(self._ended)
        return future

    def stop(self, reason: Reason = Reason.STOPPED_BY_USER) -> None:
        """End the session; returns at once."""
        starting = self._starting
        if starting is not None:
            starting.stop(reason)
        self._engine().stop(reason)

    def _ended(self, future: Future[SessionReport]) -> None:
        if future.cancelled():
            self._starting = None
            return
        error = future.exception()
        if isinstance(error, DreamerError):
            self._publish(ProblemRaised(message=error.message, hint=error.hint))
        elif error is not None:
            _log.error("A session broke", exc_info=error)
            self._publish(ProblemRaised(message="Dreamer made a mistake; the log has more."))
        elif future.result().status in (SessionStatus.ERROR, SessionStatus.NO_KNOWLEDGE):
            self._publish(ProblemRaised(message=future.result().problem))
