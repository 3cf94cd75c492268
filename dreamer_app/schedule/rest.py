"""How long to let the machine be after a session."""

from dreamer_app.core.states import Reason, SessionStatus

_AFTER_SESSION_SECONDS = 900.0
_AFTER_FAULT_SECONDS = 1800.0
_AFTER_INTERRUPTION_SECONDS = 60.0
_SHORT_SESSION_SECONDS = 120.0
_LONGEST_SECONDS = 1800.0


class Rest:
    """The time after a session in which no other begins by itself.

    A session that input ends soon after its start, again and again (a mouse on a shaking
    desk), is followed by twice as long a rest each time, up to half an hour.
    """

    def __init__(self) -> None:
        self._until = float("-inf")
        self._short_sessions = 0

    def left(self, now: float) -> float:
        """Seconds of it that are left at the monotonic moment ``now``; 0.0 for none."""
        return max(0.0, self._until - now)

    def begin(self, report: object, *, started: float, now: float) -> None:
        """A session ended at ``now`` with that report, or with an error."""
        status = getattr(report, "status", None)
        if status == SessionStatus.INTERRUPTED:
            seconds = self._after_interruption(report, now - started)
        else:
            self._short_sessions = 0
            completed = status == SessionStatus.COMPLETED
            seconds = _AFTER_SESSION_SECONDS if completed else _AFTER_FAULT_SECONDS
        self._until = now + seconds

    def _after_interruption(self, report: object, lasted: float) -> float:
        by_input = getattr(report, "reason", None) == Reason.USER_ACTIVE
        short = by_input and lasted < _SHORT_SESSION_SECONDS
        self._short_sessions = self._short_sessions + 1 if short else 0
        doubled = _AFTER_INTERRUPTION_SECONDS * 2.0 ** max(0, self._short_sessions - 1)
        return min(doubled, _LONGEST_SECONDS)
