"""Automatic dreaming, for a face: watching, pausing."""

import threading
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime

from dreamer_app.core.energy import Permission, SystemMetrics
from dreamer_app.core.events import PermissionChanged, Publish
from dreamer_app.core.journal import Pause, StateChange
from dreamer_app.core.ports import Clock
from dreamer_app.core.states import Reason
from dreamer_app.dreaming.engine import DreamEngine
from dreamer_app.energy import EnergyManager
from dreamer_app.schedule import BackgroundScheduler
from dreamer_app.settings import Settings
from dreamer_app.store import LessonsStore

_STARTED, _OFF, _WAITING, _ALLOWED, _CLOSED = "started", "off", "waiting", "allowed", "closed"
_NOT_ENABLED = "automatic dreaming is not enabled"


class AutomaticService:
    """The scheduler and the watch over user and machine, while automatic dreaming is on."""

    def __init__(
        self,
        engine: Callable[[], DreamEngine],
        energy: EnergyManager,
        lessons: LessonsStore,
        settings: Callable[[], Settings],
        executor: Executor,
        publish: Publish,
        clock: Clock,
    ) -> None:
        self._engine = engine
        self._energy = energy
        self._lessons = lessons
        self._settings = settings
        self._publish = publish
        self._clock = clock
        self._started = False
        self._running = False
        self._watches_person = False
        self._scheduler = BackgroundScheduler(
            clock=clock,
            energy=energy,
            settings=settings(),
            submit=executor.submit,
            on_change=self._changed,
            last_session=_last_session(lessons),
        )
        self._planned = False
        self._noting = threading.Lock()
        self._noted: StateChange | None = None

    def look(self) -> None:
        """Something changed: look now, not at the next turn."""
        self._scheduler.poke()
        noted = self._noted
        if noted is not None and noted.state in (_ALLOWED, _WAITING):
            self._note(noted.state, noted.reason, noted.detail)  # with another source, perhaps

    def start(self) -> None:
        """Follow the settings from now on, and go on with the pause that was in force."""
        self._started = True
        pause = self._lessons.pause()
        if pause is not None:
            self._scheduler.pause(pause.until)
        self._note(_STARTED)
        self._follow()

    def stop(self) -> None:
        """End every watch."""
        was_started, self._started = self._started, False
        self._running = self._watches_person = False
        self._scheduler.close()
        self._energy.stop()
        if was_started:
            self._note(_CLOSED, Reason.QUIT)

    def apply(self, settings: Settings) -> None:
        """Go by these settings."""
        self._scheduler.apply(settings)
        self._energy.apply(settings)
        if self._started:
            self._follow()

    def pause(self, until: datetime | None) -> None:
        """Begin nothing until then, or until :meth:`resume`, whether the program ends or not."""
        self._lessons.set_pause(Pause(until=until))
        self._scheduler.pause(until)

    def resume(self) -> None:
        """End the pause."""
        self._lessons.set_pause(None)
        self._scheduler.resume()

    @property
    def is_paused(self) -> bool:
        """Whether a pause is on."""
        return self._scheduler.is_paused

    @property
    def paused_until(self) -> datetime | None:
        """When the pause ends by itself."""
        return self._scheduler.paused_until

    def permission(self) -> Permission:
        """Whether dreaming may begin by itself now, and if not, why."""
        settings = self._settings()
        if not settings.enable_dreaming:
            return Permission(allowed=False, reason=Reason.DISABLED, detail=_NOT_ENABLED)
        return self._scheduler.status()

    def metrics(self) -> SystemMetrics | None:
        """A reading of the machine and its user; None while nothing is watched."""
        watches = self._running or self._watches_person
        return self._energy.get_metrics() if watches else None

    def watch_person(self, *, wanted: bool) -> None:
        """Watch whether somebody is there, also while automatic dreaming is off.

        For who has something to say to that person; may take a moment.
        """
        if wanted == self._watches_person:
            return
        self._watches_person = wanted
        if wanted:
            self._energy.start()
        elif not self._running:
            self._energy.rest()

    def _follow(self) -> None:
        wanted = self._settings().enable_dreaming
        if wanted and not self._running:
            self._running = True
            if not self._planned:
                self._planned = True
                self._scheduler.schedule_nightly_dreaming(self._engine())
                self._scheduler.schedule_idle_dreaming(self._engine())
            self._energy.start()
            self._scheduler.start_thread()
        elif not wanted and self._running:
            self._running = False
            self._scheduler.close()
            if not self._watches_person:
                self._energy.stop()
        if not wanted:
            self._note(_OFF, Reason.DISABLED, _NOT_ENABLED)

    def _changed(self, permission: Permission) -> None:
        state = _ALLOWED if permission.allowed else _WAITING
        self._note(state, permission.reason or "", permission.detail)
        self._publish(PermissionChanged(permission=permission))

    def _note(self, state: str, reason: str = "", detail: str = "") -> None:
        """Add a row to the timeline, unless it says what the last one does."""
        with self._noting:
            source = self._energy.activity_source if self._running else ""
            before = self._noted
            if before is not None and (before.state, before.reason, before.source) == (
                state,
                str(reason),
                source,
            ):
                return
            self._noted = StateChange(
                at=self._clock.now(),
                state=state,
                reason=str(reason),
                detail=detail,
                source=source,
            )
            self._lessons.record_state(self._noted)


def _last_session(lessons: LessonsStore) -> datetime | None:
    """When the last session of any kind began."""
    nights = lessons.nights(1)
    return max((s.started_at for s in nights[0].sessions), default=None) if nights else None
