"""What psutil tells of the machine: load by others, memory, heat, battery."""

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
        others_memory_percent: the memory in use without Dreamer's; None: as ``memory_percent``.
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
    others_memory_percent: float | None = None


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
        self._own_memory = 0
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
        own = self._own_memory + self._groups.memory_bytes()
        battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
        return MachineReading(
            cpu_percent=self._load[0],
            others_cpu_percent=self._load[1],
            memory_percent=float(memory.percent),
            others_memory_percent=max(0.0, float(memory.percent) - 100 * own / memory.total),
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
        own, self._own_memory = _used_by_us(whole_tree=whole_tree)
        return total, total - idle, own + self._groups.processor_seconds()


def _used_by_us(*, whole_tree: bool) -> tuple[float, int]:
    """Processor seconds and bytes of this process, and of all below it if these count too.

    A child that ended has its seconds in its parent's count of children, so that the sum does
    not fall when a sandbox ends. Bytes are those that would be free without it: pages of files,
    a model's above all, the system gives away by itself, and does not count as used.
    """
    import psutil

    me = psutil.Process()
    seconds, used = 0.0, 0
    for process in [me, *me.children(recursive=True)] if whole_tree else [me]:
        try:
            seconds += sum(process.cpu_times()[:4])
            memory = process.memory_info()
        except psutil.Error:
            continue
        private = memory.rss - getattr(memory, "shared", 0)
        used += int(getattr(memory, "private", private))  # Windows has a count of its own
    return seconds, used


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
