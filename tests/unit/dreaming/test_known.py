"""Twins of one night: dreams beside each other are compared once more when one is to be kept."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dreamer_app.core.dreams import CheckResult, DreamRecord, Judgement
from dreamer_app.core.states import CheckOutcome, DreamOutcome, Verdict
from dreamer_app.dreaming.known import KnownSolutions
from dreamer_app.guardian import Guardian
from dreamer_app.settings import Settings

ONE = "def double(n):\n    return 2 * n\n"
TWIN = "def twice(number):\n    return 2 * number\n"
OTHER = "def half(n):\n    text = str(n)\n    return len(text) // 2\n"


def kept(code: str, novelty: CheckOutcome = CheckOutcome.PASSED) -> DreamRecord:
    checks = (CheckResult(name="novelty", outcome=novelty, summary="New."),)
    return DreamRecord(
        id="d", session_id="s", number=1, outcome=DreamOutcome.KEPT, code=code,
        started_at=datetime.now(UTC),
        judgement=Judgement(verdict=Verdict.ACCEPTED, checks=checks, seconds=0.0),
    )  # fmt: skip


@pytest.fixture
def guardian() -> Guardian:
    return Guardian(lambda: pytest.fail("a sandbox is not needed"), Settings())


def stored(known: KnownSolutions, record: DreamRecord, guardian: Guardian) -> DreamRecord:
    with known.keeping(record, guardian) as now:
        return now


def test_a_twin_of_what_was_kept_tonight_falls_at_novelty(guardian: Guardian) -> None:
    known = KnownSolutions()
    assert stored(known, kept(ONE), guardian).outcome is DreamOutcome.KEPT

    twin = stored(known, kept(TWIN), guardian)

    assert (twin.outcome, twin.fell_at) == (DreamOutcome.FELL, "novelty")
    assert twin.note == "The same solution is already known."
    assert twin.judgement is not None
    assert (twin.judgement.verdict, twin.judgement.fell_at) == (Verdict.REJECTED, "novelty")
    assert known.codes() == (ONE,)


def test_another_solution_is_kept_beside_it_and_known_from_then_on(guardian: Guardian) -> None:
    known = KnownSolutions()
    known.begin(["x = 1"])
    for code in (ONE, OTHER):
        assert stored(known, kept(code), guardian).outcome is DreamOutcome.KEPT
    assert known.codes() == ("x = 1", ONE, OTHER)


def test_what_fell_is_not_known(guardian: Guardian) -> None:
    known = KnownSolutions()
    stored(known, replace(kept(ONE), outcome=DreamOutcome.FELL), guardian)
    assert known.codes() == ()


def test_where_novelty_was_not_asked_for_a_twin_is_kept(guardian: Guardian) -> None:
    known = KnownSolutions()
    for code in (ONE, TWIN):
        record = kept(code, novelty=CheckOutcome.SKIPPED)
        assert stored(known, record, guardian).outcome is DreamOutcome.KEPT


def test_what_could_not_be_stored_is_not_known(guardian: Guardian) -> None:
    known = KnownSolutions()
    with pytest.raises(OSError, match="no room"), known.keeping(kept(ONE), guardian):
        raise OSError("no room")
    assert known.codes() == ()


def test_of_many_twins_at_once_one_is_kept(guardian: Guardian) -> None:
    known, together = KnownSolutions(), threading.Barrier(8)

    def keep(number: int) -> DreamOutcome:
        together.wait(30)
        return stored(known, kept((ONE, TWIN)[number % 2]), guardian).outcome

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(keep, range(8))).count(DreamOutcome.KEPT) == 1
