"""A day in a test's hands: the clocks, the user, the machine and the desk, all on one time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from dreamer_app.energy import EnergyManager
from dreamer_app.energy.activity import Activity
from dreamer_app.energy.desk import DeskReading
from dreamer_app.energy.machine import MachineReading
from dreamer_app.settings import Settings


class Clocks:
    """Both clocks of a machine, which go on when a test says so."""

    def __init__(self, wall: datetime, seconds: float) -> None:
        self.wall, self.seconds = wall, seconds

    def now(self) -> datetime:
        """See :class:`dreamer_app.core.ports.Clock`."""
        return self.wall

    def monotonic(self) -> float:
        """See :class:`dreamer_app.core.ports.Clock`."""
        return self.seconds

    def pass_time(self, seconds: float) -> None:
        """Both clocks go on."""
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds)


class Day(Clocks):
    """The clocks, and what happens; nothing runs by itself.

    Args:
        at: UTC, ISO.
    """

    def __init__(self, at: str) -> None:
        super().__init__(datetime.fromisoformat(at).replace(tzinfo=UTC), 10_000.0)
        self.source = "script"
        self.desk = DeskReading()
        self.machine = MachineReading(
            cpu_percent=1.0, others_cpu_percent=1.0, memory_percent=20.0, available_bytes=1 << 33
        )
        self._used = self.seconds
        self._on_input: Callable[[str], None] | None = None

    def sleep(self, seconds: float) -> None:
        """Only the wall clock goes on, as while the machine sleeps or when it is set."""
        self.wall += timedelta(seconds=seconds)

    def touch(self) -> None:
        """The user presses a key."""
        self._used = self.seconds
        if self._on_input is not None:
            self._on_input("keyboard")

    def load(self, **values: Any) -> None:
        """The machine changes."""
        self.machine = replace(self.machine, **values)

    def energy(self, settings: Settings, **more: Any) -> EnergyManager:
        """An EnergyManager of this day, without a thread: the test calls ``tick``."""
        return _Unthreaded(
            settings,
            clock=self,
            activity=User(self),
            machine=_Machine(self),
            desk=_Desk(self),
            sleep=_NoLogind(),
            weight=_NoWeight(),
            **more,
        )


class User:
    """Tells when something was used last; an ``ActivityWatch``."""

    def __init__(self, day: Day) -> None:
        self._day = day

    def start(self) -> None:
        """Nothing to start."""

    def close(self) -> None:
        """Nothing to end."""

    def check(self) -> None:
        """Nothing to look after."""

    def arm(self, on_input: Callable[[str], None] | None) -> None:
        """Have it called at the next input."""
        self._day._on_input = on_input

    def read(self) -> Activity:
        """What is known now."""
        idle = self._day.seconds - self._day._used
        if not self._day.source:
            return Activity(idle_seconds=None, settled_seconds=None)
        return Activity(
            idle_seconds=idle, settled_seconds=idle, source=self._day.source, device="keyboard"
        )

    glance = read


class _Machine:
    def __init__(self, day: Day) -> None:
        self._day = day

    def read(self, *, whole_tree: bool) -> MachineReading:
        return self._day.machine


class _Desk:
    def __init__(self, day: Day) -> None:
        self._day = day

    def want(self, seconds: float | None) -> None:
        pass

    def latest(self) -> DeskReading | None:
        return self._day.desk

    def close(self) -> None:
        pass


class _NoLogind:
    def start(self) -> None:
        pass

    def close(self) -> None:
        pass


class _NoWeight:
    def lower(self) -> None:
        pass

    def restore(self) -> None:
        pass

    def hurry(self) -> None:
        pass


class _Unthreaded(EnergyManager):
    def _begin(self) -> None:
        pass
