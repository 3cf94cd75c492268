"""What the journal asks the store and gets."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dreamer_app.core.dreams import SessionRecord
from dreamer_app.core.states import Difficulty, ReviewState, Verdict


class LessonSort(StrEnum):
    """Orders of the lesson list."""

    LEAST_CERTAIN = "least_certain"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonQuery:
    """Which lessons, in which order. Empty fields do not restrict."""

    text: str = ""
    review: ReviewState | None = None
    verdict: Verdict | None = None
    session_id: str = ""
    night: str = ""
    """Local date of the night, ISO; see :class:`NightSummary`."""
    library: str = ""
    difficulty: Difficulty | None = None
    source_id: str = ""
    flagged: bool | None = None
    least_agreement: float | None = None
    least_rating: int | None = None
    sort: LessonSort = LessonSort.LEAST_CERTAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRow:
    """One line of the lesson list: what a table needs, nothing that must be parsed."""

    id: str
    title: str
    verdict: Verdict
    review: ReviewState
    difficulty: Difficulty
    libraries: tuple[str, ...]
    agreement: float | None
    created_at: datetime
    flagged: bool
    rating: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NightSummary:
    """All sessions that began between noon and noon, in local time.

    Args:
        night: local date of the evening on which it began, ISO.
        fell_at: pairs of check name and how many dreams ended there, most first.
        by_difficulty, by_library: triples of name, tried, kept.
        energy_joules: of the sessions that measured it; None when none did.
    """

    night: str
    sessions: tuple[SessionRecord, ...]
    seconds: float
    tried: int
    kept: int
    pending: int
    approved: int
    rejected: int
    tokens: int
    fell_at: tuple[tuple[str, int], ...] = ()
    by_difficulty: tuple[tuple[str, int, int], ...] = ()
    by_library: tuple[tuple[str, int, int], ...] = ()
    energy_joules: float | None = None

    @property
    def only_waited(self) -> bool:
        """Whether nothing was dreamed in it: the program waited for its turn."""
        reviewed = self.pending + self.approved + self.rejected
        return not self.sessions and not self.tried and not self.kept and not reviewed


@dataclass(frozen=True, slots=True, kw_only=True)
class NightTimes:
    """Where the time of a night's dreams went, summed over dreams that ran side by side.

    Args:
        writing: seconds of weaving scenarios and writing solutions.
        checking: seconds of the Guardian's checks.
    """

    writing: float
    checking: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One row of the decision log: a person changed a lesson's review state.

    Args:
        batch: the same for all lessons decided by one action; undo works on batches.
        undone: whether it was taken back.
    """

    id: int
    batch: str
    lesson_id: str
    before: ReviewState
    after: ReviewState
    reason: str
    decided_at: datetime
    undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonVersion:
    """What a lesson was until a person's edit took its place."""

    code: str
    tests: str
    replaced_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChange:
    """One row of the timeline: from when on Dreamer was in which state, and why.

    Args:
        state: ``started``, ``off``, ``waiting``, ``allowed`` or ``closed``.
        source: names of what told of the user's activity then; empty when nothing did.
    """

    at: datetime
    state: str
    reason: str
    detail: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A person's pause of automatic dreaming.

    Args:
        until: None until the person resumes.
    """

    until: datetime | None = None
