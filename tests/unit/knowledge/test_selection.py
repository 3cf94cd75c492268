"""What is worth dreaming about, and what comes now."""

from dataclasses import replace

import pytest

from dreamer_app.core.knowledge import Entity, EntityKind, Example
from dreamer_app.knowledge.selection import GOOD, Subject, choose, worth

_SHOWN = (Example(source="f(1)", want="2"), Example(source="f(2)", want="3"))
_BEST = Entity(
    id="m.f",
    kind=EntityKind.FUNCTION,
    name="f",
    source_id="package:m",
    signature="(x: int, y: int = 1) -> int",
    text="Add one thing to another thing.",
    examples=_SHOWN,
    pure=True,
)


def _subject(number: int, *, good: bool = True, group: str = "") -> Subject:
    return Subject(
        id=f"s{number:03}",
        rank=float(number),
        connections=number,
        cluster=0,
        worth=2.0 if good else 0.1,
        group=group or f"g{number}",
    )


def _ids(subjects: list[Subject]) -> list[str]:
    return [s.id for s in subjects]


@pytest.mark.parametrize(
    "worse",
    [
        replace(_BEST, examples=()),
        replace(_BEST, pure=None),
        replace(_BEST, pure=False),
        replace(_BEST, text=""),
        replace(_BEST, signature="()"),
        replace(_BEST, signature="(self, x)"),
        replace(_BEST, text="Deprecated: use something else that is better."),
    ],
)
def test_every_shortcoming_makes_a_function_worth_less(worse: Entity) -> None:
    assert 0 < worth(worse) < worth(_BEST)


@pytest.mark.parametrize("kind", [EntityKind.MODULE, EntityKind.PACKAGE, EntityKind.EXAMPLE])
def test_what_holds_other_things_cannot_be_dreamed_of(kind: EntityKind) -> None:
    assert worth(replace(_BEST, kind=kind)) == 0


def test_a_function_of_which_nothing_is_known_cannot_be_dreamed_of() -> None:
    assert worth(replace(_BEST, text="", examples=(), code="")) == 0


def test_a_section_needs_something_to_say() -> None:
    section = replace(_BEST, kind=EntityKind.SECTION, examples=())
    assert worth(replace(section, text="short")) == 0
    assert 0 < worth(replace(section, text="long " * 40)) < GOOD


def test_the_plain_choice_is_the_most_connected_first() -> None:
    subjects = [_subject(i) for i in range(10)]
    assert _ids(choose(subjects, 3, None, {})) == ["s009", "s008", "s007"]


def test_the_plain_choice_takes_poor_subjects_only_when_good_ones_run_out() -> None:
    subjects = [_subject(9, good=False), _subject(1), _subject(2)]
    assert _ids(choose(subjects, 2, None, {})) == ["s002", "s001"]
    assert _ids(choose(subjects, 3, None, {})) == ["s009", "s002", "s001"]


@pytest.mark.parametrize("seed", [None, 1])
def test_what_was_dreamed_about_comes_last(seed: int | None) -> None:
    subjects = [_subject(i) for i in range(5)]
    chosen = _ids(choose(subjects, 5, seed, {"s004": 1, "s003": 2}))
    assert set(chosen[3:]) == {"s004", "s003"}


def test_a_seed_draws_the_same_again_and_another_one_something_else() -> None:
    subjects = [_subject(i) for i in range(100)]
    first = choose(subjects, 10, 1, {})
    assert choose(list(reversed(subjects)), 10, 1, {}) == first
    assert choose(subjects, 10, 2, {}) != first
    assert len(set(_ids(first))) == 10


def test_a_draw_prefers_what_is_good() -> None:
    subjects = [_subject(i, good=i % 2 == 0) for i in range(200)]
    drawn = choose(subjects, 50, 1, {})
    assert sum(s.worth >= GOOD for s in drawn) >= 48


def test_a_draw_spreads_over_groups() -> None:
    crowd = [_subject(i, group="crowd") for i in range(50, 100)]
    few = [_subject(i) for i in range(45, 50)]
    drawn = choose([*crowd, *few], 10, 1, {})
    assert sum(s.group != "crowd" for s in drawn) >= 3


def test_more_than_there_is_gives_all_there_is() -> None:
    assert len(choose([_subject(1)], 5, 1, {})) == 1
    assert choose([], 5, None, {}) == []


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_what_made_no_task_comes_after_what_can_be_dreamed_again(seed: int | None) -> None:
    subjects = [_subject(number) for number in range(6)]
    tried = {"s005": 0, "s004": 3, "s003": 0, "s002": 1}
    chosen = _ids(choose(subjects, 6, seed, tried))
    assert set(chosen[:2]) == {"s000", "s001"}
    assert set(chosen[2:4]) == {"s002", "s004"}
