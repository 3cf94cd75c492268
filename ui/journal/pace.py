"""How long a review still takes, from how quick the last decisions were."""

from collections import deque
from itertools import pairwise
from statistics import median

_REMEMBERED = 12
_ENOUGH = 4
"""Decisions before anything is said: fewer tell nothing."""
_LONGEST = 120.0
"""Seconds; a longer pause was not spent on the lesson."""


class Pace:
    """Decisions come in by their time; the median of what lay between them is the pace."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=_REMEMBERED)

    def decided(self, at: float) -> None:
        """A decision was made.

        Args:
            at: seconds on a clock that never goes back.
        """
        self._times.append(at)

    def left(self, lessons: int) -> float | None:
        """Seconds that so many lessons take; None while too little is known."""
        times = list(self._times)
        pauses = [b - a for a, b in pairwise(times) if b - a <= _LONGEST]
        return median(pauses) * lessons if len(pauses) >= _ENOUGH - 1 else None
