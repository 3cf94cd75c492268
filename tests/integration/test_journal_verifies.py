"""Verify again, and edit: the journal's service with the real Guardian in a real sandbox."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import journal_data
from dreamer_app.core.states import CheckOutcome, Verdict
from dreamer_app.paths import Paths
from dreamer_app.services.assembly import Services, build
from dreamer_app.settings import Settings

pytestmark = pytest.mark.bubblewrap

CODE = "def double(number):\n    return 2 * number\n"
WRONG = "def double(number):\n    return number\n"
TESTS = (
    "def test_numbers():\n    assert double(2) == 4\n    assert double(-3) == -6\n\n\n"
    "def test_zero():\n    assert double(0) == 0\n"
)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with ThreadPoolExecutor(1) as executor:
        made = build(
            Paths(tmp_path / "home"),
            Settings(sandbox="bubblewrap"),
            executor=executor,
            publish=lambda _event: None,
        )
        yield made
        made.close()


@pytest.fixture
def lesson_id(services: Services) -> str:
    dream = journal_data.dream("s1", 1, random.Random(4))
    assert dream.scenario is not None
    scenario = replace(
        dream.scenario, libraries=(), entry_point="double", tests=TESTS, stub=CODE, entity_ids=()
    )
    services.store.lessons.begin_session(replace(journal_data.SESSION, id="s1"))
    services.store.lessons.record_dream(
        replace(dream, scenario=scenario, code=CODE, alternatives=())
    )
    return dream.id


def test_a_lesson_is_verified_again_and_keeps_the_new_verdict(
    services: Services, lesson_id: str
) -> None:
    judgement = services.journal.verify_again(lesson_id)
    outcomes = {check.name: check.outcome for check in judgement.checks}
    assert outcomes["tests_pass"] is CheckOutcome.PASSED
    services.journal.record_verdict(lesson_id, judgement)
    lesson = services.journal.get_lesson(lesson_id)
    assert (lesson.judgement, lesson.edited) == (judgement, False)


def test_an_edit_that_breaks_the_lesson_is_refused(services: Services, lesson_id: str) -> None:
    judgement = services.journal.verify_again(lesson_id, code=WRONG)
    assert judgement.verdict is Verdict.REJECTED
    assert judgement.fell_at == "tests_pass"
    assert services.journal.get_lesson(lesson_id).action == CODE
