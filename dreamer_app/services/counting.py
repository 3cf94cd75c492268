"""A sandbox that counts what is started in it, for the live view of a session."""

from collections.abc import Callable, Iterable

from dreamer_app.core.execution import SandboxProgram, SelfTest
from dreamer_app.core.ports import Sandbox, SandboxProcess
from dreamer_app.core.stop import StopToken


class CountedSandbox:
    """Hands everything on; see :class:`dreamer_app.core.ports.Sandbox`.

    Args:
        started: called for each program that was started, from any thread.
    """

    def __init__(self, sandbox: Sandbox, started: Callable[[], None]) -> None:
        self._sandbox = sandbox
        self._started = started

    @property
    def name(self) -> str:
        """Of the backend."""
        return self._sandbox.name

    def self_test(self) -> SelfTest:
        """Prove isolation by trying to break it."""
        return self._sandbox.self_test()

    def prepare(self, libraries: Iterable[str], stop: StopToken) -> None:
        """Make libraries available inside."""
        self._sandbox.prepare(libraries, stop)

    def start(self, program: SandboxProgram, stop: StopToken) -> SandboxProcess:
        """Start a program in a fresh sandbox, and count it."""
        process = self._sandbox.start(program, stop)
        self._started()
        return process

    def sweep(self) -> int:
        """Remove what earlier runs left behind."""
        return self._sandbox.sweep()

    def kill(self) -> None:
        """Kill everything of this session at once."""
        self._sandbox.kill()

    def close(self) -> None:
        """Kill and remove everything of this session."""
        self._sandbox.close()
