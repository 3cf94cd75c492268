"""Small GGUF files made on the spot."""

import struct
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

MakeGguf = Callable[..., Path]

LLAMA: Mapping[str, Any] = {
    "general.architecture": "llama",
    "general.file_type": 0,
    "llama.block_count": 2,
    "llama.context_length": 512,
    "llama.embedding_length": 8,
    "llama.attention.head_count": 2,
    "llama.feed_forward_length": 16,
    "tokenizer.ggml.tokens": ["a", "b", "c", "d"],
}


def _text(value: str) -> bytes:
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def _value(value: Any) -> bytes:
    if isinstance(value, str):
        return struct.pack("<I", 8) + _text(value)
    if isinstance(value, list):
        numbers = bool(value) and isinstance(value[0], int)
        kind = 4 if numbers else 8
        items = [struct.pack("<I", v) if numbers else _text(v) for v in value]
        return struct.pack("<IIQ", 9, kind, len(value)) + b"".join(items)
    return struct.pack("<II", 4, value)


def _gguf(metadata: Mapping[str, Any], tensors: Sequence[tuple[str, tuple[int, ...]]]) -> bytes:
    out = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(metadata))
    for key, value in metadata.items():
        out += _text(key) + _value(value)
    offset = 0
    for name, shape in tensors:
        out += _text(name) + struct.pack(f"<I{len(shape)}Q", len(shape), *shape)
        out += struct.pack("<IQ", 0, offset)
        size = 4
        for n in shape:
            size *= n
        offset += -(-size // 32) * 32
    out += b"\0" * (-len(out) % 32)
    return out + b"\0" * offset


@pytest.fixture
def make_gguf(tmp_path: Path) -> MakeGguf:
    """Writes a tiny GGUF; keywords change single keys of its metadata."""

    def make(
        name: str = "tiny.gguf",
        metadata: Mapping[str, Any] | None = None,
        tensors: Sequence[tuple[str, tuple[int, ...]]] = (("token_embd.weight", (8, 4)),),
        folder: Path | None = None,
    ) -> Path:
        path = (folder or tmp_path) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_gguf({**LLAMA, **(metadata or {})}, tensors))
        return path

    return make
