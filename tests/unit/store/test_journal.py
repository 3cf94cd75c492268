"""Lists, filters, search, nights."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from benchmarks import journal_data
from dreamer_app.core.dreams import DreamRecord, Judgement, ScenarioSpec
from dreamer_app.core.journal import LessonQuery, LessonSort, StateChange
from dreamer_app.core.states import DreamOutcome, Phase, ReviewState, SessionStatus, Verdict
from dreamer_app.store import Store

Keep = Callable[[int], list[DreamRecord]]


def spec(dream: DreamRecord) -> ScenarioSpec:
    assert dream.scenario is not None
    return dream.scenario


def judged(dream: DreamRecord) -> Judgement:
    assert dream.judgement is not None
    return dream.judgement


def ids(store: Store, **query: Any) -> set[str]:
    return {row.id for row in store.lessons.rows(LessonQuery(**query))}


def test_a_row_shows_what_its_lesson_says(store: Store, keep: Keep) -> None:
    (dream,) = keep(1)
    (row,) = store.lessons.rows(LessonQuery())
    assert (row.id, row.title, row.libraries) == (
        dream.id,
        spec(dream).title,
        spec(dream).libraries,
    )
    assert (row.verdict, row.agreement) == (judged(dream).verdict, judged(dream).agreement)


def test_pages_together_are_the_whole_list(store: Store, keep: Keep) -> None:
    keep(23)
    for sort in LessonSort:
        query = LessonQuery(sort=sort)
        whole = store.lessons.rows(query, limit=100)
        pages = [r for n in range(0, 30, 5) for r in store.lessons.rows(query, offset=n, limit=5)]
        assert pages == whole
        assert len(whole) == store.lessons.count(query) == 23


def test_the_least_certain_come_first(store: Store, keep: Keep) -> None:
    keep(30)
    rows = store.lessons.rows(LessonQuery())
    keys = [(row.verdict is Verdict.ACCEPTED, row.agreement) for row in rows]
    assert keys == sorted(keys)


def test_titles_sort_without_regard_to_case(store: Store) -> None:
    for title in ("beta", "Alpha", "gamma", "Delta"):
        store.lessons.add_lesson(title, "", "")
    rows = store.lessons.rows(LessonQuery(sort=LessonSort.TITLE))
    assert [row.title for row in rows] == ["Alpha", "beta", "Delta", "gamma"]


@pytest.mark.parametrize(
    ("field", "value_of"),
    [
        ("difficulty", lambda d: spec(d).difficulty),
        ("source_id", lambda d: d.provenance.source_id),
        ("verdict", lambda d: judged(d).verdict),
        ("session_id", lambda d: d.session_id),
    ],
)
def test_a_filter_keeps_exactly_what_has_it(
    store: Store, keep: Keep, field: str, value_of: Callable[[DreamRecord], object]
) -> None:
    dreams = keep(30)
    value = value_of(dreams[0])
    assert ids(store, **{field: value}) == {d.id for d in dreams if value_of(d) == value}


def test_a_library_finds_every_lesson_that_uses_it(store: Store, keep: Keep) -> None:
    dreams = keep(30)
    library = next(spec(d).libraries[1] for d in dreams if len(spec(d).libraries) > 1)
    assert ids(store, library=library) == {d.id for d in dreams if library in spec(d).libraries}


def test_an_agreement_asked_for_is_the_least(store: Store, keep: Keep) -> None:
    dreams = keep(30)
    expected = {d.id for d in dreams if (judged(d).agreement or 0.0) >= 0.7}
    assert ids(store, least_agreement=0.7) == expected != set()


def test_reviews_and_flags_filter(store: Store, keep: Keep) -> None:
    first, second, _ = (d.id for d in keep(3))
    store.lessons.decide([first], ReviewState.APPROVED)
    store.lessons.annotate(second, flagged=True)
    assert ids(store, review=ReviewState.APPROVED) == {first}
    assert ids(store, flagged=True) == {second}
    assert len(ids(store, flagged=False)) == 2
    assert store.lessons.pending_count() == 2


@pytest.fixture
def shorten(store: Store) -> str:
    store.lessons.add_lesson("Count words", "def count(): ...", "")
    return store.lessons.add_lesson(
        "Shorten a café's menu", "import textwrap\ntextwrap.shorten_text('x')", "", ["fold"]
    ).id


@pytest.mark.parametrize(
    "typed",
    ["s", "shor", "SHORTEN", "cafe", "café", "cafe\u0301", "textwrap.sh", "menu shorten", "fol"],
)
def test_search_finds_the_beginnings_of_words(store: Store, shorten: str, typed: str) -> None:
    assert ids(store, text=typed) == {shorten}


@pytest.mark.parametrize(
    "typed", ['"', "'", "a OR b", "NOT", "x AND", "NEAR(a b)", "words:x", "-", "*", "(", "shor\0"]
)
def test_nothing_that_is_typed_is_syntax(store: Store, shorten: str, typed: str) -> None:
    assert ids(store, text=typed) <= {shorten} | ids(store)


def test_words_that_are_nowhere_find_nothing(store: Store, shorten: str) -> None:
    assert ids(store, text="shorten zebra") == set()


def test_search_follows_edits_notes_and_tags(store: Store, keep: Keep) -> None:
    (dream,) = keep(1)
    store.lessons.replace_code(dream.id, "zebra = 1\n", "", judged(dream))
    store.lessons.annotate(dream.id, note="giraffe", tags=["okapi"])
    assert ids(store, text="zebra giraffe okapi") == {dream.id}
    assert ids(store, text=spec(dream).entry_point.replace("_", " ")) == set()


def test_a_night_counts_its_dreams(store: Store) -> None:
    rng = random.Random(3)
    session = replace(journal_data.SESSION, id="n1")
    store.lessons.begin_session(session)
    outcomes = [DreamOutcome.KEPT] * 3 + [DreamOutcome.FELL] * 2 + [DreamOutcome.ABSTAINED]
    dreams = [
        journal_data.dream("n1", n, rng, outcome=outcome) for n, outcome in enumerate(outcomes, 1)
    ]
    for dream in dreams:
        store.lessons.record_dream(dream)
    store.lessons.decide([dreams[0].id], ReviewState.APPROVED)
    store.lessons.decide([dreams[1].id], ReviewState.REJECTED)
    (night,) = store.lessons.nights()
    assert (night.tried, night.kept) == (5, 3)
    assert (night.pending, night.approved, night.rejected) == (1, 1, 1)
    assert sum(count for _, count in night.fell_at) == 3
    assert sum(tried for _, tried, _ in night.by_difficulty) == 5
    assert sum(kept for _, _, kept in night.by_difficulty) == 3
    tried = sum(len(set(spec(d).libraries)) for d in dreams if d.scenario)
    assert sum(count for _, count, _ in night.by_library) == tried
    assert night.tokens == sum(d.tokens for d in dreams)


def test_a_night_runs_from_noon_to_noon_in_local_time(store: Store) -> None:
    noon = datetime(2026, 5, 10, 12).astimezone()
    for name, start in (
        ("morning", noon - timedelta(minutes=1)),
        ("afternoon", noon),
        ("small hours", noon + timedelta(hours=14)),
    ):
        session = replace(journal_data.SESSION, id=name, started_at=start.astimezone(UTC))
        store.lessons.begin_session(session)
    nights = {n.night: [s.id for s in n.sessions] for n in store.lessons.nights()}
    assert nights == {"2026-05-10": ["afternoon", "small hours"], "2026-05-09": ["morning"]}


def test_a_nights_seconds_are_those_of_its_sessions(store: Store) -> None:
    session = replace(journal_data.SESSION, id="x")
    store.lessons.begin_session(session)
    ended = session.started_at + timedelta(minutes=12)
    store.lessons.end_session(replace(session, status=SessionStatus.COMPLETED, ended_at=ended))
    (night,) = store.lessons.nights()
    assert night.seconds == 720


def test_nights_are_newest_first_and_no_more_than_asked_for(store: Store) -> None:
    for session, _ in journal_data.nights(5, 1):
        store.lessons.begin_session(session)
    nights = [n.night for n in store.lessons.nights(limit=3)]
    assert nights == ["2024-01-18", "2024-01-17", "2024-01-16"]


def test_the_timeline_comes_back_from_a_moment_on(store: Store) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    changes = [
        StateChange(at=start + timedelta(hours=n), state="waiting", reason="user_active")
        for n in range(4)
    ]
    for change in changes:
        store.lessons.record_state(change)
    assert store.lessons.states(start + timedelta(hours=2)) == changes[2:]


def test_libraries_are_named_once(store: Store, keep: Keep) -> None:
    dreams = keep(20)
    assert store.lessons.libraries() == sorted({n for d in dreams for n in spec(d).libraries})


def test_lessons_are_filtered_by_their_rating(store: Store, keep: Keep) -> None:
    dreams = keep(3)
    for rating, dream in zip((0, 2, 4), dreams, strict=True):
        store.lessons.annotate(dream.id, rating=rating)
    assert ids(store, least_rating=1) == {dreams[1].id, dreams[2].id}
    assert ids(store, least_rating=3) == {dreams[2].id}


def test_a_journal_names_the_sources_of_its_lessons_once(store: Store, keep: Keep) -> None:
    assert store.lessons.lesson_sources() == []
    dreams = keep(12)
    named = {d.provenance.source_id for d in dreams}
    assert store.lessons.lesson_sources() == sorted(named)
    some = dreams[0].provenance.source_id
    wanted = {d.id for d in dreams if d.provenance.source_id == some}
    assert ids(store, source_id=some) == wanted


def test_a_night_has_the_energy_of_the_sessions_that_measured_it(store: Store) -> None:
    for number, energy in enumerate((None, 1500.0, 500.0)):
        session = replace(journal_data.SESSION, id=f"e{number}")
        store.lessons.begin_session(session)
        store.lessons.end_session(replace(session, energy_joules=energy))
    (night,) = store.lessons.nights()
    assert night.energy_joules == 2000.0


def test_a_night_without_a_measurement_has_no_energy(store: Store, keep: Keep) -> None:
    keep(1)
    (night,) = store.lessons.nights()
    assert night.energy_joules is None


def test_a_night_tells_where_its_time_went(store: Store, keep: Keep, fallen: DreamRecord) -> None:
    (kept,) = keep(1)
    store.lessons.record_dream(replace(fallen, seconds=10.0))
    store.lessons.record_verdict(kept.id, replace(judged(kept), seconds=99.0))
    (night,) = store.lessons.nights()
    times = store.lessons.night_times(night.night)
    checked = min(judged(fallen).seconds, 10.0) + min(judged(kept).seconds, kept.seconds)
    assert times.checking == pytest.approx(checked)
    assert times.writing == pytest.approx(10.0 + kept.seconds - checked)


def test_a_session_remembers_how_long_its_phases_took(store: Store) -> None:
    session = replace(journal_data.SESSION, id="p1")
    store.lessons.begin_session(session)
    phases = ((Phase.SCENARIO, 12.5), (Phase.CODE, 30.0))
    store.lessons.end_session(replace(session, phases=phases))
    (night,) = store.lessons.nights()
    assert night.sessions[0].phases == phases
