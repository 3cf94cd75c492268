"""The running session: what is counted, told and waited for."""

import threading
from dataclasses import dataclass, field, replace

from dreamer_app.core.dreams import DreamRecord, Progress, SessionRecord
from dreamer_app.core.events import SessionProgressed
from dreamer_app.core.ports import Clock
from dreamer_app.core.states import DreamOutcome, Phase
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.kernel import Kernel
from dreamer_app.dreaming.known import KnownSolutions

_BETWEEN_REPORTS = 0.25


@dataclass(slots=True)
class Tally:
    """Counts of the session, changed by several threads under one lock."""

    attempted: int = 0
    kept: int = 0
    abstained: int = 0
    tokens: int = 0
    unverified_in_a_row: int = 0
    records: list[DreamRecord] = field(default_factory=list)


class Session:
    """One REM session while it runs.

    Args:
        record: as it was stored when the session began.
        stop: ends it.
    """

    def __init__(self, record: SessionRecord, kernel: Kernel, stop: StopToken) -> None:
        self.record = record
        self.stop = stop
        self.tally = Tally()
        self.known = KnownSolutions()
        self._kernel = kernel
        self._clock: Clock = kernel.clock
        self._lock = threading.Lock()
        self._began = kernel.clock.monotonic()
        self._told = float("-inf")
        self._spent: dict[Phase, float] = {}
        self._since: dict[int, tuple[Phase, float]] = {}
        self._joules_before = kernel.energy_used()
        self._progress = Progress(
            session_id=record.id, phase=Phase.STARTING, dreams=record.requested
        )

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self._progress

    @property
    def seconds(self) -> float:
        """Since it began."""
        return self._clock.monotonic() - self._began

    def joules(self) -> float | None:
        """Energy that the machine's processors used since it began; None if not counted.

        To be asked now and then: the machine's own counters run over.
        """
        with self._lock:
            now, before = self._kernel.energy_used(), self._joules_before
        return None if now is None or before is None else now - before

    def enter(self, phase: Phase, title: str = "") -> None:
        """A phase begins for what the calling thread works on."""
        with self._lock:
            self._turn_to(phase)
            named = title or self._progress.title
            self._progress = replace(self._progress, phase=phase, title=named, writing="")
        self._tell(always=True)

    def leave(self) -> None:
        """The calling thread's phase is over, and no other begins at once."""
        with self._lock:
            self._turn_to(None)

    @property
    def phases(self) -> tuple[tuple[Phase, float], ...]:
        """Seconds in each phase so far, in the order of a dream."""
        with self._lock:
            return tuple((phase, self._spent[phase]) for phase in Phase if phase in self._spent)

    def count_tokens(self, tokens: int) -> None:
        """A sample ended."""
        with self._lock:
            self.tally.tokens += tokens
        self._tell()

    def show(self, text: str) -> None:
        """A solution is being written and holds this so far."""
        with self._lock:
            self._progress = replace(self._progress, writing=text.rstrip())
        self._tell()

    def add(self, record: DreamRecord) -> None:
        """A dream ended and is committed."""
        with self._lock:
            tally = self.tally
            tally.records.append(record)
            tally.abstained += record.outcome is DreamOutcome.ABSTAINED
            if record.outcome not in (DreamOutcome.ABSTAINED, DreamOutcome.INTERRUPTED):
                tally.attempted += 1
                unverified = record.outcome is DreamOutcome.UNVERIFIED
                tally.unverified_in_a_row = tally.unverified_in_a_row + 1 if unverified else 0
            tally.kept += record.outcome is DreamOutcome.KEPT
            self._kernel.energy_used()  # often enough for its counters
        self._tell(always=True)

    def _turn_to(self, phase: Phase | None) -> None:
        thread, now = threading.get_ident(), self._clock.monotonic()
        before = self._since.pop(thread, None)
        if before is not None:
            self._spent[before[0]] = self._spent.get(before[0], 0.0) + now - before[1]
        if phase is not None:
            self._since[thread] = (phase, now)

    def _tell(self, *, always: bool = False) -> None:
        now = self._clock.monotonic()
        with self._lock:
            if not always and now - self._told < _BETWEEN_REPORTS:
                return
            self._told = now
            done, asked = self.tally.attempted, self.record.requested
            seconds = now - self._began
            self._progress = replace(
                self._progress,
                dream=min(done + 1, asked),
                kept=self.tally.kept,
                tokens=self.tally.tokens,
                tokens_per_second=self.tally.tokens / seconds if seconds > 1 else 0.0,
                elapsed_seconds=seconds,
                remaining_seconds=seconds / done * (asked - done) if done else None,
            )
            progress = self._progress
        self._kernel.publish(SessionProgressed(progress=progress))
