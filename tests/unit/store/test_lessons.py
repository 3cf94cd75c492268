"""What a dream leaves in the database and in the folder."""

import json
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.journal_data import SESSION
from dreamer_app.core.dreams import DreamRecord, Judgement, Provenance, ScenarioSpec
from dreamer_app.core.errors import InputError, StoreError
from dreamer_app.core.journal import LessonQuery
from dreamer_app.core.states import DreamOutcome, ReviewState, Verdict
from dreamer_app.store import Store

Keep = Callable[[int], list[DreamRecord]]


def spec(dream: DreamRecord) -> ScenarioSpec:
    assert dream.scenario is not None
    return dream.scenario


def judged(dream: DreamRecord) -> Judgement:
    assert dream.judgement is not None
    return dream.judgement


def test_a_guides_lesson_comes_back_with_its_tags_and_metadata(store: Store) -> None:
    added = store.lessons.add_lesson(
        situation="Join words",
        action="def join(w): return ' '.join(w)",
        result="✅ Success",
        tags=["synthetic", "dream", "string"],
        metadata={"synthetic": True},
    )
    lesson = store.lessons.get_lesson(added.id)
    assert (lesson.tags, lesson.metadata["synthetic"]) == (("synthetic", "dream", "string"), True)


def test_a_kept_dreams_lesson_holds_everything_it_was_made_of(store: Store, keep: Keep) -> None:
    (dream,) = keep(1)
    lesson = store.lessons.get_lesson(dream.id)
    assert (lesson.scenario, lesson.judgement) == (dream.scenario, dream.judgement)
    assert (lesson.action, lesson.tests) == (dream.code, spec(dream).tests)
    assert (lesson.provenance, lesson.alternatives) == (dream.provenance, dream.alternatives)


def test_a_kept_dreams_lesson_is_tagged_as_the_guide_says(store: Store, keep: Keep) -> None:
    (dream,) = keep(1)
    lesson = store.lessons.get_lesson(dream.id)
    assert lesson.tags == ("synthetic", "dream", *spec(dream).libraries)
    assert lesson.metadata["synthetic"] is True


def test_a_kept_dreams_lesson_is_pending(store: Store, keep: Keep) -> None:
    (dream,) = keep(1)
    assert store.lessons.get_lesson(dream.id).review is ReviewState.PENDING


def test_a_kept_dream_writes_the_guides_two_files(
    store: Store, keep: Keep, output_dir: Path
) -> None:
    (dream,) = keep(1)
    written = json.loads((output_dir / f"dream_{dream.id}.json").read_text())
    guide = ["dream_id", "session_id", "scenario", "code_file", "timestamp", "synthetic"]
    assert list(written)[:6] == guide
    assert set(written["scenario"]) == {
        "title",
        "description",
        "difficulty",
        "libraries",
        "test_cases",
    }
    assert (output_dir / written["code_file"]).read_text() == dream.code
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", written["timestamp"])
    assert (written["synthetic"], written["review"]) == (True, "pending")


def test_a_fallen_dream_writes_no_file(store: Store, fallen: DreamRecord, output_dir: Path) -> None:
    store.lessons.record_dream(fallen)
    assert not output_dir.exists()


def test_a_fallen_dream_is_kept_whole_with_why(store: Store, fallen: DreamRecord) -> None:
    store.lessons.record_dream(fallen)
    assert store.lessons.dreams("s1") == [fallen]


def test_a_dream_that_cannot_have_its_files_leaves_no_lesson(
    store: Store, output_dir: Path, kept: DreamRecord
) -> None:
    output_dir.write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="synthetic_training"):
        store.lessons.record_dream(kept)
    assert store.lessons.statistics()["total_dreams"] == 0
    with pytest.raises(InputError):
        store.lessons.get_lesson(kept.id)


def test_a_dream_that_cannot_have_its_row_leaves_no_file(
    store: Store, output_dir: Path, kept: DreamRecord
) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.lessons.record_dream(replace(kept, session_id="never begun"))
    assert [p.name for p in output_dir.rglob("*") if p.is_file()] == []


def test_code_with_lone_surrogates_is_kept(store: Store, kept: DreamRecord) -> None:
    store.lessons.record_dream(replace(kept, code="x = '\ud800'\n"))
    assert store.lessons.get_lesson(kept.id).action == "x = '?'\n"


def test_an_unknown_lesson_is_named(store: Store) -> None:
    with pytest.raises(InputError, match="'nowhere'"):
        store.lessons.get_lesson("nowhere")


def test_known_solutions_are_all_ever_kept(store: Store, keep: Keep) -> None:
    dreams = keep(3)
    store.lessons.decide([dreams[0].id], ReviewState.REJECTED)
    assert store.lessons.known_solutions() == [d.code for d in dreams]


def test_an_edit_keeps_the_review_state_and_marks_the_lesson(store: Store, keep: Keep) -> None:
    (dream,) = keep(1)
    store.lessons.decide([dream.id], ReviewState.APPROVED)
    store.lessons.replace_code(dream.id, "def new(): ...\n", "def test(): ...\n", judged(dream))
    lesson = store.lessons.get_lesson(dream.id)
    assert (lesson.action, lesson.edited) == ("def new(): ...\n", True)
    assert lesson.review is ReviewState.APPROVED


def test_a_newer_verdict_is_no_edit(store: Store, keep: Keep) -> None:
    (dream,) = keep(1)
    store.lessons.decide([dream.id], ReviewState.APPROVED)
    newer = replace(judged(dream), verdict=Verdict.REJECTED, agreement=0.1)
    store.lessons.record_verdict(dream.id, newer)
    lesson = store.lessons.get_lesson(dream.id)
    assert (lesson.judgement, lesson.edited, lesson.action) == (newer, False, dream.code)
    assert lesson.review is ReviewState.APPROVED
    assert store.lessons.versions(dream.id) == []
    (row,) = store.lessons.rows(LessonQuery(verdict=Verdict.REJECTED))
    assert (row.id, row.agreement) == (dream.id, 0.1)


def test_what_an_edit_took_the_place_of_is_kept_with_its_tests(store: Store, keep: Keep) -> None:
    (dream,) = keep(1)
    store.lessons.replace_code(dream.id, "def a(): ...\n", "tests of a", judged(dream))
    store.lessons.replace_code(dream.id, "def b(): ...\n", "tests of b", judged(dream))
    versions = store.lessons.versions(dream.id)
    assert [(v.code, v.tests) for v in versions] == [
        (dream.code, spec(dream).tests),
        ("def a(): ...\n", "tests of a"),
    ]
    assert store.lessons.earlier_versions(dream.id) == [dream.code, "def a(): ...\n"]


def test_an_edit_reaches_the_file(store: Store, keep: Keep, output_dir: Path) -> None:
    (dream,) = keep(1)
    store.lessons.replace_code(dream.id, "def new(): ...\n", "", judged(dream))
    store.lessons.settle()
    assert (output_dir / f"dream_{dream.id}.py").read_text() == "def new(): ...\n"


def test_annotating_sets_what_is_given_and_leaves_the_rest(store: Store, keep: Keep) -> None:
    (dream,) = keep(1)
    store.lessons.annotate(dream.id, rating=3, note="good")
    store.lessons.annotate(dream.id, flagged=True, tags=["mine"])
    lesson = store.lessons.get_lesson(dream.id)
    assert (lesson.rating, lesson.note, lesson.flagged, lesson.tags) == (3, "good", True, ("mine",))


def test_statistics_are_the_guides(store: Store, keep: Keep, fallen: DreamRecord) -> None:
    keep(3)
    store.lessons.record_dream(fallen)
    statistics = store.lessons.statistics()
    assert statistics["total_dreams"] == 4
    assert statistics["success_rate"] == 0.75
    assert statistics["saved_dreams_count"] == 3


def test_interrupted_dreams_and_abstentions_do_not_lower_the_success_rate(
    store: Store, keep: Keep, fallen: DreamRecord
) -> None:
    keep(1)
    store.lessons.record_dream(replace(fallen, outcome=DreamOutcome.INTERRUPTED))
    store.lessons.record_dream(replace(fallen, id="ab", outcome=DreamOutcome.ABSTAINED))
    assert store.lessons.statistics()["success_rate"] == 1.0


def test_entities_are_counted_as_dreamed_about(
    store: Store, keep: Keep, fallen: DreamRecord
) -> None:
    store.lessons.record_dream(fallen)
    assert store.lessons.dreamed_entities() == dict.fromkeys(spec(fallen).entity_ids, 1)


def test_what_made_no_task_is_known_to_have_been_tried(store: Store, fallen: DreamRecord) -> None:
    about = Provenance(entity_ids=("math.isnan",))
    abstained = replace(
        fallen, outcome=DreamOutcome.ABSTAINED, scenario=None, code="", provenance=about
    )
    store.lessons.record_dream(abstained)
    store.lessons.record_dream(replace(abstained, id="0123456789ab"))
    assert store.lessons.dreamed_entities() == {"math.isnan": 0}


def test_an_interrupted_dreams_entities_stay_to_be_dreamed_about(
    store: Store, fallen: DreamRecord
) -> None:
    store.lessons.record_dream(replace(fallen, outcome=DreamOutcome.INTERRUPTED))
    assert store.lessons.dreamed_entities() == {}


def test_recent_outcomes_are_newest_first_and_judged_ones_only(
    store: Store, kept: DreamRecord, fallen: DreamRecord
) -> None:
    later = replace(fallen, started_at=kept.started_at.replace(hour=4))
    for record in (kept, later, replace(fallen, id="ff", outcome=DreamOutcome.UNVERIFIED)):
        store.lessons.record_dream(record)
    assert store.lessons.recent_outcomes() == [
        (spec(fallen).difficulty, False),
        (spec(kept).difficulty, True),
    ]


def test_a_session_counts_its_dreams_while_it_runs(store: Store, keep: Keep) -> None:
    keep(2)
    (night,) = store.lessons.nights()
    assert [(s.attempted, s.successful) for s in night.sessions] == [(2, 2)]


def test_a_sessions_end_is_what_the_engine_says(store: Store, keep: Keep) -> None:
    keep(1)
    ended = replace(SESSION, id="s1", problem="The model host died.", attempted=7)
    store.lessons.end_session(ended)
    (night,) = store.lessons.nights()
    assert night.sessions == (ended,)
