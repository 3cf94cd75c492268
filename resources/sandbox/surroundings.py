"""What the supervisor looks at and tidies around itself: memory, scratch folders, its group.

Like the supervisor it imports little, because its start is part of every verification.
"""

import _socket
import ctypes
import os
import resource
import stat

_PAGE = resource.getpagesize()
_IOPRIO_SET = {"x86_64": 251, "aarch64": 30, "riscv64": 30, "armv7l": 314, "i686": 289}
"""Number of the system call, by machine; the C library has no function for it."""
_THIS_PROCESS, _IDLE = 1, 3 << 13


def idle_disk_access():
    """Have this process read and write only when nobody else does; its children too."""
    number = _IOPRIO_SET.get(os.uname().machine)
    if number is not None:  # elsewhere, and where it is refused, all stays as it was
        ctypes.CDLL(None).syscall(number, _THIS_PROCESS, 0, _IDLE)


def become_batch_work():
    """Have whatever wakes up in here wait for its turn instead of taking another's.

    The processes of a verdict wake one another thousands of times. Where two verdicts share the
    processors, each such wake-up would push one of the other's aside; sched(7), SCHED_BATCH.
    """
    try:
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    except OSError:
        return  # all stays as it was


def connect_directly(path):
    """Have a socket take the place of streams 0 and 1, where the host listens on one.

    What begins later finds nothing there: the host takes one connection, then it is gone.
    """
    try:
        stream = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        stream.connect(path)
    except OSError:
        return  # the streams that there are will do
    for place in (0, 1):
        os.dup2(stream.fileno(), place)
    stream.close()


def entries_used(folder):
    """How many files and folders a scratch file system holds."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return 0
    return found.f_files - found.f_ffree


def memory_used(limit):
    """Resident bytes of all other processes in here.

    Pages that forks share are counted once, but that is dear to read, so only where the
    plain sum is above the limit. A process that hides its map counts with the plain figure.
    """
    plain, precise = 0, 0
    pids = [int(name) for name in os.listdir("/proc") if name.isdigit() and name != "1"]
    resident = {}
    for pid in pids:
        try:
            with open(f"/proc/{pid}/statm", "rb") as file:
                resident[pid] = int(file.read().split()[1]) * _PAGE
        except (OSError, IndexError):
            continue
    plain = sum(resident.values())
    if plain <= limit:
        return plain
    for pid, size in resident.items():
        precise += proportional(pid, size)
    return precise


def proportional(pid, otherwise):
    """Resident bytes of a process, with its share of what it shares."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", "rb") as file:
            for line in file:
                if line.startswith(b"Pss:"):
                    return int(line.split()[1]) * 1024
    except ProcessLookupError:
        return 0
    except OSError:
        return otherwise
    return otherwise


class GroupNice:
    """The nice value of the group that the kernel makes of this session, if it does.

    The file is opened at once, since a process that hides from its like may not do so later.
    """

    def __init__(self, nice):
        self.nice = nice
        self.file = None
        if nice:
            try:
                self.file = os.open("/proc/self/autogroup", os.O_WRONLY)
            except OSError:
                return  # no such groups here
            self.apply()

    def apply(self):
        """Ask the kernel, who takes ten such orders a second from all users; once that worked
        there is nothing more to do."""
        if self.file is None:
            return
        try:
            os.write(self.file, self.nice.encode())
        except BlockingIOError:
            return
        except OSError:
            pass
        os.close(self.file)
        self.file = None


def state_of(folder):
    """Mode, owner and extended attributes of a folder; None where there is none."""
    try:
        found = os.stat(folder, follow_symlinks=False)
    except OSError:
        return None
    try:
        names = sorted(os.listxattr(folder, follow_symlinks=False))
    except OSError:  # the file system has no such attributes, or the folder may not be read
        names = []
    values = [(name, os.getxattr(folder, name, follow_symlinks=False)) for name in names]
    return found.st_mode, found.st_uid, found.st_gid, values


def emptied(folder, state):
    """Remove what a folder holds; whether it is empty then, and as it was: in that state."""
    if state is None:
        return not os.path.lexists(folder)
    try:
        if os.stat(folder).st_mode != state[0]:
            os.chmod(folder, stat.S_IMODE(state[0]))
        for at, folders, _ in os.walk(folder):
            for name in folders:
                path = os.path.join(at, name)
                if not os.path.islink(path):
                    os.chmod(path, 0o700)
        for at, folders, files in os.walk(folder, topdown=False):
            for name in files:
                os.unlink(os.path.join(at, name))
            for name in folders:
                path = os.path.join(at, name)
                (os.unlink if os.path.islink(path) else os.rmdir)(path)
        return not os.listdir(folder) and state_of(folder) == state
    except (OSError, RecursionError):  # deeper, or longer, than it is worth following
        return False
