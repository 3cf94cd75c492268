"""The hours of the night in which to dream, as people write them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART = re.compile(
    r"(?:(?P<first>mon|tue|wed|thu|fri|sat|sun)(?:-(?P<last>mon|tue|wed|thu|fri|sat|sun))?\s+)?"
    r"(?P<start>\d{1,2})-(?P<end>\d{1,2})"
)

Spell = tuple[datetime, datetime]
"""Begin and end of one window, as moments in UTC."""


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
        return next((w for w in self._around(local) if w[0] <= local < w[1]), None)

    def spell_at(self, moment: datetime, zone: tzinfo | None = None) -> Spell | None:
        """Begin and end (UTC) of the window that holds that moment, true to the clocks' changes.

        A window lasts as long as the wall clock takes from its start to its end: 2-6 is three
        hours when the clocks go forward at 2 and five when they go back at 3. A start that the
        wall clock leaps over is the moment of the leap; of an hour that comes twice, the first
        one counts.

        Args:
            moment: aware.
            zone: of the wall clock; None is the machine's own.
        """
        local = moment.astimezone(zone).replace(tzinfo=None)
        for begin, end in self._around(local):
            spell = _moment(begin, zone), _moment(end, zone)
            if spell[0] <= moment < spell[1]:
                return spell
        return None

    def next_spell(self, moment: datetime, zone: tzinfo | None = None) -> Spell | None:
        """The first window (UTC) that begins after that moment; None without any window."""
        local = moment.astimezone(zone).replace(tzinfo=None)
        for ahead in range(-1, 9):
            window = self._window_of(local + timedelta(days=ahead))
            if window is not None:
                spell = _moment(window[0], zone), _moment(window[1], zone)
                if spell[0] > moment:
                    return spell
        return None

    def last_spell(self, moment: datetime, zone: tzinfo | None = None) -> Spell | None:
        """The last window (UTC) that ended at or before that moment; None without any window."""
        local = moment.astimezone(zone).replace(tzinfo=None)
        for back in range(10):
            window = self._window_of(local - timedelta(days=back))
            if window is not None:
                spell = _moment(window[0], zone), _moment(window[1], zone)
                if spell[1] <= moment:
                    return spell
        return None

    def _around(self, local: datetime) -> list[tuple[datetime, datetime]]:
        days = (local - timedelta(days=back) for back in (0, 1))
        return [window for day in days if (window := self._window_of(day)) is not None]

    def _window_of(self, day: datetime) -> tuple[datetime, datetime] | None:
        """The window that begins on that day, in wall time."""
        hours = self.windows[day.weekday()]
        if hours is None:
            return None
        start, end = hours
        midnight = day.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
        length = (end - start) % 24 or 24
        begin = midnight + timedelta(hours=start)
        return begin, midnight + timedelta(hours=start + length)


def _moment(wall: datetime, zone: tzinfo | None) -> datetime:
    """The moment (UTC) at which a wall clock shows that; the first, if it shows it twice."""
    return (wall if zone is None else wall.replace(tzinfo=zone)).astimezone(UTC)


def _days(first: str | None, last: str | None) -> list[int]:
    if first is None:
        return list(range(7))
    begin = _DAYS.index(first)
    end = _DAYS.index(last) if last else begin
    return [(begin + i) % 7 for i in range((end - begin) % 7 + 1)]
