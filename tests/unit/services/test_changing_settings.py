"""What a change of a setting writes down and does at once, in the wired program."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import journal_data
from dreamer_app.core.states import DreamOutcome
from dreamer_app.paths import Paths
from dreamer_app.services.assembly import Services, build
from dreamer_app.settings import load, read_file


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    monkeypatch.setenv("DREAMING_SAMPLES", "8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("DREAMING_TEST_REPEATS=7\n")
    paths = Paths(tmp_path / "home").ensure()
    with ThreadPoolExecutor(1) as executor:
        made = build(
            paths, load(paths.settings_file), executor=executor, publish=lambda _event: None
        )
        yield made
        made.close()


def keep_a_lesson(services: Services, seed: int) -> str:
    session, dreams = next(iter(journal_data.nights(1, 5, seed)))
    services.store.lessons.begin_session(session)
    kept = next(dream for dream in dreams if dream.outcome is DreamOutcome.KEPT)
    services.store.lessons.record_dream(kept)
    services.store.lessons.end_session(replace(session, ended_at=session.started_at))
    services.store.lessons.settle()
    return kept.id


def test_a_change_writes_the_changed_variable_and_nothing_of_the_environment(
    services: Services,
) -> None:
    assert (services.settings.current.samples, services.settings.current.repeats) == (8, 7)
    services.settings.change({"DREAMING_MAX_SCENARIOS": 3})
    assert read_file(services.paths.settings_file) == {"DREAMING_MAX_SCENARIOS": 3}
    assert services.settings.current.samples == 8


def test_another_folder_for_lessons_is_used_at_once(services: Services, tmp_path: Path) -> None:
    first = keep_a_lesson(services, 1)
    services.settings.change({"DREAMING_OUTPUT_DIR": str(tmp_path / "elsewhere")})
    second = keep_a_lesson(services, 2)
    assert services.journal.lesson_file(second) == tmp_path / "elsewhere" / f"dream_{second}.py"
    before = services.paths.output_dir("./data/synthetic_training")
    assert [path.name for path in before.glob("*.py")] == [f"dream_{first}.py"]
