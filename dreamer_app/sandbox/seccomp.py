"""A seccomp filter over the program: what code of unknown intent has no business calling.

It is a list of what is denied, on top of what the backends already do: with Docker the
engine's own list of what is allowed stays in force as well. Denied are calls that reach
other processes, the kernel's configuration, or parts of it with a record of escapes, and
those that hold memory which nobody counts.

Classic BPF over ``struct seccomp_data`` (seccomp(2)): architecture first, since numbers
differ between them; another architecture's calls kill the process.
"""

import errno
import platform
import struct

from dreamer_app.core.errors import SandboxError

_LOAD, _JUMP_EQUAL, _JUMP_ATLEAST, _JUMP_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_NAMESPACES = 0x7E020080
"""CLONE_NEW*: mount, cgroup, uts, ipc, user, pid, net and time namespaces."""
_AF_UNIX = 1
_SIGSTOP = 19

_X86_64 = {
    "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312,
    "pidfd_getfd": 438, "process_madvise": 440,
    "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "move_mount": 429,
    "open_tree": 428, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
    "mount_setattr": 442, "unshare": 272, "setns": 308,
    "bpf": 321, "perf_event_open": 298, "userfaultfd": 323,
    "add_key": 248, "request_key": 249, "keyctl": 250,
    "kexec_load": 246, "kexec_file_load": 320, "reboot": 169, "init_module": 175,
    "finit_module": 313, "delete_module": 176, "swapon": 167, "swapoff": 168, "syslog": 103,
    "acct": 163, "quotactl": 179, "settimeofday": 164, "clock_settime": 227,
    "clock_adjtime": 305, "adjtimex": 159, "sethostname": 170, "setdomainname": 171,
    "ioperm": 173, "iopl": 172, "modify_ldt": 154, "vhangup": 153, "personality": 135,
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "io_setup": 206, "memfd_create": 319, "memfd_secret": 447,
    "shmget": 29, "shmat": 30, "msgget": 68, "semget": 64, "mq_open": 240,
    "name_to_handle_at": 303, "open_by_handle_at": 304, "fanotify_init": 300,
    "lookup_dcookie": 212, "mbind": 237, "set_mempolicy": 238, "migrate_pages": 256,
    "move_pages": 279, "vmsplice": 278, "nfsservctl": 180, "uselib": 134, "ustat": 136,
}  # fmt: skip
_AARCH64 = {
    "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272,
    "pidfd_getfd": 438, "process_madvise": 440,
    "mount": 40, "umount2": 39, "pivot_root": 41, "chroot": 51, "move_mount": 429,
    "open_tree": 428, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
    "mount_setattr": 442, "unshare": 97, "setns": 268,
    "bpf": 280, "perf_event_open": 241, "userfaultfd": 282,
    "add_key": 217, "request_key": 218, "keyctl": 219,
    "kexec_load": 104, "kexec_file_load": 294, "reboot": 142, "init_module": 105,
    "finit_module": 273, "delete_module": 106, "swapon": 224, "swapoff": 225, "syslog": 116,
    "acct": 89, "quotactl": 60, "settimeofday": 170, "clock_settime": 112,
    "clock_adjtime": 266, "adjtimex": 171, "sethostname": 161, "setdomainname": 162,
    "vhangup": 58, "personality": 92,
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "io_setup": 0, "memfd_create": 279, "memfd_secret": 447,
    "shmget": 194, "shmat": 196, "msgget": 186, "semget": 190, "mq_open": 180,
    "name_to_handle_at": 264, "open_by_handle_at": 265, "fanotify_init": 262,
    "lookup_dcookie": 18, "mbind": 235, "set_mempolicy": 237, "migrate_pages": 238,
    "move_pages": 239, "vmsplice": 75, "nfsservctl": 42,
}  # fmt: skip
_SPECIAL: dict[str, dict[str, int | tuple[int, int]]] = {
    "x86_64": {"clone": 56, "clone3": 435, "socket": 41, "kill": (62, 1), "tkill": (200, 1),
               "tgkill": (234, 2), "sigqueue": (129, 1), "tgsigqueue": (297, 2),
               "pidfd_signal": (424, 1)},
    "aarch64": {"clone": 220, "clone3": 435, "socket": 198, "kill": (129, 1),
                "tkill": (130, 1), "tgkill": (131, 2), "sigqueue": (138, 1),
                "tgsigqueue": (240, 2), "pidfd_signal": (424, 1)},
}  # fmt: skip
_MACHINES = {"x86_64": (0xC000003E, _X86_64), "aarch64": (0xC00000B7, _AARCH64)}


def denied(machine: str) -> dict[str, int]:
    """Names and numbers of the calls that always fail, for a machine."""
    return dict(_MACHINES[machine][1])


def build_filter(machine: str | None = None) -> bytes:
    """The filter as an array of ``struct sock_filter``.

    Args:
        machine: as ``platform.machine()`` says; default this one.

    Raises:
        SandboxError: no list of calls is known for this machine.
    """
    machine = machine or platform.machine()
    if machine not in _MACHINES:
        raise SandboxError(
            f"No sandbox filter is known for {machine} processors.",
            hint="Dreamer runs code on x86_64 and aarch64 only.",
        )
    audit, calls = _MACHINES[machine]
    code = [_load(_ARCHITECTURE), _jump(_JUMP_EQUAL, audit, 1, 0), _give(_KILL), _load(_NUMBER)]
    if machine == "x86_64":
        # The x32 calls share the architecture and have this bit.
        code += [_jump(_JUMP_ATLEAST, 0x40000000, 0, 1), _give(_KILL)]
    for number in sorted(calls.values()):
        code += [_jump(_JUMP_EQUAL, number, 0, 1), _give(_ERRNO | errno.EPERM)]
    code += _special_calls(machine)
    code.append(_give(_ALLOW))
    return b"".join(code)


def _special_calls(machine: str) -> list[bytes]:
    """Calls that depend on an argument, and the one that must seem not to exist."""
    special = _SPECIAL[machine]
    code: list[bytes] = []
    for name, where in special.items():
        if name == "clone3":
            # Its flags are behind a pointer that a filter cannot follow; without it the C
            # library falls back to clone.
            code += [_jump(_JUMP_EQUAL, _whole(where), 0, 1), _give(_ERRNO | errno.ENOSYS)]
        elif name == "clone":
            code += _when(_whole(where), 0, _jump(_JUMP_SET, _NAMESPACES, 0, 1))
        elif name == "socket":
            # Reversed: what is not AF_UNIX fails.
            code += _when(_whole(where), 0, _jump(_JUMP_EQUAL, _AF_UNIX, 1, 0))
        elif isinstance(where, tuple):
            # Stopped processes serve attacks on whoever waits for them, and little else.
            code += _when(where[0], where[1], _jump(_JUMP_EQUAL, _SIGSTOP, 0, 1))
    return code


def _whole(where: int | tuple[int, int]) -> int:
    return where if isinstance(where, int) else where[0]


def _when(number: int, argument: int, test: bytes) -> list[bytes]:
    """For call ``number``: fail if ``test`` on the low half of an argument falls through."""
    return [
        _jump(_JUMP_EQUAL, number, 0, 4),
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
