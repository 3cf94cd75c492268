"""Reads the header of a GGUF file, and says in one sentence what is wrong with a bad one.

Our own reader, because llama.cpp aborts the process on some damaged headers and the ``gguf``
package takes seconds. Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.
"""

import mmap
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dreamer_app.core.errors import ModelError

_MAGIC = b"GGUF"
_SCALARS = {
    0: "B",
    1: "b",
    2: "H",
    3: "h",
    4: "I",
    5: "i",
    6: "f",
    7: "?",
    10: "Q",
    11: "q",
    12: "d",
}
_STRING, _ARRAY = 8, 9
_KEPT_ARRAY = 1024
"""Longer arrays (vocabularies) are stepped over; only their length is kept."""
_MAX_ITEMS = 1 << 24
"""Of one array; the largest vocabularies have some hundred thousand."""
_MAX_VALUES, _MAX_TENSORS = 1 << 16, 1 << 18
_MAX_NAME, _MAX_TEXT = (1 << 16) - 1, 1 << 26
"""Bytes of a key or a tensor's name (the format's own limit), and of any other text."""
_QUOTED = 60
"""Characters of a text of the file that go into a sentence."""

# Elements and bytes of one block per tensor type (ggml.c, type_traits).
_BLOCKS = {
    0: (1, 4),
    1: (1, 2),
    2: (32, 18),
    3: (32, 20),
    6: (32, 22),
    7: (32, 24),
    8: (32, 34),
    9: (32, 36),
    10: (256, 84),
    11: (256, 110),
    12: (256, 144),
    13: (256, 176),
    14: (256, 210),
    15: (256, 292),
    16: (256, 66),
    17: (256, 74),
    18: (256, 98),
    19: (256, 50),
    20: (32, 18),
    21: (256, 110),
    22: (256, 82),
    23: (256, 136),
    24: (1, 1),
    25: (1, 2),
    26: (1, 4),
    27: (1, 8),
    28: (1, 8),
    29: (256, 56),
    30: (1, 2),
    34: (256, 54),
    35: (256, 66),
    39: (32, 17),
}

# Names of general.file_type (llama.h, enum llama_ftype).
FILE_TYPES = {
    0: "F32",
    1: "F16",
    2: "Q4_0",
    3: "Q4_1",
    7: "Q8_0",
    8: "Q5_0",
    9: "Q5_1",
    10: "Q2_K",
    11: "Q3_K_S",
    12: "Q3_K_M",
    13: "Q3_K_L",
    14: "Q4_K_S",
    15: "Q4_K_M",
    16: "Q5_K_S",
    17: "Q5_K_M",
    18: "Q6_K",
    19: "IQ2_XXS",
    20: "IQ2_XS",
    21: "Q2_K_S",
    22: "IQ3_XS",
    23: "IQ3_XXS",
    24: "IQ1_S",
    25: "IQ4_NL",
    26: "IQ3_S",
    27: "IQ3_M",
    28: "IQ2_S",
    29: "IQ2_M",
    30: "IQ4_XS",
    31: "IQ1_M",
    32: "BF16",
    36: "TQ1_0",
    37: "TQ2_0",
    38: "MXFP4",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tensor:
    """One tensor as the header announces it; ``offset`` counts from the start of the data."""

    name: str
    shape: tuple[int, ...]
    type: int
    offset: int

    @property
    def elements(self) -> int:
        """Number of weights."""
        count = 1
        for size in self.shape:
            count *= size
        return count

    @property
    def size_bytes(self) -> int:
        """Bytes in the file; 0 for a type that is not known."""
        per_block, block_bytes = _BLOCKS.get(self.type, (1, 0))
        return -(-self.elements // per_block) * block_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Everything the header says.

    Args:
        metadata: key to value; a long array is replaced by its length.
        data_start: byte at which the tensors' data begins.
    """

    path: Path
    size_bytes: int
    metadata: Mapping[str, Any]
    tensors: tuple[Tensor, ...]
    data_start: int

    @property
    def architecture(self) -> str:
        """``llama``, ``qwen2``, ...; empty when it is not said."""
        return self.text("general.architecture")

    def text(self, key: str) -> str:
        """A string of the metadata; empty when missing or of another type."""
        value = self.metadata.get(key, "")
        return value if isinstance(value, str) else ""

    def number(self, key: str, default: int = 0) -> int:
        """A whole number of the metadata, of an array the largest item."""
        value = self.metadata.get(key, default)
        if isinstance(value, list):
            value = max((v for v in value if isinstance(v, int)), default=default)
        return value if isinstance(value, int) else default

    def length(self, key: str) -> int:
        """Number of items of an array of the metadata; 0 when missing."""
        value = self.metadata.get(key, 0)
        return len(value) if isinstance(value, list) else value if isinstance(value, int) else 0

    def of_architecture(self, key: str, default: int = 0) -> int:
        """A number below the architecture's own prefix."""
        return self.number(f"{self.architecture}.{key}", default)


class _DamagedError(Exception):
    """What is wrong with the bytes, for the end of a sentence."""


class _Cursor:
    """Reads little-endian values and never past the end."""

    def __init__(self, view: mmap.mmap) -> None:
        self._view = view
        self._size = len(view)
        self.at = 0

    def take(self, layout: str) -> Any:
        size = struct.calcsize("<" + layout)
        if self.at + size > self._size:
            raise _DamagedError("its header is cut off")
        (value,) = struct.unpack_from("<" + layout, self._view, self.at)
        self.at += size
        return value

    def skip(self, size: int) -> None:
        if size < 0 or self.at + size > self._size:
            raise _DamagedError("its header is cut off")
        self.at += size

    def text(self, most: int = _MAX_TEXT) -> str:
        size = self.take("Q")
        start = self.at
        if size > most and start + size <= self._size:
            raise _DamagedError(f"its header holds a text of {size:,} bytes")
        self.skip(size)
        return self._view[start : self.at].decode("utf-8", errors="replace")

    def value(self, kind: int) -> Any:
        if kind in _SCALARS:
            return self.take(_SCALARS[kind])
        if kind == _STRING:
            return self.text()
        if kind == _ARRAY:
            return self._array()
        raise _DamagedError(f"its header holds a value of the unknown type {kind}")

    def _array(self) -> list[Any] | int:
        kind, count = self.take("I"), self.take("Q")
        if count > _MAX_ITEMS:
            raise _DamagedError(f"its header announces an array of {count} items")
        if kind == _ARRAY:  # the format allows it, llama.cpp does not
            raise _DamagedError("its header holds an array of arrays")
        if count <= _KEPT_ARRAY:
            return [self.value(kind) for _ in range(count)]
        if kind in _SCALARS:
            self.skip(struct.calcsize("<" + _SCALARS[kind]) * count)
        elif kind == _STRING:
            for _ in range(count):
                self.skip(self.take("Q"))
        else:
            raise _DamagedError(f"its header holds an array of the unknown type {kind}")
        return int(count)


def parse_header(path: Path, *, whole_size: int | None = None) -> Header:
    """Everything the header says, checked against the length of the file.

    Args:
        whole_size: bytes of the whole file, where only its beginning is there yet.

    Raises:
        ModelError: absent, unreadable, empty, not GGUF, damaged or cut off.
    """
    size = _size_of(path) if whole_size is None else whole_size
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
            return _parse(path, size, _Cursor(view))
    except _DamagedError as error:
        raise bad_model(path, str(error)) from None
    except (OSError, ValueError) as error:
        raise bad_model(path, f"it cannot be read ({error})") from error


def bad_model(path: Path, why: str) -> ModelError:
    """The error for a model file that cannot be used, in one sentence."""
    return ModelError(
        f"The model {path} cannot be used: {why}.",
        hint="Choose another GGUF file, or fetch this one again.",
    )


def quoted(value: object) -> str:
    """What a file says, in quotes, for a sentence: no longer than one can read."""
    text = repr(value)
    return text if len(text) <= _QUOTED + 2 else f"{text[:_QUOTED]}…{text[-1]}"


def shown(text: str) -> str:
    """A name that a file gives itself, on one line and no longer than one can read."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"


def _size_of(path: Path) -> int:
    try:
        if path.is_dir():
            raise bad_model(path, "it is a folder")
        size = path.stat().st_size
    except OSError as error:
        why = "there is no such file" if isinstance(error, FileNotFoundError) else str(error)
        raise bad_model(path, why) from error
    if size == 0:
        raise bad_model(path, "the file is empty")
    return size


def _parse(path: Path, size: int, cursor: _Cursor) -> Header:
    magic = bytes(cursor.take("4s"))
    if magic != _MAGIC:
        raise _DamagedError(f"it is not a GGUF file (it begins with {magic!r})")
    version = cursor.take("I")
    if version not in (2, 3):
        swapped = int.from_bytes(version.to_bytes(4, "little"), "big") in (2, 3)
        why = "for big-endian machines" if swapped else f"of version {version}, not 2 or 3"
        raise _DamagedError(f"it is a GGUF file {why}")
    tensor_count, value_count = cursor.take("Q"), cursor.take("Q")
    if tensor_count > _MAX_TENSORS or value_count > _MAX_VALUES:
        raise _DamagedError("its header announces more entries than a model can have")
    metadata: dict[str, Any] = {}
    for _ in range(value_count):
        key = cursor.text(_MAX_NAME)
        metadata[key] = cursor.value(cursor.take("I"))
    tensors = tuple(_tensors(cursor, tensor_count))
    alignment = metadata.get("general.alignment", 32)
    if not isinstance(alignment, int) or alignment < 1 or alignment & (alignment - 1):
        raise _DamagedError(f"its header asks for an alignment of {quoted(alignment)}")
    data_start = -(-cursor.at // alignment) * alignment
    header = Header(
        path=path, size_bytes=size, metadata=metadata, tensors=tensors, data_start=data_start
    )
    _check_bounds(header)
    return header


def _tensors(cursor: _Cursor, count: int) -> Iterator[Tensor]:
    for _ in range(count):
        name = cursor.text(_MAX_NAME)
        dimensions = cursor.take("I")
        if not 1 <= dimensions <= 4:
            raise _DamagedError(f"its tensor {quoted(name)} has {dimensions} dimensions")
        shape = tuple(int(cursor.take("Q")) for _ in range(dimensions))
        yield Tensor(name=name, shape=shape, type=cursor.take("I"), offset=cursor.take("Q"))


def _check_bounds(header: Header) -> None:
    for tensor in header.tensors:
        if tensor.elements > 8 * header.size_bytes:  # no type takes less than a bit of each
            raise _DamagedError(
                f"its tensor {quoted(tensor.name)} announces more weights than the file has bits"
            )
    end = max((t.offset + t.size_bytes for t in header.tensors), default=0)
    missing = header.data_start + end - header.size_bytes
    if missing > 0:
        raise _DamagedError(f"the file is cut off: {missing:,} bytes are missing at its end")
