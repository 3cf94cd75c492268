"""A stream to a container that does not pass through the engine.

What is attached to a container passes the engine and its shim, each of which copies every frame
and is woken for it. A socket in a folder that the container is shown does not. Where there is no
way to it (an engine that sees other files, a system that forbids it), the supervisor inside keeps
to what is attached; see ``connect_directly`` in ``resources/sandbox/surroundings.py``.
"""

import contextlib
import os
import select
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dreamer_app.sandbox.owner import Owner, own_folder

FOLDER_INSIDE = "/host"
"""Where a container is shown the folder."""
SOCKET = "stream"
"""The name of the socket in it."""


class Stream(NamedTuple):
    """A container's stream.

    Args:
        socket: to read from and to write to.
        is_direct: whether it is the supervisor's own; else the engine's, which puts a header
            before each part of what comes.
    """

    socket: socket.socket
    is_direct: bool


class StreamListener:
    """Waits for one container's supervisor to connect.

    Nothing of it is left when a program begins: the supervisor has connected by then, or never
    will, and the socket and its folder are removed.

    Args:
        parent, owner: of the folder that the socket lies in, see :func:`own_folder`.

    Raises:
        OSError: it cannot be made there.
    """

    def __init__(self, parent: Path, owner: Owner) -> None:
        self.folder = own_folder(parent, "stream", owner)
        self._listener = socket.socket(socket.AF_UNIX)
        try:
            # Nobody inside, whose user is another one here, could enter or connect otherwise;
            # nobody here can enter what it lies in.
            self.folder.chmod(0o755)
            with short_name_of(self.folder) as folder:
                self._listener.bind(f"{folder}/{SOCKET}")
            (self.folder / SOCKET).chmod(0o666)
            self._listener.listen(1)
        except BaseException:
            self.close()
            raise

    def stream(self, attached: socket.socket, seconds: float) -> Stream:
        """The stream that the container speaks on, as soon as it does, or has ended.

        Args:
            attached: the streams that the engine passes on. Nothing is read from them, and they
                are closed if they are not needed.
            seconds: to wait at most.
        """
        ready, _, _ = select.select([self._listener, attached], [], [], seconds)
        if self._listener not in ready:
            return Stream(attached, is_direct=False)
        attached.close()
        return Stream(self._listener.accept()[0], is_direct=True)

    def close(self) -> None:
        """Leave nothing of it behind; what is connected stays so."""
        self._listener.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextlib.contextmanager
def short_name_of(folder: Path) -> Iterator[str]:
    """A path to a folder that fits into the 107 bytes of a socket's address, unix(7)."""
    opened = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{opened}"
    finally:
        os.close(opened)
