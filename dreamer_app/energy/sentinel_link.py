"""The application's end of the sentinel: starts it, reads it, replaces it."""

import contextlib
import logging
import math
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence

from dreamer_app.asking import environment_with_our_modules
from dreamer_app.energy.activity import Heard
from dreamer_app.energy.sentinel import ARMED_SECONDS, WAITING_SECONDS

_log = logging.getLogger(__name__)
_FROZEN_ARMED_SECONDS = 8 * ARMED_SECONDS
_FROZEN_WAITING_SECONDS = WAITING_SECONDS + 1.0
_START_SECONDS = 10.0
_NEVER = float("nan")


class SentinelLink:
    """Keeps one sentinel process running, at most so many starts in so much time.

    Args:
        command: how to start it; the default runs the module with this interpreter.
        rebuilds: how often it may be started anew within ``window_seconds``; beyond that
            the other sources stand alone until the window has moved on.
    """

    name = "pynput"

    def __init__(
        self,
        command: Sequence[str] | None = None,
        *,
        rebuilds: int = 3,
        window_seconds: float = 600.0,
    ) -> None:
        self._command = list(command or (sys.executable, "-m", "dreamer_app.energy.sentinel"))
        self._rebuilds = rebuilds
        self._window = window_seconds
        self._starts: deque[float] = deque()
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._ordered = 0.0
        self._heard: Heard | None = None
        self._callback: Callable[[str], None] | None = None
        self._on_report: Callable[[], None] = lambda: None

    @property
    def process_id(self) -> int | None:
        """Of the running sentinel."""
        child = self._child
        return child.pid if child is not None else None

    @property
    def starts(self) -> int:
        """How often it was started within the window."""
        return len(self._starts)

    def start(self) -> None:
        """Begin to listen."""
        if self._thread is None:
            self._closing.clear()
            self._thread = threading.Thread(target=self._run, name="sentinel", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End the sentinel and wait for it."""
        thread, self._thread = self._thread, None
        self._closing.set()
        self.rebuild()
        if thread is not None and thread is not threading.current_thread():
            thread.join()
        self._heard = None
        self._starts.clear()

    def arm(self, on_input: Callable[[str], None] | None) -> None:
        """Have input told at once; None goes back to seldom reports."""
        if (on_input is None) != (self._callback is None):
            if self.state() is None:
                self._heard = None  # overdue under the old order: not healthy by the new one
            self._ordered = time.monotonic()
        self._callback = on_input
        self._order()

    def on_report(self, callback: Callable[[], None]) -> None:
        """Call back after each report, from the thread that reads them."""
        self._on_report = callback

    def state(self) -> Heard | None:
        """What it heard; None when it does not run or has not reported lately."""
        heard = self._heard
        if heard is None or self._is_overdue(heard.reported):
            return None
        return heard

    def check(self) -> None:
        """Kill a child that has not reported in time; its thread then starts another."""
        with self._lock:
            if self._child is None:
                return
            heard = self._heard
            last_sign = self._started + _START_SECONDS if heard is None else heard.reported
        if self._is_overdue(last_sign):
            _log.warning("The input sentinel does not answer and is replaced.")
            self.rebuild()

    def ask(self) -> None:
        """Have it say at once what it has heard."""
        self._order()

    def rebuild(self) -> None:
        """Kill the child; its thread starts another unless this is closing."""
        with self._lock:
            child = self._child
            self._heard = None
            if child is not None:
                child.kill()

    def _is_overdue(self, last_sign: float) -> bool:
        """Whether it should have reported since; a new order gives it its time."""
        patience = _FROZEN_WAITING_SECONDS if self._callback is None else _FROZEN_ARMED_SECONDS
        return time.monotonic() - max(last_sign, self._ordered) > patience

    def _order(self) -> None:
        with self._lock:
            if self._child is not None and self._child.stdin is not None:
                with contextlib.suppress(OSError):
                    os.write(self._child.stdin.fileno(), b"W" if self._callback is None else b"A")

    def _run(self) -> None:
        """Start, read to its end, and start again; one thread, for the kernel ties the
        child's death to the thread that started it.
        """
        closing = self._closing
        while not closing.is_set():
            pause = self._pause_before_start()
            if pause > 0:
                closing.wait(pause)
                continue
            try:
                self._follow(self._spawn())
            except OSError as error:
                _log.warning("The input sentinel cannot be started: %s", error)

    def _pause_before_start(self) -> float:
        """Seconds until it may be started (again)."""
        now = time.monotonic()
        while self._starts and now - self._starts[0] > self._window:
            self._starts.popleft()
        if len(self._starts) > self._rebuilds:
            return self._starts[0] + self._window - now
        return 0.0

    def _spawn(self) -> "subprocess.Popen[bytes]":
        self._starts.append(time.monotonic())
        child = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment_with_our_modules(),
            bufsize=0,
            # Whoever notices the user must not be made light together with who dreams.
            start_new_session=True,
        )
        with self._lock:
            self._child = child
            self._started = time.monotonic()
            self._heard = None
            if self._closing.is_set():
                child.kill()
        self._order()
        return child

    def _follow(self, child: "subprocess.Popen[bytes]") -> None:
        if child.stdout is None or child.stdin is None:  # pragma: no cover - both are pipes
            return
        with child.stdin, child.stdout:
            pending = b""
            while chunk := child.stdout.read(4096):
                *lines, pending = (pending + chunk).split(b"\n")
                for line in lines:
                    self._take(line)
            with self._lock:
                self._child = None
                self._heard = None
            status = child.wait()
        if not self._closing.is_set():
            _log.info("The input sentinel ended with status %s.", status)
            self._closing.wait(0.2)

    def _take(self, line: bytes) -> None:
        try:
            last_text, settled_text, device = line.decode().split()
            last, settled = float(last_text), float(settled_text)
        except ValueError:
            return
        before = self._heard
        since = time.monotonic() if before is None else before.since
        self._heard = Heard(
            last=last,
            settled=settled,
            device="" if device == "-" else device,
            since=since,
            reported=time.monotonic(),
        )
        callback = self._callback
        known = before.last if before is not None else _NEVER
        fresh = not math.isnan(last) and (math.isnan(known) or last > known)
        if callback is not None and fresh and before is not None:
            callback(self._heard.device)
        self._on_report()
