"""A person's decisions: logged, taken back, done again."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dreamer_app.core.dreams import DreamRecord
from dreamer_app.core.errors import InputError
from dreamer_app.core.states import ReviewState
from dreamer_app.store import Store

Keep = Callable[[int], list[DreamRecord]]
Open = Callable[[], Store]

PENDING, APPROVED, REJECTED = ReviewState.PENDING, ReviewState.APPROVED, ReviewState.REJECTED


def reviews(store: Store, ids: list[str]) -> list[ReviewState]:
    return [store.lessons.get_lesson(i).review for i in ids]


@pytest.fixture
def ids(keep: Keep) -> list[str]:
    return [dream.id for dream in keep(3)]


def test_a_decision_sets_the_state_and_when(store: Store, ids: list[str]) -> None:
    store.lessons.decide(ids[:1], APPROVED)
    lesson = store.lessons.get_lesson(ids[0])
    assert lesson.review is APPROVED
    assert lesson.reviewed_at is not None


def test_a_rejection_keeps_its_reason(store: Store, ids: list[str]) -> None:
    store.lessons.decide(ids[:1], REJECTED, "wrong")
    assert store.lessons.get_lesson(ids[0]).reject_reason == "wrong"


def test_undo_takes_the_newest_batch_back_whole(store: Store, ids: list[str]) -> None:
    store.lessons.decide(ids[:1], APPROVED)
    store.lessons.decide(ids, REJECTED, "boring")
    undone = store.lessons.undo()
    assert [d.lesson_id for d in undone] == ids
    assert all(d.undone for d in undone)
    assert reviews(store, ids) == [APPROVED, PENDING, PENDING]


def test_undo_brings_the_earlier_reason_back(store: Store, ids: list[str]) -> None:
    store.lessons.decide(ids[:1], REJECTED, "wrong")
    before = store.lessons.get_lesson(ids[0])
    store.lessons.decide(ids[:1], REJECTED, "boring")
    store.lessons.undo()
    assert store.lessons.get_lesson(ids[0]) == before


def test_undo_goes_back_to_the_beginning_and_then_does_nothing(
    store: Store, ids: list[str]
) -> None:
    for after in (APPROVED, REJECTED, PENDING, APPROVED):
        store.lessons.decide(ids, after)
    for _ in range(4):
        assert store.lessons.undo()
    assert store.lessons.undo() == []
    assert reviews(store, ids) == [PENDING] * 3


def test_redo_does_again_in_order_what_was_taken_back(store: Store, ids: list[str]) -> None:
    store.lessons.decide(ids[:1], APPROVED)
    store.lessons.decide(ids[1:], REJECTED, "wrong")
    after = [store.lessons.get_lesson(i) for i in ids]
    store.lessons.undo()
    store.lessons.undo()
    assert [d.lesson_id for d in store.lessons.redo()] == ids[:1]
    assert [d.lesson_id for d in store.lessons.redo()] == ids[1:]
    assert [store.lessons.get_lesson(i) for i in ids] == after
    assert store.lessons.redo() == []


def test_a_new_decision_ends_what_could_be_redone(store: Store, ids: list[str]) -> None:
    store.lessons.decide(ids[:1], APPROVED)
    store.lessons.undo()
    store.lessons.decide(ids[1:2], APPROVED)
    assert store.lessons.redo() == []
    store.lessons.undo()
    assert [d.lesson_id for d in store.lessons.redo()] == ids[1:2]


def test_undo_and_redo_outlast_the_program(store: Store, open_store: Open, ids: list[str]) -> None:
    store.lessons.decide(ids, APPROVED)
    store.close()
    again = open_store()
    assert len(again.lessons.undo()) == 3
    again.close()
    assert len(open_store().lessons.redo()) == 3


def test_deciding_what_is_decided_that_way_leaves_no_row(store: Store, ids: list[str]) -> None:
    store.lessons.decide(ids[:1], APPROVED)
    store.lessons.decide([ids[0], ids[1], ids[1]], APPROVED)
    assert [d.lesson_id for d in store.lessons.decisions()] == [ids[1], ids[0]]


def test_an_unknown_lesson_stops_the_whole_batch(store: Store, ids: list[str]) -> None:
    with pytest.raises(InputError, match="'nowhere'"):
        store.lessons.decide([*ids, "nowhere"], APPROVED)
    assert reviews(store, ids) == [PENDING] * 3


def test_the_log_alone_gives_every_review_state(store: Store, ids: list[str]) -> None:
    store.lessons.decide(ids, APPROVED)
    store.lessons.decide(ids[:2], REJECTED)
    store.lessons.undo()
    store.lessons.decide(ids[2:], PENDING)
    store.lessons.decide(ids[:1], REJECTED)
    told = dict.fromkeys(ids, PENDING)
    for decision in reversed(store.lessons.decisions()):
        if not decision.undone:
            assert decision.before is told[decision.lesson_id]
            told[decision.lesson_id] = decision.after
    assert reviews(store, ids) == list(told.values())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lessons SET review = 'approved'",
        "INSERT INTO lessons SELECT NULL, 'new', session_id, night, title, verdict, 'approved',"
        " difficulty, libraries, source_id, agreement, certainty, created_at, reviewed_at,"
        " reject_reason, rating, flagged, edited FROM lessons LIMIT 1",
        "DELETE FROM lessons",
        "DELETE FROM decisions",
    ],
)
def test_the_database_itself_refuses_to_go_around_the_log(
    store: Store, ids: list[str], tmp_path: Path, statement: str
) -> None:
    store.lessons.decide(ids[:1], REJECTED)
    with closing(sqlite3.connect(tmp_path / "dreamer.db")) as db:
        with pytest.raises(sqlite3.IntegrityError):
            db.execute(statement)
        db.rollback()


def test_a_rejected_lesson_leaves_the_folder(
    store: Store, ids: list[str], output_dir: Path
) -> None:
    store.lessons.decide(ids[:1], REJECTED)
    store.lessons.settle()
    assert not list(output_dir.glob(f"dream_{ids[0]}*"))
    assert len(list(output_dir.glob("dream_*"))) == 4


def test_undoing_a_rejection_brings_the_files_back(
    store: Store, ids: list[str], output_dir: Path
) -> None:
    before = {p.name: p.read_bytes() for p in output_dir.glob("dream_*")}
    store.lessons.decide(ids, REJECTED)
    store.lessons.settle()
    store.lessons.undo()
    store.lessons.settle()
    assert {p.name: p.read_bytes() for p in output_dir.glob("dream_*")} == before


def test_the_json_follows_the_decision(store: Store, ids: list[str], output_dir: Path) -> None:
    store.lessons.decide(ids[:1], APPROVED)
    store.lessons.settle()
    written = json.loads((output_dir / f"dream_{ids[0]}.json").read_text())
    assert written["review"] == "approved"


def test_a_file_that_a_person_changed_is_neither_removed_nor_overwritten(
    store: Store, ids: list[str], output_dir: Path
) -> None:
    edited = output_dir / f"dream_{ids[0]}.json"
    edited.write_text("mine")
    store.lessons.decide(ids[:1], APPROVED)
    store.lessons.decide(ids[:1], REJECTED)
    store.lessons.settle()
    assert edited.read_text() == "mine"
    assert not (output_dir / f"dream_{ids[0]}.py").exists()


def test_a_foreign_file_in_the_folder_stays(store: Store, ids: list[str], output_dir: Path) -> None:
    (output_dir / "dream_000000000000.py").write_text("# not from here\n")
    store.lessons.decide(ids, REJECTED)
    store.lessons.settle()
    assert [p.name for p in output_dir.glob("dream_*")] == ["dream_000000000000.py"]


def test_nothing_but_a_decision_changes_a_review_state(store: Store, keep: Keep) -> None:
    dreams = keep(3)
    ids = [dream.id for dream in dreams]
    store.lessons.decide(ids[:1], APPROVED)
    store.lessons.decide(ids[1:2], REJECTED, "wrong")
    for dream in dreams:
        judgement = dream.judgement
        assert judgement is not None
        store.lessons.replace_code(dream.id, "def other(): ...\n", "", judgement)
        store.lessons.annotate(dream.id, flagged=True, rating=4, note="no", tags=["rejected"])
    store.lessons.add_lesson("rejected", "approved", "pending", metadata={"review": "approved"})
    store.lessons.recover()
    store.lessons.settle()
    assert reviews(store, ids) == [APPROVED, REJECTED, PENDING]
    assert store.lessons.pending_count() == 2


def test_many_lessons_are_decided_at_once_and_taken_back_at_once(store: Store) -> None:
    ids = [store.lessons.add_lesson(f"Task {n}", "", "").id for n in range(300)]
    batch = store.lessons.decide(ids, APPROVED)
    assert {d.batch for d in store.lessons.decisions(limit=2_000)} == {batch}
    assert store.lessons.pending_count() == 0
    assert len(store.lessons.undo()) == 300
    assert store.lessons.pending_count() == 300


def test_undo_and_redo_reach_any_depth_across_openings(
    store: Store, open_store: Open, ids: list[str]
) -> None:
    for n in range(150):
        store.lessons.decide(ids[n % 3 :][:1], APPROVED if (n // 3) % 2 == 0 else PENDING)
    after = [store.lessons.get_lesson(i) for i in ids]
    store.close()
    again = open_store()
    undone = [again.lessons.undo() for _ in range(150)]
    assert all(undone)
    assert reviews(again, ids) == [PENDING] * 3
    again.close()
    third = open_store()
    redone = [third.lessons.redo() for _ in range(150)]
    assert [d[0].id for d in redone] == [d[0].id for d in reversed(undone)]
    assert [third.lessons.get_lesson(i) for i in ids] == after
