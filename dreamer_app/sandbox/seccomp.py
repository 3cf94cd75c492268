"""A seccomp filter over the program: what code of unknown intent has no business calling.

It is a list of what is denied, on top of what the backends already do: with Docker the
engine's own list of what is allowed stays in force as well. The calls are in ``calls.py``.

Classic BPF over ``struct seccomp_data`` (seccomp(2)): architecture first, since numbers
differ between them; another architecture's calls kill the process.
"""

import errno
import platform
import struct

from dreamer_app.core.errors import SandboxError
from dreamer_app.sandbox import calls

_LOAD, _JUMP_EQUAL, _JUMP_ATLEAST, _JUMP_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_NAMESPACES = 0x7E020080
"""CLONE_NEW*: mount, cgroup, uts, ipc, user, pid, net and time namespaces."""
_AF_UNIX = 1
_SIGSTOP = 19

_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def denied(machine: str) -> dict[str, int]:
    """Names and numbers of the calls that always fail, for a machine."""
    found = {name: _number(numbers, machine) for name, numbers in calls.DENIED.items()}
    return {name: number for name, number in found.items() if number is not None}


def _number(numbers: calls.Numbers, machine: str) -> int | None:
    return numbers[calls.MACHINES.index(machine)]


def build_filter(machine: str | None = None) -> bytes:
    """The filter as an array of ``struct sock_filter``.

    Args:
        machine: as ``platform.machine()`` says; default this one.

    Raises:
        SandboxError: no list of calls is known for this machine.
    """
    machine = machine or platform.machine()
    if machine not in _AUDIT:
        raise SandboxError(
            f"No sandbox filter is known for {machine} processors.",
            hint="Dreamer runs code on x86_64 and aarch64 only.",
        )
    code = [_load(_ARCHITECTURE), _jump(_JUMP_EQUAL, _AUDIT[machine], 1, 0), _give(_KILL)]
    code.append(_load(_NUMBER))
    if machine == "x86_64":
        # The x32 calls share the architecture and have this bit.
        code += [_jump(_JUMP_ATLEAST, 0x40000000, 0, 1), _give(_KILL)]
    for number in sorted(denied(machine).values()):
        code += [_jump(_JUMP_EQUAL, number, 0, 1), _give(_ERRNO | errno.EPERM)]
    code += _special_calls(machine)
    code.append(_give(_ALLOW))
    return b"".join(code)


def _special_calls(machine: str) -> list[bytes]:
    """Calls that depend on an argument, and the one that must seem not to exist."""
    # The flags of this one are behind a pointer that a filter cannot follow; without it the C
    # library falls back to clone.
    by_pointer = _number(calls.MAKES_PROCESS_BY_POINTER, machine)
    code = [_jump(_JUMP_EQUAL, by_pointer or 0, 0, 1), _give(_ERRNO | errno.ENOSYS)]
    code += _when(calls.MAKES_PROCESS, machine, 0, _jump(_JUMP_SET, _NAMESPACES, 0, 1))
    for numbers in calls.MAKES_SOCKET:
        # Reversed: what is not AF_UNIX fails.
        code += _when(numbers, machine, 0, _jump(_JUMP_EQUAL, _AF_UNIX, 1, 0))
    for numbers, place in calls.SENDS_SIGNAL:
        # Stopped processes serve attacks on whoever waits for them, and little else.
        code += _when(numbers, machine, place, _jump(_JUMP_EQUAL, _SIGSTOP, 0, 1))
    return code


def _when(numbers: calls.Numbers, machine: str, argument: int, test: bytes) -> list[bytes]:
    """For that call: fail if ``test`` on the low half of an argument falls through."""
    return [
        _jump(_JUMP_EQUAL, _number(numbers, machine) or 0, 0, 4),
        _load(_ARGUMENTS + 8 * argument),
        test,
        _give(_ERRNO | errno.EPERM),
        _give(_ALLOW),
    ]


def _load(offset: int) -> bytes:
    return struct.pack("=HBBI", _LOAD, 0, 0, offset)


def _jump(kind: int, value: int, if_true: int, if_false: int) -> bytes:
    return struct.pack("=HBBI", kind, if_true, if_false, value)


def _give(value: int) -> bytes:
    return struct.pack("=HBBI", _RETURN, 0, 0, value)
