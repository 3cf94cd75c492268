"""Small models' copies in the form that the processor multiplies fastest, made for real."""

import os
import time
from pathlib import Path

import pytest

from dreamer_app.core.inference import GenerationRequest, Prompt, Sampling
from dreamer_app.core.stop import StopToken
from dreamer_app.inference import ModelHost, read_header

pytestmark = pytest.mark.model

REQUEST = GenerationRequest(
    prompt=Prompt(text='def add(a, b):\n    """Return the sum of a and b."""'),
    max_tokens=12,
    sampling=Sampling(temperature=0.0),
)


def copied(model: Path, folder: Path) -> Path:
    from dreamer_app.inference.expanding import BYTES_EACH, _copied

    return _copied(model, folder, 135_000_000 * BYTES_EACH, 1)


def answer(path: Path, copies: Path | None = None) -> str:
    host = ModelHost(read_header(path), context=256, sequences=1, priority=0, copies=copies)
    try:
        return host.generate(REQUEST, StopToken())[0].text
    finally:
        host.close()


def test_a_copy_answers_as_its_model_does(embedded_model: Path, tmp_path: Path) -> None:
    copy = copied(embedded_model, tmp_path)
    assert copy.parent == tmp_path
    assert answer(copy).split("\n")[1] == answer(embedded_model).split("\n")[1]


def test_a_copy_is_made_once_and_takes_the_place_of_older_ones(
    embedded_model: Path, tmp_path: Path
) -> None:
    (tmp_path / "of another model.bf16.gguf").write_bytes(b"old")
    copy = copied(embedded_model, tmp_path)
    made = copy.stat().st_mtime_ns
    assert copied(embedded_model, tmp_path) == copy
    assert copy.stat().st_mtime_ns == made
    assert list(tmp_path.iterdir()) == [copy]


def test_an_attempt_that_died_is_not_repeated_at_once(embedded_model: Path, tmp_path: Path) -> None:
    copy = copied(embedded_model, tmp_path)
    part = copy.with_name(copy.name.replace(".bf16.gguf", ".part"))
    copy.rename(part)
    assert copied(embedded_model, tmp_path) == embedded_model
    long_ago = time.time() - 3600
    os.utime(part, (long_ago, long_ago))
    assert copied(embedded_model, tmp_path) == copy


def test_what_cannot_be_copied_is_loaded_as_it_is(embedded_model: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + bytes(200))
    folder = tmp_path / "copies"
    assert copied(broken, folder) == broken
    assert list(folder.iterdir()) == []
    (tmp_path / "file").write_text("in the way")
    from dreamer_app.inference.expanding import quick_copy

    assert quick_copy(embedded_model, tmp_path / "file", 135_000_000, 1) == embedded_model


def test_large_models_are_loaded_as_they_are(embedded_model: Path, tmp_path: Path) -> None:
    from dreamer_app.inference.expanding import quick_copy

    assert quick_copy(embedded_model, tmp_path, 7_000_000_000, 1) == embedded_model
    assert list(tmp_path.iterdir()) == []


def test_the_host_works_with_whichever_it_loads(embedded_model: Path, tmp_path: Path) -> None:
    assert answer(embedded_model, copies=tmp_path / "copies")
