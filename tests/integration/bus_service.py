"""A stand-in for a service of the desktop, on a real private bus."""

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import Any

from jeepney import HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

Answer = Callable[[], tuple[str, tuple[Any, ...]]]


class Service:
    """A service that answers some methods, and can be told to hang."""

    def __init__(self, bus: str, name: str, answers: dict[str, Answer]) -> None:
        self._connection = open_dbus_connection(bus=bus)
        self._connection.send_and_get_reply(message_bus.RequestName(name))
        self.answers = answers
        self.hangs = False
        self.asked = 0
        self.bodies: list[tuple[Any, ...]] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except (OSError, ValueError):
                return
            if message.header.message_type is not MessageType.method_call:
                continue
            self.asked += 1
            self.bodies.append(message.body)
            answer = self.answers.get(message.header.fields[HeaderFields.member])
            if self.hangs:
                continue
            if answer is None:
                unknown = "org.freedesktop.DBus.Error.UnknownMethod"
                self._connection.send(new_error(message, unknown))
            else:
                self._connection.send(new_method_return(message, *answer()))

    def vanish(self) -> None:
        """Leave the bus; may be called twice."""
        with contextlib.suppress(OSError):  # the bus may have gone before
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._connection.close()
