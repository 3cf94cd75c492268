"""Solutions compared while others are drawn; code is run in this process, behind the port."""

from collections.abc import Sequence

import pytest

from dreamer_app.core.dreams import Candidate, ScenarioSpec
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.choosing import (
    Agreement,
    Remembered,
    Solutions,
    choose,
    undefined_name,
    uses,
)
from tests.unit.dreaming.stand_ins import InProcessProbe

TESTS = "def test_1():\n    assert f(1) == 2\n"
RIGHT = "def f(x):\n    return x + 1\n"
ALSO_RIGHT = "def f(x):\n    return 1 + x\n"
WRONG = "def f(x):\n    return x\n"
RAISES = "def f(x):\n    return x + y\n"


def scenario(reference: str = "") -> ScenarioSpec:
    return ScenarioSpec(
        title="",
        description="",
        task_prompt="",
        tests=TESTS,
        probes=("f(2)", "f(-1)"),
        reference=reference,
    )


def candidate(code: str, index: int = 0) -> Candidate:
    return Candidate(code=code, index=index, seed=0)


def settled(codes: Sequence[str | None], reference: str = "", *, count: int = 8) -> list[bool]:
    solutions = Solutions(
        scenario(reference),
        count,
        Agreement(enough=0.5, too_little=0.25),
        Remembered(InProcessProbe()),
        StopToken(),
    )
    return [solutions.settled_by(candidate(code) if code else None) for code in codes]


def test_one_solution_that_does_as_the_library_does_is_enough() -> None:
    assert settled([WRONG, None, RAISES, ALSO_RIGHT], RIGHT) == [False, False, False, True]


def test_a_reference_that_gives_nothing_settles_nothing() -> None:
    assert settled([RAISES, RAISES], RAISES) == [False, False]


def test_agreement_is_settled_once_the_others_cannot_take_it_away() -> None:
    codes = [RIGHT, ALSO_RIGHT, WRONG, RIGHT, RIGHT, ALSO_RIGHT]
    assert settled(codes) == [False] * 5 + [True]


def test_copies_of_one_text_agree_with_nobody() -> None:
    assert settled([RIGHT] * 7) == [False] * 7


def test_agreement_that_is_out_of_reach_is_settled_too() -> None:
    assert settled([None, RIGHT, WRONG, None, None, None, None]) == [False] * 6 + [True]


def test_the_shortest_of_those_that_do_as_the_library_does_is_taken() -> None:
    long = "def f(x):\n    result = x + 1\n    return result\n"
    given = [candidate(WRONG, 0), candidate(long, 1), candidate(ALSO_RIGHT, 2)]
    choice = choose(scenario(RIGHT), given, InProcessProbe(), StopToken())
    assert choice is not None
    assert (choice.candidate.index, choice.agreeing, choice.samples) == (2, 2, 3)


def test_nothing_is_run_twice() -> None:
    probe = InProcessProbe()
    remembered = Remembered(probe)
    for calls in (["f(1)", "f(2)"], ["f(2)", "f(3)", "f(3)"]):
        seen = remembered.observe(RIGHT, calls, [], StopToken())
        assert [o.literal for o in seen] == [str(int(call[2]) + 1) for call in calls]
    assert probe.asked == [(RIGHT, "f(1)"), (RIGHT, "f(2)"), (RIGHT, "f(3)")]


@pytest.mark.parametrize(
    ("code", "libraries", "used"),
    [
        ("import html\n\n\ndef f(s):\n    return html.escape(s)\n", ["html"], True),
        ("import html\n\n\ndef f(s):\n    return s\n", ["html"], False),
        ("from os.path import join\nx = join\n", ["os"], True),
        ("import os.path as p\nx = p\n", ["os"], True),
        ("x = 1\n", ["html"], False),
        ("x = 1\n", [], True),
    ],
)
def test_a_library_is_used_when_what_it_gives_is_named(
    code: str, libraries: list[str], used: bool
) -> None:
    assert uses(code, libraries) is used


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (RIGHT, ""),
        (RAISES, "y"),
        ("import html\n", ""),
        ("def f(x):\n    y = [z for z in x]\n    return len(y)\n", ""),
        ("def f(x):\n    return sqrt(x)\n", "sqrt"),
    ],
)
def test_a_name_that_nothing_defines_is_found_without_running(code: str, name: str) -> None:
    assert undefined_name(code) == name
