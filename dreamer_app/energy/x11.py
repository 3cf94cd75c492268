"""What the X server tells: its idle counter, and whether a program fills the screen."""

import contextlib
from typing import Any

_STATE_HIDDEN, _STATE_FULL_SCREEN = "_NET_WM_STATE_HIDDEN", "_NET_WM_STATE_FULLSCREEN"


class XConnection:
    """A connection of one's own to the X server that DISPLAY names. Used by one thread."""

    def __init__(self) -> None:
        from Xlib.display import Display

        self._display: Any = Display()
        self._root: Any = self._display.screen().root

    def close(self) -> None:
        """Close it; a server that is gone does not matter any more."""
        with contextlib.suppress(Exception):
            self._display.close()
        with contextlib.suppress(OSError):  # left open where the server went first
            self._display.display.socket.close()

    def full_screen_program(self) -> str | None:
        """Name of a program whose visible window fills the screen (EWMH)."""
        for number in self._property(self._root, "_NET_CLIENT_LIST"):
            window = self._display.create_resource_object("window", number)
            states = {
                self._display.get_atom_name(a) for a in self._property(window, "_NET_WM_STATE")
            }
            if _STATE_FULL_SCREEN in states and _STATE_HIDDEN not in states:
                kind = window.get_wm_class()
                return str(kind[1]) if kind else "a program"
        return None

    def _property(self, window: Any, name: str) -> list[int]:
        from Xlib import X
        from Xlib.error import BadWindow

        try:
            found = window.get_full_property(self._display.intern_atom(name), X.AnyPropertyType)
        except BadWindow:
            return []
        return list(found.value) if found is not None else []


class ScreenSaverIdle(XConnection):
    """The idle counter of the XScreenSaver extension.

    Raises:
        ConnectionError: the server lacks the extension.
    """

    def __init__(self) -> None:
        super().__init__()
        if not self._display.has_extension("MIT-SCREEN-SAVER"):
            self.close()
            raise ConnectionError("the X server has no MIT-SCREEN-SAVER extension")

    def idle_seconds(self) -> float:
        """Seconds since the last input."""
        return float(self._root.screensaver_query_info().idle) / 1000
