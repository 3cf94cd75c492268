"""Frames between the app and the model host: four bytes of length, then JSON in UTF-8."""

import json
import struct
from typing import IO, Any

_LENGTH = struct.Struct(">I")
_MAX_FRAME = 1 << 26


def write_frame(pipe: IO[bytes], message: Any) -> None:
    """Write one frame and flush it; the caller sees to it that only one thread writes."""
    data = json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> Any:
    """The next frame.

    Raises:
        EOFError: the other side has gone, perhaps in the middle of a frame.
    """
    head = _read_exactly(pipe, _LENGTH.size)
    (size,) = _LENGTH.unpack(head)
    if size > _MAX_FRAME:
        raise EOFError(f"a frame of {size} bytes is no frame")
    return json.loads(_read_exactly(pipe, size))


def _read_exactly(pipe: IO[bytes], size: int) -> bytes:
    parts: list[bytes] = []
    while size:
        part = pipe.read(size)
        if not part:
            raise EOFError("the pipe was closed")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
