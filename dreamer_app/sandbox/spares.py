"""Sandboxes started ahead, so that a program need not wait for one.

Each is used once. They are of the kind that was asked for last; when that changes, the old
ones go.
"""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait

from dreamer_app.core.errors import DreamerError
from dreamer_app.sandbox.running import RunningSandbox


class SparePool:
    """A few started sandboxes that wait for a program.

    Args:
        size: how many.
        run: runs a function behind the scenes.
    """

    def __init__(self, size: int, run: Callable[[Callable[[], None]], Future[None]]) -> None:
        self._size, self._run = size, run
        self._lock = threading.Lock()
        self._kind: Hashable = None
        self._spares: list[RunningSandbox] = []
        self._starting: set[Future[None]] = set()
        self._closed = False

    def take(self, kind: Hashable, start: Callable[[], RunningSandbox]) -> RunningSandbox | None:
        """A waiting sandbox of this kind, or None; either way more are started.

        Args:
            kind: whatever makes one sandbox differ from another.
            start: starts one and waits until it is ready.
        """
        with self._lock:
            dropped: list[RunningSandbox] = []
            if kind != self._kind:
                dropped, self._spares = self._spares, []
                self._kind = kind
            taken = None
            while self._spares and taken is None:
                spare = self._spares.pop(0)
                if spare.is_waiting():
                    taken = spare
                else:
                    dropped.append(spare)
            self._starting = {one for one in self._starting if not one.done()}
            missing = self._size - len(self._spares) - len(self._starting)
            for _ in range(0 if self._closed else missing):
                self._starting.add(self._run(lambda: self._add(kind, start)))
        for spare in dropped:
            spare.end()
        return taken

    def _add(self, kind: Hashable, start: Callable[[], RunningSandbox]) -> None:
        if kind != self._kind:
            return
        try:
            spare = start()
        except DreamerError:
            # Whoever needs one next starts it in the open, and hears what is wrong.
            return
        with self._lock:
            wanted = kind == self._kind
            if wanted:
                self._spares.append(spare)
        if not wanted:
            spare.end()

    def close(self) -> None:
        """End those that wait, and those being started as soon as they are."""
        with self._lock:
            self._closed, self._kind = True, None
            spares, self._spares = self._spares, []
            starting = list(self._starting)
        for spare in spares:
            spare.end()
        wait(starting)
