"""What a candidate does beside answering, as the interpreter's own audit events tell it.

Only what its code asks for counts: an import, and what libraries do by themselves, is not its
doing. It runs in the candidate's own process, so it is evidence that can only lower a verdict.
"""

import os
import sys
from typing import Any

_MOST, _LONGEST = 20, 120
_ANYBODYS = frozenset(
    """
    os.exec os.fork os.forkpty os.kill os.killpg os.posix_spawn os.spawn os.system
    signal.pthread_kill socket.bind socket.connect socket.getaddrinfo socket.gethostbyname
    socket.__new__ socket.sendto subprocess.Popen
    """.split()  # noqa: SIM905 - read as a paragraph
)
"""These count wherever in a call of the candidate's they come from."""
_ITS_OWN = frozenset(
    """
    ctypes.dlopen ctypes.dlsym gc.get_objects gc.get_referrers sys._current_frames sys._getframe
    sys.addaudithook sys.setprofile sys.settrace
    """.split()  # noqa: SIM905 - as above
)
"""These count where its own code asks for them."""
_FROM_C = ("_strptime", "_pylong")
"""Modules that Python's own C code imports when it needs them."""
_PASS_ON = ("pathlib", "codecs", "shutil", "os", "gzip", "tokenize", "fileinput", "ctypes", "glob")
_PLACES = ("/tmp", "/dev/null", "/dev/urandom", "/dev/shm", "/usr/share/zoneinfo",  # noqa: S108
           "/etc/localtime", "/proc/cpuinfo", "/proc/meminfo")  # fmt: skip


_OUTWARD = (2, 10)
"""The internet's families of addresses; an event loop makes itself a local pair."""


class Watch:
    """Notes audit events.

    Args:
        file: file name of the candidate's code.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._did: dict[str, None] = {}
        self._busy = False
        self._readable = (*_PLACES, sys.prefix, sys.base_prefix, *(p for p in sys.path if p))

    def start(self) -> Any:
        """Begin; the function that gives the list of what it did."""
        sys.addaudithook(self._note)
        return lambda: list(self._did)

    def _note(self, event: str, args: Any) -> None:
        if self._busy or len(self._did) >= _MOST:
            return
        if event not in _ANYBODYS and event not in _ITS_OWN and event not in ("open", "import"):
            return
        self._busy = True
        try:
            if self._counts(event, args):
                what = args[0] if event in ("open", "import") else ""
                self._did[f"{event} {str(what)[:_LONGEST]}".strip()] = None
        finally:
            self._busy = False

    def _counts(self, event: str, args: Any) -> bool:
        if event == "open" and not self._is_outside(args[0]):
            return False
        if event == "import" and (not str(args[0]).startswith("_") or args[0] in _FROM_C):
            return False
        if event == "socket.__new__" and args[1] not in _OUTWARD:
            return False
        frame: Any = sys._getframe(2)  # noqa: SLF001 - who asked
        passes = _PASS_ON if event in ("open", "ctypes.dlopen", "ctypes.dlsym") else ()
        direct = True
        while frame is not None:
            code = frame.f_code
            if code.co_filename.startswith("<frozen importlib"):
                return False
            if code.co_filename == self._file:
                return direct or event in _ANYBODYS
            name = str(frame.f_globals.get("__name__", "")).partition(".")[0]
            direct = direct and name in passes
            frame = frame.f_back
        return False

    def _is_outside(self, path: Any) -> bool:
        """Whether a file is neither in the scratch folder nor of Python and its libraries."""
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        if not isinstance(path, str):
            return False
        whole = os.path.abspath(path)  # noqa: PTH100 - pathlib costs 10 ms
        return not any(whole == place or whole.startswith(f"{place}/") for place in self._readable)
