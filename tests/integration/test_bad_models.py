"""Models that cannot be used, and hosts that die of them: one clear sentence, and life goes on."""

import os
import random
import re
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from dreamer_app.core.dreams import SessionReport
from dreamer_app.core.errors import ModelError
from dreamer_app.core.inference import GenerationRequest, Prompt
from dreamer_app.core.states import DreamOutcome, Reason, SessionStatus, Trigger
from dreamer_app.core.stop import StopToken
from dreamer_app.inference import ModelHost, choose_model, fitting, read_header
from dreamer_app.inference.default_model import default_model
from dreamer_app.inference.pins import Pin, keep_pin
from dreamer_app.paths import Paths
from dreamer_app.services.assembly import Services, build, closing
from dreamer_app.services.workshop import Workshop
from dreamer_app.settings import Settings

pytestmark = pytest.mark.model

LONG = GenerationRequest(prompt=Prompt(text="Once upon a time"), samples=8, max_tokens=900)
SHORT = GenerationRequest(prompt=Prompt(text="x ="), max_tokens=2)

SEED = 1
"""A session with this one asks the model: some others meet only what no task can be made of."""


def bad_files(good: bytes) -> dict[str, tuple[bytes, str]]:
    """Content by name of the file, and what is to be said of it."""
    split = struct.pack("<Q", 11) + b"split.count" + struct.pack("<IH", 2, 3)
    header = good[:16] + struct.pack("<Q", struct.unpack("<Q", good[16:24])[0] + 1)
    return {
        "truncated.gguf": (good[: len(good) // 2], "the file is cut off: "),
        "half-a-header.gguf": (good[:3000], "its header is cut off"),
        "random.gguf": (os.urandom(1 << 16), "it is not a GGUF file"),
        "empty.gguf": (b"", "the file is empty"),
        "old.gguf": (b"ggjt" + good[4:], r"it is not a GGUF file \(it begins with b'ggjt'\)"),
        "unknown.gguf": (
            good[:20_000].replace(b"llama", b"llamo") + good[20_000:],
            "the installed llama.cpp does not know its architecture, 'llamo'",
        ),
        "part-of-a-split.gguf": (
            header + split + good[24:] + bytes(64),
            "one part of a model split over",
        ),
        "coder-00002-of-00003.gguf": (good, "one part of a model split over"),
    }


_NAMES = sorted(bad_files(bytes(100)))


@pytest.mark.parametrize("name", _NAMES)
def test_a_bad_file_is_one_sentence(embedded_model: Path, tmp_path: Path, name: str) -> None:
    content, sentence = bad_files(embedded_model.read_bytes())[name]
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ModelError, match=sentence) as raised:
        use(path)
    assert raised.value.message.startswith(f"The model {path} cannot be used: ")
    assert raised.value.message.count("\n") == 0


@pytest.mark.parametrize("name", _NAMES)
def test_a_bad_file_ends_the_session_with_its_reason_and_the_next_one_works(
    embedded_model: Path, tmp_path: Path, name: str, services: Callable[[Path], Services]
) -> None:
    content, sentence = bad_files(embedded_model.read_bytes())[name]
    path = tmp_path / name
    path.write_bytes(content)
    house = services(path)
    report = house.dreams.start(count=1, seed=SEED).result()
    assert report.status is SessionStatus.ERROR
    assert re.search(sentence, report.problem)
    house.settings.change({"DREAMING_MODEL_PATH": str(embedded_model)})
    assert house.dreams.start(count=1, seed=SEED).result().status is SessionStatus.COMPLETED


def killed_in_the_middle(house: Services, sign: int) -> SessionReport:
    """A session whose host is killed while it works on its first request."""
    session = house.dreams.start(count=1, seed=SEED)

    def kill() -> None:
        while not session.done():
            host = house.workshop._host
            if isinstance(host, ModelHost) and host._pending and host.process_id is not None:
                os.kill(host.process_id, sign)
                return
            time.sleep(0.001)

    killer = threading.Thread(target=kill)
    killer.start()
    killer.join()
    return session.result()


@pytest.mark.parametrize(
    ("sign", "sentence"), [(signal.SIGKILL, "memory ran short"), (signal.SIGABRT, "SIGABRT")]
)
def test_a_host_killed_in_a_session_costs_the_dream_and_the_next_session_works(
    embedded_model: Path, services: Callable[[Path], Services], sign: int, sentence: str
) -> None:
    house = services(embedded_model)
    report = killed_in_the_middle(house, sign)
    assert report.status is SessionStatus.ERROR
    assert sentence in report.problem
    assert DreamOutcome.UNVERIFIED in {dream.outcome for dream in report.dreams}
    assert house.dreams.start(count=1, seed=SEED).result().status is SessionStatus.COMPLETED


def test_a_context_that_no_prompt_fits_into_ends_the_session_with_its_reason(
    embedded_model: Path, tmp_path: Path, services: Callable[[Path], Services]
) -> None:
    good, name = embedded_model.read_bytes(), b"llama.context_length"
    at = good.index(name) + len(name) + 4
    path = tmp_path / "short.gguf"
    path.write_bytes(good[:at] + struct.pack("<I", 32) + good[at + 4 :])
    house = services(path)
    report = house.dreams.start(count=1, seed=SEED).result()
    assert report.status is SessionStatus.ERROR
    assert "tokens and the context only 32" in report.problem
    house.settings.change({"DREAMING_MODEL_PATH": str(embedded_model)})
    assert house.dreams.start(count=1, seed=SEED).result().status is SessionStatus.COMPLETED


def use(path: Path) -> None:
    host = ModelHost(choose_model(str(path), []), context=256, sequences=1, priority=0)
    try:
        host.generate(SHORT, StopToken())
    finally:
        host.close()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Callable[[Path], Services]]:
    with ThreadPoolExecutor(2) as pool:
        opened: list[Services] = []

        def make(model: Path) -> Services:
            settings = Settings(
                model_path=str(model), model_context=2048, samples=2, process_priority=0
            )
            paths = Paths(tmp_path / "home")
            made = build(paths, settings, executor=pool, publish=lambda _: None)
            opened.append(made)
            made.knowledge.ingest(["textwrap"], StopToken())
            return made

        yield make
        for each in opened:
            with closing(each):
                pass


def test_a_model_larger_than_this_machine_is_refused_before_it_is_loaded(
    embedded_model: Path,
) -> None:
    with pytest.raises(ModelError, match=r"needs 0\.\d GB of memory, and this machine has only"):
        choose_model(str(embedded_model), [], total_bytes=100_000_000)


def test_a_chosen_model_that_does_not_fit_now_is_refused_with_a_way_to_load_it_all_the_same(
    embedded_model: Path,
) -> None:
    with pytest.raises(ModelError, match=r"does not fit: it needs .* and 0 MB are free") as caught:
        choose_model(str(embedded_model), [], free_bytes=0)
    assert "DREAMING_MODEL_ANYWAY" in caught.value.hint
    chosen = choose_model(str(embedded_model), [], free_bytes=0, anyway=True)
    assert chosen.path == embedded_model


@pytest.mark.parametrize(
    ("share", "anyway", "words"),
    [(1.1, False, "fits only just"), (0.9, True, "does not fit"), (5.0, False, "")],
)
def test_before_a_model_is_loaded_it_is_said_that_memory_is_short_for_it(
    embedded_model: Path,
    services: Callable[[Path], Services],
    monkeypatch: pytest.MonkeyPatch,
    share: float,
    anyway: bool,
    words: str,
) -> None:
    house = services(embedded_model)
    house.settings.change({"DREAMING_MODEL_ANYWAY": anyway})
    need = house.workshop.fit_of(read_header(embedded_model))
    stored = need.total - need.weights_bytes + embedded_model.stat().st_size
    monkeypatch.setattr(fitting, "free_memory", lambda: int(stored * share))
    said: list[str] = []
    house.workshop.warn = said.append
    house.workshop.model()
    assert len(said) == (1 if words else 0)
    assert all(words in sentence for sentence in said)


@contextmanager
def little_memory(most: int, folder: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Model hosts that begin meanwhile get that much memory, and no more.

    The host enters the group itself: were this process in it, the kernel might choose it.
    """
    old = Path("/sys/fs/cgroup/memory")
    root = old if old.is_dir() else Path("/sys/fs/cgroup")
    group = root / f"dreamer-test-{os.getpid()}"
    try:
        group.mkdir()
        limit = "memory.limit_in_bytes" if old.is_dir() else "memory.max"
        (group / limit).write_text(str(most))
    except OSError:
        pytest.skip("memory cannot be limited here")
    python = folder / "python"
    python.write_text(
        f'#!/bin/sh\necho $$ >"{group}/cgroup.procs" || exit 9\nexec "{sys.executable}" "$@"\n'
    )
    python.chmod(0o700)
    try:
        with patch.context() as within:
            within.setattr(sys, "executable", str(python))
            yield
    finally:
        group.rmdir()


def test_a_host_that_the_kernel_kills_for_its_memory_says_so_and_the_next_works(
    embedded_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = ModelHost(read_header(embedded_model), context=8192, sequences=8, priority=0)
    try:
        with (
            little_memory(120_000_000, tmp_path, monkeypatch),
            pytest.raises(ModelError, match="most likely because memory ran short"),
        ):
            host.generate(LONG, StopToken())
        assert host.generate(SHORT, StopToken())
    finally:
        host.close()


def crash(workshop: Workshop) -> None:
    """A host that dies in the middle of a request, as after an abort inside llama.cpp."""
    model = workshop.model()
    assert isinstance(model, ModelHost)
    model.generate(SHORT, StopToken())
    process = model.process_id
    assert process is not None
    threading.Timer(0.1, os.kill, [process, signal.SIGABRT]).start()
    with pytest.raises(ModelError, match="SIGABRT"):
        model.generate(LONG, StopToken())


def test_three_crashes_count_over_sessions_until_a_person_asks(
    embedded_model: Path, services: Callable[[Path], Services]
) -> None:
    house = services(embedded_model)
    for _ in range(3):
        crash(house.workshop)
        house.workshop.release()  # as at the end of each session
    with pytest.raises(ModelError, match=r"crashed 3 times in ten minutes .* not started again"):
        house.workshop.model().generate(SHORT, StopToken())
    house.workshop.release()
    for trigger in (Trigger.NIGHTLY, Trigger.IDLE):
        refusal = house.energy.permission(trigger)
        assert refusal.reason is Reason.MODEL_CRASHED
        assert embedded_model.stem.split("-")[0].lower() in refusal.detail.lower()
    asked = house.dreams.start(count=1, seed=SEED)  # a person asks: Dream now
    house.dreams.stop()
    asked.result()
    assert house.energy.permission(Trigger.IDLE).reason is not Reason.MODEL_CRASHED
    assert house.workshop.model().generate(SHORT, StopToken())


def test_another_model_is_not_held_back_by_the_crashes_of_one(
    embedded_model: Path, tmp_path: Path, services: Callable[[Path], Services]
) -> None:
    house = services(embedded_model)
    for _ in range(3):
        crash(house.workshop)
    house.workshop.release()
    assert house.workshop.given_up()
    other = tmp_path / "another.gguf"
    other.symlink_to(embedded_model)
    house.settings.change({"DREAMING_MODEL_PATH": str(other)})
    assert house.workshop.given_up() == ""
    assert house.workshop.model().generate(SHORT, StopToken())


def test_the_model_of_a_session_knows_its_files_hash(
    embedded_model: Path, services: Callable[[Path], Services]
) -> None:
    house = services(embedded_model)
    assert house.workshop.model().info.sha256 == default_model().sha256


def test_weights_that_went_bad_after_the_fetch_are_not_dreamed_with(
    embedded_model: Path, tmp_path: Path, services: Callable[[Path], Services]
) -> None:
    data = bytearray(embedded_model.read_bytes())
    data[-1000] ^= 1
    path = tmp_path / embedded_model.name
    path.write_bytes(embedded_model.read_bytes())
    keep_pin(tmp_path, path.name, Pin(sha256=default_model().sha256, size=len(data)))
    path.write_bytes(data)
    report = services(path).dreams.start(count=1, seed=SEED).result()
    assert report.status is SessionStatus.ERROR
    assert "is not what was fetched" in report.problem


def test_weights_that_nobody_vouches_for_are_searched_for_damage_while_they_are_loaded(
    embedded_model: Path, tmp_path: Path, services: Callable[[Path], Services]
) -> None:
    data = bytearray(embedded_model.read_bytes())
    data[-50_000_000:-49_990_000] = random.Random(1).randbytes(10_000)
    path = tmp_path / "found-somewhere.gguf"
    path.write_bytes(data)
    house = services(path)
    with pytest.raises(ModelError, match="found tensors with invalid data"):
        house.workshop.model().generate(SHORT, StopToken())
