"""The weight of Dreamer's own systemd unit among the user's programs.

Desktops on systemd give each program that they start a control group of its own, all with the
same weight; a low priority counts inside it only. So the whole unit is made light while there
are dreams, and gets its weight back when they end.
"""

import logging
import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from dreamer_app.energy.bus import Bus, BusError

_log = logging.getLogger(__name__)
_MANAGER = (
    "org.freedesktop.systemd1",
    "/org/freedesktop/systemd1",
    "org.freedesktop.systemd1.Manager",
)
_USUAL = 100
"""Of 1 to 10000; what every program has."""
_STEP = 1.25
"""Between two nice values, as the kernel weighs them."""
LIGHTEST = 19
"""The nice value of what gives way to everything."""
_OURS = re.compile(r"[^/]*dreamer[^/]*\.(?:scope|service)")
_SELF = Path("/proc/self/cgroup")


class Weight(Protocol):
    """What the EnergyManager needs of it."""

    def lower(self) -> None:
        """There are dreams; may be called twice."""
        ...

    def restore(self) -> None:
        """There are none any more; may be called twice."""
        ...

    def hurry(self) -> None:
        """They are being stopped: what can be restored without waiting for anybody is."""
        ...


class Weights:
    """Several of them as one."""

    def __init__(self, *weights: Weight) -> None:
        self._weights = weights

    def lower(self) -> None:
        """There are dreams; may be called twice."""
        for weight in self._weights:
            weight.lower()

    def restore(self) -> None:
        """There are none any more; may be called twice."""
        for weight in self._weights:
            weight.restore()

    def hurry(self) -> None:
        """They are being stopped."""
        for weight in self._weights:
            weight.hurry()


class UnitWeight:
    """The user's systemd, asked over the session's bus; nothing comes of it where there is none.

    A unit that is not called after us is somebody else's, a terminal's for instance, and is
    left as it is.

    Args:
        bus: ``SESSION`` or an address.
        myself: as ``/proc/self/cgroup``.
        nice: how light it is to be, as a nice value; asked each time.
    """

    def __init__(
        self,
        bus: str = "SESSION",
        myself: Path = _SELF,
        *,
        nice: Callable[[], int] = lambda: LIGHTEST,
    ) -> None:
        self._bus = bus
        self._nice = nice
        self._unit = _own_unit(myself) if sys.platform == "linux" else ""
        self._lock = threading.Lock()
        self._is_light = False

    def lower(self) -> None:
        """There are dreams; may be called twice."""
        self._set(max(1, round(_USUAL / _STEP ** self._nice())), light=True)

    def restore(self) -> None:
        """There are none any more; may be called twice."""
        self._set(_USUAL, light=False)

    def hurry(self) -> None:
        """Nothing: systemd would have to be waited for."""

    def _set(self, weight: int, *, light: bool) -> None:
        with self._lock:
            if not self._unit or light is self._is_light:
                return
            self._is_light = light
            bus = Bus(self._bus)
            properties = [("CPUWeight", ("t", weight))]
            try:
                # True: until the next start of the machine at most.
                arguments = (self._unit, True, properties)
                bus.call(*_MANAGER, "SetUnitProperties", "sba(sv)", *arguments)
            except BusError as error:
                _log.info("The unit %s keeps its weight: %s", self._unit, error)
            finally:
                bus.close()


def _own_unit(myself: Path) -> str:
    """Name of the user's unit that this process is in, if it is ours; else empty."""
    try:
        lines = myself.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    paths = [line.split(":", 2)[-1] for line in lines]
    for path in paths:
        last = path.rpartition("/")[2]
        if "/user@" in path and _OURS.fullmatch(last):
            return last
    return ""
