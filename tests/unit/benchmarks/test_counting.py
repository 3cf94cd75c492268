"""What benchmarks count and print, without running one."""

from benchmarks.came_out import came_of
from benchmarks.lessons_per_hour import Outcome, spread
from benchmarks.throughput import SCHEMA
from benchmarks.ways import _begun_otherwise, _marked
from dreamer_app.core.inference import GenerationRequest, Prompt

GOOD = (
    '{"title": "a", "description": "b", "task_prompt": "c", '
    '"test_cases": ["d", "e"], "difficulty": "simple"}'
)


def test_only_json_of_the_schema_and_code_that_compiles_counts() -> None:
    ideas = [GOOD, GOOD[:-1], GOOD.replace("simple", "easy"), "[]"]
    answers = ["```python\ndef f():\n    return 1\n```", "```python\ndef f(:\n```", "Sorry."]
    came = came_of(SCHEMA, ideas, answers)
    assert (came.objects, came.asked_objects) == (1, 4)
    assert (came.programs, came.asked_programs) == (1, 3)


def test_prompts_told_apart_still_begin_alike() -> None:
    talk = Prompt(messages=(("system", "Lessons."), ("user", "Add.")), shared_prefix=1)
    first, second = (_marked(GenerationRequest(prompt=talk)).prompt for _ in range(2))
    assert first.messages[0] == second.messages[0] == talk.messages[0]
    assert first.messages[1] != second.messages[1]
    text = Prompt(text="shared, own", shared_prefix=7)
    first, second = (_marked(GenerationRequest(prompt=text)).prompt for _ in range(2))
    assert first.text != second.text
    assert first.text.startswith("shared,")
    assert first.text.endswith(" own")


def test_without_a_common_beginning_nothing_is_shared() -> None:
    text = Prompt(text="shared, own", shared_prefix=7)
    first, second = (_begun_otherwise(GenerationRequest(prompt=text)).prompt for _ in range(2))
    assert first.shared_prefix == 0
    assert first.text[:12] != second.text[:12]


def test_the_spread_of_rounds_is_printed_for_each_way() -> None:
    rounds = [
        Outcome(
            way="everything on", dreams=24, accepted=accepted, drawn=4000, evaluated=8000,
            sandboxes=140, processor=37.7, model=20.0, wall=wall,
        )
        for accepted, wall in ((14, 24.0), (12, 25.5), (13, 24.7))
    ]  # fmt: skip
    last = list(spread(rounds))[-1]
    assert last == "| everything on | 3 | 12..14 | 4000..4000 | 37.7..37.7 | 24.0..25.5 |"
