"""What the backends have in common: files laid out once, a proof before the first start, an end.

A backend says how files are laid out for a set of libraries, and how a sandbox over them is
started; everything else of :class:`dreamer_app.core.ports.Sandbox` that does not differ is here.
"""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from dreamer_app.core.errors import SandboxError
from dreamer_app.core.execution import Limits, SandboxProgram, SelfTest
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox.libraries import InstalledLibraries
from dreamer_app.sandbox.rootfs import FileSystem, RootFileSystems
from dreamer_app.sandbox.running import RunningSandbox
from dreamer_app.sandbox.seccomp import build_filter
from dreamer_app.sandbox.self_test import run_self_test
from dreamer_app.sandbox.waiting import WaitingSandboxes

SHARED_MEMORY_BYTES = 16 * 1024**2
"""Size of /dev/shm inside."""


class Searched(Hashable, Protocol):
    """Files laid out so that a program finds its libraries; equal where they are the same."""

    @property
    def search_path(self) -> str:
        """Where Python finds the libraries, inside."""
        ...


Layout = TypeVar("Layout", bound=Searched)


class Backend(ABC, Generic[Layout]):
    """One way to isolate. See :class:`dreamer_app.core.ports.Sandbox`.

    Args:
        home: folder for root file systems.
        session_id: the session these sandboxes belong to.
        priority: nice value of everything inside.
        waiting: where sandboxes without a program are kept.
    """

    name: str

    def __init__(
        self, *, home: Path, session_id: str, priority: int, waiting: WaitingSandboxes
    ) -> None:
        self._home, self._session, self._priority = home, session_id, priority
        self._file_systems = RootFileSystems(home)
        self._installed = InstalledLibraries()
        self._filter = build_filter()
        self._lock = threading.Lock()
        self._preparing, self._testing = threading.Lock(), threading.Lock()
        self._prepared: dict[tuple[str, ...], Layout] = {}
        self._running: set[RunningSandbox] = set()
        self._waiting = waiting
        self._closed = False
        self._tested: SelfTest | None = None

    @abstractmethod
    def _lay_out(self, files: FileSystem, stop: StopToken) -> Layout:
        """Make of these folders what sandboxes are started over."""

    @abstractmethod
    def _launch(self, layout: Layout, limits: Limits, kind: Hashable) -> RunningSandbox:
        """Start a sandbox; it need not be ready.

        Raises:
            SandboxError: none can be started.
        """

    @abstractmethod
    def _started(self, launch: Callable[[], RunningSandbox], stop: StopToken) -> RunningSandbox:
        """A new sandbox that is ready and ends with the stop.

        Raises:
            SandboxError: none can be started.
            Stopped: a stop was asked for.
        """

    def _ready(self, layout: Layout, limits: Limits, stop: StopToken) -> RunningSandbox:
        """A sandbox that is ready, holds nothing of any program, and ends with the stop.

        Raises:
            SandboxError, Stopped: as :meth:`_started`.
        """
        kind = (layout, limits.memory_bytes, limits.processes, limits.scratch_bytes)

        def launch() -> RunningSandbox:
            return self._launch(layout, limits, kind)

        def ahead() -> RunningSandbox:
            running = launch()
            running.await_ready()
            return running

        with self._lock:
            alive = sum(one.kind == kind for one in self._running)
        waiting = self._waiting.take(kind, ahead, alive)
        if waiting is not None:
            waiting.obey(stop)
            return waiting
        return self._started(launch, stop)

    def prepare(self, libraries: Iterable[str], stop: StopToken) -> None:
        """Lay out the files of these libraries; at once where that was done before."""
        self._layout(libraries, stop)

    def _layout(self, libraries: Iterable[str], stop: StopToken) -> Layout:
        wanted = tuple(sorted(set(libraries)))
        with self._preparing:
            if wanted not in self._prepared:
                files = self._file_systems.build(self._installed.closure(wanted), stop)
                self._prepared[wanted] = self._lay_out(files, stop)
            return self._prepared[wanted]

    def start(self, program: SandboxProgram, stop: StopToken) -> RunningSandbox:
        """Start a program in a fresh sandbox; a stop kills it at any moment."""
        stop.check()
        proof = self._proof(stop)
        if not proof.ok:
            raise SandboxError(proof.problem, hint=proof.hint)
        return self._start(program, stop)

    def _start(self, program: SandboxProgram, stop: StopToken) -> RunningSandbox:
        layout = self._layout(program.libraries, stop)
        running = self._ready(layout, program.limits, stop)
        running.begin(
            program,
            path=layout.search_path,
            seccomp=self._filter,
            priority=self._priority,
            stop=stop,
        )
        return running

    def self_test(self) -> SelfTest:
        """Prove isolation by trying to break it; once per object."""
        return self._proof(StopToken())

    def _proof(self, stop: StopToken) -> SelfTest:
        """As above; a test that a stop broke off is not kept."""
        with self._testing:
            if self._tested is None:
                tested = run_self_test(self.name, self._start, self._home, stop)
                stop.check()
                self._tested = tested
            return self._tested

    def _remember(self, running: RunningSandbox) -> None:
        """Have the close of this object end that sandbox; at once, if it has come already."""
        with self._lock:
            self._running.add(running)
            closed = self._closed
        if closed:
            running.kill()

    def _ended(self, running: RunningSandbox, cleared: RunningSandbox | None) -> None:
        """One has ended; ``cleared`` is the same as it waits for the next program."""
        if cleared is not None:
            self._remember(cleared)
        with self._lock:
            self._running.discard(running)
        if cleared is not None:
            self._waiting.give(cleared)

    def kill(self) -> None:
        """Kill everything of this session at once, and let nothing new begin; does not wait."""
        self._kill_all()

    def _kill_all(self) -> list[RunningSandbox]:
        """Kill everything of this session, all at once, and let nothing new begin."""
        with self._lock:
            self._closed = True
            running = list(self._running)
        for one in running:
            one.kill()
        return running
