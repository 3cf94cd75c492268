"""The Docker backend: one container per program, started ahead, never used twice."""

import contextlib
import itertools
import socket
import struct
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dreamer_app.core.errors import SandboxError
from dreamer_app.core.execution import Limits, SandboxProgram, SelfTest
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox.engine import Engine, translated
from dreamer_app.sandbox.libraries import InstalledLibraries
from dreamer_app.sandbox.rootfs import (
    ENVIRONMENT,
    PYTHON,
    SUPERVISOR,
    FileSystem,
    RootFileSystems,
)
from dreamer_app.sandbox.running import SUPERVISOR_PROCESSES, RunningSandbox
from dreamer_app.sandbox.seccomp import build_filter
from dreamer_app.sandbox.self_test import run_self_test
from dreamer_app.sandbox.spares import SparePool

_NOBODY = "65534:65534"
_SHARED_MEMORY_BYTES = 16 * 1024**2
_SUPERVISOR_BYTES = 48 * 1024**2
"""Room for the supervisor and its buffers in the container's memory."""
_CPU_SHARES = 2
"""The lowest there is: this is background work."""
_SPARES = 2
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


class DockerSandbox:
    """Sandboxes in containers. See :class:`dreamer_app.core.ports.Sandbox`.

    Args:
        home: folder for root file systems.
        namespace: word that names of our containers begin with.
        session_id: the session these sandboxes belong to; next in the names.
        priority: nice value of everything inside.

    Raises:
        SandboxError: no engine answers.
    """

    name = "docker"

    def __init__(self, *, home: Path, namespace: str, session_id: str, priority: int = 19) -> None:
        self._home = home
        self._session, self._priority = session_id, priority
        self._filter = build_filter()
        self._file_systems = RootFileSystems(home)
        self._installed = InstalledLibraries()
        self._engine = Engine(namespace)
        self._spares = SparePool(_SPARES, self._engine.submit)
        self._lock, self._preparing = threading.Lock(), threading.Lock()
        self._testing = threading.Lock()
        self._prepared: dict[tuple[str, ...], tuple[FileSystem, str]] = {}
        self._running: set[RunningSandbox] = set()
        self._numbers = itertools.count(1)
        self._closed = False
        self._tested: SelfTest | None = None

    def prepare(self, libraries: Iterable[str], stop: StopToken) -> None:
        """Build the image with these libraries; at once where that was done before."""
        self._image(tuple(sorted(set(libraries))), stop)

    def _image(self, libraries: tuple[str, ...], stop: StopToken) -> tuple[FileSystem, str]:
        with self._preparing:
            if libraries not in self._prepared:
                files = self._file_systems.build(self._installed.closure(libraries), stop)
                self._prepared[libraries] = files, self._engine.image(files, stop)
            return self._prepared[libraries]

    def start(self, program: SandboxProgram, stop: StopToken) -> RunningSandbox:
        """Start a program in a fresh container; a stop kills it at any moment."""
        stop.check()
        proof = self.self_test()
        if not proof.ok:
            raise SandboxError(proof.problem, hint=proof.hint)
        return self._start(program, stop)

    def _start(self, program: SandboxProgram, stop: StopToken) -> RunningSandbox:
        files, image = self._image(tuple(sorted(set(program.libraries))), stop)
        limits = program.limits
        kind = (image, limits.memory_bytes, limits.processes, limits.scratch_bytes)

        def launch() -> RunningSandbox:
            running = self._launch(files, image, limits)
            running.await_ready()
            return running

        running = self._spares.take(kind, launch)
        if running is None:
            running = self._engine.interruptible(launch, stop, RunningSandbox.end)
        running.obey(stop)
        running.begin(
            program,
            path=files.search_path,
            seccomp=self._filter,
            priority=self._priority,
            stop=stop,
        )
        return running

    def _launch(self, files: FileSystem, image: str, limits: Limits) -> RunningSandbox:
        name = f"{self._engine.namespace}-{self._session}-{next(self._numbers)}"
        client: Any = self._engine.client
        with translated("start a container"):
            try:
                client.create_container_from_config(
                    configuration(self._engine, files, image, limits, self._session), name
                )
                stream = client.attach_socket(
                    name, {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1}
                )
                running = RunningSandbox(ContainerCarrier(self._engine, name, stream), self._forget)
                client.start(name)
            except BaseException:
                self._engine.discard(name)
                raise
        self._engine.give_way(image, files.loader_path)
        with self._lock:
            self._running.add(running)
            closed = self._closed
        if closed:
            running.kill()
        return running

    def _forget(self, running: RunningSandbox) -> None:
        with self._lock:
            self._running.discard(running)

    def self_test(self) -> SelfTest:
        """Prove isolation by trying to break it; once per object."""
        with self._testing:
            if self._tested is None:
                self._tested = run_self_test(self.name, self._start, self._home)
            return self._tested

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
            again, self._closed = self._closed, True
            running = list(self._running)
        if again:
            return
        for one in running:
            one.kill()
        self._spares.close()
        for one in running:
            one.end()
        self._engine.settle()
        with contextlib.suppress(SandboxError), translated("list containers"):
            for name in self._engine.left(self._session):
                self._engine.discard(name)
            self._engine.settle()
        self._engine.close()


def configuration(
    engine: Engine, files: FileSystem, image: str, limits: Limits, session: str
) -> dict[str, Any]:
    """What a container is made of and held to.

    The engine's own init stays out: it would hold the container's streams as process 1 under
    the user of the program, which could then open them through /proc. What it is good for
    our supervisor does as process 1: it buries orphans, and it is not the program, which on
    some engines survives its container's removal if it is process 1 and asks to be traced.

    No log driver: the default one writes the program's output to the host's disk without
    end. The engine's own seccomp profile stays in force under ours.
    """
    memory = limits.memory_bytes + limits.scratch_bytes + _SHARED_MEMORY_BYTES + _SUPERVISOR_BYTES
    scratch = f"rw,nosuid,nodev,noexec,size={limits.scratch_bytes},nr_inodes=4096,mode=1777"
    client: Any = engine.client
    host = client.create_host_config(
        init=False,
        network_mode="none",
        read_only=True,
        tmpfs={"/tmp": scratch},  # noqa: S108 - inside
        ipc_mode="private",
        shm_size=_SHARED_MEMORY_BYTES,
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
            image,
            [PYTHON, "-I", "-S", "-B", SUPERVISOR],
            hostname="sandbox",
            user=_NOBODY,
            stdin_open=True,
            environment={**ENVIRONMENT, "LD_LIBRARY_PATH": files.loader_path},
            working_dir="/tmp",  # noqa: S108 - inside
            network_disabled=True,
            labels=engine.labels(session),
            host_config=host,
        )
    )
