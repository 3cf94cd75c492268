"""The hours of the night in which to dream, as people write them."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART = re.compile(
    r"(?:(?P<first>mon|tue|wed|thu|fri|sat|sun)(?:-(?P<last>mon|tue|wed|thu|fri|sat|sun))?\s+)?"
    r"(?P<start>\d{1,2})-(?P<end>\d{1,2})"
)


@dataclass(frozen=True, slots=True)
class NightHours:
    """For each weekday (0 is Monday) the window that begins on it, or None.

    A window is a pair of whole hours of local wall time; an end that is not after the start
    is on the next day.
    """

    windows: tuple[tuple[int, int] | None, ...]

    @classmethod
    def parse(cls, text: str) -> "NightHours":
        """Read ``2-6``, ``22-5`` or ``mon-fri 2-6, sat-sun 3-9``.

        Raises:
            ValueError: it is none of these.
        """
        windows: list[tuple[int, int] | None] = [None] * 7
        for part in text.lower().split(","):
            found = _PART.fullmatch(part.strip())
            if found is None:
                raise ValueError(text)
            start, end = int(found["start"]), int(found["end"])
            if start > 23 or end > 24 or start == end:
                raise ValueError(text)
            for day in _days(found["first"], found["last"]):
                windows[day] = (start, end)
        return cls(tuple(windows))

    def contains(self, local: datetime) -> bool:
        """Whether that moment of local wall time lies in a window."""
        return self.window_at(local) is not None

    def window_at(self, local: datetime) -> tuple[datetime, datetime] | None:
        """Begin and end (local wall time) of the window that holds that moment."""
        for back in (0, 1):
            day = local - timedelta(days=back)
            window = self.windows[day.weekday()]
            if window is None:
                continue
            start, end = window
            begin = day.replace(hour=start, minute=0, second=0, microsecond=0)
            length = (end - start) % 24 or 24
            finish = begin.replace(hour=0) + timedelta(hours=start + length)
            if begin <= local < finish:
                return begin, finish
        return None


def _days(first: str | None, last: str | None) -> list[int]:
    if first is None:
        return list(range(7))
    begin = _DAYS.index(first)
    end = _DAYS.index(last) if last else begin
    return [(begin + i) % 7 for i in range((end - begin) % 7 + 1)]
