"""Nights for the gallery: real tasks, judged by the real Guardian in a sandbox.

What each candidate came to is found out once, before the nights are put together of it. When
which night was, and what a person decided, is made up; ``benchmarks.journal_data`` makes whole
journals up where only their size counts.
"""

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import journal_data
from docs.gallery_tasks import TASKS, Task
from dreamer_app.core.dreams import (
    DreamRecord,
    Judgement,
    Provenance,
    ScenarioSpec,
    SessionRecord,
    Verification,
)
from dreamer_app.core.states import (
    DreamOutcome,
    Reason,
    ReviewState,
    SessionStatus,
    Trigger,
    Verdict,
)
from dreamer_app.core.stop import StopToken
from dreamer_app.paths import Paths
from dreamer_app.services.workshop import Workshop
from dreamer_app.settings import Settings
from dreamer_app.store import Store

_NIGHTS = 60
_SECONDS_EACH = 17
_MOST_FALLEN = 33


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What one solution came to."""

    task: Task
    code: str
    alternatives: tuple[str, ...]
    judgement: Judgement

    @property
    def is_kept(self) -> bool:
        """Whether the night keeps it."""
        return self.judgement.verdict in (Verdict.ACCEPTED, Verdict.UNCERTAIN)


def judge(home: Path) -> list[Candidate]:
    """Have the Guardian judge every solution and every slip; takes a minute or two."""
    workshop = Workshop(Paths(home).ensure(), lambda: Settings(process_priority=0))
    try:
        return [
            _judged(workshop, task, body)
            for task in TASKS
            for body in (task.bodies[0], *task.slips)
        ]
    finally:
        workshop.release()


def _judged(workshop: Workshop, task: Task, body: str) -> Candidate:
    others = tuple(task.code(other) for other in task.bodies[1:])
    wanted = Verification(
        code=task.code(body),
        tests=task.tests,
        entry_point=task.name,
        libraries=(task.library,),
        alternatives=others,
    )
    workshop.prepare(wanted.libraries)
    judgement = workshop.verify(wanted, StopToken())
    return Candidate(task=task, code=wanted.code, alternatives=others, judgement=judgement)


def fill(store: Store, candidates: list[Candidate], *, newest: datetime) -> None:
    """Put two months of nights into a store; the newest one waits for review."""
    rng = random.Random(7)
    for back in reversed(range(_NIGHTS)):
        if back and rng.random() < 0.2:
            continue
        _night(store, candidates, newest - timedelta(days=back), rng, is_newest=back == 0)


def add_barren_night(store: Store, *, at: datetime) -> None:
    """A night in which nothing held: what fell in the newest one falls again."""
    newest = store.lessons.nights(1)[0]
    dreams = [d for s in newest.sessions for d in store.lessons.dreams(s.id)]
    session = replace(journal_data.SESSION, id=f"barren-{at:%Y%m%d}", started_at=at)
    store.lessons.begin_session(session)
    fallen = [d for d in dreams if d.outcome is DreamOutcome.FELL]
    for number, dream in enumerate(fallen, 1):
        again = replace(dream, id=f"barren-{number}", session_id=session.id, number=number)
        store.lessons.record_dream(again)
    store.lessons.end_session(
        replace(
            session,
            status=SessionStatus.COMPLETED,
            ended_at=at + timedelta(seconds=_SECONDS_EACH * len(fallen)),
            requested=len(fallen),
            attempted=len(fallen),
            tokens=sum(dream.tokens for dream in fallen),
        )
    )


def _night(
    store: Store,
    candidates: list[Candidate],
    start: datetime,
    rng: random.Random,
    *,
    is_newest: bool,
) -> None:
    good = [c for c in candidates if c.is_kept]
    bad = [c for c in candidates if not c.is_kept]
    kept = good if is_newest else rng.sample(good, rng.randrange(1, 5))
    fallen = rng.choices(bad, k=_MOST_FALLEN if is_newest else rng.randrange(3, 16))
    is_cut = not is_newest and rng.random() < 0.25
    records = _session(store, start, [*kept, *fallen], rng, is_cut=is_cut)
    if not is_newest:
        _decide(store, [r.id for r in records if r.outcome is DreamOutcome.KEPT], rng)


def _session(
    store: Store,
    start: datetime,
    candidates: list[Candidate],
    rng: random.Random,
    *,
    is_cut: bool = False,
) -> list[DreamRecord]:
    session = replace(
        journal_data.SESSION,
        id=f"{rng.getrandbits(48):012x}",
        trigger=Trigger.NIGHTLY if rng.random() < 0.7 else Trigger.IDLE,
        started_at=start,
    )
    store.lessons.begin_session(session)
    records = [_record(c, session, number, rng) for number, c in enumerate(candidates, 1)]
    for record in records:
        store.lessons.record_dream(record)
    store.lessons.end_session(
        replace(
            session,
            status=SessionStatus.INTERRUPTED if is_cut else SessionStatus.COMPLETED,
            reason=Reason.USER_ACTIVE if is_cut else None,
            ended_at=start + timedelta(seconds=_SECONDS_EACH * len(records)),
            requested=len(records),
            attempted=len(records),
            successful=sum(r.outcome is DreamOutcome.KEPT for r in records),
            tokens=sum(record.tokens for record in records),
        )
    )
    return records


def _record(
    candidate: Candidate, session: SessionRecord, number: int, rng: random.Random
) -> DreamRecord:
    task, judgement = candidate.task, candidate.judgement
    outline = journal_data.dream(
        session.id,
        number,
        rng,
        outcome=DreamOutcome.KEPT if candidate.is_kept else DreamOutcome.FELL,
        started_at=session.started_at + timedelta(seconds=_SECONDS_EACH * number),
    )
    why = next((c.summary for c in judgement.checks if c.name == judgement.fell_at), "")
    return replace(
        outline,
        scenario=_scenario(task),
        code=candidate.code,
        alternatives=candidate.alternatives,
        judgement=judgement,
        provenance=_provenance(task, session, rng),
        fell_at="" if candidate.is_kept else judgement.fell_at,
        note="" if candidate.is_kept else why,
    )


def _scenario(task: Task) -> ScenarioSpec:
    return ScenarioSpec(
        title=task.title,
        description=task.asked,
        task_prompt=task.asked,
        test_cases=tuple(
            line.removeprefix("def test_").removesuffix("():").replace("_", " ")
            for line in task.tests.splitlines()
            if line.startswith("def test_")
        ),
        difficulty=task.difficulty,
        libraries=(task.library,),
        entry_point=task.name,
        stub=task.stub,
        tests=task.tests,
        entity_ids=(task.library,),
    )


def _provenance(task: Task, session: SessionRecord, rng: random.Random) -> Provenance:
    return Provenance(
        source_id="package:stdlib",
        source_version="3.11.2",
        source_path=f"/usr/lib/python3.11/{task.library}.py",
        span=(41, 88),
        source_text=f"{task.library}\n\n{task.doc}",
        entity_ids=(task.library,),
        model_name=session.model_name,
        quantisation="Q4_1",
        seed=rng.randrange(10_000),
        samples=12,
        sandbox="bubblewrap",
        python_version="3.11.2",
    )


def _decide(store: Store, ids: list[str], rng: random.Random) -> None:
    for lesson_id in ids:
        if rng.random() < 0.8:
            store.lessons.decide([lesson_id], ReviewState.APPROVED)
        else:
            store.lessons.decide([lesson_id], ReviewState.REJECTED, "trivial")


def last_night() -> datetime:
    """Half past two of last night, local time, in UTC."""
    now = datetime.now(UTC).astimezone()
    start = now.replace(hour=2, minute=30, second=0, microsecond=0)
    return (start if start < now else start - timedelta(days=1)).astimezone(UTC)
