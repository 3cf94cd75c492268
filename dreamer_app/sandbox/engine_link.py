"""Messages of JSON between the app and its engine process, some with an open socket."""

import os
import socket
import threading
from collections import deque
from collections.abc import Iterator
from typing import Any

from dreamer_app.sandbox.frames import Decoder, decode_json, encode_json, message

_BYTES = 1 << 16
_MOST_AT_ONCE = 16


class Link:
    """One end; anybody may send, one thread receives."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._sending = threading.Lock()

    def send(self, value: dict[str, Any], handed: socket.socket | None = None) -> None:
        """Send a message, and hand a socket over with it. OSError when nobody is there."""
        data = message(b"F", encode_json({**value, "handed": handed is not None}))
        with self._sending:
            if handed is not None:
                data = data[socket.send_fds(self._end, [data], [handed.fileno()]) :]
            self._end.sendall(data)

    def received(self) -> Iterator[tuple[dict[str, Any], socket.socket | None]]:
        """Each message with what was handed over, until the other end is closed."""
        decoder = Decoder()
        handed: deque[socket.socket] = deque()
        try:
            while True:
                data, numbers, _, _ = socket.recv_fds(self._end, _BYTES, _MOST_AT_ONCE)
                if not data:
                    return
                # They come with the first byte of their message, or before it.
                handed.extend(_own(number) for number in numbers)
                for _, payload in decoder.feed(data):
                    value = decode_json(payload)
                    yield value, handed.popleft() if value["handed"] else None
        finally:
            for one in handed:
                one.close()

    def shut(self) -> None:
        """Have both ends see the end of the stream."""
        self._end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close it; nobody receives any more."""
        self._end.close()


def _own(number: int) -> socket.socket:
    """A socket that came; Python passes no flag on that would keep it from other programs."""
    os.set_inheritable(number, False)  # noqa: FBT003 - the function has no name for it
    return socket.socket(fileno=number)
