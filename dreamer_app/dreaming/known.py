"""What the night knows already: the lessons of the store, and those it has kept itself."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from dreamer_app.core.dreams import DreamRecord
from dreamer_app.core.ports import Verifier
from dreamer_app.core.states import CheckOutcome, DreamOutcome, Verdict


class KnownSolutions:
    """Code that is no longer new, shared by the dreams of one session.

    Dreams beside each other are judged without knowledge of one another, so each is compared
    once more when it is about to be kept, and only one at a time is.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._before: tuple[str, ...] = ()
        self._tonight: tuple[str, ...] = ()

    def begin(self, codes: list[str]) -> None:
        """What the store holds when the session begins."""
        self._before = tuple(codes)

    def codes(self) -> tuple[str, ...]:
        """All of it, as it is now."""
        return self._before + self._tonight

    @contextmanager
    def keeping(self, record: DreamRecord, verifier: Verifier) -> Iterator[DreamRecord]:
        """Hold all others back while a dream is stored; it fell where it is a twin by now."""
        if record.outcome is not DreamOutcome.KEPT:
            yield record
            return
        with self._lock:
            record = _compared(record, verifier, self._tonight)
            yield record
            if record.outcome is DreamOutcome.KEPT:
                self._tonight += (record.code,)


def _compared(record: DreamRecord, verifier: Verifier, tonight: tuple[str, ...]) -> DreamRecord:
    judgement = record.judgement
    if judgement is None or not tonight:
        return record
    again = verifier.novelty(record.code, tonight)
    was_asked = any(
        c.name == again.name and c.outcome is CheckOutcome.PASSED for c in judgement.checks
    )
    if not was_asked or again.outcome is CheckOutcome.PASSED:
        return record
    checks = tuple(again if check.name == again.name else check for check in judgement.checks)
    return replace(
        record,
        outcome=DreamOutcome.FELL,
        fell_at=again.name,
        note=again.summary,
        judgement=replace(judgement, verdict=Verdict.REJECTED, checks=checks),
    )
