"""Which hours are night, and which nights were slept through."""

from datetime import datetime, timedelta, tzinfo

from dreamer_app.core.night_hours import NightHours, Spell

_NIGHT_FORGOTTEN = timedelta(hours=24)


class Nights:
    """The windows of the nightly plan, on the wall clock of one zone.

    Args:
        zone: None is the machine's own.
        last_session: when the last session before this start of the program began.
    """

    def __init__(self, zone: tzinfo | None, last_session: datetime | None) -> None:
        self._zone = zone
        self._seen = last_session
        self._owed: Spell | None = None

    def now(self, hours: NightHours, moment: datetime) -> Spell | None:
        """The window that holds the moment."""
        return hours.spell_at(moment, self._zone)

    def next(self, hours: NightHours, moment: datetime) -> Spell | None:
        """The next window."""
        return hours.next_spell(moment, self._zone)

    def local(self, moment: datetime) -> datetime:
        """What the wall clock shows."""
        return moment.astimezone(self._zone)

    def look(self, hours: NightHours, moment: datetime) -> None:
        """Take note that the program runs now; called at every turn.

        A window that lies wholly between two turns was slept through and is owed for a day.
        """
        last = hours.last_spell(moment, self._zone)
        if last is not None and self._seen is not None and self._seen < last[0]:
            self._owed = last
        self._seen = moment

    def excuse(self, until: datetime) -> None:
        """Nights before that moment were not to be dreamed in: nothing is owed for them."""
        self._seen = until if self._seen is None else max(self._seen, until)
        if self._owed is not None and self._owed[1] <= until:
            self._owed = None

    def owed(self, moment: datetime) -> bool:
        """Whether a night was slept through and not made up for."""
        return self._owed is not None and moment - self._owed[1] < _NIGHT_FORGOTTEN

    def made_up(self) -> None:
        """A nightly session began: nothing is owed any more."""
        self._owed = None
