"""Sandboxes that wait for a program: cleared after another one, or started ahead.

Where starting one takes long and somebody else's work (a container), a few of the kind that
was asked for last are kept ahead. The others were used and cleared; of them the oldest go when
there are too many.
"""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait

from dreamer_app.core.errors import DreamerError
from dreamer_app.sandbox.running import RunningSandbox

_MOST = 6
"""Two verdicts at the same time use three each, and hand them on to the next two."""


class WaitingSandboxes:
    """Started sandboxes without a program, each of the kind that it was started as.

    Args:
        ahead: how many are kept ready of the kind asked for last.
        run: runs a function behind the scenes.
    """

    def __init__(
        self, ahead: int = 0, run: Callable[[Callable[[], None]], Future[None]] | None = None
    ) -> None:
        self._ahead, self._run = ahead, run
        self._lock = threading.Lock()
        self._waiting: list[RunningSandbox] = []
        self._starting: dict[Future[None], Hashable] = {}
        self._closed = False

    def take(
        self, kind: Hashable, start: Callable[[], RunningSandbox], alive: int
    ) -> RunningSandbox | None:
        """A waiting sandbox of this kind, or None; either way some may be started ahead.

        Args:
            kind: whatever makes one sandbox differ from another.
            start: starts one and waits until it is ready.
            alive: how many of this kind there are, with a program or without.
        """
        with self._lock:
            mine = [one for one in self._waiting if one.kind == kind]
            ready = [one for one in mine if one.is_waiting()]
            dead = [one for one in mine if one not in ready]
            taken = ready.pop(0) if ready else None
            self._waiting = [one for one in self._waiting if one is not taken and one not in dead]
            missing = min(self._ahead - len(ready), _MOST - alive)
            self._start_ahead(kind, start, missing)
        for one in dead:
            one.end()
        return taken

    def _start_ahead(
        self, kind: Hashable, start: Callable[[], RunningSandbox], missing: int
    ) -> None:
        self._starting = {f: k for f, k in self._starting.items() if not f.done()}
        if self._closed or self._run is None:
            return
        for _ in range(missing - list(self._starting.values()).count(kind)):
            self._starting[self._run(lambda: self._add(start))] = kind

    def _add(self, start: Callable[[], RunningSandbox]) -> None:
        try:
            self.give(start())
        except DreamerError:
            # Whoever needs one next starts it in the open, and hears what is wrong.
            return

    def give(self, sandbox: RunningSandbox) -> None:
        """Take one in that has no program."""
        with self._lock:
            self._waiting.append(sandbox)
            surplus = len(self._waiting) - (0 if self._closed else _MOST)
            dropped = self._waiting[: max(0, surplus)]
            self._waiting = self._waiting[len(dropped) :]
        for one in dropped:
            one.end()

    def close(self) -> None:
        """End those that wait, and those being started as soon as they are."""
        with self._lock:
            self._closed = True
            waiting, self._waiting = self._waiting, []
            starting = list(self._starting)
        for one in waiting:
            one.end()
        wait(starting)
