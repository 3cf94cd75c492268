"""Which bytes a model has: hashed once, and compared with what was promised."""

import hashlib
import os
from pathlib import Path

import pytest

from dreamer_app.core.errors import ModelError, Stopped
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.inference import hash_of
from dreamer_app.inference.pins import Pin, keep_pin

_CONTENT = b"weights" * 1000
_HASH = hashlib.sha256(_CONTENT).hexdigest()


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / "home/cache/hashes.json"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "elsewhere/model.gguf"
    path.parent.mkdir()
    path.write_bytes(_CONTENT)
    return path


def damage(path: Path, *, quietly: bool) -> None:
    """Change a byte; quietly: so that size and time stay as they were."""
    state = path.stat()
    path.write_bytes(b"x" + path.read_bytes()[1:])
    if quietly:
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    else:
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1))


def test_a_file_of_another_program_is_hashed_once(model: Path, memory: Path) -> None:
    assert hash_of(model, memory, StopToken()) == _HASH
    damage(model, quietly=True)  # unseen: it is not read again
    assert hash_of(model, memory, StopToken()) == _HASH
    assert list(model.parent.iterdir()) == [model]


def test_a_file_that_changed_is_hashed_again(model: Path, memory: Path) -> None:
    hash_of(model, memory, StopToken())
    damage(model, quietly=False)
    actual = hashlib.sha256(model.read_bytes()).hexdigest()
    assert hash_of(model, memory, StopToken()) == actual != _HASH


def test_a_fetched_file_that_changed_is_one_sentence(model: Path, memory: Path) -> None:
    keep_pin(model.parent, model.name, Pin(sha256=_HASH, size=len(_CONTENT)))
    assert hash_of(model, memory, StopToken()) == _HASH
    damage(model, quietly=False)
    with pytest.raises(ModelError, match=f"not what was fetched: .* instead of {_HASH}"):
        hash_of(model, memory, StopToken())


def test_a_fetched_file_that_was_only_touched_is_still_known(model: Path, memory: Path) -> None:
    keep_pin(model.parent, model.name, Pin(sha256=_HASH, size=len(_CONTENT)))
    os.utime(model, ns=(0, 0))
    assert hash_of(model, memory, StopToken()) == _HASH


@pytest.mark.parametrize("name", ["sha256-{}", "{}"], ids=["Ollama", "the hub's cache"])
def test_a_blob_has_to_be_what_its_name_says(tmp_path: Path, memory: Path, name: str) -> None:
    blob = tmp_path / "blobs" / name.format(_HASH)
    blob.parent.mkdir()
    blob.write_bytes(_CONTENT)
    link = tmp_path / "model.gguf"
    link.symlink_to(blob)
    assert hash_of(link, memory, StopToken()) == _HASH
    damage(blob, quietly=False)
    with pytest.raises(ModelError, match="is not what was fetched"):
        hash_of(link, memory, StopToken())


def test_a_stop_ends_the_hashing(model: Path, memory: Path) -> None:
    stop = StopToken()
    stop.stop(Reason.STOPPED_BY_USER)
    with pytest.raises(Stopped):
        hash_of(model, memory, stop)


def test_files_that_are_gone_are_forgotten(model: Path, memory: Path) -> None:
    other = model.with_name("other.gguf")
    other.write_bytes(_CONTENT)
    hash_of(other, memory, StopToken())
    other.unlink()
    hash_of(model, memory, StopToken())
    assert str(other) not in memory.read_text()


def test_a_home_that_cannot_be_written_costs_only_time(model: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert hash_of(model, tmp_path / "file/hashes.json", StopToken()) == _HASH
