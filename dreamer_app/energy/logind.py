"""What logind says of the user's session: its kind, whether it is locked, whether it is shown."""

from typing import Any

from dreamer_app.energy.bus import Bus, BusError

_SERVICE = "org.freedesktop.login1"
_OWN_SESSION = "/org/freedesktop/login1/session/auto"
"""The caller's, or the one that the caller's user has on a screen."""


def session_property(bus: Bus, name: str) -> Any:
    """A property of the session this program belongs to; None where logind has no answer."""
    interface = "org.freedesktop.DBus.Properties"
    wanted = ("org.freedesktop.login1.Session", name)
    try:
        ((_kind, value),) = bus.call(_SERVICE, _OWN_SESSION, interface, "Get", "ss", *wanted)
    except (BusError, ValueError, TypeError):
        return None
    return value
