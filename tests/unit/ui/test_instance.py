import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from ui.instance import Instance, socket_name


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def first(qtbot: QtBot, runtime: Path) -> Any:
    instance = Instance(runtime, runtime / "home")
    assert instance.claim()
    instance.listen()
    yield instance
    instance.release()


def ask(qtbot: QtBot, home: Path, command: str, token: str = "") -> bool:
    """Ask from another process, as a later launch does."""
    program = (
        "import sys; from pathlib import Path; from ui.instance import Instance;"
        "sys.exit(not Instance(Path(sys.argv[1]).parent, Path(sys.argv[1])).ask(sys.argv[2]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(home), command],
        env={**os.environ, "XDG_ACTIVATION_TOKEN": token},
    )
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=20_000)
    return process.returncode == 0


def send(qtbot: QtBot, name: str, line: bytes) -> bytes:
    socket = QLocalSocket()
    socket.connectToServer(name)
    assert socket.waitForConnected(1000)
    socket.write(line)
    qtbot.waitUntil(socket.canReadLine, timeout=10_000)
    return bytes(socket.readLine().data())


def test_a_second_claim_fails_while_the_first_lives(first: Instance, runtime: Path) -> None:
    second = Instance(runtime, runtime / "home")
    assert not second.claim()
    assert second.owner() == os.getpid()


def test_after_a_release_the_next_claim_succeeds(qtbot: QtBot, runtime: Path) -> None:
    first, second = Instance(runtime, runtime / "home"), Instance(runtime, runtime / "home")
    assert first.claim()
    first.release()
    assert second.claim()
    second.release()


@pytest.mark.parametrize("command", ["raise", "dream-now", "quit"])
def test_a_later_launch_reaches_the_first_with_its_activation_token(
    qtbot: QtBot, first: Instance, runtime: Path, command: str
) -> None:
    asked: list[tuple[str, str]] = []
    first.asked.connect(lambda *args: asked.append(args))
    assert ask(qtbot, runtime / "home", command, "token-1")
    assert asked == [(command, "token-1")]


def test_the_answer_comes_when_what_was_asked_for_is_done(
    qtbot: QtBot, first: Instance, runtime: Path
) -> None:
    socket = QLocalSocket()
    answered: list[bool] = []
    first.asked.connect(lambda *_args: answered.append(socket.waitForReadyRead(100)))
    socket.connectToServer(socket_name(runtime / "home"))
    assert socket.waitForConnected(1000)
    socket.write(json.dumps({"version": 1, "command": "raise"}).encode() + b"\n")
    qtbot.waitUntil(socket.canReadLine, timeout=10_000)
    assert answered == [False]
    assert bytes(socket.readLine().data()) == b"ok\n"


def test_whoever_asked_and_went_away_is_not_answered(
    qtbot: QtBot, first: Instance, runtime: Path
) -> None:
    socket = QLocalSocket()
    first.asked.connect(lambda *_args: socket.abort())
    first.asked.connect(lambda *_args: qtbot.wait(50))
    socket.connectToServer(socket_name(runtime / "home"))
    assert socket.waitForConnected(1000)
    with qtbot.waitSignal(first.asked):
        socket.write(json.dumps({"version": 1, "command": "raise"}).encode() + b"\n")
    qtbot.wait(50)
    assert send(qtbot, socket_name(runtime / "home"), b"garbage\n") == b"no\n"


def test_an_unknown_command_is_refused(qtbot: QtBot, first: Instance, runtime: Path) -> None:
    asked: list[str] = []
    first.asked.connect(lambda command, _token: asked.append(command))
    assert not ask(qtbot, runtime / "home", "format-disk")
    assert asked == []


@pytest.mark.parametrize(
    "line",
    [
        b"garbage\n",
        b"[]\n",
        b"{}\n",
        json.dumps({"version": 99, "command": "quit"}).encode() + b"\n",
    ],
)
def test_what_is_not_a_message_of_this_version_is_answered_with_no(
    qtbot: QtBot, first: Instance, runtime: Path, line: bytes
) -> None:
    assert send(qtbot, socket_name(runtime / "home"), line) == b"no\n"


def test_a_message_may_arrive_in_pieces(qtbot: QtBot, first: Instance, runtime: Path) -> None:
    socket = QLocalSocket()
    socket.connectToServer(socket_name(runtime / "home"))
    assert socket.waitForConnected(1000)
    message = json.dumps({"version": 1, "command": "raise"}).encode() + b"\n"
    socket.write(message[:10])
    socket.flush()
    qtbot.wait(50)
    socket.write(message[10:])
    with qtbot.waitSignal(first.asked):
        socket.flush()


def test_a_socket_that_a_dead_process_left_is_replaced(qtbot: QtBot, runtime: Path) -> None:
    Path(socket_name(runtime / "home")).write_bytes(b"")
    instance = Instance(runtime, runtime / "home")
    assert instance.claim()
    instance.listen()
    assert ask(qtbot, runtime / "home", "raise")
    instance.release()


def test_homes_have_sockets_of_their_own(runtime: Path) -> None:
    assert socket_name(runtime / "a") != socket_name(runtime / "b")


def test_a_long_home_still_gives_a_name_that_a_socket_can_have(runtime: Path) -> None:
    assert len(Path(socket_name(runtime / ("x" * 200))).name) < 50


def test_files_of_a_later_launch_reach_the_first(
    qtbot: QtBot, first: Instance, runtime: Path
) -> None:
    given: list[tuple[list[Path], str]] = []
    first.given.connect(lambda *args: given.append(args))
    paths = [runtime / "notes.md", runtime / "a folder"]
    program = (
        "import sys; from pathlib import Path; from ui.instance import INGEST, Instance;"
        "home, *files = map(Path, sys.argv[1:]);"
        "sys.exit(not Instance(home.parent, home).ask(INGEST, files))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(runtime / "home"), *map(str, paths)],
        env={**os.environ, "XDG_ACTIVATION_TOKEN": "token-2"},
    )
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=20_000)
    assert process.returncode == 0
    assert given == [(paths, "token-2")]


@pytest.mark.parametrize(
    "message",
    [
        {"version": 1, "command": "ingest"},
        {"version": 1, "command": "ingest", "paths": ["notes.md"]},
        {"version": 1, "command": "raise", "paths": ["/notes.md"]},
    ],
)
def test_a_message_with_files_that_make_no_sense_is_refused(
    qtbot: QtBot, first: Instance, runtime: Path, message: dict[str, object]
) -> None:
    given: list[object] = []
    first.given.connect(lambda *args: given.append(args))
    first.asked.connect(lambda *args: given.append(args))
    line = json.dumps(message).encode() + b"\n"
    assert send(qtbot, socket_name(runtime / "home"), line) == b"no\n"
    assert given == []
