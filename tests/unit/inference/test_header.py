import random
from collections.abc import Callable
from pathlib import Path

import pytest

from dreamer_app.core.errors import ModelError
from dreamer_app.inference import read_header
from dreamer_app.inference.gguf import parse_header

MakeGguf = Callable[..., Path]


@pytest.mark.model
def test_the_embedded_model_is_described_from_its_header_alone(embedded_model: Path) -> None:
    info = read_header(embedded_model)
    assert info.architecture == "llama"
    assert info.quantisation == "Q4_1"
    assert info.parameters == 134_515_008
    assert info.context_length == 8192
    assert info.has_chat_template
    assert "<|im_start|>" in info.chat_template
    assert info.licence == "apache-2.0"


def test_a_tiny_model_is_read_back_as_it_was_written(make_gguf: MakeGguf) -> None:
    info = read_header(make_gguf("my-model.gguf"))
    assert (info.name, info.architecture, info.parameters) == ("my-model", "llama", 32)
    assert (info.quantisation, info.context_length) == ("F32", 512)
    assert not info.has_chat_template


def test_a_file_without_the_ending_is_named_by_what_it_says_of_itself(make_gguf: MakeGguf) -> None:
    path = make_gguf("sha256-0123", {"general.name": "Coder 1B"})
    assert read_header(path).name == "Coder 1B"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "the file is empty"),
        (b"GG", "its header is cut off"),
        (b"GGUF\x03\0\0\0", "its header is cut off"),
        (b"ggml" + bytes(100), "it is not a GGUF file"),
        (b"\x7fELF" + bytes(100), "it is not a GGUF file"),
        (b"GGUF\0\0\0\x03" + bytes(100), "for big-endian machines"),
        (b"GGUF\x01\0\0\0" + bytes(100), "of version 1"),
        (b"GGUF\x03\0\0\0" + b"\xff" * 100, "more entries than a model can have"),
    ],
)
def test_a_file_that_is_no_model_gets_one_sentence(
    tmp_path: Path, content: bytes, why: str
) -> None:
    path = tmp_path / "bad.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=why) as caught:
        read_header(path)
    assert str(path) in caught.value.message
    assert caught.value.message.count(". ") == 0


def test_an_absent_file_and_a_folder_are_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="there is no such file"):
        read_header(tmp_path / "absent.gguf")
    with pytest.raises(ModelError, match="it is a folder"):
        read_header(tmp_path)


def test_missing_bytes_at_the_end_are_counted_without_loading(make_gguf: MakeGguf) -> None:
    path = make_gguf()
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ModelError, match="cut off: 40 bytes are missing"):
        read_header(path)


@pytest.mark.parametrize(
    ("metadata", "why"),
    [
        ({"general.type": "adapter"}, "LoRA adapter"),
        ({"adapter.type": "lora"}, "LoRA adapter"),
        ({"general.type": "mmproj"}, "image projector"),
        ({"general.architecture": "clip"}, "image projector"),
        ({"general.architecture": "nomic-bert"}, "embedding model"),
        ({"llama.pooling_type": 1}, "embedding model"),
        ({"split.count": 3}, "one part of a model split"),
        ({"general.architecture": ""}, "does not say which architecture"),
        ({"general.architecture": "llamo"}, "does not know its architecture, 'llamo'"),
        ({"llama.block_count": 0}, "does not say how many layers"),
        ({"general.alignment": 7}, "alignment of 7"),
    ],
)
def test_a_gguf_that_cannot_dream_says_what_it_is(
    make_gguf: MakeGguf, metadata: dict[str, object], why: str
) -> None:
    with pytest.raises(ModelError, match=why):
        read_header(make_gguf(metadata=metadata))


def test_a_vocabulary_without_weights_is_refused(make_gguf: MakeGguf) -> None:
    with pytest.raises(ModelError, match="no weights"):
        read_header(make_gguf(tensors=()))


def test_long_arrays_are_stepped_over_and_only_counted(make_gguf: MakeGguf) -> None:
    path = make_gguf(metadata={"tokenizer.ggml.tokens": ["x"] * 5000})
    header = parse_header(path)
    assert header.metadata["tokenizer.ggml.tokens"] == 5000
    assert header.length("tokenizer.ggml.tokens") == 5000


def test_a_header_with_any_bytes_changed_is_read_or_refused_and_never_more(
    make_gguf: MakeGguf, tmp_path: Path
) -> None:
    good = make_gguf().read_bytes()
    dice = random.Random(7)
    refused = 0
    for number in range(400):
        data = bytearray(good)
        for _ in range(dice.randint(1, 4)):
            data[dice.randrange(len(data) - 128)] = dice.randrange(256)
        path = tmp_path / f"{number}.gguf"
        path.write_bytes(data)
        try:
            read_header(path)
        except ModelError:
            refused += 1
    assert 50 < refused < 400
