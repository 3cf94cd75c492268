"""Made-up nights: the same seed gives the same journal.

``python -m benchmarks.journal_data HOME`` fills a home with 100,000 lessons over 1,000 nights
(about 200,000 dreams), so that the journal can be looked at and measured at that size.
"""

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dreamer_app.core.clock import SystemClock
from dreamer_app.core.dreams import (
    CheckResult,
    DreamRecord,
    Judgement,
    Provenance,
    ScenarioSpec,
    SessionRecord,
)
from dreamer_app.core.states import (
    CheckOutcome,
    Difficulty,
    DreamOutcome,
    ReviewState,
    ScenarioKind,
    SessionStatus,
    Trigger,
    Verdict,
)
from dreamer_app.paths import Paths
from dreamer_app.store import Store, shelf
from dreamer_app.store.database import Database
from dreamer_app.store.decisions import record_decision
from dreamer_app.store.sessions import SessionLog

FIRST_NIGHT = datetime(2024, 1, 15, 2, 15, tzinfo=UTC)
LIBRARIES = [
    "textwrap",
    "itertools",
    "functools",
    "collections",
    "heapq",
    "bisect",
    "statistics",
    "fractions",
    "decimal",
    "string",
    "difflib",
    "json",
    "csv",
    "re",
    "datetime",
    "calendar",
    "pathlib",
    "networkx",
    "numpy",
    "sqlite3",
]
VERBS = [
    "Merge",
    "Split",
    "Rank",
    "Group",
    "Parse",
    "Format",
    "Count",
    "Fold",
    "Align",
    "Trim",
    "Pair",
    "Sort",
    "Filter",
]
THINGS = [
    "intervals",
    "paragraphs",
    "timestamps",
    "words",
    "columns",
    "ledgers",
    "readings",
    "playlists",
    "matrices",
    "receipts",
    "polynomials",
    "sentences",
    "rosters",
    "batches",
    "tokens",
    "signals",
]
WAYS = [
    "by length",
    "in one pass",
    "without copies",
    "by weekday",
    "with ties",
    "lazily",
    "in place",
]
FALLS = ("parses_sane", "stubs_fail", "tests_pass", "agreement", "mutation", "no_candidate")
SESSION = SessionRecord(
    id="",
    trigger=Trigger.NIGHTLY,
    status=SessionStatus.RUNNING,
    started_at=FIRST_NIGHT,
    model_name="SmolLM2-135M-Instruct",
    sandbox="bubblewrap",
)


def scenario(rng: random.Random) -> ScenarioSpec:
    """A task that reads like one."""
    verb, thing, way = rng.choice(VERBS), rng.choice(THINGS), rng.choice(WAYS)
    libraries = tuple(rng.sample(LIBRARIES, rng.choice((1, 1, 2, 3))))
    name = f"{verb}_{thing}_{rng.randrange(10_000)}".lower()
    return ScenarioSpec(
        title=f"{verb} {thing} {way}",
        description=f"{verb} the {thing} of a month {way}, using {' and '.join(libraries)}.",
        task_prompt=f"Write {name}(rows) that will {verb.lower()} {thing} {way}.",
        test_cases=(f"Empty {thing} give an empty list", f"Order follows {way}"),
        difficulty=rng.choice((Difficulty.SIMPLE, Difficulty.MEDIUM, Difficulty.COMPLEX)),
        libraries=libraries,
        entry_point=name,
        stub=f'def {name}(rows):\n    """{verb} {thing} {way}."""\n',
        tests=f"def test_empty():\n    assert {name}([]) == []\n",
        kind=rng.choice(tuple(ScenarioKind)),
        entity_ids=tuple(f"{library}.{verb.lower()}_{thing}" for library in libraries),
    )


def code_for(spec: ScenarioSpec, rng: random.Random) -> str:
    """A solution of about thirty lines."""
    lines = [f"import {library}" for library in spec.libraries]
    lines += ["", "", f"def {spec.entry_point}(rows):", f'    """{spec.title}."""', "    out = []"]
    for step in range(rng.randrange(6, 24)):
        noun = rng.choice(THINGS)
        lines.append(f"    {noun}_{step} = [r for r in rows if r and len(r) > {step}]")
    return "\n".join([*lines, "    return out", ""])


def judgement(verdict: Verdict, rng: random.Random, fell_at: str = "") -> Judgement:
    """A verdict with a page of evidence."""
    outcome = {Verdict.REJECTED: CheckOutcome.FAILED, Verdict.UNCERTAIN: CheckOutcome.UNCERTAIN}
    checks = tuple(
        CheckResult(
            name=name,
            outcome=outcome.get(verdict, CheckOutcome.PASSED)
            if name == fell_at
            else CheckOutcome.PASSED,
            summary=f"{name}: {rng.randrange(2, 40)} cases looked at",
            evidence={"cases": rng.randrange(40), "seeds": [1, 2, 3]},
            seconds=round(rng.random(), 3),
        )
        for name in ("parses_sane", "stubs_fail", "tests_pass", "agreement", "mutation")
    )
    low = verdict is Verdict.UNCERTAIN
    agreement = round(rng.uniform(0.2, 0.6) if low else rng.uniform(0.6, 1.0), 4)
    return Judgement(verdict=verdict, checks=checks, seconds=2.5, agreement=agreement)


def dream(
    session_id: str,
    number: int,
    rng: random.Random,
    *,
    outcome: DreamOutcome = DreamOutcome.KEPT,
    started_at: datetime = FIRST_NIGHT,
) -> DreamRecord:
    """One dream with all that belongs to its outcome."""
    record = DreamRecord(
        id=f"{rng.getrandbits(48):012x}",
        session_id=session_id,
        number=number,
        outcome=outcome,
        started_at=started_at,
        seconds=round(rng.uniform(2, 20), 2),
        tokens=rng.randrange(100, 900),
    )
    if outcome is DreamOutcome.ABSTAINED:
        return replace(record, fell_at="abstained", note="No task could be made of it.")
    spec = scenario(rng)
    fell_at, verdict = "", rng.choices((Verdict.ACCEPTED, Verdict.UNCERTAIN), (4, 1))[0]
    if outcome is not DreamOutcome.KEPT:
        fell_at, verdict = rng.choice(FALLS), Verdict.REJECTED
    return replace(
        record,
        scenario=spec,
        code=code_for(spec, rng),
        alternatives=(code_for(spec, rng),),
        judgement=judgement(verdict, rng, fell_at or "agreement"),
        provenance=Provenance(
            source_id=f"package:{spec.libraries[0]}",
            source_version="1.0",
            source_text=spec.description,
            entity_ids=spec.entity_ids,
            model_name=SESSION.model_name,
            seed=number,
        ),
        fell_at=fell_at,
        note="" if outcome is DreamOutcome.KEPT else f"It fell at {fell_at}.",
    )


def nights(
    count: int, kept_each: int, seed: int = 1
) -> Iterator[tuple[SessionRecord, list[DreamRecord]]]:
    """Nights one after the other, each with as many kept dreams as fallen ones and a few more."""
    rng = random.Random(seed)
    for day in range(count):
        start = FIRST_NIGHT + timedelta(days=day)
        session = replace(SESSION, id=f"{rng.getrandbits(48):012x}", started_at=start, seed=day)
        outcomes = [DreamOutcome.KEPT] * kept_each
        outcomes += [DreamOutcome.FELL] * rng.randrange(kept_each // 2, kept_each * 3 // 2 + 1)
        outcomes += [DreamOutcome.ABSTAINED] * rng.randrange(3)
        rng.shuffle(outcomes)
        dreams = [
            dream(
                session.id,
                number,
                rng,
                outcome=outcome,
                started_at=start + timedelta(seconds=20 * number),
            )
            for number, outcome in enumerate(outcomes, 1)
        ]
        yield session, dreams


def fill(home: Path, *, count: int, kept_each: int, seed: int = 1) -> None:
    """Fill a home's database, without the files of lessons; a third is decided.

    Each night is one transaction: a dream's own, with its flushes to the disk, would take
    an hour for a hundred thousand.
    """
    paths = Paths(home).ensure()
    store = Store.open(
        paths.database, backups=paths.backups, output_dir=home / "data" / "synthetic_training"
    )
    database = Database(paths.database, backups=paths.backups)
    sessions = SessionLog(database, SystemClock())
    rng = random.Random(seed)
    for session, dreams in nights(count, kept_each, seed):
        sessions.begin(session)
        kept = [d for d in dreams if d.outcome is DreamOutcome.KEPT]
        with database.writing() as db:
            for record in dreams:
                night = sessions.add_dream(db, record)
                if record.outcome is DreamOutcome.KEPT:
                    shelf.insert(db, shelf.lesson_of(record, record.started_at), night)
        done = replace(
            session,
            status=SessionStatus.COMPLETED,
            ended_at=dreams[-1].started_at + timedelta(seconds=20),
            requested=len(dreams),
            attempted=sum(d.outcome is not DreamOutcome.ABSTAINED for d in dreams),
            successful=len(kept),
            tokens=sum(d.tokens for d in dreams),
        )
        sessions.end(done)
        _decide_some(database, [d.id for d in kept], rng)
    with database.writing() as db:
        db.execute("DELETE FROM folder_tasks")
    database.close()
    store.close()


def _decide_some(database: Database, ids: list[str], rng: random.Random) -> None:
    with database.writing() as db:
        for after, share in ((ReviewState.APPROVED, 0.25), (ReviewState.REJECTED, 0.1)):
            chosen = rng.sample(ids, int(len(ids) * share))
            record_decision(db, chosen, after, "", SystemClock().now())


def main() -> None:
    """Fill the home that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--nights", type=int, default=1000)
    parser.add_argument("--lessons", type=int, default=100, help="kept in each night")
    chosen = parser.parse_args()
    began = time.monotonic()
    fill(chosen.home, count=chosen.nights, kept_each=chosen.lessons)
    print(f"{chosen.nights * chosen.lessons} lessons in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
