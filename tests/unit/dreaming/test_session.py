from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from dreamer_app.core.dreams import DreamRecord, SessionRecord
from dreamer_app.core.events import Event, SessionProgressed
from dreamer_app.core.states import DreamOutcome, Phase, SessionStatus, Trigger
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.session import Session
from tests.unit.dreaming.stand_ins import kernel

NOW = datetime(2026, 1, 2, 3, tzinfo=UTC)


class SetClock:
    """Time that a test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def told() -> list[Event]:
    return []


@pytest.fixture
def session(clock: SetClock, told: list[Event]) -> Iterator[Session]:
    with ThreadPoolExecutor(1) as pool:
        parts = kernel(pool, publish=told.append, clock=clock)
        record = SessionRecord(
            id="s",
            trigger=Trigger.MANUAL,
            status=SessionStatus.RUNNING,
            started_at=NOW,
            requested=4,
        )
        yield Session(record, parts, StopToken())


def ended(outcome: DreamOutcome) -> DreamRecord:
    return DreamRecord(id="d", session_id="s", number=1, outcome=outcome, started_at=NOW)


def test_kept_and_fallen_dreams_were_attempted(session: Session) -> None:
    for outcome in (DreamOutcome.KEPT, DreamOutcome.FELL, DreamOutcome.UNVERIFIED):
        session.add(ended(outcome))
    assert (session.tally.attempted, session.tally.kept) == (3, 1)


def test_abstained_and_interrupted_dreams_were_not_attempted(session: Session) -> None:
    session.add(ended(DreamOutcome.ABSTAINED))
    session.add(ended(DreamOutcome.INTERRUPTED))
    assert (session.tally.attempted, session.tally.abstained) == (0, 1)


def test_unverified_dreams_count_in_a_row_until_one_was_verified(session: Session) -> None:
    session.add(ended(DreamOutcome.UNVERIFIED))
    session.add(ended(DreamOutcome.ABSTAINED))
    session.add(ended(DreamOutcome.UNVERIFIED))
    assert session.tally.unverified_in_a_row == 2
    session.add(ended(DreamOutcome.FELL))
    assert session.tally.unverified_in_a_row == 0


def test_progress_says_which_dream_and_how_long_it_takes_still(
    session: Session, clock: SetClock
) -> None:
    clock.seconds = 10.0
    session.add(ended(DreamOutcome.KEPT))
    progress = session.progress
    assert (progress.dream, progress.dreams, progress.kept) == (2, 4, 1)
    assert progress.remaining_seconds == pytest.approx(30.0)


def test_the_last_dream_is_not_followed_by_another(session: Session) -> None:
    for _ in range(4):
        session.add(ended(DreamOutcome.FELL))
    assert (session.progress.dream, session.progress.remaining_seconds) == (4, 0.0)


def test_tokens_are_added_up_to_a_rate(session: Session, clock: SetClock) -> None:
    clock.seconds = 2.0
    session.count_tokens(30)
    assert session.progress.tokens_per_second == pytest.approx(15.0)


def test_many_samples_in_a_moment_are_told_once(
    session: Session, clock: SetClock, told: list[Event]
) -> None:
    for _ in range(50):
        session.count_tokens(1)
    assert len(told) == 1
    clock.seconds = 1.0
    session.count_tokens(1)
    last = told[-1]
    assert len(told) == 2
    assert isinstance(last, SessionProgressed)
    assert last.progress.tokens == 51


def test_a_new_phase_is_always_told_and_keeps_the_title(
    session: Session, told: list[Event]
) -> None:
    session.enter(Phase.CODE, "Leap years")
    session.enter(Phase.VALIDATION)
    assert len(told) == 2
    assert (session.progress.phase, session.progress.title) == (Phase.VALIDATION, "Leap years")


def test_what_is_being_written_is_shown_until_the_next_phase(
    session: Session, clock: SetClock
) -> None:
    session.enter(Phase.CODE, "a task")
    clock.seconds = 1.0
    session.show("def f(a):\n    ret")
    assert session.progress.writing == "def f(a):\n    ret"
    session.enter(Phase.VALIDATION)
    assert session.progress.writing == ""


def test_phases_that_run_side_by_side_are_each_counted(session: Session, clock: SetClock) -> None:
    session.enter(Phase.SCENARIO)
    clock.seconds = 2.0
    session.leave()
    with ThreadPoolExecutor(1) as other:
        other.submit(session.enter, Phase.CODE).result()
        session.enter(Phase.SCENARIO)
        clock.seconds = 5.0
        session.leave()
        other.submit(session.enter, Phase.VALIDATION).result()
        clock.seconds = 6.0
        other.submit(session.leave).result()
    assert session.phases == ((Phase.SCENARIO, 5.0), (Phase.CODE, 3.0), (Phase.VALIDATION, 1.0))
