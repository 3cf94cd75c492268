"""One running Dreamer for each home: a lock, and a socket to reach whoever holds it."""

import getpass
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QLockFile, QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from shiboken6 import isValid

VERSION = 1
"""Of the messages; a message of another version is answered with "no" and ignored."""

COMMANDS = ("raise", "dream-now", "quit")
INGEST = "ingest"
"""The message that carries files and folders to read."""

_CONNECT_MS, _ANSWER_MS = 100, 5000
"""The answer comes when the window is there, which on a busy machine takes a while."""
_STARTING_MS = 3000
"""How long the one that has the lock may take until its socket answers."""


def socket_name(home: Path) -> str:
    """Name of the socket: one for each user and home, short enough for every platform."""
    uid = os.getuid() if hasattr(os, "getuid") else getpass.getuser()
    name = f"dreamer-{uid}-{hashlib.sha256(str(home).encode()).hexdigest()[:12]}"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return str(Path(runtime) / name) if runtime and Path(runtime).is_dir() else name


class Instance(QObject):
    """The claim to be the one that runs, and the ear for later launches.

    The lock comes first, so that there is no moment in which two launches both find nobody.

    Args:
        runtime: folder of the lock file.
        home: what there may be only one Dreamer for.

    Attributes:
        asked: a later launch asks; carries the command and the desktop's activation token.
        given: a later launch hands on files; carries their paths and the token.
    """

    asked = Signal(str, str)
    given = Signal(list, str)

    def __init__(self, runtime: Path, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = socket_name(home)
        self._lock = QLockFile(str(runtime / "app.lock"))
        self._lock.setStaleLockTime(0)  # only a dead owner makes it stale, never its age
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Take the lock; False when another process has it."""
        return self._lock.tryLock(0)

    def owner(self) -> int:
        """Process id of whoever has the lock; 0 when unknown."""
        return int(self._lock.getLockInfo()[0])

    def listen(self) -> None:
        """Answer later launches. Call it with the lock only: it removes a dead one's socket."""
        QLocalServer.removeServer(self._name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._accept)
        server.listen(self._name)
        self._server = server

    def release(self) -> None:
        """Give up socket and lock."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def ask(self, command: str, paths: Sequence[Path] = ()) -> bool:
        """Ask the one that runs; True when it understood.

        It is waited for up to three seconds, as it may have started just now.

        Args:
            paths: with ``ingest``: what to read, absolute.
        """
        waited = QElapsedTimer()
        waited.start()
        while True:
            answer = self._ask_once(command, paths)
            if answer is not None:
                return answer
            if waited.elapsed() > _STARTING_MS:
                return False
            QThread.msleep(50)

    def _ask_once(self, command: str, paths: Sequence[Path]) -> bool | None:
        message = {
            "version": VERSION,
            "command": command,
            "paths": [str(path) for path in paths],
            "token": os.environ.get("XDG_ACTIVATION_TOKEN", ""),
        }
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_CONNECT_MS):
            return None
        socket.write(json.dumps(message).encode() + b"\n")
        socket.flush()
        if not socket.canReadLine() and not socket.waitForReadyRead(_ANSWER_MS):
            return False  # it was asked: not once more
        return bytes(socket.readLine().data()).strip() == b"ok"

    def _accept(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.readyRead.connect(lambda s=socket: self._read(s))
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        message = _understand(bytes(socket.readLine().data()))
        # Answered when it is done: whoever hears "ok" finds the window there.
        if message is not None:
            self._pass_on(message)
        if isValid(socket) and socket.state() is QLocalSocket.LocalSocketState.ConnectedState:
            socket.write(b"ok\n" if message else b"no\n")
            socket.flush()
            socket.disconnectFromServer()

    def _pass_on(self, message: "_Message") -> None:
        if message.command == INGEST:
            self.given.emit(message.paths, message.token)
        else:
            self.asked.emit(message.command, message.token)


@dataclass(frozen=True, slots=True)
class _Message:
    """What a later launch says."""

    command: str
    token: str
    paths: list[Path]


def _understand(line: bytes) -> _Message | None:
    """The message; None when it is not one of ours."""
    try:
        message = json.loads(line)
        version, command = message["version"], message["command"]
        token = str(message.get("token", ""))
        paths = [Path(str(path)) for path in message.get("paths", ())]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if version != VERSION or command not in (*COMMANDS, INGEST):
        return None
    if (command == INGEST) != bool(paths) or not all(path.is_absolute() for path in paths):
        return None
    return _Message(command, token, paths)
