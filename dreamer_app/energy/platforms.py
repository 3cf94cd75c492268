"""Which activity sources this desktop has."""

import os
import sys
from collections.abc import Mapping

from dreamer_app.energy.activity import ActivityFusion, ListeningSource, PolledSource
from dreamer_app.energy.display_server import display_server
from dreamer_app.energy.polling import PolledIdle
from dreamer_app.energy.sentinel_link import SentinelLink


def activity_of_this_desktop(environment: Mapping[str, str] | None = None) -> ActivityFusion:
    """The sources for this platform and session; without any, activity is unknown.

    Under Wayland pynput hears X clients only and XScreenSaver counts nothing of worth, so that
    the compositor's counter decides and the sentinel only adds to it; so too where it stays open
    whether an X server is below a compositor.
    """
    env = os.environ if environment is None else environment
    if sys.platform == "win32":
        from dreamer_app.energy.native import LastInputInfo

        return _fused([PolledIdle("GetLastInputInfo", LastInputInfo)])
    if sys.platform == "darwin":
        from dreamer_app.energy.native import QuartzIdle

        return _fused([PolledIdle("CoreGraphics and IOKit", QuartzIdle)])
    server = display_server(env)
    screen = bool(env.get("DISPLAY"))
    if server.is_wayland:
        sentinel = SentinelLink() if screen else None
        counters = _wayland_counters(env, server.socket)
        return ActivityFusion(counters, sentinel, sentinel_suffices=False)
    if screen:
        from dreamer_app.energy.x11 import ScreenSaverIdle

        counters = [PolledIdle("XScreenSaver", ScreenSaverIdle)]
        return ActivityFusion(counters, SentinelLink(), sentinel_suffices=server.is_certain)
    return ActivityFusion((), None)


def _fused(polled: list[PolledSource]) -> ActivityFusion:
    sentinel: ListeningSource = SentinelLink()
    return ActivityFusion(polled, sentinel)


def _wayland_counters(env: Mapping[str, str], socket: str) -> list[PolledSource]:
    """GNOME's compositor has a counter of its own; all others of today have the protocol's."""
    from dreamer_app.energy.bus import MutterIdle
    from dreamer_app.energy.wayland import ExtIdleNotify

    desktop = env.get("XDG_CURRENT_DESKTOP", "").upper()
    counters: list[PolledSource] = []
    if env.get("DBUS_SESSION_BUS_ADDRESS") and (not desktop or "GNOME" in desktop):
        counters.append(PolledIdle("GNOME IdleMonitor", MutterIdle))
    if "GNOME" not in desktop:
        counters.append(PolledIdle("ext-idle-notify", lambda: ExtIdleNotify(socket or None)))
    return counters
