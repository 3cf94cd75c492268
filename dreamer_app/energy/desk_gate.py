"""What on the desk stands in the way of dreams, by the user's settings, and without flapping."""

import threading

from dreamer_app.core.states import Reason
from dreamer_app.energy.desk import DeskReading
from dreamer_app.energy.hold import FREE, Hold, Obstacle
from dreamer_app.settings import Settings

NOT_SEEN = Obstacle(Reason.DESK_UNKNOWN, "it is not known yet what is on the screen")


def desk_obstacle(desk: DeskReading, settings: Settings) -> Obstacle:
    """What stands in the way on a desk that was looked at."""
    if desk.is_hidden:
        return Obstacle(Reason.USER_ACTIVE, "another user's session is on the screen")
    if settings.respect_full_screen and desk.full_screen:
        return Obstacle(Reason.FULL_SCREEN, f"{desk.full_screen} fills the screen")
    if desk.exclusive:
        return Obstacle(Reason.EXCLUSIVE_APP, f"{desk.exclusive} runs")
    if settings.respect_inhibitors and desk.inhibitor:
        return Obstacle(Reason.SCREEN_INHIBITED, f"{desk.inhibitor} keeps the screen on")
    if not settings.dream_when_locked and desk.locked:
        return Obstacle(Reason.SESSION_LOCKED, "the screen is locked")
    return FREE


class DeskGate:
    """Turns looks at the desk into a steady answer; see :class:`Hold`.

    What nobody has looked at, or can look at because the look hangs, is no empty desk.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._settings: Settings | None = None
        self._hold = Hold()

    def judge(self, latest: DeskReading | None, settings: Settings, now: float) -> Obstacle:
        """The steady answer, given the latest look and the monotonic moment."""
        with self._lock:
            if settings is not self._settings:  # what was kept may be no obstacle any more
                self._settings, self._hold = settings, Hold()
            if latest is not None:
                self._hold.take(desk_obstacle(latest, settings), now)
            elif self._hold.kept.reason is None:
                return NOT_SEEN
            return self._hold.kept
