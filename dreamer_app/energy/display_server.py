"""Whether this desktop is X11 or Wayland, which its environment does not always tell.

It matters: an X server below a Wayland compositor (Xwayland) answers all questions, and sees
the input of some windows only.
"""

import contextlib
import socket
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dreamer_app.energy.bus import Bus
from dreamer_app.energy.logind import session_property

_ANSWER_SECONDS = 1.0
XWAYLAND = "XWAYLAND"


@dataclass(frozen=True, slots=True)
class DisplayServer:
    """What there is.

    Args:
        is_wayland: whether a Wayland compositor has the input.
        socket: of that compositor; empty: where its library looks by itself.
        is_certain: whether nothing is left in doubt.
    """

    is_wayland: bool
    socket: str = ""
    is_certain: bool = True


def display_server(
    environment: Mapping[str, str], *, system: str = "SYSTEM", xwayland: str = XWAYLAND
) -> DisplayServer:
    """Ask the environment, then the X server, logind and the sockets of compositors.

    A compositor in a window of an X11 session has a socket too, so that logind's word goes first.

    Args:
        system: ``SYSTEM`` or the address of a bus.
        xwayland: the extension by which an X server below a compositor is known.
    """
    named = environment.get("WAYLAND_DISPLAY", "")
    if named or environment.get("XDG_SESSION_TYPE") == "wayland":
        return DisplayServer(is_wayland=True, socket=named)
    found = _listening_socket(environment.get("XDG_RUNTIME_DIR", ""))
    screen = environment.get("DISPLAY", "")
    below_a_compositor = _has_extension(screen, xwayland) if screen else None
    if below_a_compositor:
        return DisplayServer(is_wayland=True, socket=found)
    kind = _type_by_logind(system) or environment.get("XDG_SESSION_TYPE")
    if kind == "wayland" or (found and kind != "x11"):
        return DisplayServer(is_wayland=True, socket=found)
    return DisplayServer(is_wayland=False, is_certain=below_a_compositor is False)


def notifying_compositor(environment: Mapping[str, str]) -> str | None:
    """Socket of the compositor that tells of idleness by ext-idle-notify; None: there is none.

    Empty stands for the one that the library finds by itself. GNOME's has no such protocol.
    """
    if sys.platform != "linux" or "GNOME" in environment.get("XDG_CURRENT_DESKTOP", "").upper():
        return None
    server = display_server(environment)
    return server.socket if server.is_wayland else None


def _type_by_logind(system: str) -> str:
    bus = Bus(system)
    try:
        return str(session_property(bus, "Type") or "")
    finally:
        bus.close()


def _listening_socket(folder: str) -> str:
    """Path of a compositor's socket behind which somebody listens; empty when there is none."""
    for path in sorted(Path(folder).glob("wayland-*")) if folder else []:
        if path.is_socket():
            with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
                probe.settimeout(_ANSWER_SECONDS)
                probe.connect(str(path))
                return str(path)
    return ""


def _has_extension(screen: str, name: str) -> bool | None:
    """Whether the X server has it; None when it does not say so in time."""
    found: list[bool] = []

    def ask() -> None:
        from Xlib.display import Display

        with contextlib.suppress(Exception):
            display = Display(screen)
            try:
                found.append(display.query_extension(name) is not None)
            finally:
                display.close()

    thread = threading.Thread(target=ask, name="display-server", daemon=True)
    thread.start()
    thread.join(_ANSWER_SECONDS)
    return found[0] if found else None
