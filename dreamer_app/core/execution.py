"""What runs in a sandbox, within which limits, and how it ended."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a sandbox may use.

    Args:
        wall_seconds: whole life of the sandbox, from the first frame sent to it.
        cpu_seconds: processor time of one process in it.
        memory_bytes: resident memory of all its processes together.
        processes: processes and threads together.
        file_bytes: size of one file; ``scratch_bytes`` of all of /tmp.
        output_bytes: kept of stdout and stderr; the sandbox is killed at 128 times that.
    """

    wall_seconds: float = 60.0
    cpu_seconds: float = 30.0
    memory_bytes: int = 512 * 1024**2
    processes: int = 64
    file_bytes: int = 32 * 1024**2
    scratch_bytes: int = 64 * 1024**2
    output_bytes: int = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxProgram:
    """A program to run in a sandbox: one Python source that talks in frames.

    The source is handed over through a pipe, never as an argument or a file. It runs with
    the interpreter of the sandbox and finds ``RECEIVE`` and ``SEND`` defined: two functions
    that read and write one frame (a JSON value, length-prefixed) from and to the host.
    Nothing else connects it to the world.

    Args:
        source: Python text.
        libraries: import names that must be importable inside.
        limits: see :class:`Limits`.
        environment: additional variables, e.g. ``PYTHONHASHSEED``.
    """

    source: str
    libraries: tuple[str, ...] = ()
    limits: Limits = Limits()
    environment: tuple[tuple[str, str], ...] = ()


class EndKind(StrEnum):
    """How a sandbox ended."""

    EXITED = "exited"
    CRASHED = "crashed"
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out_of_memory"
    OUTPUT_LIMIT = "output_limit"
    STOPPED = "stopped"
    PROTOCOL = "protocol"
    """It sent something that is no frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxEnd:
    """How a sandbox ended, for the record; never the ground for a verdict of "passed"."""

    kind: EndKind
    exit_code: int | None = None
    stdout: str = ""
    stderr: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    """What a sandbox proved of itself before anything else may run in it.

    Args:
        ok: all of it held.
        facts: pairs of a claim ("no network") and what was seen.
        hint: when not ok: what to install or change.
    """

    name: str
    ok: bool
    facts: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What one expression did when it was evaluated in a sandbox.

    Args:
        expression: Python source, as given.
        literal: Python source of the value where it is made of builtin types, else None.
        representation: ``repr`` of the value, at most 10,000 characters.
        exception: qualified name of the exception type, or empty.
        problem: why nothing was observed ("timeout", "crashed", ...), or empty.
        output: what the expression printed, at most 10,000 characters.
        did: what the code did beside that, as far as the interpreter noticed.
    """

    expression: str
    literal: str | None = None
    representation: str = ""
    exception: str = ""
    problem: str = ""
    output: str = ""
    did: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Equal for observations that show the same behaviour."""
        if self.problem:
            return f"problem {self.problem}"
        if self.exception:
            return f"raises {self.exception}"
        return f"value {self.representation}"
