"""Service calls off the main thread, their results back in it."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from dreamer_app.core.errors import DreamerError
from ui.i18n import tr
from ui.pool import QtExecutor

_log = logging.getLogger("dreamer_app.ui.journal")


@dataclass(slots=True)
class _Call:
    """One call under way."""

    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[DreamerError], None]
    key: str
    generation: int
    result: Any = None
    error: BaseException | None = None
    stale: bool = False


class Calls(QObject):
    """Runs what a window asks of the services.

    There are two lanes. The *ordered* lane has one thread: reads of the lesson list and
    decisions pass through it one after the other, so a page that was asked for after a
    decision sees that decision. The *slow* lane takes what lasts seconds (verification,
    export, ingestion) and keeps no order.

    A call with a key is superseded by the next one with the same key: it is not begun any
    more, and if it was, nobody hears of its result.

    Attributes:
        problem: a :class:`DreamerError` that nobody else handles.
        busy_changed: whether anything is under way.
    """

    problem = Signal(object)
    busy_changed = Signal(bool)
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None, *, slow_threads: int = 2) -> None:
        super().__init__(parent)
        self._ordered = QtExecutor(1)
        self._slow = QtExecutor(slow_threads)
        self._generations: dict[str, int] = {}
        self._under_way = 0
        self._closed = False
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether anything is under way."""
        return self._under_way > 0

    @property
    def is_running(self) -> bool:
        """Whether a thread of the lanes still works."""
        return not (self._ordered.wait(0) and self._slow.wait(0))

    def ordered(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[DreamerError], None] | None = None,
        *,
        key: str = "",
    ) -> None:
        """Run ``work`` after all that was asked for before it; ``done`` gets its result."""
        self._submit(self._ordered, work, done, failed, key)

    def slow(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[DreamerError], None] | None = None,
        *,
        key: str = "",
    ) -> None:
        """Run ``work`` that may last; ``done`` gets its result."""
        self._submit(self._slow, work, done, failed, key)

    def forget(self, key: str) -> None:
        """Drop the call with that key, if there is one."""
        self._generations[key] = self._generations.get(key, 0) + 1

    def close(self, milliseconds: int = 5000) -> bool:
        """Finish what was begun or queued in the ordered lane; True when all of it ended.

        Decisions are never dropped; what is slow and has not begun is.
        """
        self._closed = True
        self._slow.shutdown(wait=False, cancel_futures=True)
        self._ordered.shutdown(wait=False)
        return self._ordered.wait(milliseconds) and self._slow.wait(milliseconds)

    def _submit(
        self,
        lane: Executor,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[DreamerError], None] | None,
        key: str,
    ) -> None:
        if self._closed:
            return
        if key:
            self.forget(key)
        call = _Call(
            work, done or _nothing, failed or self._report, key, self._generations.get(key, 0)
        )
        self._count(1)
        lane.submit(self._run, call)

    def _run(self, call: _Call) -> None:
        if self._is_stale(call):
            call.stale = True
        else:
            try:
                call.result = call.work()
            except BaseException as error:  # noqa: BLE001 - told in the main thread
                call.error = error
        if not self._closed:
            self._ended.emit(call)

    def _deliver(self, call: _Call) -> None:
        self._count(-1)
        if self._closed or call.stale or self._is_stale(call):
            return
        if call.error is None:
            call.done(call.result)
        elif isinstance(call.error, DreamerError):
            call.failed(call.error)
        else:
            _log.error("a service call failed", exc_info=call.error)
            what = tr("Something went wrong inside Dreamer: {error}.", error=repr(call.error))
            way_out = tr("The log says more: “Open log folder” in the menu of the journal.")
            call.failed(DreamerError(what, hint=way_out))

    def _is_stale(self, call: _Call) -> bool:
        return bool(call.key) and self._generations.get(call.key, 0) != call.generation

    def _report(self, error: DreamerError) -> None:
        self.problem.emit(error)

    def _count(self, change: int) -> None:
        before = self._under_way
        self._under_way += change
        if bool(before) != bool(self._under_way):
            self.busy_changed.emit(bool(self._under_way))


def _nothing(_result: object) -> None:
    """Nobody waits for the result."""
