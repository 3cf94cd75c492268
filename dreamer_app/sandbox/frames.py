"""The stream between the host and the supervisor inside: letters, lengths, payloads.

Only the supervisor writes to it, and yet nothing here trusts it: sizes are checked before
anything is kept, and what does not parse is a :class:`FrameError`, never a crash.
"""

import json
import struct
from collections.abc import Iterable, Iterator
from typing import Any

FRAME_LIMIT = 16 * 1024**2
"""Bytes of one frame; as in ``resources/sandbox/supervisor.py``."""

_HEADER = struct.Struct(">cI")
_LETTERS = frozenset((b"R", b"B", b"F", b"X"))


class FrameError(ValueError):
    """What came is not a frame."""


def message(letter: bytes, payload: bytes) -> bytes:
    """One message as it goes over the stream."""
    return _HEADER.pack(letter, len(payload)) + payload


def pack(parts: Iterable[bytes]) -> bytes:
    """Byte strings, each with four bytes of length before it."""
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def fields(payload: bytes) -> list[bytes]:
    """The inverse of :func:`pack`."""
    found: list[bytes] = []
    at = 0
    while at < len(payload):
        if at + 4 > len(payload):
            raise FrameError("a length is cut off")
        (size,) = struct.unpack_from(">I", payload, at)
        if at + 4 + size > len(payload):
            raise FrameError("a field is longer than its message")
        found.append(payload[at + 4 : at + 4 + size])
        at += 4 + size
    return found


def encode_json(value: Any) -> bytes:
    """A JSON value as the payload of a frame."""
    data = json.dumps(value).encode()
    if len(data) > FRAME_LIMIT:
        raise FrameError(f"a frame of {len(data)} bytes is more than {FRAME_LIMIT}")
    return data


def decode_json(payload: bytes) -> Any:
    """The JSON value in a payload from inside; hostile until proven otherwise."""
    try:
        return json.loads(payload.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise FrameError(f"not JSON: {type(error).__name__}") from None


class Decoder:
    """Cuts a stream into messages."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Take what has come; give each complete message as letter and payload."""
        self._buffer += data
        while len(self._buffer) >= _HEADER.size:
            letter, size = _HEADER.unpack_from(self._buffer)
            if letter not in _LETTERS or size > FRAME_LIMIT + 1024**2:
                self._buffer.clear()
                raise FrameError("no message begins like this")
            if len(self._buffer) < _HEADER.size + size:
                return
            payload = bytes(self._buffer[_HEADER.size : _HEADER.size + size])
            del self._buffer[: _HEADER.size + size]
            yield letter, payload
