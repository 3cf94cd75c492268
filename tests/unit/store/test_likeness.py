"""Lessons like a given one."""

import pytest

from dreamer_app.core.errors import InputError
from dreamer_app.core.states import ReviewState
from dreamer_app.store import Store

MERGE = "def merge(intervals):\n    return sorted(intervals, key=lambda pair: pair.start)\n"


@pytest.fixture
def merge(store: Store) -> str:
    for n, word in enumerate(("count", "parse", "rank", "trim", "fold")):
        store.lessons.add_lesson(f"{word} lines", f"def {word}(text):\n    return text[{n}:]\n", "")
    return store.lessons.add_lesson("Merge intervals that overlap", MERGE, "").id


def test_the_lesson_that_shares_most_comes_first(store: Store, merge: str) -> None:
    near = store.lessons.add_lesson("Sort intervals", MERGE.replace("merge", "order"), "").id
    same = store.lessons.add_lesson("Merge intervals that overlap", MERGE, "").id
    assert [row.id for row in store.lessons.similar(merge)] == [same, near]


def test_what_every_lesson_has_makes_none_alike(store: Store, merge: str) -> None:
    assert store.lessons.similar(merge) == []


def test_a_lesson_is_not_like_itself(store: Store, merge: str) -> None:
    store.lessons.add_lesson("Merge intervals that overlap", MERGE, "")
    assert merge not in {row.id for row in store.lessons.similar(merge)}


def test_rejected_lessons_are_shown_as_what_they_are(store: Store, merge: str) -> None:
    other = store.lessons.add_lesson("Merge intervals that overlap", MERGE, "").id
    store.lessons.decide([other], ReviewState.REJECTED)
    assert [row.review for row in store.lessons.similar(merge)] == [ReviewState.REJECTED]


def test_no_more_come_than_are_asked_for(store: Store, merge: str) -> None:
    for _ in range(5):
        store.lessons.add_lesson("Merge intervals that overlap", MERGE, "")
    assert len(store.lessons.similar(merge, limit=3)) == 3


def test_an_unknown_lesson_is_named(store: Store) -> None:
    with pytest.raises(InputError, match="'nowhere'"):
        store.lessons.similar("nowhere")


def test_a_lesson_without_words_is_like_none(store: Store) -> None:
    empty = [store.lessons.add_lesson("", "", "").id for _ in range(2)]
    assert store.lessons.similar(empty[0]) == []
