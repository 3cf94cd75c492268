"""What logind says of the user's session: its kind, whether it is locked, whether it is shown."""

from typing import Any

from dreamer_app.energy.bus import Bus, BusError

_SERVICE = "org.freedesktop.login1"
_OWN_SESSION = "/org/freedesktop/login1/session/auto"
"""The caller's, or the one that the caller's user has on a screen."""


def session_property(bus: Bus, name: str) -> Any:
    """A property of the session this program belongs to; None where logind has no answer."""
    return _property(bus, _OWN_SESSION, "Session", name)


def is_hidden(bus: Bus) -> bool:
    """Whether somebody else's session is on our screen, as after a quick change of users.

    Its input does not come to us. The login screen is nobody's: some desktops lock by it.
    """
    if session_property(bus, "Active") is not False:
        return False
    seat = session_property(bus, "Seat")
    shown = _property(bus, seat[1], "Seat", "ActiveSession") if seat and seat[0] else None
    if not shown or not shown[0]:
        return True
    return _property(bus, shown[1], "Session", "Class") not in ("greeter", "lock-screen")


def _property(bus: Bus, path: str, interface: str, name: str) -> Any:
    wanted = (f"{_SERVICE}.{interface}", name)
    try:
        ((_kind, value),) = bus.call(
            _SERVICE, path, "org.freedesktop.DBus.Properties", "Get", "ss", *wanted
        )
    except (BusError, ValueError, TypeError):
        return None
    return value
