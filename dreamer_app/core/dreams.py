"""Scenarios, candidates, verdicts, lessons: what one night is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dreamer_app.core.states import (
    CheckOutcome,
    Difficulty,
    DreamOutcome,
    Oracle,
    Phase,
    Reason,
    ReviewState,
    ScenarioKind,
    SessionStatus,
    Trigger,
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioSpec:
    """A programming task (guide, "Phase 3"), with what is needed to prove its solution.

    Args:
        test_cases: sentences for people; what ``tests`` checks.
        libraries: import names the solution is to use.
        entry_point: name of the function that a solution defines.
        stub: imports, signature and docstring in code form, for completion.
        tests: pytest-style source that uses ``entry_point`` without importing it.
        hidden_tests: more of the same, never shown to whoever writes the code.
        example: a task of the same form around something else, solved; a model that completes
            code sees it first. Empty for none.
        reference: solution by the library itself where that is the oracle, else empty.
        probes: call expressions on which samples are compared for agreement.
        entity_ids: nodes of the graph that it came from.
    """

    title: str
    description: str
    task_prompt: str
    test_cases: tuple[str, ...] = ()
    difficulty: Difficulty = Difficulty.MEDIUM
    libraries: tuple[str, ...] = ()
    entry_point: str = ""
    stub: str = ""
    tests: str = ""
    hidden_tests: str = ""
    example: str = ""
    reference: str = ""
    probes: tuple[str, ...] = ()
    kind: ScenarioKind = ScenarioKind.APPLY
    oracle: Oracle = Oracle.LIBRARY
    entity_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One sampled solution."""

    code: str
    index: int
    seed: int
    tokens: int = 0
    finish: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What one check of the Guardian saw.

    Args:
        name: short, stable, e.g. ``tests_pass``; never renamed once stored.
        summary: one line for people.
        evidence: JSON-able details: counts, messages, lists.
    """

    name: str
    outcome: CheckOutcome
    summary: str
    evidence: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The Guardian's verdict with all its evidence.

    Args:
        agreement: share of the independent solutions that behave as this one does
            (0 to 1); None when it was not measured.
        mutation_score: share of the mutants killed (0 to 1); None when not measured.
    """

    verdict: Verdict
    checks: tuple[CheckResult, ...]
    seconds: float
    strict: bool = True
    agreement: float | None = None
    mutation_score: float | None = None

    @property
    def fell_at(self) -> str:
        """Name of the first check that did not pass; empty when all held."""
        bad = (CheckOutcome.FAILED, CheckOutcome.BROKEN, CheckOutcome.UNCERTAIN)
        return next((c.name for c in self.checks if c.outcome in bad), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What the Guardian is asked to judge.

    Args:
        code: the candidate.
        tests: pytest-style source; imports nothing of the solution or imports it from
            ``solution``.
        entry_point: the function that is judged; empty: the only public one.
        libraries: import names that must be there and be used.
        alternatives: independent solutions for the agreement check.
        hidden_tests: as ``tests``; empty for none.
        probes: call expressions for the agreement check, beside generated ones.
        known_solutions: code of lessons ever kept or rejected, for the novelty check.
        reference: a solution that is right because it calls the real library itself.
            Where there is one, the agreement check asks for agreement with it on every
            input, and records the share of alternatives that agree beside it.
    """

    code: str
    tests: str
    entry_point: str = ""
    libraries: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    hidden_tests: str = ""
    probes: tuple[str, ...] = ()
    known_solutions: tuple[str, ...] = ()
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a lesson came from, so that it can be trusted and replayed."""

    source_id: str = ""
    source_version: str = ""
    source_path: str = ""
    source_hash: str = ""
    span: tuple[int, int] = (0, 0)
    source_text: str = ""
    entity_ids: tuple[str, ...] = ()
    model_name: str = ""
    model_sha256: str = ""
    quantisation: str = ""
    prompt_version: str = ""
    seed: int = 0
    attempt: int = 1
    samples: int = 1
    sandbox: str = ""
    python_version: str = ""
    library_versions: tuple[tuple[str, str], ...] = ()
    dreamer_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DreamRecord:
    """One dream, kept or not, with why.

    Args:
        id: 12 hex digits; the lesson that comes of it has the same.
        number: position in its session, counted from 1.
        fell_at: name of the check (or "abstained", "no_candidate") where it ended.
        note: one sentence for people on what became of it.
    """

    id: str
    session_id: str
    number: int
    outcome: DreamOutcome
    scenario: ScenarioSpec | None = None
    code: str = ""
    alternatives: tuple[str, ...] = ()
    judgement: Judgement | None = None
    provenance: Provenance = Provenance()
    fell_at: str = ""
    note: str = ""
    tokens: int = 0
    started_at: datetime
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """One REM session as it is stored.

    Args:
        phases: pairs of phase and seconds in it, summed over dreams that ran side by side; empty
            while it runs and in sessions of earlier versions.
    """

    id: str
    trigger: Trigger
    status: SessionStatus
    started_at: datetime
    ended_at: datetime | None = None
    requested: int = 0
    difficulty: Difficulty = Difficulty.MEDIUM
    seed: int = 0
    model_name: str = ""
    sandbox: str = ""
    attempted: int = 0
    successful: int = 0
    tokens: int = 0
    energy_joules: float | None = None
    reason: Reason | None = None
    problem: str = ""
    phases: tuple[tuple[Phase, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionReport:
    """The guide's report, and one record per dream."""

    session_id: str
    status: SessionStatus
    duration_seconds: float
    dreams: tuple[DreamRecord, ...] = ()
    reason: Reason | None = None
    problem: str = ""

    @property
    def dreams_attempted(self) -> int:
        """Dreams that had a scenario and were not interrupted."""
        left_out = (DreamOutcome.INTERRUPTED, DreamOutcome.ABSTAINED)
        return sum(d.outcome not in left_out for d in self.dreams)

    @property
    def abstained(self) -> int:
        """Knowledge fragments that made no sensible task."""
        return sum(d.outcome is DreamOutcome.ABSTAINED for d in self.dreams)

    @property
    def dreams_successful(self) -> int:
        """Dreams that left a lesson."""
        return sum(d.outcome is DreamOutcome.KEPT for d in self.dreams)

    @property
    def success_rate(self) -> float:
        """Share of the attempted dreams that left a lesson; 0.0 when none was attempted."""
        attempted = self.dreams_attempted
        return self.dreams_successful / attempted if attempted else 0.0

    def to_dict(self) -> dict[str, Any]:
        """The report as in the guide's API reference."""
        report: dict[str, Any] = {
            "session_id": self.session_id,
            "status": str(self.status),
            "duration_seconds": round(self.duration_seconds, 3),
            "dreams_attempted": self.dreams_attempted,
            "dreams_successful": self.dreams_successful,
            "success_rate": self.success_rate,
            "abstained": self.abstained,
        }
        if self.reason is not None:
            report["reason"] = str(self.reason)
        if self.problem:
            report["problem"] = self.problem
        return report


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A kept lesson with a person's review of it.

    ``situation``, ``action``, ``result``, ``tags`` and ``metadata`` are the guide's fields
    (``LessonsStore.add_lesson``); the rest is there when it came from a dream.
    """

    id: str
    situation: str
    action: str
    result: str
    tags: tuple[str, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
    session_id: str = ""
    scenario: ScenarioSpec | None = None
    tests: str = ""
    judgement: Judgement | None = None
    provenance: Provenance = Provenance()
    alternatives: tuple[str, ...] = ()
    review: ReviewState = ReviewState.PENDING
    reject_reason: str = ""
    rating: int = 0
    flagged: bool = False
    note: str = ""
    created_at: datetime
    reviewed_at: datetime | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a session is; what tray, window and terminal show.

    Args:
        writing: what the solution that is being written holds so far; empty in other phases.
    """

    session_id: str
    phase: Phase
    dream: int = 0
    dreams: int = 0
    kept: int = 0
    title: str = ""
    writing: str = ""
    tokens_per_second: float = 0.0
    tokens: int = 0
    sandbox_runs: int = 0
    elapsed_seconds: float = 0.0
    remaining_seconds: float | None = None
