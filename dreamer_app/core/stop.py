"""A stop that reaches everything at once."""

import logging
import threading
from collections.abc import Callable

from dreamer_app.core.errors import Stopped
from dreamer_app.core.states import Reason

_log = logging.getLogger(__name__)


class StopToken:
    """Says once, to everybody who holds it, that work must end, and why.

    Whoever starts something killable (a model host, a sandbox) registers a callback that
    kills it. Callbacks run at once, in the thread that calls :meth:`stop` and in the order in
    which they were registered, so they must be short and must not wait. One that fails is
    logged: neither the others nor whoever stops suffer from it.
    """

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: dict[int, Callable[[], None]] = {}
        self._next = 0
        self._reason: Reason | None = None

    @property
    def reason(self) -> Reason | None:
        """Why it was stopped; None while it was not."""
        return self._reason

    def is_stopped(self) -> bool:
        """Whether a stop was asked for."""
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Sleep up to that many seconds; True as soon as a stop is asked for."""
        return self._event.wait(seconds)

    def check(self) -> None:
        """Raise :class:`Stopped` if a stop was asked for."""
        if self._event.is_set():
            raise Stopped(f"Stopped: {self._reason}.")

    def stop(self, reason: Reason) -> None:
        """Ask for the stop. The first reason stays; later calls change nothing."""
        with self._lock:
            if self._event.is_set():
                return
            self._reason = reason
            self._event.set()
            callbacks = list(self._callbacks.values())
            self._callbacks.clear()
        for callback in callbacks:
            _call(callback)

    def on_stop(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called at the stop (at once, if that has been).

        Returns:
            A function that takes the callback back.
        """
        with self._lock:
            if not self._event.is_set():
                key = self._next
                self._next += 1
                self._callbacks[key] = callback
                return lambda: self._forget(key)
        _call(callback)
        return lambda: None

    def _forget(self, key: int) -> None:
        with self._lock:
            self._callbacks.pop(key, None)


def _call(callback: Callable[[], None]) -> None:
    try:
        callback()
    except Exception:  # noqa: BLE001 - the rest must still be killed
        _log.exception("What is to be done at a stop failed.")
