"""What stands in the way of dreaming beside user and machine: asked often, looked up seldom."""

import logging
import subprocess
import threading
from collections.abc import Callable

from dreamer_app.asking import Asked
from dreamer_app.core.energy import Permission
from dreamer_app.core.ports import Clock
from dreamer_app.core.states import Reason
from dreamer_app.paths import Paths
from dreamer_app.services.preflight import Finding, answer, question
from dreamer_app.settings import Settings

_log = logging.getLogger(__name__)
_GOOD_SECONDS = 600.0
_MISSING_SECONDS = 180.0
"""Something may have been put right meanwhile; a change of settings is seen at once."""
_MEMORY_SECONDS = 600.0
"""Free memory swings; at most six changes an hour."""
_OWN_SECONDS = 5.0
_PATIENCE_SECONDS = 60.0
_NOTHING: Finding = (None, "")

Look = Callable[[Settings], Finding]


class Readiness:
    """Whether there are knowledge, a model, memory for it, a sandbox, and no other session.

    :meth:`blocker` never waits: it gives the last answer and has a stale one looked up behind
    the scenes. Model and sandbox are looked for in a process of their own.

    Args:
        settings: gives the settings in force.
        is_empty: whether the graph is.
        is_elsewhere: whether another program dreams on this home.
        given_up: a sentence when the model crashed too often to begin again unasked.
        changed: called from a thread when an answer became another one.
        look: answers what is missing; may take long.
        give_up: breaks off a look that goes on, and all later ones.
    """

    def __init__(
        self,
        settings: Callable[[], Settings],
        *,
        is_empty: Callable[[], bool],
        is_elsewhere: Callable[[], bool],
        given_up: Callable[[], str],
        changed: Callable[[], None],
        look: Look,
        clock: Clock,
        give_up: Callable[[], None] = lambda: None,
    ) -> None:
        self._give_up = give_up
        self._settings = settings
        self._is_empty = is_empty
        self._is_elsewhere = is_elsewhere
        self._given_up = given_up
        self._changed = changed
        self._look = look
        self._clock = clock
        self._lock = threading.Lock()
        self._found = _NOTHING
        self._looked: float | None = None
        self._thread: threading.Thread | None = None
        self._own: tuple[float, Finding] | None = None

    def blocker(self) -> Permission | None:
        """Why nothing can be dreamed, or None."""
        reason, sentence = self._here()
        if reason is None:
            self._refresh()
            reason, sentence = self._found
        if reason is None and (given_up := self._given_up()):
            reason, sentence = Reason.MODEL_CRASHED, given_up
        return None if reason is None else Permission(allowed=False, reason=reason, detail=sentence)

    def forget(self) -> None:
        """Something has changed: look again at the next question."""
        with self._lock:
            self._looked = None
            self._own = None

    def close(self) -> None:
        """Break off a look that goes on."""
        self._give_up()
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def _here(self) -> Finding:
        """What the database tells."""
        now = self._clock.monotonic()
        with self._lock:
            known = self._own
        if known is not None and 0 <= now - known[0] < _OWN_SECONDS:
            return known[1]
        found = _NOTHING
        if self._is_elsewhere():
            found = Reason.ANOTHER_INSTANCE, "another Dreamer is dreaming in this home"
        elif self._is_empty():
            found = Reason.NO_KNOWLEDGE, "nothing has been read yet"
        with self._lock:
            self._own = now, found
        return found

    def _refresh(self) -> None:
        now = self._clock.monotonic()
        with self._lock:
            running = self._thread is not None and self._thread.is_alive()
            fresh = self._looked is not None and 0 <= now - self._looked < self._lasts()
            if running or fresh:
                return
            self._looked = now
            self._thread = threading.Thread(target=self._look_up, name="readiness", daemon=True)
            self._thread.start()

    def _lasts(self) -> float:
        reason = self._found[0]
        if reason is None:
            return _GOOD_SECONDS
        return _MEMORY_SECONDS if reason is Reason.MEMORY_TOO_SMALL else _MISSING_SECONDS

    def _look_up(self) -> None:
        found = self._look(self._settings())
        before, self._found = self._found, found
        if found[0] is not before[0]:
            _log.info("What dreaming needs: %s", found[1] or "all is there")
            self._changed()


class Preflight:
    """Looks in a process of its own.

    Args:
        model_path: overrides the setting for this program's run; empty for none.
    """

    def __init__(self, paths: Paths, model_path: str) -> None:
        self._paths = paths
        self._model_path = model_path
        self._asked = Asked("dreamer_app.services.preflight", _PATIENCE_SECONDS)

    def __call__(self, settings: Settings) -> Finding:
        """What is missing; nothing, when the look itself fails: a session then says more."""
        try:
            return answer(self._asked.ask(question(self._paths, settings, self._model_path)))
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            _log.warning("What dreaming needs cannot be looked up: %s", error)
            return _NOTHING

    def close(self) -> None:
        """Kill the process that looks; none is started again."""
        self._asked.close()
