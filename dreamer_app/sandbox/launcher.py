"""Starts processes from one thread that lives as long as the sandbox does.

``PR_SET_PDEATHSIG``, which ``bwrap --die-with-parent`` relies on, fires when the *thread*
that started the process ends, not the process it belongs to. A thread of a pool may end at
any time and would take the sandboxes it started with it.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


class LauncherThread:
    """One thread, started at first use, that runs what it is given."""

    def __init__(self, name: str) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._lock = threading.Lock()

    def call(self, function: Callable[[], Result]) -> Result:
        """Run ``function`` in that thread and wait for what it returns or raises."""
        with self._lock:
            future = self._executor.submit(function)
        return future.result()

    def close(self) -> None:
        """End the thread. What it started must have ended before."""
        self._executor.shutdown(wait=True)
