"""One running sandbox: frames over a carrier, limits, and the one report of its end.

A sandbox whose program is ended while all is well is cleared by the supervisor inside and
goes back to its backend, as a sandbox that waits for a program; see :meth:`RunningSandbox.end`.
"""

import math
import select
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
from typing import Any, Protocol

from dreamer_app.core.errors import SandboxError, Stopped
from dreamer_app.core.execution import EndKind, Limits, SandboxEnd, SandboxProgram
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox.frames import (
    FRAME_LIMIT,
    Decoder,
    FrameError,
    decode_json,
    encode_json,
    fields,
    message,
    pack,
)

START_SECONDS = 60.0
"""A sandbox that has not started by then never will; generous, for a machine that swaps."""
GRACE_SECONDS = 3.0
"""After its wall limit the supervisor inside has this long to report before we kill it all."""
CLEAR_SECONDS = 5.0
"""A sandbox that has not cleared up by then is killed."""
QUEUE_LIMIT = 4 * FRAME_LIMIT
_SLICE_SECONDS = 0.2
SUPERVISOR_PROCESSES = 1
PROGRAMS = 100
"""A sandbox is used for so many, one after the other; then it goes, whatever its state."""
_KINDS = {kind.value: kind for kind in EndKind}


class Carrier(Protocol):
    """A backend's started sandbox: two byte streams and a way to kill it."""

    @property
    def read_fd(self) -> int:
        """Readable when :meth:`read` has something, or the end."""
        ...

    @property
    def write_fd(self) -> int:
        """Writable when :meth:`write` takes something."""
        ...

    def read(self) -> bytes | None:
        """Bytes from the supervisor; None when there are none yet, empty at the end."""
        ...

    def write(self, data: memoryview) -> int:
        """Take as many bytes as fit now. OSError when nobody is there any more."""
        ...

    def kill(self) -> None:
        """Kill everything inside at once; from any thread, any number of times; no waiting."""
        ...

    def release(self) -> None:
        """After the end: close the streams; what remains is removed behind the scenes."""
        ...

    def trouble(self) -> str:
        """What the backend's launcher itself had to complain about, or empty."""
        ...


class RunningSandbox:
    """A started sandbox, for one program. See :class:`dreamer_app.core.ports.SandboxProcess`.

    Args:
        kind: whatever makes one sandbox differ from another, for whoever looks for one.
        on_end: told when it has ended; with it the sandbox as it waits for the next program,
            or None when it is gone.
        decoder: of the stream, where a program before this one has been using it; the
            supervisor has been asked to clear up.
        programs: how many there were before.
    """

    def __init__(
        self,
        carrier: Carrier,
        kind: Hashable,
        on_end: Callable[["RunningSandbox", "RunningSandbox | None"], None],
        decoder: Decoder | None = None,
        programs: int = 0,
    ) -> None:
        self._carrier = carrier
        self.kind = kind
        self._on_end = on_end
        self._decoder = decoder or Decoder()
        self._programs = programs
        self._inbox: deque[bytes] = deque()
        self._queued = 0
        self._ready = self._begun = False
        self._killed: EndKind | None = None
        self._over = self._unsent = False
        self._report: list[bytes] | None = None
        self._end: SandboxEnd | None = None
        self._started = time.monotonic()
        self._deadline = self._started + START_SECONDS
        self._forget_stop: Callable[[], None] = lambda: None
        self._lock = threading.Lock()
        self._poll = select.poll()
        self._poll.register(carrier.read_fd, select.POLLIN)

    # -- starting -----------------------------------------------------------------------

    def obey(self, stop: StopToken) -> None:
        """Have a stop kill this sandbox from now on."""
        self._forget_stop = stop.on_stop(self.kill)

    def await_ready(self, stop: StopToken | None = None) -> None:
        """Wait until the supervisor inside answers.

        Raises:
            SandboxError: it does not.
            Stopped: the stop came first.
        """
        self._await(lambda: self._ready, stop)

    def begin(
        self,
        program: SandboxProgram,
        *,
        path: str,
        seccomp: bytes,
        priority: int,
        stop: StopToken,
    ) -> None:
        """Hand the program over and wait until it has begun.

        Args:
            path: search path inside for the program's libraries, joined by colons.
            seccomp: filter over the program, an array of ``sock_filter``.
            priority: nice value.
        """
        limits = program.limits
        self._programs += 1
        self._deadline = time.monotonic() + START_SECONDS
        environment = "\0".join(f"{name}={value}" for name, value in program.environment)
        self._write(
            message(
                b"P",
                pack(
                    [
                        program.source.encode("utf-8", "surrogatepass"),
                        seccomp,
                        path.encode(),
                        environment.encode(),
                        numbers(limits, priority).encode(),
                    ]
                ),
            )
        )
        self._await(lambda: self._begun, stop)
        # Only now: on a busy machine the beginning may take longer than a short limit.
        self._started = time.monotonic()
        self._deadline = self._started + limits.wall_seconds + GRACE_SECONDS

    def _await(self, there: Callable[[], bool], stop: StopToken | None) -> None:
        limit = time.monotonic() + START_SECONDS
        while not (there() or self._over or self._report or self._killed):
            if not self._step(limit):
                self._kill(EndKind.TIMEOUT)
                break
        if stop is not None and stop.is_stopped():
            self.end()
            stop.check()
        if self._killed is EndKind.STOPPED:
            self.end()
            raise Stopped("The sandbox was closed while it started.")
        if there() and not self._is_broken():
            return
        trouble = self._why()
        self.end()
        raise SandboxError(
            f"The sandbox did not start: {trouble}.",
            hint="Run 'dreamer doctor' to see what it needs.",
        )

    def _is_broken(self) -> bool:
        return self._report is not None and self._report[0] == b"broken"

    def _why(self) -> str:
        if self._is_broken() and self._report is not None:
            return self._report[-1].decode(errors="replace")
        return self._carrier.trouble() or "it ended without a word"

    def is_waiting(self) -> bool:
        """Whether it is ready, alive, and has been given nothing."""
        self._step(time.monotonic())
        return self._ready and not (self._over or self._begun or self._killed or self._report)

    # -- the port -----------------------------------------------------------------------

    def send(self, value: Any) -> None:
        """Send one frame. A sandbox that has ended makes this do nothing."""
        self._write(message(b"F", encode_json(value)))

    def receive(self, seconds: float) -> Any:
        """The next frame. TimeoutError when none came in time, EOFError at the end."""
        limit = time.monotonic() + seconds
        while self._killed is None:
            if self._inbox:
                payload = self._inbox.popleft()
                self._queued -= len(payload)
                try:
                    return decode_json(payload)
                except FrameError:
                    self._kill(EndKind.PROTOCOL)
                    break
            if self._over or self._report is not None:
                break
            if not self._step(limit):
                raise TimeoutError(f"no frame came within {seconds:g} s")
        raise EOFError("the sandbox has ended")

    def end(self, seconds: float = 0.0) -> SandboxEnd:
        """Give it that long to end by itself, end it otherwise, and say how it ended.

        A program that still runs, and has kept to the rules, is ended by its supervisor, which
        kills all that it started, empties the scratch folders, and is ready for another one.
        """
        if self._end is not None:
            return self._end
        limit = time.monotonic() + seconds
        while not self._over and self._report is None and self._killed is None:
            self._inbox.clear()
            self._queued = 0
            if not self._step(limit):
                break
        took = time.monotonic() - self._started
        cleared = self._cleared()
        if cleared is None:
            if self._report is None and not self._over:
                self._kill(EndKind.STOPPED)
            self._carrier.kill()
            self._carrier.release()
        self._forget_stop()
        with self._lock:
            # From here on a kill of this one is none of the next program's.
            self._end = self._conclude(took)
        self._on_end(self, cleared)
        return self._end

    def _cleared(self) -> "RunningSandbox | None":
        """Have the supervisor clear up: the sandbox without its program, or None."""
        if not self._begun or self._unsent or self._programs >= PROGRAMS:
            return None
        if self._over or self._report is not None or self._is_killed():
            return None
        self._write(message(b"C", b""))
        cleared = RunningSandbox(
            self._carrier, self.kind, self._on_end, decoder=self._decoder, programs=self._programs
        )
        cleared._await_clear()
        with self._lock:
            stopped, self._killed = self._is_killed(), EndKind.STOPPED
        return cleared if cleared.is_waiting() and not stopped else None

    def _is_killed(self) -> bool:
        return self._killed is not None

    def _await_clear(self) -> None:
        limit = time.monotonic() + CLEAR_SECONDS
        while not (self._ready or self._over or self._report) and self._step(limit):
            pass

    def kill(self) -> None:
        """Kill all of it at once; does not wait."""
        self._kill(EndKind.STOPPED)

    # -- inside -------------------------------------------------------------------------

    def _kill(self, kind: EndKind) -> None:
        with self._lock:
            if self._end is not None:
                return
            if self._killed is None:
                self._killed = kind
        self._carrier.kill()

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        self._unsent = True
        while view and not self._over and self._killed is None and self._report is None:
            try:
                view = view[self._carrier.write(view) :]
            except OSError:
                return
            if view and not self._step(self._deadline, writing=True):
                return
        self._unsent = bool(view)

    def _step(self, limit: float, *, writing: bool = False) -> bool:
        """Wait for something to happen and take it; False when ``limit`` came first."""
        now = time.monotonic()
        # In slices, so that a kill is noticed even if the end of the stream never comes.
        until = min(limit, self._deadline, now + _SLICE_SECONDS)
        poll = self._poll
        if writing:
            poll = select.poll()
            poll.register(self._carrier.read_fd, select.POLLIN)
            poll.register(self._carrier.write_fd, select.POLLOUT)
        ready = poll.poll(max(0.0, (until - now) * 1000))
        if not ready:
            if time.monotonic() >= self._deadline:
                self._kill(EndKind.TIMEOUT)
                self._over = True
                return True
            return time.monotonic() < limit
        if any(fd == self._carrier.read_fd for fd, _ in ready):
            self._take()
        return True

    def _take(self) -> None:
        data = self._carrier.read()
        if data is None:
            return
        if not data:
            self._over = True
            return
        try:
            for letter, payload in self._decoder.feed(data):
                self._accept(letter, payload)
        except FrameError:
            self._kill(EndKind.PROTOCOL)
            self._over = True

    def _accept(self, letter: bytes, payload: bytes) -> None:
        if letter == b"R":
            self._ready = True
            self._deadline = math.inf
        elif not self._ready and letter != b"X":
            return  # what the program before had still to say
        elif letter == b"B":
            self._begun = True
        elif letter == b"X":
            self._report = fields(payload)
            if len(self._report) != 5:
                raise FrameError("a report has five fields")
        else:
            self._inbox.append(payload)
            self._queued += len(payload)
            if self._queued > QUEUE_LIMIT:
                raise FrameError("more frames than anybody reads")

    def _conclude(self, took: float) -> SandboxEnd:
        report = self._report or [b"crashed", b"", b"", b"", b""]
        kind = _KINDS.get(report[0].decode(errors="replace"), EndKind.CRASHED)
        if self._killed is not None:
            kind = self._killed
        code = report[1].decode(errors="replace")
        note = report[4].decode(errors="replace")
        stderr = report[3].decode(errors="replace")
        return SandboxEnd(
            kind=kind,
            exit_code=int(code) if code.lstrip("-").isdigit() else None,
            stdout=report[2].decode(errors="replace"),
            stderr=f"{stderr}[sandbox: {note}]" if note else stderr,
            seconds=took,
        )


def numbers(limits: Limits, priority: int) -> str:
    """Limits as the supervisor reads them.

    Address space is twice the memory and a gigabyte more: libraries reserve much that they
    never touch, and what is touched is watched besides.
    """
    return (
        f"wall={limits.wall_seconds} cpu={max(1, round(limits.cpu_seconds))}"
        f" memory={limits.memory_bytes} address={2 * limits.memory_bytes + 1024**3}"
        f" processes={limits.processes + SUPERVISOR_PROCESSES} file={limits.file_bytes}"
        f" output={limits.output_bytes} nice={priority}"
    )
