"""Frames between the processes of one sandbox: length-prefixed text over pipes, with deadlines."""

# Without the enumerations of ``signal``, which take 4 ms.
import _signal as signal  # type: ignore[import-not-found]
import os
import select
import time

MAX_FRAME = 8 * 1024 * 1024
_HEADER = 4
_SUBREAPER, _DUMPABLE = 36, 4
_ALL_KINDS = 0x40000000
"""``__WALL`` of waitpid(2): children that send no word of their end, too."""


class Gone(Exception):  # noqa: N818 - the other side's doing
    """The other side closed its end or died."""


class Late(Exception):  # noqa: N818 - as above
    """The deadline passed first."""


class Garbled(Exception):  # noqa: N818 - as above
    """What came is no frame, or one that is too large."""


def imported(name: str) -> bool:
    """Import a library here, so that the forks have it already; whether that worked."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        __import__(name)
    except Exception:  # noqa: BLE001 - a library may fail to load in any way
        return False
    return True


class Pipe:
    """A pair of pipe ends.

    Args:
        blocking: whether this side waits without a deadline.
    """

    def __init__(self, incoming: int, outgoing: int, *, blocking: bool) -> None:
        self.incoming = incoming
        self.outgoing = outgoing
        for end in (incoming, outgoing):
            os.set_blocking(end, blocking)

    @classmethod
    def pair(cls) -> tuple["Pipe", tuple[int, int]]:
        """This side, and the two ends (incoming, outgoing) of the other side."""
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        return cls(ours_in, ours_out, blocking=False), (theirs_in, theirs_out)

    def send(self, text: str, deadline: float = 0.0) -> None:
        """Write one frame.

        Raises:
            Gone, Late: see there.
        """
        data = text.encode()
        view = memoryview(len(data).to_bytes(_HEADER, "big") + data)
        while view:
            try:
                view = view[os.write(self.outgoing, view) :]
            except BlockingIOError:
                _await(self.outgoing, select.POLLOUT, deadline)
            except OSError:
                raise Gone from None

    def receive(self, deadline: float = 0.0) -> str:
        """Read one frame.

        Raises:
            Gone, Late, Garbled: see there.
        """
        size = int.from_bytes(self._read(_HEADER, deadline), "big")
        if size > MAX_FRAME:
            raise Garbled("too large")
        try:
            return self._read(size, deadline).decode()
        except UnicodeDecodeError:
            raise Garbled("not text") from None

    def _read(self, size: int, deadline: float) -> bytes:
        data = bytearray()
        while len(data) < size:
            try:
                part = os.read(self.incoming, min(size - len(data), 1 << 20))
            except BlockingIOError:
                _await(self.incoming, select.POLLIN, deadline)
                continue
            except OSError:
                raise Gone from None
            if not part:
                raise Gone
            data += part
        return bytes(data)

    def close(self) -> None:
        """Close both ends."""
        for end in (self.incoming, self.outgoing):
            try:
                os.close(end)
            except OSError:
                continue


def _await(end: int, what: int, deadline: float) -> None:
    remaining = deadline - time.monotonic()
    poll = select.poll()
    poll.register(end, what)
    if remaining <= 0 or not poll.poll(remaining * 1000):
        raise Late


class Reaper:
    """Kills what this process started, and the strays that its children left behind.

    It adopts orphans (``PR_SET_CHILD_SUBREAPER``), so that a descendant cannot leave the
    family by outliving its parent, and kills descendants only: it is harmless anywhere.
    """

    def __init__(self) -> None:
        _adopt_orphans()

    def kill(self, pid: int, *, ending: bool = False) -> int:
        """Kill one child, and whatever else descends from this process.

        Args:
            ending: it closed its pipe, so it gets a moment to end by itself.

        Returns:
            Number of the signal that ended it, or 0.
        """
        status = _await_end(pid) if ending else 0
        if not status:
            try:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            except OSError:
                pass
        for _ in range(500):
            strays = _descendants()
            if not strays:
                break
            for stray in strays:
                _end(stray)
            time.sleep(0.001)
        return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def _await_end(pid: int) -> int:
    for _ in range(20):
        try:
            ended, status = os.waitpid(pid, os.WNOHANG)
        except OSError:
            return 0
        if ended:
            return status or 0
        time.sleep(0.001)
    return 0


def _end(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, os.WNOHANG | _ALL_KINDS)
    except OSError:
        return


def _adopt_orphans() -> None:
    import ctypes

    libc = ctypes.CDLL(None)
    libc.prctl(_SUBREAPER, 1, 0, 0, 0)
    # Otherwise a child of the same user could write into this process's memory.
    libc.prctl(_DUMPABLE, 0, 0, 0, 0)


def _descendants() -> list[int]:
    """Processes below this one, by the parents that /proc tells."""
    me = os.getpid()
    family = _children(me)
    for pid in family:
        family += _children(pid)
    return family


def _children(pid: int) -> list[int]:
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:  # noqa: PTH123
            return [int(child) for child in file.read().split()]
    except OSError:
        return []
