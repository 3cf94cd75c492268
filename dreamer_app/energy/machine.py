"""What psutil tells of the machine: load by others, memory, heat, battery."""

import os
import time
from dataclasses import dataclass
from typing import Any, Protocol

from dreamer_app.energy.control_groups import OwnGroups

_PROCESSOR_SENSORS = ("coretemp", "k10temp", "zenpower", "cpu_thermal", "cpu-thermal", "acpitz")


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineReading:
    """One look at the machine.

    Args:
        cpu_percent: mean load of all cores since the last reading, 0 to 100.
        others_cpu_percent: the same without Dreamer and all that it started.
        temperature_celsius: of the hottest processor sensor; None without one.
        on_battery: None when there is no battery.
    """

    cpu_percent: float
    others_cpu_percent: float
    memory_percent: float
    available_bytes: int
    temperature_celsius: float | None = None
    on_battery: bool | None = None
    battery_percent: float | None = None


class MachineProbe(Protocol):
    """Whatever can look at the machine."""

    def read(self, *, whole_tree: bool) -> MachineReading:
        """Look; ``whole_tree`` also counts what our children use, which costs more."""
        ...


class Machine:
    """This machine, through psutil. Used by one thread at a time.

    Args:
        groups: of our containers; default: those of this machine.
    """

    def __init__(self, groups: OwnGroups | None = None) -> None:
        self._groups = groups or OwnGroups()
        self._before: tuple[float, float, float] | None = None
        """Seconds of all cores, busy seconds, our own seconds at the last reading."""
        self._load = (0.0, 0.0)
        self._whole_tree = False

    def read(self, *, whole_tree: bool) -> MachineReading:
        """Look at the machine; the first look takes a tenth of a second."""
        import psutil

        if self._before is None or whole_tree is not self._whole_tree:
            self._whole_tree = whole_tree
            self._before = self._count(whole_tree=whole_tree)
            time.sleep(0.1)
        self._load = self._measure(whole_tree=whole_tree)
        memory = psutil.virtual_memory()
        battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
        return MachineReading(
            cpu_percent=self._load[0],
            others_cpu_percent=self._load[1],
            memory_percent=float(memory.percent),
            available_bytes=int(memory.available),
            temperature_celsius=_temperature(),
            on_battery=None if battery is None else battery.power_plugged is False,
            battery_percent=None if battery is None else float(battery.percent),
        )

    def _measure(self, *, whole_tree: bool) -> tuple[float, float]:
        now = self._count(whole_tree=whole_tree)
        before = self._before or now
        total, busy, own = (max(0.0, a - b) for a, b in zip(now, before, strict=True))
        if total < 0.05:  # too short for the clock ticks that the kernel counts in
            return self._load
        self._before = now
        others = max(0.0, busy - own)
        return min(100.0, 100 * busy / total), min(100.0, 100 * others / total)

    def _count(self, *, whole_tree: bool) -> tuple[float, float, float]:
        import psutil

        times = psutil.cpu_times()
        total = sum(times) - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0)
        idle = times.idle + getattr(times, "iowait", 0.0) + getattr(times, "steal", 0.0)
        own = _tree_seconds() if whole_tree else sum(os.times()[:4])
        return total, total - idle, own + self._groups.processor_seconds()


def _tree_seconds() -> float:
    """Processor seconds of this process and all below it, the ended ones included.

    A child that ended has its seconds in its parent's count of children, so that the sum does
    not fall when a sandbox ends.
    """
    import psutil

    me = psutil.Process()
    total = 0.0
    for process in [me, *me.children(recursive=True)]:
        try:
            total += sum(process.cpu_times()[:4])
        except psutil.Error:
            continue
    return total


def _temperature() -> float | None:
    import psutil

    if not hasattr(psutil, "sensors_temperatures"):
        return None
    try:
        sensors: dict[str, list[Any]] = psutil.sensors_temperatures()
    except (OSError, ValueError):
        return None
    for name in _PROCESSOR_SENSORS:
        degrees = [s.current for s in sensors.get(name, []) if s.current is not None]
        if degrees:
            return float(max(degrees))
    return None
