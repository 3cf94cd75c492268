from collections.abc import Callable

import pytest

from dreamer_app.core.dreams import ScenarioSpec
from dreamer_app.core.knowledge import KnowledgeFragment
from dreamer_app.core.states import Difficulty, ScenarioKind
from dreamer_app.dreaming.reimplementing import calls_the_original, can_be_rewritten

MakeFragment = Callable[..., KnowledgeFragment]
REWRITE = ScenarioSpec(
    title="Write isleap yourself",
    description="",
    task_prompt="",
    kind=ScenarioKind.REIMPLEMENT,
    entity_ids=("calendar.isleap",),
)
CODE = "def isleap(year):\n    return year % 4 == 0\n"


@pytest.mark.parametrize(
    "first", ["import calendar", "import calendar as c", "from calendar import isleap"]
)
def test_importing_the_library_hands_the_task_back_to_it(first: str) -> None:
    assert calls_the_original(f"{first}\n{CODE}", REWRITE)


def test_an_import_inside_the_function_is_seen(fragment: MakeFragment) -> None:
    code = "def isleap(year):\n    import calendar\n    return calendar.isleap(year)\n"
    assert calls_the_original(code, REWRITE)


@pytest.mark.parametrize("first", ["", "import math\n", "from . import calendar\n"])
def test_code_of_its_own_is_its_own(first: str) -> None:
    assert not calls_the_original(first + CODE, REWRITE)


def test_importing_an_inner_module_of_the_library_counts() -> None:
    scenario = ScenarioSpec(
        title="", description="", task_prompt="",
        kind=ScenarioKind.REIMPLEMENT, entity_ids=("os.path.basename",),
    )  # fmt: skip
    assert calls_the_original(f"import os.path\n{CODE}", scenario)


def test_a_task_that_applies_the_library_may_call_it() -> None:
    scenario = ScenarioSpec(title="", description="", task_prompt="", entity_ids=("calendar.x",))
    assert not calls_the_original(f"import calendar\n{CODE}", scenario)


def test_only_short_functions_that_compute_are_rewritten(fragment: MakeFragment) -> None:
    long = "def f(a):\n" + "    a += 1\n" * 10 + "    return a\n"
    short = fragment("calendar.f", "(a)", code="def f(a):\n    return a + 1\n")
    assert can_be_rewritten(short, Difficulty.SIMPLE)
    assert not can_be_rewritten(fragment("calendar.f", "(a)", code=long), Difficulty.SIMPLE)
    assert can_be_rewritten(fragment("calendar.f", "(a)", code=long), Difficulty.MEDIUM)


@pytest.mark.parametrize("code", ["", "def f(a:", "    "])
def test_a_function_without_readable_source_is_not_rewritten(
    fragment: MakeFragment, code: str
) -> None:
    assert not can_be_rewritten(fragment("calendar.f", "(a)", code=code), Difficulty.COMPLEX)


def test_only_what_every_sandbox_has_is_rewritten(fragment: MakeFragment) -> None:
    outside = fragment("numpy.f", "(a)", code="def f(a):\n    return a + 1\n")
    assert not can_be_rewritten(outside, Difficulty.COMPLEX)
