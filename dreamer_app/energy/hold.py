"""A reason that stays for a while after its cause has gone, so that nothing flaps."""

from dataclasses import dataclass

from dreamer_app.core.states import Reason

_FIRST_SECONDS = 300.0
_LONGEST_SECONDS = 2700.0
_FACTOR = 3.0
_FORGET_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why there is no dreaming now, and in words; no reason when nothing is in the way."""

    reason: Reason | None = None
    detail: str = ""


FREE = Obstacle()


class Hold:
    """Keeps an obstacle for 5 minutes after it was last seen.

    Three times as long with each further time within the hour, up to 45 minutes: at most six
    changes an hour however it comes and goes. While one is kept, another does not take its
    place: two that take turns would else change the reason all the time.
    """

    def __init__(self) -> None:
        self.kept = FREE
        self._until = 0.0
        self._seconds = 0.0
        self._released = float("-inf")

    def take(self, seen: Obstacle, now: float) -> None:
        """What was seen at the monotonic moment ``now``."""
        if seen.reason is None:
            if self.kept.reason is not None and now >= self._until:
                self.kept, self._released = FREE, now
            return
        if self.kept.reason is None:
            again = now - self._released < _FORGET_SECONDS
            longer = min(self._seconds * _FACTOR, _LONGEST_SECONDS)
            self._seconds = longer if again and self._seconds else _FIRST_SECONDS
        if self.kept.reason in (None, seen.reason):
            self.kept = seen
        self._until = now + self._seconds
