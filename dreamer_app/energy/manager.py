"""EnergyManager: whether dreaming may begin, and the end of it when it must."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from dreamer_app.core.clock import SystemClock
from dreamer_app.core.energy import Permission, SystemMetrics
from dreamer_app.core.ports import Clock
from dreamer_app.core.states import Reason, Trigger
from dreamer_app.core.stop import StopToken
from dreamer_app.energy.activity import Activity, ActivityWatch
from dreamer_app.energy.alerts import Alert, Alerts
from dreamer_app.energy.desk import DeskReading, DeskState, DeskWatch, desk_of_this_system
from dreamer_app.energy.desk_gate import DeskGate
from dreamer_app.energy.guards import Guard, Guards
from dreamer_app.energy.hold import FREE
from dreamer_app.energy.load import LoadGate, memory_that_counts
from dreamer_app.energy.machine import Machine, MachineProbe, MachineReading
from dreamer_app.energy.rules import Situation, idle_needed, judge
from dreamer_app.energy.session_weight import SessionWeight
from dreamer_app.energy.sleep import SleepNotice, sleep_of_this_system
from dreamer_app.energy.unit import UnitWeight, Weight, Weights
from dreamer_app.energy.wakefulness import Wakefulness
from dreamer_app.settings import Settings

_log = logging.getLogger(__name__)
_TICK_WAITING, _TICK_DREAMING = 2.0, 0.25
_MACHINE_WAITING, _MACHINE_DREAMING = 10.0, 2.0
_DESK_WAITING, _DESK_DREAMING = 15.0, 5.0
_STALE_READING_SECONDS = 30.0
_SLEEP_LOCK_SECONDS = 2.0
_ASKED_SECONDS = 20.0
"""How long the desk is watched for somebody who asked what is on it."""


class EnergyManager:
    """Watches user and machine (guide, "EnergyManager"), and implements the port EnergyGate.

    Nothing is watched until :meth:`start`, or until somebody asks for permission to dream
    automatically. Before the first answers of the sources the user counts as present.

    Args:
        settings: default: the settings in force.
        activity: default: the sources of this desktop.
        on_change: called from a thread of the manager when the permission to dream while
            idle, its reason, or the source of the user's activity changes.
        blockers: a reason from outside, e.g. that there is no model; asked each time a session
            could begin, must not wait, and does not end a session that goes on.
        machine, desk, sleep, weight: for tests; the defaults are of this machine.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        clock: Clock | None = None,
        activity: ActivityWatch | None = None,
        on_change: Callable[[Permission], None] | None = None,
        blockers: Callable[[], Permission | None] | None = None,
        machine: MachineProbe | None = None,
        desk: DeskState | None = None,
        sleep: SleepNotice | None = None,
        weight: Weight | None = None,
    ) -> None:
        self._settings = settings if settings is not None else _settings_in_force()
        self._clock: Clock = clock or SystemClock()
        self._activity = activity
        self._on_change = on_change
        self._blockers = blockers
        self._machine: MachineProbe = machine or Machine()
        self._desk: DeskState = desk or DeskWatch(self._look_at_desk)
        self._desk_probe = desk_of_this_system()
        self._sleep = sleep or sleep_of_this_system(self.prepare_for_sleep)
        self._weight: Weight = weight or self._own_weight()
        self._gate = LoadGate()
        self._desk_gate = DeskGate()
        self._guards = Guards()
        self._alerts = Alerts()
        self._wakefulness = Wakefulness(self._clock)
        self._lock = threading.RLock()
        self._reading: tuple[float, MachineReading] | None = None
        self._announced: tuple[bool, Reason | None, str] | None = None
        self._asked: float | None = None
        self._kept = self._wanted = False
        self._closing = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    # --- the guide's API -------------------------------------------------------------------

    @property
    def cpu_threshold(self) -> float:
        """Load by other programs above which dreaming stops, 0 to 1."""
        return self._settings.cpu_threshold

    @cpu_threshold.setter
    def cpu_threshold(self, value: float) -> None:
        self._change(cpu_threshold=value)

    @property
    def memory_threshold(self) -> float:
        """Share of memory in use by other programs above which dreaming stops, 0 to 1."""
        return self._settings.memory_threshold

    @memory_threshold.setter
    def memory_threshold(self, value: float) -> None:
        self._change(memory_threshold=value)

    def get_metrics(self) -> SystemMetrics:
        """A fresh look at the machine and its user.

        What fills the screen is looked at by the watch for as long as somebody asks.
        """
        self._asked = self._clock.monotonic()
        return self._metrics(self._look_at_machine())

    def _metrics(self, reading: MachineReading) -> SystemMetrics:
        desk = self._desk.latest()
        activity = self._seen_activity()
        return SystemMetrics(
            at=self._clock.now(),
            cpu_percent=reading.cpu_percent,
            others_cpu_percent=reading.others_cpu_percent,
            memory_percent=reading.memory_percent,
            available_bytes=reading.available_bytes,
            temperature_celsius=reading.temperature_celsius,
            on_battery=reading.on_battery,
            battery_percent=reading.battery_percent,
            idle_seconds=activity.idle_seconds,
            activity_source=activity.source,
            full_screen=None if desk is None else desk.full_screen,
        )

    @property
    def activity_source(self) -> str:
        """Names of the sources that tell of the user now; empty when none does."""
        return self._activity.read().source if self._activity is not None else ""

    def is_system_busy(self) -> bool:
        """Whether other programs' load, or the memory they use, is above its threshold now."""
        return self._is_busy(self._look_at_machine())

    def is_idle(self, threshold_minutes: float | None = None) -> bool:
        """Whether nobody touched keyboard and mouse for that long; False when unknown."""
        minutes = self._settings.idle_threshold_minutes
        minutes = minutes if threshold_minutes is None else threshold_minutes
        settled = self._seen_activity().settled_seconds
        return settled is not None and settled >= minutes * 60

    async def wake_up(self, reason: Reason = Reason.STOPPED_BY_USER) -> None:
        """End dreaming at once and call the alert callbacks."""
        for guard in self._guards.all():
            guard.stop.stop(reason)
        await self._alerts.call()

    async def start_monitoring(self) -> None:
        """As :meth:`start`."""
        self.start()

    async def stop_monitoring(self) -> None:
        """As :meth:`stop`."""
        self.stop()

    def register_alert_callback(self, callback: Alert) -> None:
        """Have a function, plain or async, called without arguments when dreaming must end.

        That is when this manager ends a session that it watches, of whatever kind. It is called
        in a thread of its own, after the stop; what it raises is logged.
        """
        self._alerts.add(callback)

    def get_status(self) -> dict[str, Any]:
        """What is known, for people and programs; figures as in :meth:`get_metrics`."""
        reading = self._look_at_machine()
        metrics = self._metrics(reading)
        return {
            "cpu_percent": metrics.cpu_percent,
            "others_cpu_percent": metrics.others_cpu_percent,
            "memory_percent": metrics.memory_percent,
            "available_bytes": metrics.available_bytes,
            "temperature": metrics.temperature_celsius,
            "on_battery": metrics.on_battery,
            "battery_percent": metrics.battery_percent,
            "is_idle": self.is_idle(),
            "idle_seconds": metrics.idle_seconds,
            "is_busy": self._is_busy(reading),
            "activity_source": metrics.activity_source,
            "is_monitoring": self._thread is not None,
            "cpu_threshold": self.cpu_threshold,
            "memory_threshold": self.memory_threshold,
            "idle_threshold_minutes": self._settings.idle_threshold_minutes,
        }

    # --- the port EnergyGate ---------------------------------------------------------------

    def permission(self, trigger: Trigger) -> Permission:
        """Whether a session of that kind may begin now.

        Asking for an automatic one begins the watch over user and machine.
        """
        if trigger is not Trigger.MANUAL:
            self._wanted = True
            self._begin()
            self._watch().start()
        return self._permit(trigger)

    def _permit(self, trigger: Trigger) -> Permission:
        self._wakefulness.look()
        verdict = judge(self._situation(with_machine=False), self._settings, trigger)
        if not verdict.allowed:
            return verdict
        if self._reading_age() > _STALE_READING_SECONDS:
            self._sample()
        return judge(self._situation(), self._settings, trigger)

    def guard(self, stop: StopToken, trigger: Trigger) -> Callable[[], None]:
        """Watch a session and stop it when it must end; see the port."""
        self._weight.lower()
        stop.on_stop(self._weight.hurry)
        return self._watch_over(stop, trigger)

    def guard_errand(self, stop: StopToken) -> Callable[[], None]:
        """Watch what a person waits for, reading or a verdict, and stop it before a sleep.

        It keeps its usual weight.

        Returns:
            A function that ends the watch.
        """
        return self._watch_over(stop, Trigger.MANUAL)

    def _watch_over(self, stop: StopToken, trigger: Trigger) -> Callable[[], None]:
        guard = Guard(stop, trigger, self._clock.monotonic(), self._alerts.begin)
        remove = self._guards.add(guard)
        self._begin()
        if guard.automatic:
            self._watch().start()
            self._watch().arm(self._input_came)
            guard.judge(self._permit(trigger), self._clock.monotonic())
        self._wake.set()

        def release() -> None:
            remove()
            if not self._guards.all():
                self._weight.restore()
            if not self._guards.automatic() and self._activity is not None:
                self._activity.arm(None)
            if not (self._kept or self._wanted or self._guards.all()):
                self.stop()

        return release

    # --- life ------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to watch, in threads of its own; may be called twice."""
        self._kept = True
        self._begin()
        self._watch().start()

    def stop(self) -> None:
        """End the watch and all its threads and processes; may be called twice."""
        with self._lock:
            thread, self._thread = self._thread, None
            self._closing.set()
            self._kept = self._wanted = False
        self._wake.set()
        if thread is not None and thread is not threading.current_thread():
            thread.join()
        if self._activity is not None:
            self._activity.close()
        self._sleep.close()
        self._desk.close()
        self._desk_probe.close()

    def rest(self) -> None:
        """Take back :meth:`start`; a session under way is still watched."""
        self._kept = False
        if not (self._wanted or self._guards.all()):
            self.stop()

    def prepare_for_sleep(self, begins: bool) -> None:  # noqa: FBT001 - as logind tells it
        """The machine is about to sleep or shut down (True), or has woken (False).

        Before sleep every session is stopped; this returns when they have ended, or after
        two seconds.
        """
        self._wakefulness.tell(asleep=begins)
        if begins:
            for guard in self._guards.all():
                guard.end(Reason.SLEEP)
            self._guards.wait_until_none(_SLEEP_LOCK_SECONDS)
        self._wake.set()

    def apply(self, settings: Settings) -> None:
        """Go by these settings from now on."""
        with self._lock:
            self._settings = settings
            idle = not (settings.enable_dreaming or self._kept or self._guards.all())
        if idle:
            self.stop()
        self._wake.set()

    def tick(self) -> None:
        """Look once at everything that is due; the thread does this every two seconds."""
        now = self._clock.monotonic()
        self._wakefulness.look()
        watch = self._watch()
        watch.check()
        guards = self._guards.all()
        attentive = bool(guards) or self._is_asked(now) or self._is_near(watch.read())
        self._desk.want((_DESK_DREAMING if guards else _DESK_WAITING) if attentive else None)
        if attentive and self._reading_age() >= (_MACHINE_DREAMING if guards else _MACHINE_WAITING):
            self._sample()
        situation = self._situation(with_blocker=not guards)
        for guard in guards:
            guard.judge(self._verdict_for(guard, situation), now)
        self._announce(judge(situation, self._settings, Trigger.IDLE))

    # --- inside ----------------------------------------------------------------------------

    def _own_weight(self) -> Weight:
        def nice() -> int:
            return self._settings.process_priority

        return Weights(SessionWeight(nice=nice), UnitWeight(nice=nice))

    def _begin(self) -> None:
        with self._lock:
            if self._thread is None:
                self._closing = threading.Event()
                self._wakefulness.begin()
                self._thread = threading.Thread(
                    target=self._run, args=(self._closing,), name="energy", daemon=True
                )
                self._thread.start()
                self._sleep.start()

    def _run(self, closing: threading.Event) -> None:
        while not closing.is_set():
            self._wake.clear()
            try:
                self.tick()
            except Exception:  # noqa: BLE001 - our fault must not leave a session unwatched
                _log.exception("The watch over the machine failed; sessions are stopped.")
                for guard in self._guards.automatic():
                    guard.end(Reason.ACTIVITY_UNKNOWN)
            if not closing.is_set():
                self._wake.wait(self._tick_seconds())

    def _tick_seconds(self) -> float:
        if self._guards.all():
            return _TICK_DREAMING
        return min(_TICK_WAITING, max(0.1, self._settings.idle_threshold_minutes * 60 / 4))

    def _watch(self) -> ActivityWatch:
        with self._lock:
            if self._activity is None:
                from dreamer_app.energy.platforms import activity_of_this_desktop

                self._activity = activity_of_this_desktop()
            return self._activity

    def _seen_activity(self) -> Activity:
        return self._watch().read() if self._thread is not None else self._watch().glance()

    def _is_near(self, activity: Activity) -> bool:
        """Whether dreaming could begin soon, so that the machine is worth a look."""
        settled = activity.settled_seconds
        return settled is not None and settled >= idle_needed(self._settings, Trigger.NIGHTLY) / 2

    def _is_asked(self, now: float) -> bool:
        return self._asked is not None and now - self._asked < _ASKED_SECONDS

    def _situation(self, *, with_machine: bool = True, with_blocker: bool = True) -> Situation:
        now = self._clock.monotonic()
        reading = self._reading
        return Situation(
            activity=self._watch().read(),
            machine=reading[1] if with_machine and reading is not None else None,
            load=self._gate.now() if with_machine else FREE,
            desk=self._desk_gate.judge(self._desk.latest(), self._settings, now),
            sleeping=self._wakefulness.asleep,
            resumed_seconds=self._wakefulness.awake_seconds,
            blocker=self._blockers() if self._blockers is not None and with_blocker else None,
        )

    def _verdict_for(self, guard: Guard, situation: Situation) -> Permission:
        idle = situation.activity.idle_seconds
        now = self._clock.monotonic()
        if guard.automatic and idle is not None and now - idle > guard.began:
            return Permission(allowed=False, reason=Reason.USER_ACTIVE)
        return judge(situation, self._settings, guard.trigger)

    def _input_came(self, device: str) -> None:
        _log.info("Input (%s): dreaming ends.", device or "any device")
        guards = self._guards.automatic()
        for guard in guards:
            guard.end(Reason.USER_ACTIVE)
        if guards:
            self._wake.set()

    def _announce(self, permission: Permission) -> None:
        told = (permission.allowed, permission.reason, self.activity_source)
        before, self._announced = self._announced, told
        if told != before and self._on_change is not None:
            self._on_change(permission)

    def _look_at_machine(self) -> MachineReading:
        """A look for whoever asks; it decides nothing, however often that is."""
        with self._lock:
            return self._machine.read(whole_tree=bool(self._guards.all()))

    def _sample(self) -> None:
        """A look that counts."""
        with self._lock:
            reading = self._look_at_machine()
            now = self._clock.monotonic()
            self._reading = (now, reading)
            self._gate.update(reading, self._settings, now)

    def _reading_age(self) -> float:
        reading = self._reading
        return float("inf") if reading is None else self._clock.monotonic() - reading[0]

    def _is_busy(self, reading: MachineReading) -> bool:
        return (
            reading.others_cpu_percent > 100 * self.cpu_threshold
            or memory_that_counts(reading) > 100 * self.memory_threshold
        )

    def _look_at_desk(self) -> DeskReading:
        named = self._settings.exclusive_apps.split(",")
        return self._desk_probe.read(frozenset(n.strip().lower() for n in named if n.strip()))

    def _change(self, **values: float) -> None:
        from dataclasses import replace

        with self._lock:
            self._settings = replace(self._settings, **values)  # type: ignore[arg-type]


def _settings_in_force() -> Settings:
    from dreamer_app.paths import Paths
    from dreamer_app.settings import load

    return load(Paths.from_environment().settings_file)
