"""The watch over running sessions: who must be stopped, and when that is certain."""

import threading
from collections.abc import Callable

from dreamer_app.core.energy import Permission
from dreamer_app.core.states import Reason, Trigger
from dreamer_app.core.stop import StopToken

_CERTAIN_SECONDS = 2.0
_UNKNOWN_SECONDS = 1.0
_AT_ONCE = frozenset({Reason.USER_ACTIVE, Reason.SLEEP, Reason.JUST_RESUMED})


class Guard:
    """One running session.

    Args:
        began: monotonic moment at which the watch began.
        on_end: called once, when the watch has ended the session.
    """

    def __init__(
        self,
        stop: StopToken,
        trigger: Trigger,
        began: float,
        on_end: Callable[[], None] = lambda: None,
    ) -> None:
        self.stop = stop
        self.trigger = trigger
        self.began = began
        self._on_end = on_end
        self._ending = threading.Lock()
        self._refused: tuple[Reason, float] | None = None

    @property
    def automatic(self) -> bool:
        """Whether the first input ends it."""
        return self.trigger is not Trigger.MANUAL

    def judge(self, permission: Permission, now: float) -> None:
        """Stop the session when a refusal has lasted long enough to be certain."""
        reason = permission.reason
        if reason is None:
            self._refused = None
            return
        if reason is Reason.NOT_IDLE_LONG_ENOUGH:
            reason = Reason.USER_ACTIVE
        if self._refused is None or self._refused[0] is not reason:
            self._refused = (reason, now)
        patience = _UNKNOWN_SECONDS if reason is Reason.ACTIVITY_UNKNOWN else _CERTAIN_SECONDS
        if reason in _AT_ONCE or now - self._refused[1] >= patience:
            self.end(reason)

    def end(self, reason: Reason) -> None:
        """Stop the session, unless it is stopped already."""
        if not self._ending.acquire(blocking=False):
            return  # somebody else does, or did
        if self.stop.is_stopped():
            return
        self.stop.stop(reason)
        self._on_end()


class Guards:
    """All running sessions; usually one."""

    def __init__(self) -> None:
        self._guards: dict[int, Guard] = {}
        self._next = 0
        self._changed = threading.Condition()

    def add(self, guard: Guard) -> Callable[[], None]:
        """Watch a session; the function ends that."""
        with self._changed:
            key = self._next
            self._next += 1
            self._guards[key] = guard
        return lambda: self._remove(key)

    def all(self) -> list[Guard]:
        """The sessions under watch."""
        with self._changed:
            return list(self._guards.values())

    def automatic(self) -> list[Guard]:
        """Those that the first input ends."""
        return [g for g in self.all() if g.automatic]

    def wait_until_none(self, seconds: float) -> bool:
        """Wait until every session has ended; False when that takes longer."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._guards, seconds)

    def _remove(self, key: int) -> None:
        with self._changed:
            self._guards.pop(key, None)
            self._changed.notify_all()
