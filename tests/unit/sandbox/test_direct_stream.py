"""A socket for one container's supervisor, of which nothing stays."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dreamer_app.sandbox.direct_stream import SOCKET, StreamListener, short_name_of
from dreamer_app.sandbox.owner import Owner, sweep_folders

SECONDS = 30.0


@pytest.fixture
def attached() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, engines = socket.socketpair()
    with ours, engines:
        yield ours, engines


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[StreamListener]:
    made = StreamListener(tmp_path / "streams", Owner.this())
    yield made
    made.close()


def connected(listener: StreamListener) -> socket.socket:
    """What the supervisor gets, which is shown the folder under a short name."""
    inside = socket.socket(socket.AF_UNIX)
    with short_name_of(listener.folder) as folder:
        inside.connect(f"{folder}/{SOCKET}")
    return inside


def test_what_connects_is_the_stream(
    listener: StreamListener, attached: tuple[socket.socket, socket.socket]
) -> None:
    with connected(listener) as inside:
        stream = listener.stream(attached[0], SECONDS)
        listener.close()
        with stream.socket:
            inside.sendall(b"ready")

            assert stream.is_direct
            assert stream.socket.recv(9) == b"ready"
            assert attached[0].fileno() == -1  # not needed any more


@pytest.mark.parametrize("said", [b"ready", b""])
def test_what_speaks_or_ends_without_connecting_keeps_to_what_is_attached(
    said: bytes, listener: StreamListener, attached: tuple[socket.socket, socket.socket]
) -> None:
    attached[1].sendall(said)
    attached[1].shutdown(socket.SHUT_WR)

    stream = listener.stream(attached[0], SECONDS)

    assert not stream.is_direct
    assert stream.socket.recv(9) == said


def test_nothing_of_it_stays(listener: StreamListener, tmp_path: Path) -> None:
    listener.close()

    assert list((tmp_path / "streams").iterdir()) == []


def test_others_of_this_machine_cannot_enter_where_it_lies(
    listener: StreamListener, tmp_path: Path
) -> None:
    assert (tmp_path / "streams").stat().st_mode & 0o077 == 0


def test_a_long_path_is_no_hindrance(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a folder with a long name"] * 8)
    listener = StreamListener(deep, Owner.this())

    assert (listener.folder / SOCKET).is_socket()
    listener.close()


def test_a_sweep_takes_what_the_dead_left_and_nothing_of_the_living(
    listener: StreamListener, tmp_path: Path
) -> None:
    parent = tmp_path / "streams"
    dead = StreamListener(parent, replace(Owner.this(), started=Owner.this().started + 1))

    assert sweep_folders(parent.glob(".stream-*")) == 1
    assert list(parent.iterdir()) == [listener.folder]
    dead.close()
