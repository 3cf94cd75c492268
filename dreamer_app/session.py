"""The program's session: what the kernel weighs as one, where it groups tasks by session.

Where this process leads a session without a terminal, nobody else's programs are in it, and
what dreams stays in it, so that all of it together has the weight of one light group. Elsewhere
each part has a session of its own, and makes that light.
"""

import contextlib
import os
import sys
from pathlib import Path
from typing import Any

_ENABLED = Path("/proc/sys/kernel/sched_autogroup_enabled")
_GROUPS, _SELF = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")


def lead_session() -> None:
    """Make this process the leader of a session of its own, unless a terminal belongs to it.

    The keys of a terminal end what runs in its session.
    """
    if sys.platform == "linux" and not _has_terminal():
        with contextlib.suppress(OSError):  # of a group of processes that it leads
            os.setsid()


def leads_session() -> bool:
    """Whether this process leads one, without a terminal, and the kernel weighs sessions."""
    return (
        sys.platform == "linux"
        and os.getsid(0) == os.getpid()
        and weighs_sessions()
        and not _has_terminal()
    )


def weighs_sessions(enabled: Path = _ENABLED, groups: Path = _GROUPS, myself: Path = _SELF) -> bool:
    """Whether the kernel shares the processor among sessions, as far as this process goes.

    It does so among processes in no control group for the processor only; others have the
    weight of their group, whatever their session (sched(7), "The autogroup feature").
    """
    try:
        is_on = enabled.read_text(encoding="ascii").strip() == "1"
        lines = [line.split(":", 2) for line in myself.read_text(encoding="utf-8").splitlines()]
    except OSError:
        return False
    paths = {controllers: path.strip("/") for _, controllers, path in lines}
    for controllers, path in paths.items():
        if "cpu" in controllers.split(","):
            return is_on and not path
    folder = groups
    weighed = [folder, *(folder := folder / part for part in paths.get("", "").split("/"))]
    # Only a group that has this file is one for the processor; the first of all never has it.
    return is_on and not any((one / "cpu.weight").exists() for one in weighed)


def own_session() -> dict[str, Any]:
    """Arguments of ``Popen`` for a process that dreams: its session, and a group to end it by."""
    return {"process_group": 0} if leads_session() else {"start_new_session": True}


def hurry(pid: int) -> None:
    """Take a process that has a session of its own, and all in it, out of the background.

    Beside a busy machine the killed would be long in dying there. The kernel takes ten such
    orders a second from all ordinary users together, and refuses the others.
    """
    with contextlib.suppress(OSError, AttributeError):  # Windows knows no sessions of this kind
        if os.getsid(pid) == pid:
            Path(f"/proc/{pid}/autogroup").write_text("0", encoding="ascii")


def _has_terminal() -> bool:
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def end_with_parent() -> None:
    """Have the kernel end this process with the thread that started it (Linux only).

    For the moment before, a process has to end with what it reads. That its parent is process 1
    tells nothing: in a container that may be the app.
    """
    if sys.platform != "linux":
        return
    import ctypes
    import signal

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL, 0, 0, 0)
