"""The Docker backend: containers, started ahead and cleared between programs."""

import contextlib
import itertools
import socket
import struct
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path

from dreamer_app.core.errors import SandboxError
from dreamer_app.core.execution import Limits, SandboxProgram
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox.backend import Backend
from dreamer_app.sandbox.direct_stream import Stream
from dreamer_app.sandbox.engine_process import EngineProcess
from dreamer_app.sandbox.owner import sweep_folders
from dreamer_app.sandbox.rootfs import FileSystem
from dreamer_app.sandbox.running import RunningSandbox
from dreamer_app.sandbox.waiting import WaitingSandboxes

_AHEAD = 1
_HEADER = struct.Struct(">B3xI")
_COMPLAINTS = 4096


class ContainerCarrier:
    """A container's stream. The engine's is that of both outputs, in parts with a header."""

    def __init__(self, engine: EngineProcess, name: str, stream: Stream) -> None:
        self._engine, self._name = engine, name
        self._socket, self._is_direct = stream
        self._socket.settimeout(0)
        self._buffer = bytearray()
        self._errors = bytearray()
        self._lock = threading.Lock()
        self._released = False

    @property
    def read_fd(self) -> int:
        """See :class:`~dreamer_app.sandbox.running.Carrier`."""
        return self._socket.fileno()

    @property
    def write_fd(self) -> int:
        """See :class:`~dreamer_app.sandbox.running.Carrier`."""
        return self._socket.fileno()

    def read(self) -> bytes | None:
        """Bytes from the supervisor; None when there are none yet, empty at the end."""
        try:
            data = self._socket.recv(1 << 18)
        except BlockingIOError:
            return None
        except OSError:
            return b""
        if self._is_direct or not data:
            return data
        self._buffer += data
        return self._sort() or None

    def _sort(self) -> bytes:
        """Take whole parts from the buffer: what is for us, and complaints."""
        output = bytearray()
        while len(self._buffer) >= _HEADER.size:
            which, size = _HEADER.unpack_from(self._buffer)
            if len(self._buffer) < _HEADER.size + size:
                break
            part = self._buffer[_HEADER.size : _HEADER.size + size]
            del self._buffer[: _HEADER.size + size]
            if which == 1:
                output += part
            elif len(self._errors) < _COMPLAINTS:
                self._errors += part
        return bytes(output)

    def write(self, data: memoryview) -> int:
        """Take as many bytes as fit now."""
        try:
            return self._socket.send(data)
        except BlockingIOError:
            return 0

    def kill(self) -> None:
        """Hang up, at which the supervisor ends it all, and have the container removed."""
        with self._lock:
            if self._released:
                return
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
        self._engine.discard(self._name)

    def release(self) -> None:
        """Close the streams; the removal goes on behind the scenes."""
        with self._lock:
            self._released = True
            self._socket.close()

    def trouble(self) -> str:
        """What the container wrote where nobody listens, or empty."""
        return self._errors.decode(errors="replace").strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An image of the engine, and the folders that it was made of."""

    tag: str
    files: FileSystem

    @property
    def search_path(self) -> str:
        """See :class:`~dreamer_app.sandbox.backend.Searched`."""
        return self.files.search_path


class DockerSandbox(Backend[Image]):
    """Sandboxes in containers. See :class:`~dreamer_app.sandbox.backend.Backend`.

    Args:
        namespace: word that names of our containers begin with; the session's id comes next.
        background: nobody waits for it; all its containers together give way to other work.

    Raises:
        SandboxError: no engine answers.
    """

    name = "docker"

    def __init__(
        self,
        *,
        home: Path,
        namespace: str,
        session_id: str,
        priority: int = 19,
        background: bool = False,
    ) -> None:
        self._streams = home / "streams"
        self._engine = EngineProcess(namespace, streams=self._streams, background=background)
        waiting = WaitingSandboxes(_AHEAD, self._engine.submit)
        super().__init__(home=home, session_id=session_id, priority=priority, waiting=waiting)
        self._numbers = itertools.count(1)
        self._gone = False

    def _lay_out(self, files: FileSystem, stop: StopToken) -> Image:
        return Image(tag=self._engine.image(files, stop), files=files)

    def _start(self, program: SandboxProgram, stop: StopToken) -> RunningSandbox:
        self._engine.hurry_at(stop)
        return super()._start(program, stop)

    def _started(self, launch: Callable[[], RunningSandbox], stop: StopToken) -> RunningSandbox:
        def ready() -> RunningSandbox:
            running = launch()
            running.await_ready()
            return running

        running = self._engine.interruptible(ready, stop, RunningSandbox.end)
        running.obey(stop)
        return running

    def _launch(self, layout: Image, limits: Limits, kind: Hashable) -> RunningSandbox:
        name = f"{self._engine.namespace}-{self._session}-{next(self._numbers)}"
        stream = self._engine.start(
            name, layout.tag, layout.files.loader_path, limits, self._session
        )
        running = RunningSandbox(ContainerCarrier(self._engine, name, stream), kind, self._ended)
        self._engine.give_way(layout.tag, layout.files.loader_path)
        self._remember(running)
        return running

    def sweep(self) -> int:
        """Remove what is left of owners that are gone, and old images; how many."""
        abandoned = self._engine.abandoned()
        for name in abandoned:
            self._engine.discard(name)
        self._engine.settle()
        removed = self._engine.forget_old_images()
        removed += self._file_systems.sweep() + sweep_folders(self._streams.glob(".stream-*"))
        return len(abandoned) + removed

    def close(self) -> None:
        """Kill and remove every container of this session; end all threads."""
        with self._lock:
            if self._gone:
                return
            self._gone = True
        running = self._kill_all()
        self._waiting.close()
        for one in running:
            one.end()
        with contextlib.suppress(SandboxError):
            if self._engine.has_ended():  # what it had asked for may be there all the same
                self._engine.close()
                self._engine = EngineProcess(self._engine.namespace, streams=self._streams)
            self._engine.settle()
            for name in self._engine.left(self._session):
                self._engine.discard(name)
            self._engine.settle()
        self._engine.close()
