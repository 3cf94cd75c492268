"""What is known of the user's activity, and how several sources become one answer.

The rule: idle is the least over the healthy sources, and not knowing means that the user is
there.
"""

import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

SAME_EVENT_SECONDS = 1.0
"""Two sources that name moments closer than this speak of the same input."""
_DELIVERY_SECONDS = 0.5
"""Within this an input that a counter has seen has come to the sentinel too."""
_POLL_WAITING, _POLL_ARMED, _POLL_ALONE = 2.0, 0.5, 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """When the user last did something, as seconds before now.

    Args:
        idle_seconds: since any input at all; None when no source knows.
        settled_seconds: since input that is more than jitter; for falling asleep.
        source: names of the sources in use, for people.
        device: ``keyboard``, ``mouse`` or empty: what was used last, where it is known.
    """

    idle_seconds: float | None
    settled_seconds: float | None
    source: str = ""
    device: str = ""


UNKNOWN = Activity(idle_seconds=None, settled_seconds=None)


class ActivityWatch(Protocol):
    """Whatever can tell the EnergyManager about the user."""

    def start(self) -> None:
        """Begin to watch; may be called twice."""
        ...

    def close(self) -> None:
        """End all threads and processes; may be called twice, and ``start`` again after it."""
        ...

    def read(self) -> Activity:
        """What is known now; never waits."""
        ...

    def glance(self) -> Activity:
        """What can be known without having been started; may wait a second."""
        ...

    def arm(self, on_input: Callable[[str], None] | None) -> None:
        """Have ``on_input(device)`` called at once at any input; None ends that."""
        ...

    def check(self) -> None:
        """Look after the sources: replace what froze. Called every 2 s."""
        ...


class PolledSource(Protocol):
    """A source that is asked: an idle counter of the desktop."""

    name: str

    def start(self) -> None:
        """Begin to ask."""
        ...

    def close(self) -> None:
        """Stop asking."""
        ...

    def pace(self, seconds: float) -> None:
        """Ask that often from now on, beginning at once."""
        ...

    def last_input(self) -> float | None:
        """Monotonic moment of the last input; None when the source is not healthy."""
        ...

    def ask_once(self) -> float | None:
        """Idle seconds by one question, without having been started; None when it fails."""
        ...

    def on_input(self, callback: Callable[[str], None] | None) -> None:
        """Call back when a later moment than before is seen."""
        ...


class ListeningSource(Protocol):
    """A source that is told of each input: the sentinel."""

    name: str

    def start(self) -> None:
        """Begin to listen."""
        ...

    def close(self) -> None:
        """Stop listening."""
        ...

    def arm(self, on_input: Callable[[str], None] | None) -> None:
        """Have input told at once; None goes back to seldom reports."""
        ...

    def check(self) -> None:
        """Replace a child that froze."""
        ...

    def ask(self) -> None:
        """Have it say at once what it has heard."""
        ...

    def rebuild(self) -> None:
        """Replace a child that is blind."""
        ...

    def on_report(self, callback: Callable[[], None]) -> None:
        """Call back after each report."""
        ...

    def state(self) -> "Heard | None":
        """What it heard; None when it is not healthy."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the sentinel last said; moments on the monotonic clock, NaN for never.

    Args:
        since: from when on it has been listening without a gap.
        reported: when it last said so.
    """

    last: float
    settled: float
    device: str
    since: float
    reported: float


class ActivityFusion:
    """The sentinel and the desktop's own counters, as one answer.

    Args:
        polled: idle counters; each is trusted by itself.
        sentinel: may be None. Alone it is trusted once it has heard anything, only when
            ``sentinel_suffices`` (under Wayland it hears some windows only), and only where no
            counter has ever answered: one that falls silent may do so because the desktop hangs,
            and then the sentinel hears nothing either.
    """

    def __init__(
        self,
        polled: Sequence[PolledSource],
        sentinel: ListeningSource | None,
        *,
        sentinel_suffices: bool = True,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._polled = tuple(polled)
        self._sentinel = sentinel
        self._sentinel_suffices = sentinel_suffices
        self._monotonic = monotonic
        self._on_input: Callable[[str], None] | None = None
        self._has_counter = False
        self._doubting = threading.Lock()
        self._unheard: float | None = None
        """When a counter first saw input of which the sentinel has not told."""
        self._has_asked = False

    def start(self) -> None:
        """Start all sources."""
        for source in self._polled:
            source.on_input(self._counter_saw)
            source.start()
        if self._sentinel is not None:
            self._sentinel.on_report(self._sentinel_said)
            self._sentinel.start()

    def close(self) -> None:
        """End all sources."""
        for source in self._polled:
            source.close()
        if self._sentinel is not None:
            self._sentinel.close()

    def arm(self, on_input: Callable[[str], None] | None) -> None:
        """Tell of input at once; see :class:`ActivityWatch`."""
        self._on_input = on_input
        if self._sentinel is not None:
            self._sentinel.arm(on_input)
        self._set_pace()

    def check(self) -> None:
        """Replace a sentinel that froze; one that is blind shows it by its reports."""
        if self._sentinel is not None:
            self._sentinel.check()
            self._set_pace()

    def read(self) -> Activity:
        """The least idle time over the healthy sources."""
        moments = self._seen()
        self._has_counter |= bool(moments)
        heard = self._sentinel.state() if self._sentinel is not None else None
        heard_any = heard is not None and not math.isnan(heard.last)
        names = list(moments)
        if heard is not None and self._sentinel is not None and (heard_any or names):
            names.insert(0, self._sentinel.name)
        alone = heard_any and self._sentinel_suffices and not self._has_counter
        if not moments and not alone:
            return UNKNOWN
        any_input = list(moments.values())
        settled = [_settled_moment(moment, heard) for moment in any_input]
        if heard is not None and not moments:
            any_input.append(heard.since)
            settled.append(heard.since)
        if heard is not None and heard_any:
            any_input.append(heard.last)
            settled += [] if math.isnan(heard.settled) else [heard.settled]
        now = self._monotonic()
        latest = max(any_input)
        recent = heard is not None and heard_any and heard.last >= latest - SAME_EVENT_SECONDS
        return Activity(
            idle_seconds=max(0.0, now - latest),
            settled_seconds=max(0.0, now - max(settled)),
            source=" + ".join(names),
            device=heard.device if heard is not None and recent else "",
        )

    def glance(self) -> Activity:
        """What the counters say when asked once."""
        answers = {s.name: idle for s in self._polled if (idle := s.ask_once()) is not None}
        if not answers:
            return UNKNOWN
        idle = min(answers.values())
        return Activity(idle_seconds=idle, settled_seconds=idle, source=" + ".join(answers))

    def _seen(self) -> dict[str, float]:
        """For each healthy counter the moment of the last input."""
        return {s.name: last for s in self._polled if (last := s.last_input()) is not None}

    def _counter_saw(self, device: str) -> None:
        """A counter saw input: the sentinel's next reports are to tell of it too.

        Most often it is only younger than the last one, so that nothing needs to be asked.
        """
        on_input = self._on_input
        if on_input is not None:
            on_input(device)
        seen = max(self._seen().values(), default=None)
        heard = self._sentinel.state() if self._sentinel is not None else None
        with self._doubting:
            if heard is None:  # a fresh one cannot have heard what was before it
                self._unheard = None
            elif (
                self._sentinel_suffices
                and seen is not None
                and self._unheard is None
                and seen > _known_until(heard) + SAME_EVENT_SECONDS
            ):
                self._unheard, self._has_asked = seen, False

    def _sentinel_said(self) -> None:
        """Replace one that reports and has not heard what a counter saw.

        A report that comes too soon after it proves nothing: another one is asked for then.
        """
        sentinel = self._sentinel
        heard = sentinel.state() if sentinel is not None else None
        with self._doubting:
            unheard = self._unheard
            if sentinel is None or unheard is None:
                return
            known = heard is not None and _known_until(heard) >= unheard - SAME_EVENT_SECONDS
            if heard is None or known:
                self._unheard = None
                return
            is_early = heard.reported <= unheard + _DELIVERY_SECONDS
            if is_early and self._has_asked:
                return
            self._has_asked = True
            if not is_early:
                self._unheard = None
        if is_early:
            sentinel.ask()
        else:
            sentinel.rebuild()

    def _set_pace(self) -> None:
        pace = _POLL_WAITING
        if self._on_input is not None:
            alone = self._sentinel is None or self._sentinel.state() is None
            pace = _POLL_ALONE if alone or not self._sentinel_suffices else _POLL_ARMED
        for source in self._polled:
            source.pace(pace)


def _known_until(heard: Heard) -> float:
    """The last moment of which the sentinel can say that there was input."""
    return heard.since if math.isnan(heard.last) else max(heard.last, heard.since)


def _settled_moment(moment: float, heard: Heard | None) -> float:
    """The last moment of more than jitter, given that a counter saw input at ``moment``."""
    if heard is None or math.isnan(heard.last):
        return moment
    explained = heard.since <= moment <= heard.last + SAME_EVENT_SECONDS
    if not explained:
        return moment
    return heard.since if math.isnan(heard.settled) else heard.settled
