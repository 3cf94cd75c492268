"""A small Wayland compositor for tests: seats and idle notifications, nothing to look at.

``python wayland_compositor.py SOCKET SEATS VERSION`` speaks the protocol itself, without a
library, so that the client's library has somebody independent to talk to. One byte on standard
input is one input: ``1`` on the first seat, ``2`` on the second; ``f`` begins a film, which keeps
the screen on, ``e`` ends it; ``+`` adds a seat, ``-`` takes the last one away. VERSION is that of
``ext_idle_notifier_v1``; 0 leaves it out.
"""

import os
import selectors
import socket
import struct
import sys
import time

DISPLAY, SYNC, GET_REGISTRY, BIND = 1, 0, 1, 0
GLOBAL_EVENT, REMOVE_EVENT, DONE_EVENT, DELETE_ID_EVENT, IDLED, RESUMED = 0, 1, 0, 1, 0, 1
NOTIFIER, WITH_INHIBITORS, INPUT_ALONE = "ext_idle_notifier_v1", 1, 2


class Notification:
    """Tells when a seat has not been used for a time, and when it is used again."""

    def __init__(self, number: int, milliseconds: int, seat: int, *, minds_films: bool) -> None:
        self.number, self.seat, self.minds_films = number, seat, minds_films
        self.seconds = milliseconds / 1000
        self.since = time.monotonic()
        self.is_idle = False


class Client:
    """One connection, and the objects that it made."""

    is_film = False
    """Of the whole desk."""

    def __init__(self, connection: socket.socket, seats: int, version: int) -> None:
        self.connection = connection
        self.globals = [("wl_seat", 1)] * seats + ([(NOTIFIER, version)] if version else [])
        self.interfaces = {DISPLAY: "wl_display"}
        self.seats: dict[int, int] = {}
        self.notifications: dict[int, Notification] = {}
        self.registry = 0
        self.buffer = b""

    def read(self) -> bool:
        """Take what came; False at the end."""
        data = self.connection.recv(4096)
        self.buffer += data
        while len(self.buffer) >= 8:
            target, what = struct.unpack_from("=II", self.buffer)
            size, opcode = what >> 16, what & 0xFFFF
            if len(self.buffer) < size:
                break
            self.take(target, opcode, self.buffer[8:size])
            self.buffer = self.buffer[size:]
        return bool(data)

    def take(self, target: int, opcode: int, body: bytes) -> None:
        interface = self.interfaces.get(target)
        if interface == "wl_display":
            (made,) = struct.unpack("=I", body)
            if opcode == SYNC:
                self.send(made, DONE_EVENT, struct.pack("=I", 0))
                self.send(DISPLAY, DELETE_ID_EVENT, struct.pack("=I", made))
            elif opcode == GET_REGISTRY:
                self.interfaces[made] = "wl_registry"
                self.registry = made
                for name in range(1, len(self.globals) + 1):
                    self.announce(name)
        elif interface == "wl_registry" and opcode == BIND:
            name, made = struct.unpack_from("=I", body)[0], struct.unpack_from("=I", body[-4:])[0]
            self.interfaces[made] = self.globals[name - 1][0]
            if self.interfaces[made] == "wl_seat":
                self.seats[made] = name
        elif interface == NOTIFIER and opcode in (WITH_INHIBITORS, INPUT_ALONE):
            made, milliseconds, seat = struct.unpack("=III", body)
            self.interfaces[made] = "ext_idle_notification_v1"
            self.notifications[made] = Notification(
                made, milliseconds, self.seats[seat], minds_films=opcode == WITH_INHIBITORS
            )
        elif interface == "ext_idle_notification_v1":
            del self.notifications[target]
            self.send(DISPLAY, DELETE_ID_EVENT, struct.pack("=I", target))

    def announce(self, name: int) -> None:
        kind, version = self.globals[name - 1]
        text = kind.encode() + b"\0"
        padded = text + bytes(-len(text) % 4)
        head = struct.pack("=II", name, len(text))
        self.send(self.registry, GLOBAL_EVENT, head + padded + struct.pack("=I", version))

    def add_seat(self) -> None:
        self.globals.append(("wl_seat", 1))
        self.announce(len(self.globals))

    def remove_seat(self) -> None:
        name = max(n for n, (kind, _) in enumerate(self.globals, 1) if kind == "wl_seat")
        self.globals[name - 1] = ("", 0)
        self.send(self.registry, REMOVE_EVENT, struct.pack("=I", name))

    def film(self) -> None:
        for one in self.notifications.values():
            if one.minds_films:
                self.wake(one)

    def obey(self, order: str) -> None:
        if order in "fe":
            self.film()
        elif order == "+":
            self.add_seat()
        elif order == "-":
            self.remove_seat()
        else:
            self.touch(int(order))

    def turn(self) -> None:
        for one in self.notifications.values():
            if self.is_film and one.minds_films:
                continue
            if not one.is_idle and time.monotonic() - one.since >= one.seconds:
                one.is_idle = True
                self.send(one.number, IDLED)

    def touch(self, seat: int) -> None:
        for one in self.notifications.values():
            if one.seat == seat:
                self.wake(one)

    def wake(self, one: Notification) -> None:
        one.since = time.monotonic()
        if one.is_idle:
            one.is_idle = False
            self.send(one.number, RESUMED)

    def send(self, target: int, opcode: int, body: bytes = b"") -> None:
        self.connection.sendall(struct.pack("=II", target, (8 + len(body)) << 16 | opcode) + body)


def main() -> None:
    path, seats, version = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(path)
    listening.listen()
    selector = selectors.DefaultSelector()
    selector.register(listening, selectors.EVENT_READ)
    selector.register(sys.stdin.buffer, selectors.EVENT_READ)
    clients: dict[object, Client] = {}
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        for key, _ in selector.select(0.01):
            if key.fileobj is listening:
                connection, _ = listening.accept()
                clients[connection] = Client(connection, seats, version)
                selector.register(connection, selectors.EVENT_READ)
            elif key.fileobj is sys.stdin.buffer:
                order = os.read(0, 1)
                if not order:
                    return
                Client.is_film = order == b"f" or (Client.is_film and order != b"e")
                for client in clients.values():
                    client.obey(order.decode())
            elif not clients[key.fileobj].read():
                selector.unregister(key.fileobj)
                clients.pop(key.fileobj).connection.close()
        for client in clients.values():
            client.turn()


if __name__ == "__main__":
    main()
