"""BackgroundScheduler: begins sessions by itself, and says why it does not."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from dreamer_app.core.clock import SystemClock
from dreamer_app.core.energy import Permission
from dreamer_app.core.errors import DreamerError
from dreamer_app.core.night_hours import NightHours, Spell
from dreamer_app.core.ports import Clock, Dreamer, EnergyGate
from dreamer_app.core.states import Reason, Trigger
from dreamer_app.schedule.nights import Nights
from dreamer_app.schedule.rest import Rest
from dreamer_app.settings import Settings

_log = logging.getLogger(__name__)
_LONGEST_WAIT_SECONDS = 30.0
_SHORTEST_WAIT_SECONDS = 0.2
_FIRST_ANSWERS_SECONDS = 5.0
"""So long after the first look the sources of activity may not have answered yet."""

Submit = Callable[[Callable[[], object]], "Future[object]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What was scheduled; ``hours`` None follows the settings."""

    engine: Dreamer
    hours: NightHours | None = None
    interval_seconds: float = _LONGEST_WAIT_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Session:
    """A session that this scheduler began; ``until`` is the end of its window (UTC)."""

    engine: Dreamer
    trigger: Trigger
    began: float
    until: datetime | None


class BackgroundScheduler:
    """Dreams at night and while nobody is there (guide, "Usage").

    Each turn asks, in this order: is it enabled, paused, already dreaming; is it night, or is
    idle dreaming planned; what says the EnergyManager; is the rest after the last session
    over. The first "no" is the named reason.

    Args:
        energy: default: the one that the engine has.
        settings: default: the settings in force.
        submit: runs a session in some thread; default: a thread of the scheduler's own.
        on_change: called, mostly from the scheduler's thread, when the permission or its
            reason changes: a row of the timeline.
        zone: of the wall clock; None is the machine's own.
        last_session: when the last session before this start began; without it, nights from
            before this start are not made up for.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        energy: EnergyGate | None = None,
        settings: Settings | None = None,
        submit: Submit | None = None,
        on_change: Callable[[Permission], None] | None = None,
        zone: tzinfo | None = None,
        last_session: datetime | None = None,
    ) -> None:
        self._clock: Clock = clock or SystemClock()
        self._energy = energy
        self._settings = settings if settings is not None else _settings_in_force()
        self._submit = submit
        self._pool: ThreadPoolExecutor | None = None
        self._on_change = on_change
        self._nights = Nights(zone, last_session)
        self._rest = Rest()
        self._nightly: _Plan | None = None
        self._idle: _Plan | None = None
        self._paused = False
        self._paused_until: datetime | None = None
        self._session: _Session | None = None
        self._announced: tuple[bool, Reason | None] | None = None
        self._first_look: float | None = None
        self._lock = threading.RLock()
        self._wake = threading.Event()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    # --- plans -----------------------------------------------------------------------------

    def schedule_nightly_dreaming(
        self, dream_engine: Dreamer, start_hour: int | None = None, end_hour: int | None = None
    ) -> None:
        """Dream at night: between these hours, or in DREAMING_NIGHT_HOURS without any.

        Args:
            start_hour, end_hour: 0 to 24, local wall time; an end that is not after the
                start is on the next day. One given alone has the guide's default, 2 or 6, as
                the other.
        """
        hours = None
        if start_hour is not None or end_hour is not None:
            start = 2 if start_hour is None else start_hour
            hours = NightHours.parse(f"{start}-{6 if end_hour is None else end_hour}")
        self._nightly = _Plan(engine=dream_engine, hours=hours)
        self._wake.set()

    def schedule_idle_dreaming(
        self, dream_engine: Dreamer, check_interval_minutes: float = 5
    ) -> None:
        """Dream when nobody was there for the idle threshold.

        Args:
            check_interval_minutes: look at least that often; it looks more often where the
                idle threshold is shorter.
        """
        self._idle = _Plan(engine=dream_engine, interval_seconds=check_interval_minutes * 60)
        self._wake.set()

    # --- what a person decides -------------------------------------------------------------

    def pause(self, until: datetime | None = None) -> None:
        """Begin nothing until then (aware), or until :meth:`resume`; ends what was begun."""
        with self._lock:
            self._paused, self._paused_until = True, until
        self._end_session(Reason.PAUSED)
        self._wake.set()

    def resume(self) -> None:
        """End the pause."""
        with self._lock:
            self._excuse()
            self._paused, self._paused_until = False, None
        self._wake.set()

    @property
    def is_paused(self) -> bool:
        """Whether a pause is in force."""
        return self._paused and not self._pause_is_over()

    @property
    def paused_until(self) -> datetime | None:
        """End of the pause; None without a pause, and for one without an end."""
        return self._paused_until if self.is_paused else None

    def apply(self, settings: Settings) -> None:
        """Go by these settings from now on."""
        with self._lock:
            if not self._settings.enable_dreaming:
                self._nights.excuse(self._clock.now())
            self._settings = settings
        if not settings.enable_dreaming:
            self._end_session(Reason.DISABLED)
        self._wake.set()

    # --- life ------------------------------------------------------------------------------

    async def start(self) -> None:
        """As :meth:`start_thread`."""
        self.start_thread()

    async def stop(self) -> None:
        """As :meth:`close`, without blocking the event loop."""
        import asyncio

        await asyncio.to_thread(self.close)

    def start_thread(self) -> None:
        """Begin to look, in a thread of its own; may be called twice."""
        with self._lock:
            if self._thread is None:
                self._closing = threading.Event()
                self._thread = threading.Thread(
                    target=self._run, args=(self._closing,), name="scheduler", daemon=True
                )
                self._thread.start()

    def close(self) -> None:
        """End the thread and the session that it began; may be called twice."""
        with self._lock:
            thread, self._thread = self._thread, None
            pool, self._pool = self._pool, None
            self._closing.set()
        self._wake.set()
        if thread is not None and thread is not threading.current_thread():
            thread.join()
        self._end_session(Reason.QUIT)
        if pool is None:
            return
        while self._session is not None:  # asked again: it may have been about to begin
            self._wake.clear()
            self._wake.wait(_SHORTEST_WAIT_SECONDS)
            self._end_session(Reason.QUIT)
        pool.shutdown(wait=True)

    def poke(self) -> None:
        """Look now: something has changed."""
        self._wake.set()

    def status(self) -> Permission:
        """Whether dreaming goes on or may begin now, and if not, the one reason."""
        return self._decide(self._clock.now())[0]

    def tick(self) -> None:
        """Look once, and begin or end a session where it is time; the thread calls this."""
        now = self._clock.now()
        self._excuse()
        if self._nightly is not None:
            self._nights.look(self._night_hours(self._nightly), now)
        session = self._session
        ending = self._reason_to_end(session, now) if session is not None else None
        if ending is not None:
            self._end_session(ending)
        permission, trigger = self._decide(now)
        self._announce(permission)
        if trigger is not None:
            self._begin(trigger, now)

    # --- inside ----------------------------------------------------------------------------

    def _run(self, closing: threading.Event) -> None:
        while not closing.is_set():
            self._wake.clear()
            try:
                self.tick()
            except Exception:  # noqa: BLE001 - the next turn may go well
                _log.exception("A turn of the scheduler failed.")
            self._wake.wait(self._wait_seconds())

    def _wait_seconds(self) -> float | None:
        """Seconds until the next look; None: until something changes."""
        session = self._session
        if session is not None and self._reason_to_end(session, self._clock.now()):
            return _SHORTEST_WAIT_SECONDS
        plans = [p for p in (self._nightly, self._idle) if p is not None]
        if not plans or not self._settings.enable_dreaming:
            return None
        if self._paused and self._paused_until is None:
            return None
        half_threshold = self._settings.idle_threshold_minutes * 60 / 2
        wait = min(half_threshold, *(p.interval_seconds for p in plans), _LONGEST_WAIT_SECONDS)
        edges = [self._rest.left(self._clock.monotonic()), *self._seconds_to_edges()]
        wait = min([wait, *(edge for edge in edges if edge > 0)])
        return max(wait, _SHORTEST_WAIT_SECONDS)

    def _seconds_to_edges(self) -> list[float]:
        now = self._clock.now()
        edges = [self._paused_until]
        if self._nightly is not None:
            hours = self._night_hours(self._nightly)
            spell, following = self._nights.now(hours, now), self._nights.next(hours, now)
            edges += [spell[1] if spell else None, following[0] if following else None]
        return [(edge - now).total_seconds() for edge in edges if edge is not None]

    def _night_hours(self, plan: _Plan) -> NightHours:
        return plan.hours or NightHours.parse(self._settings.night_hours)

    def _decide(self, now: datetime) -> tuple[Permission, Trigger | None]:
        """The permission, and what to begin now."""
        if self._nightly is None and self._idle is None:
            return _no(Reason.DISABLED, "nothing is scheduled"), None
        if not self._settings.enable_dreaming:
            return _no(Reason.DISABLED, "automatic dreaming is not enabled"), None
        if self.is_paused:
            return _no(Reason.PAUSED, self._pause_in_words()), None
        plans = (p for p in (self._nightly, self._idle) if p is not None)
        if self._session is not None or any(p.engine.is_dreaming for p in plans):
            return Permission(allowed=True, detail="dreaming"), None
        refusal: Permission | None = None
        for trigger in self._triggers(now):
            permission = self._ask(trigger)
            if permission.allowed:
                return self._after_rest(permission, trigger)
            refusal = refusal or permission
        return refusal or _no(Reason.OUTSIDE_HOURS, self._next_night_in_words(now)), None

    def _after_rest(
        self, permission: Permission, trigger: Trigger
    ) -> tuple[Permission, Trigger | None]:
        left = self._rest.left(self._clock.monotonic())
        if left > 0:
            words = f"{left / 60:.0f} min" if left >= 90 else f"{left:.0f} s"
            return _no(Reason.COOLING_DOWN, f"the next session may begin in {words}"), None
        return permission, trigger

    def _triggers(self, now: datetime) -> list[Trigger]:
        """What could begin now as far as hours go, the easiest to permit first."""
        triggers = []
        if self._nightly is not None:
            night = self._nights.now(self._night_hours(self._nightly), now)
            if night or (self._settings.catch_up and self._nights.owed(now)):
                triggers.append(Trigger.NIGHTLY)
        if self._idle is not None and self._settings.when_away:
            triggers.append(Trigger.IDLE)
        return triggers

    def _ask(self, trigger: Trigger) -> Permission:
        engine = self._engine(trigger)
        energy = self._energy or engine.energy_manager
        if energy is None:
            return _no(Reason.ACTIVITY_UNKNOWN, "no EnergyManager tells whether anybody is there")
        return energy.permission(trigger)

    def _engine(self, trigger: Trigger) -> Dreamer:
        plan = self._nightly if trigger is Trigger.NIGHTLY else self._idle
        if plan is None:  # pragma: no cover - _triggers names planned ones only
            raise LookupError(trigger)
        return plan.engine

    def _begin(self, trigger: Trigger, now: datetime) -> None:
        engine = self._engine(trigger)
        spell: Spell | None = None
        if trigger is Trigger.NIGHTLY and self._nightly is not None:
            spell = self._nights.now(self._night_hours(self._nightly), now)
            self._nights.made_up()
        session = _Session(
            engine=engine,
            trigger=trigger,
            began=self._clock.monotonic(),
            until=spell[1] if spell else None,
        )
        with self._lock:
            if self._reason_to_end(session, now) is not None:
                return  # somebody decided so between the look and the beginning
            self._session = session
            submit = self._submit or self._own_pool().submit
        _log.info("A session begins (%s).", trigger)
        future = submit(lambda: engine.dream(trigger=trigger))
        future.add_done_callback(lambda done: self._ended(session, done))

    def _reason_to_end(self, session: _Session, now: datetime) -> Reason | None:
        """Why the session must end as far as plan and person go; asked until it has ended,
        for an engine that is about to begin does not hear the first time.
        """
        if self._closing.is_set():
            return Reason.QUIT
        if not self._settings.enable_dreaming:
            return Reason.DISABLED
        if self.is_paused:
            return Reason.PAUSED
        over = session.until is not None and now >= session.until
        return Reason.OUTSIDE_HOURS if over else None

    def _own_pool(self) -> ThreadPoolExecutor:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="dream")
        return self._pool

    def _ended(self, session: _Session, done: "Future[object]") -> None:
        error = None if done.cancelled() else done.exception()
        if isinstance(error, DreamerError):
            _log.warning("A session could not be held: %s", error)
        elif error is not None:
            _log.error("A session failed.", exc_info=error)
        report = None if error is not None or done.cancelled() else done.result()
        now = self._clock.monotonic()
        with self._lock:
            self._rest.begin(report, started=session.began, now=now)
            if self._session is session:
                self._session = None
        self._wake.set()

    def _end_session(self, reason: Reason) -> None:
        session = self._session
        if session is not None:
            session.engine.stop(reason)

    def _announce(self, permission: Permission) -> None:
        now = self._clock.monotonic()
        if self._first_look is None:
            self._first_look = now
        is_early = self._announced is None and now - self._first_look < _FIRST_ANSWERS_SECONDS
        if is_early and permission.reason is Reason.ACTIVITY_UNKNOWN:
            return
        key = (permission.allowed, permission.reason)
        before, self._announced = self._announced, key
        if key != before and self._on_change is not None:
            self._on_change(permission)

    def _excuse(self) -> None:
        """A night that lies in a pause was not slept through."""
        if self._paused:
            now, until = self._clock.now(), self._paused_until
            self._nights.excuse(now if until is None else min(now, until.astimezone(UTC)))

    def _pause_is_over(self) -> bool:
        until = self._paused_until
        return until is not None and self._clock.now() >= until.astimezone(UTC)

    def _pause_in_words(self) -> str:
        until = self._paused_until
        if until is None:
            return "until you resume"
        return f"until {self._nights.local(until):%a %H:%M}"

    def _next_night_in_words(self, now: datetime) -> str:
        if self._nightly is None:
            return ""
        following = self._nights.next(self._night_hours(self._nightly), now)
        return f"from {self._nights.local(following[0]):%a %H:%M}" if following else ""


def _no(reason: Reason, detail: str) -> Permission:
    return Permission(allowed=False, reason=reason, detail=detail)


def _settings_in_force() -> Settings:
    from dreamer_app.paths import Paths
    from dreamer_app.settings import load

    return load(Paths.from_environment().settings_file)
