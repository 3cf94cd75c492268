"""LoadGate: noisy readings become a steady answer."""

import itertools
import random

import pytest

from dreamer_app.core.states import Reason
from dreamer_app.energy.load import LoadGate
from dreamer_app.energy.machine import MachineReading
from dreamer_app.settings import Settings

SETTINGS = Settings(cpu_threshold=0.7, memory_threshold=0.8, max_temperature=85.0)


def reading(
    *,
    others: float = 0.0,
    own: float = 0.0,
    memory: float = 20.0,
    own_memory: float = 0.0,
    celsius: float | None = None,
) -> MachineReading:
    return MachineReading(
        cpu_percent=others + own,
        others_cpu_percent=others,
        memory_percent=memory + own_memory,
        others_memory_percent=memory,
        available_bytes=1 << 33,
        temperature_celsius=celsius,
    )


def reasons(readings: list[MachineReading], every: float = 10.0) -> list[Reason | None]:
    """What the gate answers after each reading."""
    gate, found = LoadGate(), []
    for number, one in enumerate(readings):
        gate.update(one, SETTINGS, 1000.0 + number * every)
        found.append(gate.now().reason)
    return found


CALM, BUSY = reading(), reading(others=90.0)


def test_a_calm_machine_is_free_from_the_first_look() -> None:
    assert reasons([CALM]) == [None]


def test_a_first_look_at_a_busy_machine_counts() -> None:
    assert reasons([BUSY]) == [Reason.CPU_BUSY]


def test_a_busy_moment_at_the_first_look_is_forgotten_with_the_second() -> None:
    assert reasons([BUSY, CALM, CALM]) == [Reason.CPU_BUSY, None, None]


def test_a_busy_first_look_that_is_confirmed_holds_for_five_minutes() -> None:
    found = reasons([BUSY, BUSY, *[CALM] * 40])
    assert found.count(Reason.CPU_BUSY) * 10 == pytest.approx(310, abs=30)


def test_one_busy_reading_among_calm_ones_does_not_count() -> None:
    assert reasons([CALM, BUSY, CALM, BUSY, CALM], every=6.0) == [None] * 5


def test_two_busy_readings_in_a_row_count() -> None:
    assert reasons([CALM, BUSY, BUSY], every=11.0) == [None, None, Reason.CPU_BUSY]


def test_our_own_load_is_not_counted() -> None:
    assert reasons([reading(own=100.0)] * 3) == [None] * 3


def test_a_model_of_ours_that_fits_is_not_counted() -> None:
    assert reasons([reading(memory=50.0, own_memory=40.0)] * 3) == [None] * 3


def test_it_counts_when_hardly_any_memory_is_left() -> None:
    full = reading(memory=50.0, own_memory=46.0)
    assert reasons([CALM, full, full])[-1] is Reason.MEMORY_BUSY


@pytest.mark.parametrize(
    ("full", "reason"),
    [
        (reading(memory=90.0), Reason.MEMORY_BUSY),
        (reading(celsius=95.0), Reason.TOO_HOT),
        (reading(others=90.0, memory=90.0, celsius=95.0), Reason.TOO_HOT),
    ],
)
def test_each_limit_has_its_own_name(full: MachineReading, reason: Reason) -> None:
    assert reasons([CALM, full, full])[-1] is reason


def test_a_limit_of_everything_is_never_passed() -> None:
    gate = LoadGate()
    settings = Settings(cpu_threshold=1.0, memory_threshold=1.0)
    for second in range(5):
        gate.update(reading(others=100.0, memory=100.0), settings, float(second))
    assert gate.now().reason is None


@pytest.mark.parametrize("seed", range(5))
def test_noisy_load_brings_at_most_six_changes_an_hour(seed: int) -> None:
    dice = random.Random(seed)
    noisy = [reading(others=dice.choice((5.0, 95.0))) for _ in range(6 * 360)]
    assert most_changes_an_hour(reasons(noisy)) <= 6


@pytest.mark.parametrize("seed", range(5))
def test_two_limits_that_take_turns_bring_at_most_six_changes_an_hour(seed: int) -> None:
    dice = random.Random(seed)
    noisy = [
        reading(others=dice.choice((5.0, 95.0)), memory=dice.choice((40.0, 85.0)))
        for _ in range(6 * 360)
    ]
    assert most_changes_an_hour(reasons(noisy)) <= 6


def test_the_first_reason_is_kept_while_another_limit_is_passed_too() -> None:
    full = reading(memory=90.0)
    assert set(reasons([CALM, *[BUSY] * 4, *[full] * 20, BUSY, full])[4:]) == {Reason.CPU_BUSY}


def most_changes_an_hour(found: list[Reason | None]) -> int:
    """Of readings ten seconds apart."""
    changes = [a is not b for a, b in itertools.pairwise(found)]
    return max(sum(changes[i : i + 360]) for i in range(len(changes)))


def test_readings_far_apart_are_not_in_a_row() -> None:
    gate = LoadGate()
    for moment, one in ((0.0, CALM), (10.0, CALM), (20.0, BUSY), (600.0, BUSY), (610.0, CALM)):
        gate.update(one, SETTINGS, moment)
    assert gate.now().reason is None
