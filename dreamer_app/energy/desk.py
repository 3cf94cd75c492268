"""What happens on the user's desk without input: a film, a call, a game, a locked screen.

Every question may go without an answer: then it does not count. Presence is decided by input;
this only adds reasons to keep away.
"""

import contextlib
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from dreamer_app.energy.bus import Bus, BusError
from dreamer_app.energy.display_server import notifying_compositor
from dreamer_app.energy.logind import is_hidden, session_property
from dreamer_app.energy.wayland import ExtIdleNotify
from dreamer_app.energy.x11 import XConnection

_log = logging.getLogger(__name__)
_GNOME_IDLE_INHIBITED = 8
_KDE_SCREEN_INHIBITED = 4
"""``ChangeScreenSettings`` of its PolicyAgent; 1 is kept by what only must not sleep."""
_KDE = "org.kde.Solid.PowerManagement"
_SESSION_QUESTIONS: tuple[tuple[str, str, str, str, tuple[int, ...]], ...] = (
    (
        "org.gnome.SessionManager",
        "/org/gnome/SessionManager",
        "org.gnome.SessionManager",
        "IsInhibited",
        (_GNOME_IDLE_INHIBITED,),
    ),
    (
        _KDE,
        "/org/kde/Solid/PowerManagement/PolicyAgent",
        "org.kde.Solid.PowerManagement.PolicyAgent",
        "HasInhibition",
        (_KDE_SCREEN_INHIBITED,),
    ),
    (  # Xfce, MATE and others; KDE's means sleep by it, and has answered about the screen
        "org.freedesktop.PowerManagement",
        "/org/freedesktop/PowerManagement/Inhibit",
        "org.freedesktop.PowerManagement.Inhibit",
        "HasInhibit",
        (),
    ),
)
_SCREEN_SAVERS = (
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
)
_LOGIND = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskReading:
    """Names of programs that want to be left alone; empty or None when there are none.

    Args:
        locked: whether the screen is locked; None when nobody says.
        is_hidden: whether another user's session is on the screen.
    """

    full_screen: str = ""
    exclusive: str = ""
    inhibitor: str = ""
    locked: bool | None = None
    is_hidden: bool = False


class Desk:
    """Looks at the desk, one look at a time, by one thread.

    Args:
        session, system: names or addresses of the buses.
        compositor: socket of the one that tells of idleness by its protocol, empty: the usual
            one; None: find out whether there is one.
    """

    def __init__(
        self, session: str = "SESSION", system: str = "SYSTEM", compositor: str | None = None
    ) -> None:
        self._session = Bus(session)
        self._system = Bus(system)
        self._compositor = compositor
        self._is_sought = compositor is None
        self._notifier: ExtIdleNotify | None = None
        self._screen: XConnection | None = None

    def read(self, exclusive: frozenset[str]) -> DeskReading:
        """Look; ``exclusive`` holds program names in lower case."""
        return DeskReading(
            full_screen=self._full_screen(),
            exclusive=running(exclusive) if exclusive else "",
            inhibitor=self._inhibitor(),
            locked=self._locked(),
            is_hidden=is_hidden(self._system),
        )

    def close(self) -> None:
        """Close the connections."""
        self._session.close()
        self._system.close()
        if self._screen is not None:
            self._screen.close()
            self._screen = None
        self._leave_compositor()

    def _full_screen(self) -> str:
        if not os.environ.get("DISPLAY"):
            return ""
        try:
            if self._screen is None:
                self._screen = XConnection()
            return self._screen.full_screen_program() or ""
        except Exception:  # noqa: BLE001 - python-xlib raises its own tree and the socket's
            if self._screen is not None:
                self._screen.close()
                self._screen = None
            return ""

    def _inhibitor(self) -> str:
        for service, path, interface, method, kind in _SESSION_QUESTIONS:
            with contextlib.suppress(BusError):
                if self._session.call(service, path, interface, method, "u" * len(kind), *kind)[0]:
                    return "a program"
                if service == _KDE:
                    break
        with contextlib.suppress(BusError):
            (inhibitors,) = self._system.call(*_LOGIND, "ListInhibitors")
            for what, who, _why, mode, _uid, _pid in inhibitors:
                if "idle" in what.split(":") and mode == "block":
                    return str(who)
        return "a program" if self._is_held_awake() else ""

    def _is_held_awake(self) -> bool:
        """Whether a compositor without a service for it says that a program keeps it on."""
        if self._is_sought:
            self._compositor = notifying_compositor(os.environ)
            self._is_sought = False
        if self._compositor is None:
            return False
        try:
            if self._notifier is None:
                self._notifier = ExtIdleNotify(self._compositor or None)
            return self._notifier.is_held_awake()
        except ConnectionError:
            self._leave_compositor()
            return False

    def _leave_compositor(self) -> None:
        notifier, self._notifier = self._notifier, None
        if notifier is not None:
            notifier.close()

    def _locked(self) -> bool | None:
        answers = []
        for service, path in _SCREEN_SAVERS:
            with contextlib.suppress(BusError):
                answers.append(bool(self._session.call(service, path, service, "GetActive")[0]))
        # Not every desktop tells logind, so that its "no" says nothing.
        if True in answers or session_property(self._system, "LockedHint") is True:
            return True
        return False if answers else None


def running(names: frozenset[str]) -> str:
    """A program that runs of those with these names, in lower case; empty when none does."""
    import psutil

    for process in psutil.process_iter(["name"]):
        name = str(process.info["name"] or "")
        if name.lower() in names or name.lower().removesuffix(".exe") in names:
            return name
    return ""


class DeskProbe(Protocol):
    """Whatever can look at the desk."""

    def read(self, exclusive: frozenset[str]) -> DeskReading:
        """Look; ``exclusive`` holds program names in lower case. May take its time."""
        ...

    def close(self) -> None:
        """Close connections; the next look opens others."""
        ...


def desk_of_this_system() -> DeskProbe:
    """What looks at the desk on this platform."""
    if sys.platform == "win32":
        from dreamer_app.energy.windows_desk import WindowsDesk

        return WindowsDesk()
    if sys.platform == "darwin":
        from dreamer_app.energy.mac_desk import MacDesk

        return MacDesk()
    return Desk()


class DeskState(Protocol):
    """What the EnergyManager needs of the desk."""

    def want(self, seconds: float | None) -> None:
        """Look that often from now on; None: rest."""
        ...

    def latest(self) -> DeskReading | None:
        """The last look; None before the first and when it is too old."""
        ...

    def close(self) -> None:
        """End it."""
        ...


class DeskWatch:
    """Looks at the desk in a thread of its own, only while somebody wants to know.

    Args:
        look: one look; may take its time.
        fresh_seconds: an older look is not used: its questions hang.
    """

    def __init__(self, look: Callable[[], DeskReading], *, fresh_seconds: float = 40.0) -> None:
        self._look = look
        self._interval = 0.0
        self._fresh = fresh_seconds
        self._reading: tuple[float, DeskReading] | None = None
        self._wanted = threading.Event()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def want(self, seconds: float | None) -> None:
        """Look that often from now on; None: rest."""
        if seconds is None:
            self._wanted.clear()
            self._reading = None  # of a desk that somebody has sat at since
            return
        self._interval = seconds
        if self._thread is None:
            self._closing.clear()
            self._thread = threading.Thread(target=self._run, name="desk", daemon=True)
            self._thread.start()
        self._wanted.set()

    def latest(self) -> DeskReading | None:
        """The last look; None before the first and when it is too old."""
        found = self._reading
        if found is None or time.monotonic() - found[0] > self._fresh:
            return None
        return found[1]

    def close(self) -> None:
        """End the thread; a look that hangs is left to end by itself."""
        thread, self._thread = self._thread, None
        self._closing.set()
        self._wanted.set()
        if thread is not None and thread is not threading.current_thread():
            thread.join(2.0)
        self._wanted.clear()
        self._reading = None

    def _run(self) -> None:
        closing = self._closing
        while not closing.is_set():
            self._wanted.wait()
            if not closing.is_set():
                self._look_once()
                closing.wait(self._interval)

    def _look_once(self) -> None:
        began = time.monotonic()
        try:
            found = self._look()
        except Exception:  # noqa: BLE001 - our fault; the desk counts as not seen
            _log.exception("The desk could not be looked at.")
            return
        if self._wanted.is_set():
            self._reading = (began, found)
