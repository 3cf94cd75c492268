"""What a session would fail for is told beforehand, by real files, engine and processes."""

import os
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from dreamer_app.core.errors import InputError, SandboxError
from dreamer_app.core.events import Event
from dreamer_app.core.states import Reason
from dreamer_app.paths import Paths
from dreamer_app.sandbox.presence import find_backend
from dreamer_app.services.assembly import Services, build, closing
from dreamer_app.services.readiness import Preflight
from dreamer_app.settings import Settings

NOWHERE = "unix:///nonexistent/docker.sock"


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    for name in ("HF_HOME", "HF_HUB_CACHE", "OLLAMA_MODELS", "LLAMA_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "empty"))
    return Paths(tmp_path / "home").ensure()


@pytest.fixture
def settings(embedded_model: Path) -> Settings:
    return Settings(model_path=str(embedded_model), enable_dreaming=True)


@pytest.fixture
def without_sandbox(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DOCKER_HOST", NOWHERE)
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def with_sandbox() -> None:
    try:
        find_backend("auto", "preflight")
    except SandboxError as error:
        pytest.skip(str(error))


@pytest.fixture
def patient_model(embedded_model: Path, paths: Paths) -> Path:
    """The model as if it had been trained with four billion tokens at a time."""
    key = b"llama.context_length" + struct.pack("<I", 4)
    said, meant = key + struct.pack("<I", 8192), key + struct.pack("<I", 2**32 - 1)
    data = embedded_model.read_bytes()
    assert said in data
    path = paths.models / "patient.gguf"
    path.write_bytes(data.replace(said, meant))
    return path


MUCH = 131072 * 1024
"""Tokens whose cache takes terabytes."""


@pytest.fixture
def services(paths: Paths, settings: Settings) -> Iterator[Services]:
    def unheard(_: Event) -> None:
        pass

    with ThreadPoolExecutor(1) as pool:
        made = build(paths, settings, executor=pool, publish=unheard)
        with closing(made):
            yield made


def until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


@pytest.mark.usefixtures("with_sandbox")
def test_nothing_is_missing_where_model_and_sandbox_are(paths: Paths, settings: Settings) -> None:
    assert Preflight(paths, "")(settings) == (None, "")


@pytest.mark.usefixtures("without_sandbox")
@pytest.mark.parametrize("choice", ["auto", "docker", "bubblewrap"])
def test_a_machine_without_a_sandbox_is_told(paths: Paths, settings: Settings, choice: str) -> None:
    reason, sentence = Preflight(paths, "")(replace(settings, sandbox=choice))
    assert reason is Reason.NO_SANDBOX
    assert "sandbox" in sentence


def test_a_machine_without_a_model_is_told(paths: Paths) -> None:
    reason, sentence = Preflight(paths, "")(Settings())
    assert reason is Reason.NO_MODEL
    assert "no model" in sentence


def test_a_file_that_is_no_model_is_told(paths: Paths, tmp_path: Path) -> None:
    (tmp_path / "bad.gguf").write_bytes(b"no model at all")
    reason, sentence = Preflight(paths, str(tmp_path / "bad.gguf"))(Settings())
    assert reason is Reason.NO_MODEL
    assert "bad.gguf" in sentence


def test_a_model_that_does_not_fit_into_memory_is_told(paths: Paths, patient_model: Path) -> None:
    large = Settings(model_path=str(patient_model), model_context=MUCH)
    reason, sentence = Preflight(paths, "")(large)
    assert reason is Reason.MEMORY_TOO_SMALL
    assert "memory" in sentence


def test_a_model_is_judged_as_it_will_be_loaded_whatever_asks(
    services: Services, embedded_model: Path
) -> None:
    info = services.models.examine(embedded_model)
    few = services.workshop.fit_of(info).total
    services.settings.change({"DREAMING_SAMPLES": 2})
    assert services.workshop.sequences == 16  # as many as its host draws at once
    assert services.workshop.fit_of(info).total == few
    assert services.models.fit_sentence(info) == services.workshop.fit_of(info).sentence


def test_a_model_that_does_not_fit_is_no_obstacle_where_it_is_to_be_loaded_all_the_same(
    paths: Paths, patient_model: Path
) -> None:
    large = Settings(model_path=str(patient_model), model_context=MUCH, model_anyway=True)
    assert Preflight(paths, "")(large)[0] is not Reason.MEMORY_TOO_SMALL


@pytest.mark.usefixtures("patient_model")
def test_models_of_which_none_fits_are_short_of_memory(paths: Paths) -> None:
    assert Preflight(paths, "")(Settings(model_context=MUCH))[0] is Reason.MEMORY_TOO_SMALL


@pytest.mark.usefixtures("without_sandbox")
def test_services_tell_the_reasons_one_after_another(services: Services) -> None:
    first = services.readiness.blocker()
    assert first is not None
    assert first.reason is Reason.NO_KNOWLEDGE
    services.knowledge.ingest(["textwrap"])
    until(lambda: services.readiness.blocker() is not None)
    second = services.readiness.blocker()
    assert second is not None
    assert second.reason is Reason.NO_SANDBOX


@pytest.mark.usefixtures("with_sandbox")
def test_a_session_of_another_program_in_the_same_home_is_a_reason(services: Services) -> None:
    services.knowledge.ingest(["textwrap"])
    holder = f"""
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from dreamer_app.core.dreams import SessionRecord
from dreamer_app.core.states import Difficulty, SessionStatus, Trigger
from dreamer_app.paths import Paths
from dreamer_app.store import Store

paths = Paths(Path({str(services.paths.home)!r}))
store = Store.open(paths.database, backups=paths.backups, output_dir=paths.home / "lessons")
store.lessons.begin_session(SessionRecord(
    id="elsewhere", trigger=Trigger.MANUAL, status=SessionStatus.RUNNING,
    started_at=datetime.now(UTC), requested=1, difficulty=Difficulty.SIMPLE, seed=1))
print("begun", flush=True)
sys.stdin.read()
"""
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", holder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"begun\n"
        services.readiness.forget()
        told = services.readiness.blocker()
        with pytest.raises(InputError, match="Another Dreamer"):
            services.engine.dream()
        other.kill()
    assert told is not None
    assert told.reason is Reason.ANOTHER_INSTANCE
    services.readiness.forget()
    until(lambda: services.readiness.blocker() is None)
