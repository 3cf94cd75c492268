"""The catalogue: complete, and its estimates close to what a header tells."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dreamer_app import paths
from dreamer_app.core.errors import InputError
from dreamer_app.inference import expected_fit, find_listed, fit, listed_models, read_header
from dreamer_app.inference.catalogue import Listed
from dreamer_app.inference.gguf import parse_header


def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(paths.catalogue().read_text("utf-8"))["model"]
    return rows


def test_there_is_one_for_every_size_of_machine() -> None:
    assert [model.memory_gb for model in listed_models()] == [4, 8, 16, 24]


@pytest.mark.parametrize("model", listed_models(), ids=lambda model: str(model.name))
def test_each_fits_the_machine_it_is_meant_for_with_room_for_others(model: Listed) -> None:
    memory = model.memory_gb * 10**9
    need = expected_fit(model, context=4096, sequences=16, free_bytes=memory).total
    assert 0.3 * memory < need < 0.92 * memory


@pytest.mark.parametrize("model", listed_models(), ids=lambda model: str(model.name))
def test_every_hash_is_one_and_every_file_is_pinned_to_a_commit(model: Listed) -> None:
    assert not model.sha256 or re.fullmatch(r"[0-9a-f]{64}", model.sha256)
    assert re.fullmatch(r"[0-9a-f]{40}", model.revision)
    assert model.file.endswith(f"{model.quantisation}.gguf")
    assert model.licence == "Apache-2.0"
    assert model.size > 0


_OF_THE_FILE = ("file", "size", "sha256", "revision")
_OF_THE_NETWORK = ("layers", "heads", "kv_heads", "head_size", "vocabulary")
_AT_A_COMMIT = re.compile(r"https://github\.com/[\w.-]+/[\w.-]+/blob/[0-9a-f]{40}/\S+\.\w+")
_A_PAGE = re.compile(r"https?://[\w.-]+\.\w+/\S+")


@pytest.mark.parametrize("row", _rows(), ids=lambda row: str(row["name"]))
def test_every_figure_names_the_file_or_page_that_it_was_read_in(row: dict[str, Any]) -> None:
    sources = row["sources"]
    for key in _OF_THE_FILE:
        if row.get(key):
            assert sources[key]
            assert all(_AT_A_COMMIT.fullmatch(place) for place in sources[key])
    for key in (*_OF_THE_NETWORK, "licence"):
        assert sources[key]
        assert all(_A_PAGE.fullmatch(place) for place in sources[key])
    assert set(sources) <= {*_OF_THE_FILE, *_OF_THE_NETWORK, "licence"}


@pytest.mark.parametrize("name", ["qwen2.5-coder-7b", "Qwen2.5-Coder-7B-Instruct-Q4_K_M.gguf"])
def test_a_model_is_found_by_its_name_or_its_file(name: str) -> None:
    assert find_listed(name).title == "Qwen2.5-Coder 7B Instruct"


def test_any_file_of_the_hub_can_be_named() -> None:
    found = find_listed("someone/Coder-GGUF/sub/coder-q4.gguf")
    assert (found.repository, found.file) == ("someone/Coder-GGUF", "sub/coder-q4.gguf")
    assert (found.sha256, found.size) == ("", 0)


@pytest.mark.parametrize("name", ["nothing", "someone/Coder-GGUF", "a/b/c.safetensors"])
def test_an_unknown_name_says_which_there_are(name: str) -> None:
    with pytest.raises(InputError, match=r"There is no model .* It has qwen2"):
        find_listed(name)


@pytest.mark.model
def test_the_estimate_is_close_to_what_the_file_itself_tells(embedded_model: Path) -> None:
    header = parse_header(embedded_model)
    listed = Listed(
        name="x",
        title="x",
        memory_gb=1,
        repository="",
        file="x.gguf",
        size=header.size_bytes,
        architecture="llama",
        layers=header.of_architecture("block_count"),
        heads=header.of_architecture("attention.head_count"),
        kv_heads=header.of_architecture("attention.head_count_kv"),
        head_size=64,
        vocabulary=header.length("tokenizer.ggml.tokens"),
    )
    known = fit(read_header(embedded_model), context=2048, sequences=16, quick=False)
    guessed = expected_fit(listed, context=2048, sequences=16)
    assert abs(guessed.total - known.total) < 0.03 * known.total
