"""From a lesson to an example."""

from dataclasses import replace
from datetime import UTC, datetime

from dreamer_app.core.dreams import Lesson, ScenarioSpec
from dreamer_app.curation.examples import example_of, fenced

STUB = "def double(n):\n    ..."
LESSON = Lesson(
    id="abc",
    situation="Double a number.",
    action="def double(n):\n    return 2 * n\n\n",
    result="✅ Success",
    metadata={"synthetic": True},
    scenario=ScenarioSpec(
        title="Double",
        description="Double a number.",
        task_prompt="Write double(n).",
        entry_point="double",
        stub=STUB,
    ),
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
)


def test_a_synthetic_lesson_makes_a_synthetic_example() -> None:
    assert example_of(LESSON).metadata["synthetic"] is True


def test_the_stub_is_the_input_unless_the_task_shows_it_already() -> None:
    assert example_of(LESSON).input == STUB
    scenario = LESSON.scenario
    assert scenario is not None
    shown = replace(scenario, task_prompt=f"Complete this:\n{STUB}")
    assert example_of(replace(LESSON, scenario=shown)).input == ""


def test_a_lesson_without_scenario_asks_what_its_situation_says() -> None:
    assert example_of(replace(LESSON, scenario=None)).instruction == "Double a number."


def test_a_fence_is_longer_than_any_inside() -> None:
    assert fenced('"""\n```\n"""') == '````python\n"""\n```\n"""\n````'


def test_lone_surrogates_do_not_reach_an_example() -> None:
    assert example_of(replace(LESSON, action="'\udcff'")).output == "'?'\n"
