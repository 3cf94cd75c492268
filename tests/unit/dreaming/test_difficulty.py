import pytest

from dreamer_app.core.states import Difficulty
from dreamer_app.dreaming.difficulty import adapted


def outcomes(level: str, kept: int, of: int) -> list[tuple[str, bool]]:
    return [(level, number < kept) for number in range(of)]


def test_without_history_it_begins_simple() -> None:
    assert adapted([]) is Difficulty.SIMPLE


@pytest.mark.parametrize(
    ("level", "kept", "after"),
    [
        ("simple", 4, Difficulty.MEDIUM),
        ("simple", 3, Difficulty.SIMPLE),
        ("simple", 0, Difficulty.SIMPLE),
        ("medium", 8, Difficulty.COMPLEX),
        ("medium", 2, Difficulty.MEDIUM),
        ("medium", 1, Difficulty.SIMPLE),
        ("complex", 8, Difficulty.COMPLEX),
        ("complex", 1, Difficulty.MEDIUM),
    ],
)
def test_it_rises_with_success_and_falls_without(level: str, kept: int, after: Difficulty) -> None:
    assert adapted(outcomes(level, kept, 8)) is after


def test_fewer_than_eight_dreams_change_nothing() -> None:
    assert adapted(outcomes("medium", 7, 7)) is Difficulty.MEDIUM


def test_only_the_latest_eight_of_the_level_count() -> None:
    newest = outcomes("medium", 2, 8)
    assert adapted(newest + outcomes("medium", 40, 40)) is Difficulty.MEDIUM


def test_dreams_of_other_levels_do_not_count() -> None:
    mixed = [("medium", True), *outcomes("simple", 8, 8)]
    assert adapted(mixed) is Difficulty.MEDIUM


def test_an_unknown_level_of_an_earlier_release_begins_simple() -> None:
    assert adapted([("adaptive", True)]) is Difficulty.SIMPLE
