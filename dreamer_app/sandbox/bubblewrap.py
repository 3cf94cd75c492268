"""The bubblewrap backend: namespaces made by ``bwrap``, no daemon, a few milliseconds.

An ordinary user gets a user namespace in which the program is nobody. Root gets none: there
the program would be nobody only in name, while the kernel still takes it for root and lets
it read every file of root's. Instead the namespaces are made with root's own rights, and
the supervisor becomes a user of its own, that nothing belongs to, before it reads anything.
"""

import contextlib
import itertools
import json
import os
import secrets
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Hashable, Iterable, Sequence
from pathlib import Path
from typing import IO, cast

from dreamer_app.core.errors import SandboxError
from dreamer_app.core.execution import Limits
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox.backend import SHARED_MEMORY_BYTES, Backend
from dreamer_app.sandbox.launcher import LauncherThread
from dreamer_app.sandbox.owner import Owner
from dreamer_app.sandbox.rootfs import ENVIRONMENT, PYTHON, SUPERVISOR, FileSystem
from dreamer_app.sandbox.running import RunningSandbox
from dreamer_app.sandbox.waiting import WaitingSandboxes
from dreamer_app.session import hurry, leads_session, own_session

_FIRST_USER = 1_900_000_000
"""User ids from here to 2**31 are set aside for nobody (systemd's table of ids)."""
_USERS = 100_000_000
_BURIAL_SECONDS = 2.0
_END_SECONDS, _AGAIN_SECONDS = 10.0, 0.15
_INSTALL = "Install bubblewrap (on Debian: 'apt install bubblewrap')."


class BubblewrapCarrier:
    """One ``bwrap`` process with pipes to the supervisor inside."""

    def __init__(
        self, program: Path, name: str, options: Sequence[str], inside: Sequence[str]
    ) -> None:
        arguments, to_arguments = os.pipe()
        info, to_info = os.pipe()
        try:
            given = ["--args", str(arguments), "--info-fd", str(to_info)]
            self._process = subprocess.Popen(
                # The name is what a sweep looks for. The options go through a pipe: the
                # command line of bwrap can be read inside, and they hold paths of the user.
                [name, *given, "--", *inside],
                executable=program,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=(arguments, to_info),
                # Nothing to find in /proc/1/environ.
                env={},
                cwd="/",
                bufsize=0,
                **own_session(),
            )
            os.close(arguments)
            arguments = -1
            data = "\0".join(options).encode()
            with contextlib.suppress(BrokenPipeError):
                while data:  # bwrap reads all of it first, so a full pipe empties
                    data = data[os.write(to_arguments, data) :]
        finally:
            for fd in (arguments, to_arguments, to_info):
                if fd >= 0:
                    os.close(fd)
        self._info, self._told = info, b""
        os.set_blocking(info, False)
        self._first: int | None = None
        self._lock = threading.Lock()
        self._released = False
        streams = (self._process.stdin, self._process.stdout, self._process.stderr)
        self._in, self._out, self._errors = cast("tuple[IO[bytes], IO[bytes], IO[bytes]]", streams)
        for stream in (self._in, self._out, self._errors):
            os.set_blocking(stream.fileno(), False)

    @property
    def read_fd(self) -> int:
        """See :class:`~dreamer_app.sandbox.running.Carrier`."""
        return self._out.fileno()

    @property
    def write_fd(self) -> int:
        """See :class:`~dreamer_app.sandbox.running.Carrier`."""
        return self._in.fileno()

    @property
    def pid(self) -> int:
        """Of ``bwrap`` itself, outside."""
        return self._process.pid

    def read(self) -> bytes | None:
        """Bytes from the supervisor; None when there are none yet, empty at the end."""
        try:
            data = os.read(self._out.fileno(), 1 << 20)
        except BlockingIOError:
            return None
        if self._first is None:
            with self._lock:
                self._find_first()
        return data

    def write(self, data: memoryview) -> int:
        """Take as many bytes as fit now."""
        try:
            return os.write(self._in.fileno(), data)
        except BlockingIOError:
            return 0

    def kill(self) -> None:
        """Kill the first process inside, and with it all others, and ``bwrap``."""
        with self._lock:
            if not self._released:
                self._kill()

    def _kill(self) -> None:
        hurry(self._process.pid)
        self._find_first()
        if self._first is not None:
            # ``bwrap`` buries it and ends. Were it killed too, the dead process would wait
            # for the machine's own process 1, which may take its time.
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._first, signal.SIGKILL)
            return
        self._kill_group()

    def _kill_group(self) -> None:
        # The whole group: one that is still being set up has no parent-death signal yet.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def release(self) -> None:
        """Wait until all inside is dead, then close the streams.

        The kernel lets the first process of a namespace go only after all others.
        """
        with self._lock:
            if self._released:
                return
            self._kill()
            if self._first is not None:
                self._await_end(self._first)
                os.close(self._first)
            try:
                self._process.wait(_BURIAL_SECONDS)
            except subprocess.TimeoutExpired:
                self._kill_group()
                self._process.wait()
            self._released = True
        os.close(self._info)
        self._in.close()
        self._out.close()
        self._errors.close()

    def _await_end(self, first: int) -> None:
        import select

        poll = select.poll()
        poll.register(first, select.POLLIN)
        until = time.monotonic() + _END_SECONDS
        while not poll.poll(_AGAIN_SECONDS * 1000) and time.monotonic() < until:
            hurry(self._process.pid)

    def trouble(self) -> str:
        """What ``bwrap`` itself had to complain about, or empty."""
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            self._process.wait(1.0)
            return os.read(self._errors.fileno(), 4096).decode(errors="replace").strip()
        return ""

    def _find_first(self) -> None:
        """Get hold of the first process inside, which ``bwrap`` names once there is one."""
        if self._first is not None:
            return
        with contextlib.suppress(OSError):
            self._told += os.read(self._info, 4096)
        try:
            first = int(json.loads(self._told)["child-pid"])
            handle = os.pidfd_open(first)
        except (ValueError, KeyError, OSError):
            return  # it has not come to that, or is gone already
        if _is_child(first, self._process.pid):
            self._first = handle
        else:
            os.close(handle)


def _is_child(pid: int, parent: int) -> bool:
    """Whether the process is still the one that ``parent`` started."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return int(stat.rpartition(")")[2].split()[1]) == parent


class BubblewrapSandbox(Backend[FileSystem]):
    """Sandboxes through ``bwrap``. See :class:`~dreamer_app.sandbox.backend.Backend`.

    Args:
        namespace: word that names of our processes begin with.
        background: nobody waits for it: all of it together has the weight of one light group.
    """

    name = "bubblewrap"

    def __init__(
        self,
        *,
        home: Path,
        namespace: str,
        session_id: str,
        priority: int = 19,
        background: bool = False,
    ) -> None:
        self._program = _find_bwrap()
        waiting = WaitingSandboxes()
        super().__init__(home=home, session_id=session_id, priority=priority, waiting=waiting)
        self._prefix = namespace
        self._group_nice = priority if background and not leads_session() else 0
        self._launcher = LauncherThread("bubblewrap-launcher")
        self._numbers = itertools.count(1)

    def _lay_out(self, files: FileSystem, stop: StopToken) -> FileSystem:  # noqa: ARG002 - done
        return files

    def _started(self, launch: Callable[[], RunningSandbox], stop: StopToken) -> RunningSandbox:
        running = launch()
        running.obey(stop)
        running.await_ready(stop)
        return running

    def _launch(self, layout: FileSystem, limits: Limits, kind: Hashable) -> RunningSandbox:
        name = f"{self._prefix}-{self._session}-{next(self._numbers)} {Owner.this()}"
        options, inside = command_line(layout, limits, self._group_nice)

        def launch() -> RunningSandbox:
            carrier = BubblewrapCarrier(self._program, name, options, inside)
            running = RunningSandbox(carrier, kind, self._ended)
            self._remember(running)
            return running

        try:
            return self._launcher.call(launch)
        except (OSError, RuntimeError) as error:
            raise SandboxError(f"bubblewrap cannot be started: {error}.", hint=_INSTALL) from error

    def sweep(self) -> int:
        """Kill sandboxes whose owner is gone, remove half-built folders; how many."""
        removed = self._file_systems.sweep()
        for pid, owner in _marked(self._prefix):
            if owner.is_gone():
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
                    removed += 1
        return removed

    def close(self) -> None:
        """Kill everything of this session and end the launcher's thread."""
        running = self._kill_all()
        self._waiting.close()
        for one in running:
            one.end()
        self._launcher.close()


def _find_bwrap() -> Path:
    found = shutil.which("bwrap")
    if found is None:
        raise SandboxError("bubblewrap is not installed.", hint=_INSTALL)
    return Path(found).resolve()


def _marked(prefix: str) -> Iterable[tuple[int, Owner]]:
    """Processes of ours by their names, with the owner that each name tells."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            name = (folder / "cmdline").read_bytes().partition(b"\0")[0].decode()
        except (OSError, UnicodeDecodeError):
            continue
        if name.startswith(f"{prefix}-") and " " in name:
            owner = Owner.parse(name.rpartition(" ")[2])
            if owner is not None:
                yield int(folder.name), owner


def command_line(
    files: FileSystem, limits: Limits, group_nice: int = 0
) -> tuple[list[str], list[str]]:
    """Options of ``bwrap`` for one sandbox, and the command inside."""
    supervisor = [PYTHON, "-I", "-S", "-B", SUPERVISOR, "--count-processes"]
    if group_nice:
        supervisor += ["--group-nice", str(group_nice)]
    if os.geteuid() == 0:
        user = ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        supervisor += ["--uid", str(_FIRST_USER + secrets.randbelow(_USERS))]
    else:
        user = ["--unshare-user", "--uid", "65534", "--gid", "65534"]
    variables = {**ENVIRONMENT, "LD_LIBRARY_PATH": files.loader_path}
    given = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    given += ["--unshare-cgroup-try", "--die-with-parent", "--as-pid-1"]
    given += ["--cap-drop", "ALL", *user, "--hostname", "sandbox", "--clearenv"]
    for name, value in variables.items():
        given += ["--setenv", name, value]
    given += ["--ro-bind", str(files.root), "/", "--proc", "/proc", "--dev", "/dev"]
    given += ["--perms", "1777", "--size", str(limits.scratch_bytes), "--tmpfs", "/tmp"]  # noqa: S108 - inside
    given += ["--perms", "1777", "--size", str(SHARED_MEMORY_BYTES), "--tmpfs", "/dev/shm"]  # noqa: S108 - inside
    given += ["--size", str(1024**2), "--tmpfs", "/libraries"]
    for name, folder in files.libraries:
        given += ["--ro-bind", str(folder), f"/libraries/{name}"]
    given += ["--remount-ro", "/libraries", "--remount-ro", "/dev", "--chdir", "/tmp"]  # noqa: S108 - inside
    return given, supervisor
