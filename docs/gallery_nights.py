"""Nights for the gallery: lessons as Dreamer dreams them, some decided, some fallen."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

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
    Reason,
    ReviewState,
    SessionStatus,
    Trigger,
    Verdict,
)
from dreamer_app.store import Store

_FALLS = ("tests_pass", "tests_pass", "agreement", "stubs_fail", "mutation", "lint")
_NIGHTS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dream:
    """One lesson in short."""

    title: str
    library: str
    name: str
    task: str
    signature: str
    doc: str
    body: str
    tests: str
    agreement: float
    difficulty: Difficulty = Difficulty.SIMPLE


_DREAMS = (
    _Dream(
        title="Shorten text to a width, at whole words",
        library="textwrap",
        name="shorten_label",
        task="Write shorten_label(text, width): collapse whitespace and cut the text at whole "
        "words so that it fits the width, with an ellipsis in place of what was cut.",
        signature="(text, width)",
        doc="Collapse and truncate the given text to fit in the given width.",
        body="    return textwrap.shorten(text, width=width, placeholder='…')\n",
        tests="def test_text_that_fits_is_kept():\n    assert shorten_label('one two', 20) == "
        "'one two'\n\n\ndef test_it_is_cut_at_whole_words():\n    assert "
        "shorten_label('hello  world of dreams', 13) == 'hello world…'\n",
        agreement=0.94,
    ),
    _Dream(
        title="Merge sorted readings without loading them all",
        library="heapq",
        name="merge_readings",
        task="Write merge_readings(*streams): yield the values of several sorted streams in "
        "order, taking no more of each stream than is needed.",
        signature="(*streams)",
        doc="Merge several sorted streams into one sorted stream.",
        body="    yield from heapq.merge(*streams)\n",
        tests="def test_values_come_in_order():\n    assert list(merge_readings([1, 4], [2, 3])) "
        "== [1, 2, 3, 4]\n\n\ndef test_streams_may_be_endless():\n    import itertools\n\n    "
        "endless = itertools.count()\n    assert next(iter(merge_readings(endless))) == 0\n",
        agreement=0.81,
        difficulty=Difficulty.MEDIUM,
    ),
    _Dream(
        title="Running totals of a ledger, by day",
        library="itertools",
        name="daily_totals",
        task="Write daily_totals(entries): given pairs of day and amount in order of days, return "
        "a list of pairs of day and the total up to and including that day.",
        signature="(entries)",
        doc="Running totals, one for each day.",
        body="    days = itertools.groupby(entries, key=lambda entry: entry[0])\n"
        "    sums = [(day, sum(amount for _day, amount in group)) for day, group in days]\n"
        "    totals = itertools.accumulate(amount for _day, amount in sums)\n"
        "    return [(day, total) for (day, _sum), total in zip(sums, totals)]\n",
        tests="def test_amounts_of_one_day_are_added():\n    entries = [('mon', 1), ('mon', 2), "
        "('tue', 5)]\n    assert daily_totals(entries) == [('mon', 3), ('tue', 8)]\n\n\n"
        "def test_no_entries_give_no_totals():\n    assert daily_totals([]) == []\n",
        agreement=0.58,
        difficulty=Difficulty.COMPLEX,
    ),
    _Dream(
        title="The most frequent words of a text",
        library="collections",
        name="frequent_words",
        task="Write frequent_words(text, count): the most frequent words, in lower case, with "
        "how often each occurs; ties stay in the order in which they first occur.",
        signature="(text, count)",
        doc="The most frequent words and their counts.",
        body="    words = text.lower().split()\n"
        "    return collections.Counter(words).most_common(count)\n",
        tests="def test_the_most_frequent_come_first():\n    assert frequent_words('a b A', 1) == "
        "[('a', 2)]\n\n\ndef test_ties_stay_in_order():\n    assert frequent_words('x y', 2) == "
        "[('x', 1), ('y', 1)]\n",
        agreement=0.97,
    ),
    _Dream(
        title="Where a value belongs in a sorted list",
        library="bisect",
        name="grade",
        task="Write grade(score, breakpoints, grades): the grade whose range holds the score.",
        signature="(score, breakpoints, grades)",
        doc="The grade for a score, by the breakpoints between grades.",
        body="    return grades[bisect.bisect(breakpoints, score)]\n",
        tests="def test_a_breakpoint_belongs_to_the_better_grade():\n    assert "
        "grade(60, [60, 70], 'FDC') == 'D'\n\n\ndef test_below_all_is_the_first():\n    assert "
        "grade(3, [60, 70], 'FDC') == 'F'\n",
        agreement=0.88,
    ),
    _Dream(
        title="Exact shares of a bill",
        library="fractions",
        name="split_bill",
        task="Write split_bill(total, parts): shares of the total in proportion to the parts, as "
        "exact fractions that add up to the total.",
        signature="(total, parts)",
        doc="Exact shares in proportion to the parts.",
        body="    whole = sum(parts)\n"
        "    return [fractions.Fraction(total) * part / whole for part in parts]\n",
        tests="def test_shares_add_up():\n    assert sum(split_bill(10, [1, 2])) == 10\n\n\n"
        "def test_shares_are_exact():\n    from fractions import Fraction\n\n    assert "
        "split_bill(1, [1, 2])[0] == Fraction(1, 3)\n",
        agreement=0.41,
        difficulty=Difficulty.MEDIUM,
    ),
    _Dream(
        title="Close matches for a mistyped command",
        library="difflib",
        name="suggest",
        task="Write suggest(word, commands): up to three commands that are close to the word, "
        "the closest first.",
        signature="(word, commands)",
        doc="Commands that a person may have meant.",
        body="    return difflib.get_close_matches(word, commands, n=3)\n",
        tests="def test_a_slip_is_recognised():\n    assert suggest('comit', ['commit', 'push']) "
        "== ['commit']\n\n\ndef test_nothing_close_gives_nothing():\n    assert "
        "suggest('zzz', ['commit']) == []\n",
        agreement=0.91,
    ),
    _Dream(
        title="The median of measurements with gaps",
        library="statistics",
        name="robust_median",
        task="Write robust_median(values): the median of the values that are not None; None when "
        "there is none.",
        signature="(values)",
        doc="The median of the values that are there.",
        body="    known = [value for value in values if value is not None]\n"
        "    return statistics.median(known) if known else None\n",
        tests="def test_gaps_are_left_out():\n    assert robust_median([3, None, 1]) == 2\n\n\n"
        "def test_only_gaps_have_no_median():\n    assert robust_median([None]) is None\n",
        agreement=0.86,
    ),
)


def fill(store: Store, *, newest: datetime) -> None:
    """Put two months of nights into a store; the newest one waits for review."""
    rng = random.Random(7)
    for back in reversed(range(_NIGHTS)):
        if back and rng.random() < 0.2:
            continue
        _night(store, newest - timedelta(days=back), rng, is_newest=back == 0)


def _night(store: Store, start: datetime, rng: random.Random, *, is_newest: bool) -> None:
    kept = list(_DREAMS) if is_newest else rng.sample(_DREAMS, rng.randrange(1, 5))
    fallen = 33 if is_newest else rng.randrange(3, 16)
    is_cut = not is_newest and rng.random() < 0.25
    session = SessionRecord(
        id=f"{rng.getrandbits(48):012x}",
        trigger=Trigger.NIGHTLY if rng.random() < 0.7 else Trigger.IDLE,
        status=SessionStatus.RUNNING,
        started_at=start,
        model_name="SmolLM2-135M-Instruct",
        sandbox="bubblewrap",
    )
    store.lessons.begin_session(session)
    records = [_kept(dream, session, number, rng) for number, dream in enumerate(kept, 1)]
    records += [_fallen(session, len(kept) + n, rng) for n in range(1, fallen + 1)]
    for record in records:
        store.lessons.record_dream(record)
    store.lessons.end_session(
        replace(
            session,
            status=SessionStatus.INTERRUPTED if is_cut else SessionStatus.COMPLETED,
            reason=Reason.USER_ACTIVE if is_cut else None,
            ended_at=start + timedelta(seconds=17 * len(records)),
            requested=len(records),
            attempted=len(records),
            successful=len(kept),
            tokens=sum(record.tokens for record in records),
        )
    )
    if not is_newest:
        _decide(store, [record.id for record in records[: len(kept)]], rng)


def _decide(store: Store, ids: list[str], rng: random.Random) -> None:
    for lesson_id in ids:
        if rng.random() < 0.8:
            store.lessons.decide([lesson_id], ReviewState.APPROVED)
        else:
            store.lessons.decide([lesson_id], ReviewState.REJECTED, "Trivial")


def _kept(dream: _Dream, session: SessionRecord, number: int, rng: random.Random) -> DreamRecord:
    stub = (
        f'import {dream.library}\n\n\ndef {dream.name}{dream.signature}:\n    """{dream.doc}"""\n'
    )
    verdict = Verdict.ACCEPTED if dream.agreement >= 0.6 else Verdict.UNCERTAIN
    return DreamRecord(
        id=f"{rng.getrandbits(48):012x}",
        session_id=session.id,
        number=number,
        outcome=DreamOutcome.KEPT,
        scenario=ScenarioSpec(
            title=dream.title,
            description=dream.task,
            task_prompt=dream.task,
            test_cases=tuple(
                line[len("def test_") : -3].replace("_", " ")
                for line in dream.tests.splitlines()
                if line.startswith("def test_")
            ),
            difficulty=dream.difficulty,
            libraries=(dream.library,),
            entry_point=dream.name,
            stub=stub,
            tests=dream.tests,
            entity_ids=(f"{dream.library}.{dream.name}",),
        ),
        code=stub + dream.body,
        alternatives=(stub + dream.body.replace("    return", "    # as documented\n    return"),),
        judgement=_judgement(verdict, dream.agreement, rng),
        provenance=Provenance(
            source_id=f"package:{dream.library}",
            source_version="3.11.2",
            source_path=f"/usr/lib/python3.11/{dream.library}.py",
            span=(41, 88),
            source_text=f"{dream.library}.{dream.name}{dream.signature}\n\n{dream.doc}",
            entity_ids=(f"{dream.library}.{dream.name}",),
            model_name=session.model_name,
            quantisation="Q8_0",
            seed=rng.randrange(10_000),
            samples=12,
            sandbox="bubblewrap",
            python_version="3.11.2",
        ),
        tokens=rng.randrange(200, 900),
        started_at=session.started_at + timedelta(seconds=17 * number),
        seconds=16.0,
    )


def _judgement(verdict: Verdict, agreement: float, rng: random.Random) -> Judgement:
    agreed = round(agreement * 12)
    is_sure = verdict is Verdict.ACCEPTED
    rows = (
        ("parses_sane", True, "The code and its tests are valid and of a sensible size."),
        ("tests_sound", True, "2 tests, 3 assertions."),
        ("libraries_used", True, "What is declared is used."),
        ("no_dangers", True, "Nothing dangerous."),
        ("lint", True, "No faults."),
        ("stubs_fail", True, "3 stubs fail."),
        ("tests_pass", True, "2 tests pass in 3 runs, 9 calls."),
        ("agreement", is_sure, f"{agreed} of 12 independent solutions behave alike."),
        ("mutation", True, "11 of 12 mutants killed."),
    )
    checks = tuple(
        CheckResult(
            name=name,
            outcome=CheckOutcome.PASSED if is_good else CheckOutcome.UNCERTAIN,
            summary=summary,
            evidence={"runs": 3, "hash_seeds": [0, 1, 20251], "seconds_each": 0.41},
            seconds=round(rng.uniform(0.01, 1.4), 2),
        )
        for name, is_good, summary in rows
    )
    return Judgement(
        verdict=verdict, checks=checks, seconds=4.2, agreement=agreement, mutation_score=0.92
    )


def _fallen(session: SessionRecord, number: int, rng: random.Random) -> DreamRecord:
    dream = rng.choice(_DREAMS)
    at = rng.choice(_FALLS)
    check = CheckResult(name=at, outcome=CheckOutcome.FAILED, summary="It did not hold.")
    return DreamRecord(
        id=f"{rng.getrandbits(48):012x}",
        session_id=session.id,
        number=number,
        outcome=DreamOutcome.FELL,
        scenario=ScenarioSpec(
            title=dream.title,
            description=dream.task,
            task_prompt=dream.task,
            difficulty=dream.difficulty,
            libraries=(dream.library,),
        ),
        code=f"def {dream.name}{dream.signature}:\n    pass\n",
        judgement=Judgement(verdict=Verdict.REJECTED, checks=(check,), seconds=1.0),
        fell_at=at,
        note="It did not hold.",
        tokens=rng.randrange(200, 900),
        started_at=session.started_at + timedelta(seconds=17 * number),
        seconds=16.0,
    )


def last_night() -> datetime:
    """Half past two of last night, local time, in UTC."""
    now = datetime.now(UTC).astimezone()
    start = now.replace(hour=2, minute=30, second=0, microsecond=0)
    return (start if start < now else start - timedelta(days=1)).astimezone(UTC)
