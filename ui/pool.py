"""The QThread pool as an executor that the engine can use without knowing Qt."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from PySide6.QtCore import QThread, QThreadPool

P = ParamSpec("P")
T = TypeVar("T")

_LEAST_THREADS = 8
"""Calls wait for child processes most of their time, and a session submits calls of its own."""


class QtExecutor(Executor):
    """A ``concurrent.futures.Executor`` over a :class:`QThreadPool` of its own.

    Args:
        max_threads: how many calls run at once; 0 chooses.
    """

    def __init__(self, max_threads: int = 0) -> None:
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(
            max_threads or max(_LEAST_THREADS, 2 * QThread.idealThreadCount())
        )
        self._lock = Lock()
        self._futures: set[Future[Any]] = set()
        self._closed = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run ``fn`` in a thread of the pool.

        Raises:
            RuntimeError: after :meth:`shutdown`, as any executor does.
        """
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool was shut down")
            self._futures.add(future)

        def run() -> None:
            try:
                _fulfil(future, lambda: fn(*args, **kwargs))
            finally:
                with self._lock:
                    self._futures.discard(future)

        self._pool.start(run)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - the base class's signature
        """Take no more calls; with ``cancel_futures`` drop those that have not begun."""
        with self._lock:
            self._closed = True
            futures = list(self._futures)
        if cancel_futures:
            for future in futures:
                future.cancel()
        if wait:
            self._pool.waitForDone(-1)

    def wait(self, milliseconds: int) -> bool:
        """Wait until nothing runs; False when something still does after that time."""
        return self._pool.waitForDone(milliseconds)


def _fulfil(future: Future[T], call: Callable[[], T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits for the future
        future.set_exception(error)
    else:
        future.set_result(result)
