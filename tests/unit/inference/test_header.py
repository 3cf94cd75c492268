import contextlib
import random
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from dreamer_app.core.errors import ModelError
from dreamer_app.core.inference import ModelInfo
from dreamer_app.inference import choose_model, examine_models, fit, read_header
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


def go_all_the_way(folder: Path) -> list[ModelInfo]:
    """What the program does with every file in a folder, before anything is loaded."""
    found = examine_models(folder, environment={"HOME": str(folder / "home")})
    infos = [one.info for one in found if one.info is not None]
    for info in infos:
        assert fit(info, gpu_free=1 << 33).total > 0
        with contextlib.suppress(ModelError):  # it may need more memory than there is
            choose_model(str(info.path), [])
            choose_model("", [info])
    for one in found:
        assert one.refusal.count("\n") == 0
        assert len(one.refusal) < 400 + len(str(one.path))
    return infos


@pytest.mark.parametrize(
    ("metadata", "why"),
    [
        ({"llama.block_count": 1 << 31}, "says that it has 2147483648 layers"),
        ({"llama.block_count": 4097}, "says that it has 4097 layers"),
        ({"llama.attention.head_count": (1 << 32) - 1}, "says that it has 4294967295 attention"),
        ({"llama.attention.head_count_kv": [2, 1 << 30]}, "1073741824 heads for keys and values"),
        ({"llama.attention.key_length": 1 << 31}, "2147483648 numbers in a key"),
        ({"llama.embedding_length": 1 << 31}, "2147483648 numbers for each token"),
        ({"llama.feed_forward_length": "many"}, "does not give a number of numbers inside a lay"),
        ({"tokenizer.ggml.merges": 1 << 31}, "does not say which tokens it knows"),
    ],
)
def test_a_number_that_no_model_has_is_refused_before_anything_counts_with_it(
    make_gguf: MakeGguf, tmp_path: Path, metadata: dict[str, object], why: str
) -> None:
    path = make_gguf(metadata=metadata)
    with pytest.raises(ModelError, match=why):
        read_header(path)
    assert go_all_the_way(tmp_path) == []


def test_a_model_without_attention_heads_is_estimated_all_the_same(
    make_gguf: MakeGguf, tmp_path: Path
) -> None:
    make_gguf(metadata={"llama.attention.head_count": 0})
    assert len(go_all_the_way(tmp_path)) == 1


def nested(depth: int) -> bytes:
    """A header whose one value is an array in an array, that many times."""
    key = struct.pack("<Q", 1) + b"k"
    return (
        b"GGUF"
        + struct.pack("<IQQ", 3, 0, 1)
        + key
        + struct.pack("<I", 9)
        + struct.pack("<IQ", 9, 1) * depth
    )


@pytest.mark.parametrize("depth", [1, 100_000])
def test_arrays_inside_arrays_are_refused_however_deep(tmp_path: Path, depth: int) -> None:
    path = tmp_path / "nested.gguf"
    path.write_bytes(nested(depth))
    with pytest.raises(ModelError, match="holds an array of arrays"):
        read_header(path)
    assert go_all_the_way(tmp_path) == []


def test_a_text_longer_than_any_model_has_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.gguf"
    with path.open("wb") as file:  # a sparse file: nothing of it is on the disk
        file.write(b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1 << 33))
        file.truncate(1 << 34)
    with pytest.raises(ModelError, match="holds a text of 8,589,934,592 bytes"):
        read_header(path)


def test_a_weight_of_an_unknown_type_cannot_be_larger_than_its_file(
    make_gguf: MakeGguf, tmp_path: Path
) -> None:
    path = make_gguf()
    data = path.read_bytes()
    at = data.index(b"token_embd.weight") + len("token_embd.weight") + 4
    of_type_99 = struct.pack("<QQI", 1 << 40, 1 << 20, 99)
    path.write_bytes(data[:at] + of_type_99 + data[at + 20 :])
    with pytest.raises(ModelError, match="announces more weights than the file has bits"):
        read_header(path)
    assert go_all_the_way(tmp_path) == []


@pytest.mark.parametrize(
    ("metadata", "begins"),
    [
        ({"general.architecture": "x" * 5000}, "does not know its architecture, 'xxx"),
        ({"general.alignment": "y\n" * 5000}, "asks for an alignment of 'y"),
    ],
)
def test_what_a_file_says_is_cut_where_a_sentence_quotes_it(
    make_gguf: MakeGguf, metadata: dict[str, object], begins: str
) -> None:
    path = make_gguf(metadata=metadata)
    with pytest.raises(ModelError, match=begins) as caught:
        read_header(path)
    assert len(caught.value.message) < 200 + len(str(path))
    assert "\n" not in caught.value.message


def test_a_name_is_one_line_that_can_be_read(make_gguf: MakeGguf) -> None:
    said = {"general.name": "Coder\n\x1b[31m" + "long " * 200, "general.license": "mit " * 200}
    info = read_header(make_gguf("blob", said))
    assert info.name.startswith("Coder [31mlong")
    assert info.name.isprintable()
    assert (len(info.name), len(info.licence)) == (60, 60)


def test_a_header_with_any_bytes_changed_is_read_or_refused_and_never_more(
    make_gguf: MakeGguf, tmp_path: Path
) -> None:
    good = make_gguf().read_bytes()
    (tmp_path / "tiny.gguf").unlink()
    dice = random.Random(7)
    for number in range(400):
        data = bytearray(good)
        for _ in range(dice.randint(1, 4)):
            data[dice.randrange(len(data) - 128)] = dice.randrange(256)
        (tmp_path / f"{number}.gguf").write_bytes(data)
    assert 0 < len(go_all_the_way(tmp_path)) < 350
