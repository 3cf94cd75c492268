"""A thread that asks something now and then, and an answer that goes stale when it hangs."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from typing import Protocol

_log = logging.getLogger(__name__)
_GRACE_SECONDS = 1.0
_RETRY_SECONDS, _LONGEST_RETRY_SECONDS = 2.0, 30.0
"""A counter that was there is soon looked for again; one that never was, ever more seldom."""
_NEW_INPUT_SECONDS = 0.3
"""An idle counter wobbles by less than this between two readings without input."""


class IdleProbe(Protocol):
    """One connection to an idle counter."""

    def idle_seconds(self) -> float:
        """Seconds since the last input. Raises whatever goes wrong."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


class PolledIdle:
    """Asks an idle counter in a thread of its own, and connects anew when that fails.

    A counter that fails or hangs has no answer: the last one is forgotten as soon as it is
    older than two turns.

    Args:
        name: for people, e.g. ``XScreenSaver``.
        connect: opens a connection; raises whatever goes wrong.
    """

    def __init__(self, name: str, connect: Callable[[], IdleProbe]) -> None:
        self.name = name
        self._connect = connect
        self._seconds = 2.0
        self._paced = 0.0
        self._answer: tuple[float, float] | None = None
        self._callback: Callable[[str], None] | None = None
        self._wake = threading.Event()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to ask."""
        if self._thread is None:
            self._closing.clear()
            self._thread = threading.Thread(target=self._run, name=f"idle-{self.name}", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop asking. A hanging question is left behind; its thread ends with its answer."""
        thread, self._thread = self._thread, None
        self._closing.set()
        self._wake.set()
        if thread is not None:
            thread.join(_GRACE_SECONDS)
        self._answer = None

    def pace(self, seconds: float) -> None:
        """Ask that often from now on, beginning at once."""
        if seconds != self._seconds:
            if self.last_input() is None:
                self._answer = None  # too old at the old pace: not fresh again at a slower one
            self._paced = time.monotonic()
            self._seconds = seconds
            self._wake.set()

    def on_input(self, callback: Callable[[str], None] | None) -> None:
        """Call back when a later moment of input is seen than before."""
        self._callback = callback

    def last_input(self) -> float | None:
        """Monotonic moment of the last input; None without a fresh answer."""
        answer = self._answer
        if answer is None:
            return None
        asked, moment = answer
        fresh = time.monotonic() - max(asked, self._paced) < 2 * self._seconds + _GRACE_SECONDS
        return moment if fresh else None

    def ask_once(self) -> float | None:
        """Idle seconds by one question on a connection of its own, None when it fails."""
        found: list[float] = []

        def ask() -> None:
            with contextlib.suppress(Exception), contextlib.closing(self._connect()) as probe:
                found.append(probe.idle_seconds())

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        thread.join(_GRACE_SECONDS)
        return found[0] if found else None

    def _run(self) -> None:
        closing = self._closing
        failed, retry = "", _RETRY_SECONDS
        was_there = False
        while not closing.is_set():
            try:
                with contextlib.closing(self._connect()) as probe:
                    failed, was_there = "", True
                    self._ask_until_closed(probe, closing)
            except Exception as error:  # noqa: BLE001 - any fault means: not healthy, try anew
                self._answer = None
                if str(error) != failed:
                    failed = str(error)
                    _log.info("Idle counter %s has no answer: %s", self.name, error)
                closing.wait(retry)
                retry = _RETRY_SECONDS if was_there else min(2 * retry, _LONGEST_RETRY_SECONDS)

    def _ask_until_closed(self, probe: IdleProbe, closing: threading.Event) -> None:
        while not closing.is_set():
            self._wake.clear()
            asked = time.monotonic()
            moment = asked - probe.idle_seconds()
            before, self._answer = self._answer, (asked, moment)
            callback = self._callback
            later = before is not None and moment > before[1] + _NEW_INPUT_SECONDS
            if callback is not None and later:
                callback("")
            self._wake.wait(self._seconds)
