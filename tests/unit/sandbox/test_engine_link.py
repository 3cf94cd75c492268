"""Messages between the app and its engine process, and the sockets that go with them."""

import os
import socket
import threading
from collections.abc import Iterator

import pytest

from dreamer_app.sandbox.engine_link import Link

SENDERS, EACH = 8, 20


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, other = socket.socketpair()
    with one, other:
        yield one, other


def test_each_message_comes_with_the_socket_that_was_handed_over_with_it(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    sending, receiving = (Link(end) for end in ends)

    def send(sender: int) -> None:
        for number in range(EACH):
            text = f"{sender}.{number}"
            if number % 2:
                sending.send({"text": text + "x" * 3000})
                continue
            mine, theirs = socket.socketpair()
            with mine, theirs:
                mine.sendall(text.encode())
                sending.send({"text": text}, theirs)

    threads = [threading.Thread(target=send, args=(sender,)) for sender in range(SENDERS)]
    for thread in threads:
        thread.start()
    told: list[tuple[str, str]] = []
    for value, handed in receiving.received():
        if handed is None:
            told.append((value["text"].rstrip("x"), ""))
        else:
            with handed:
                told.append((value["text"], handed.recv(100).decode()))
        if len(told) == SENDERS * EACH:
            sending.shut()
    for thread in threads:
        thread.join()

    wanted = [
        (f"{s}.{n}", "" if n % 2 else f"{s}.{n}") for s in range(SENDERS) for n in range(EACH)
    ]
    assert sorted(told) == sorted(wanted)


def test_what_is_handed_over_is_not_inherited_by_programs(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    sending, receiving = (Link(end) for end in ends)
    sending.send({}, ends[0])
    _, handed = next(receiving.received())

    assert handed is not None
    with handed:
        assert not os.get_inheritable(handed.fileno())


def test_half_a_message_at_the_end_is_none(ends: tuple[socket.socket, socket.socket]) -> None:
    ends[0].sendall(b"F\0\0")
    ends[0].close()

    assert list(Link(ends[1]).received()) == []
