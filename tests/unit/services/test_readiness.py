"""What stands in the way of dreaming: never waited for, looked up when it may have changed."""

import itertools
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from dreamer_app.core.states import Reason
from dreamer_app.services.preflight import Finding
from dreamer_app.services.readiness import Readiness
from dreamer_app.settings import Settings


class Room:
    """Database, clock and machine, in the test's hands."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.found: Finding = (None, "")
        self.looks = 0
        self.empty = self.elsewhere = False
        self.given_up = ""
        self.hold = threading.Event()
        self.hold.set()
        self.changes = 0
        self.readiness = Readiness(
            Settings,
            is_empty=lambda: self.empty,
            is_elsewhere=lambda: self.elsewhere,
            given_up=lambda: self.given_up,
            changed=self._changed,
            look=self._look,
            clock=self,
        )

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return self.seconds

    def reason(self) -> Reason | None:
        """The answer once a look that it set going is over."""
        self.readiness.blocker()
        self.readiness.close()
        blocker = self.readiness.blocker()
        return blocker.reason if blocker is not None else None

    def _look(self, settings: Settings) -> Finding:
        self.looks += 1
        self.hold.wait()
        return self.found

    def _changed(self) -> None:
        self.changes += 1


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room()
    yield room
    room.hold.set()
    room.readiness.close()


def test_nothing_is_in_the_way_where_all_is_there(room: Room) -> None:
    assert room.reason() is None


@pytest.mark.parametrize("reason", [Reason.NO_MODEL, Reason.NO_SANDBOX, Reason.MEMORY_TOO_SMALL])
def test_what_was_found_missing_is_named_with_its_sentence(room: Room, reason: Reason) -> None:
    room.found = reason, "a sentence"
    assert room.reason() is reason
    blocker = room.readiness.blocker()
    assert blocker is not None
    assert blocker.detail == "a sentence"
    assert room.changes == 1


def test_an_empty_graph_and_another_program_are_named(room: Room) -> None:
    room.empty = True
    assert room.reason() is Reason.NO_KNOWLEDGE
    room.elsewhere = True
    room.readiness.forget()
    assert room.reason() is Reason.ANOTHER_INSTANCE


def test_a_model_that_crashed_too_often_is_named_at_once_and_until_it_is_forgiven(
    room: Room,
) -> None:
    assert room.reason() is None
    room.given_up = "a sentence"
    assert room.reason() is Reason.MODEL_CRASHED
    room.seconds += 660
    assert room.reason() is Reason.MODEL_CRASHED
    room.given_up = ""
    assert room.reason() is None


def test_the_question_does_not_wait_for_a_look(room: Room) -> None:
    room.hold.clear()
    room.found = Reason.NO_SANDBOX, ""
    assert room.readiness.blocker() is None
    room.hold.set()
    assert room.reason() is Reason.NO_SANDBOX


def test_it_is_looked_up_once_for_many_questions(room: Room) -> None:
    for _ in range(100):
        room.reason()
        room.seconds += 1
    assert room.looks == 1


@pytest.mark.parametrize(
    ("reason", "seconds"), [(None, 601), (Reason.NO_MODEL, 181), (Reason.MEMORY_TOO_SMALL, 601)]
)
def test_an_old_answer_is_looked_up_again(
    room: Room, reason: Reason | None, seconds: float
) -> None:
    room.found = reason, ""
    room.reason()
    room.seconds += seconds
    room.found = None, ""
    assert room.reason() is None
    assert room.looks == 2


def test_memory_that_swings_changes_the_answer_at_most_six_times_an_hour(room: Room) -> None:
    answers = []
    for minute in range(60):
        room.found = (Reason.MEMORY_TOO_SMALL if minute % 2 else None), ""
        answers.append(room.reason())
        room.seconds += 60
    changes = sum(a is not b for a, b in itertools.pairwise(answers))
    assert changes <= 6


def test_a_change_of_settings_or_knowledge_is_seen_at_once(room: Room) -> None:
    room.found = Reason.NO_MODEL, ""
    room.reason()
    room.found = None, ""
    room.readiness.forget()
    assert room.reason() is None
