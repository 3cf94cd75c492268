"""The Docker backend: containers, started ahead and cleared between programs."""

import contextlib
import itertools
import socket
import struct
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dreamer_app.core.errors import SandboxError
from dreamer_app.core.execution import Limits, SandboxProgram
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox.backend import SHARED_MEMORY_BYTES, Backend
from dreamer_app.sandbox.engine import Engine, translated
from dreamer_app.sandbox.rootfs import ENVIRONMENT, PYTHON, SUPERVISOR, FileSystem
from dreamer_app.sandbox.running import SUPERVISOR_PROCESSES, RunningSandbox
from dreamer_app.sandbox.waiting import WaitingSandboxes

_NOBODY = "65534:65534"
_SUPERVISOR_BYTES = 48 * 1024**2
"""Room for the supervisor and its buffers in the container's memory."""
_CPU_SHARES = 2
"""The lowest there is: this is background work."""
_AHEAD = 1
_HEADER = struct.Struct(">B3xI")
_COMPLAINTS = 4096


class ContainerCarrier:
    """A container's attached streams: the engine sends both outputs over one socket."""

    def __init__(self, engine: Engine, name: str, stream: Any) -> None:
        self._engine, self._name = engine, name
        self._socket = _own_socket(stream)
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
        if not data:
            return b""
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
        with contextlib.suppress(RuntimeError):  # the engine's threads have ended
            self._engine.discard(self._name)

    def release(self) -> None:
        """Close the streams; the removal goes on behind the scenes."""
        with self._lock:
            self._released = True
            self._socket.close()

    def trouble(self) -> str:
        """What the container wrote where nobody listens, or empty."""
        return self._errors.decode(errors="replace").strip()


def _own_socket(stream: Any) -> socket.socket:
    """The socket under docker-py's wrapper, as our own; the wrapper's layers are closed.

    They read ahead, block, and close one another in an order of their own.
    """
    theirs = getattr(stream, "_sock", stream)
    if type(theirs) is not socket.socket:
        raise SandboxError(
            "This Docker engine is reached through an encrypted connection.",
            hint="Use an engine on this machine: unset DOCKER_HOST.",
        )
    ours = theirs.dup()
    stream._response.close()  # noqa: SLF001 - there is no other way to it
    return ours


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
        self._engine = Engine(namespace, background=background)
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
        client: Any = self._engine.client
        with translated("start a container"):
            try:
                client.create_container_from_config(
                    configuration(self._engine, layout, limits, self._session), name
                )
                stream = client.attach_socket(
                    name, {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1}
                )
                carrier = ContainerCarrier(self._engine, name, stream)
                running = RunningSandbox(carrier, kind, self._ended)
                client.start(name)
            except BaseException:
                self._engine.discard(name)
                raise
        self._engine.give_way(layout.tag, layout.files.loader_path)
        self._remember(running)
        return running

    def sweep(self) -> int:
        """Remove containers whose owner is gone, old images, half-built folders; how many."""
        with translated("list containers"):
            abandoned = self._engine.abandoned()
            for name in abandoned:
                self._engine.discard(name)
            self._engine.settle()
            removed = self._engine.forget_old_images()
        return len(abandoned) + removed + self._file_systems.sweep()

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
        self._engine.settle()
        with contextlib.suppress(SandboxError), translated("list containers"):
            for name in self._engine.left(self._session):
                self._engine.discard(name)
            self._engine.settle()
        self._engine.close()


def configuration(engine: Engine, image: Image, limits: Limits, session: str) -> dict[str, Any]:
    """What a container is made of and held to.

    The engine's own init stays out: it would hold the container's streams as process 1 under
    the user of the program, which could then open them through /proc. What it is good for
    our supervisor does as process 1: it buries orphans, and it is not the program, which on
    some engines survives its container's removal if it is process 1 and asks to be traced.

    No log driver: the default one writes the program's output to the host's disk without
    end. The engine's own seccomp profile stays in force under ours.
    """
    memory = limits.memory_bytes + limits.scratch_bytes + SHARED_MEMORY_BYTES + _SUPERVISOR_BYTES
    scratch = f"rw,nosuid,nodev,noexec,size={limits.scratch_bytes},nr_inodes=4096,mode=1777"
    client: Any = engine.client
    host = client.create_host_config(
        init=False,
        network_mode="none",
        read_only=True,
        tmpfs={"/tmp": scratch},  # noqa: S108 - inside
        ipc_mode="private",
        shm_size=SHARED_MEMORY_BYTES,
        cap_drop=["ALL"],
        security_opt=["no-new-privileges"],
        pids_limit=limits.processes + SUPERVISOR_PROCESSES,
        mem_limit=memory,
        memswap_limit=memory,
        nano_cpus=10**9,
        cgroup_parent=engine.cgroup_parent(),
        cpu_shares=_CPU_SHARES,
        ulimits=[
            {"Name": "nofile", "Soft": 256, "Hard": 256},
            {"Name": "fsize", "Soft": limits.file_bytes, "Hard": limits.file_bytes},
            {"Name": "core", "Soft": 0, "Hard": 0},
        ],
        oom_score_adj=1000,
        log_config={"Type": "none", "Config": {}},
        auto_remove=True,
    )
    return dict(
        client.create_container_config(
            image.tag,
            [PYTHON, "-I", "-S", "-B", SUPERVISOR],
            hostname="sandbox",
            user=_NOBODY,
            stdin_open=True,
            environment={**ENVIRONMENT, "LD_LIBRARY_PATH": image.files.loader_path},
            working_dir="/tmp",  # noqa: S108 - inside
            network_disabled=True,
            labels=engine.labels(session),
            host_config=host,
        )
    )
