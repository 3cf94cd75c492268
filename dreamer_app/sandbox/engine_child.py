"""The process that holds Docker's client library for a session.

Run as ``python -m dreamer_app.sandbox.engine_child DESCRIPTOR`` with one end of a pair of
sockets. It answers several requests at once and ends with that stream, or with the app. The
streams of a started container are handed over: no frame passes through here.
"""

import contextlib
import os
import signal
import socket
import sys
import threading
import traceback
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from dreamer_app.core.errors import SandboxError, Stopped
from dreamer_app.core.execution import Limits
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox.direct_stream import Stream
from dreamer_app.sandbox.engine_link import Link
from dreamer_app.sandbox.owner import Owner
from dreamer_app.sandbox.rootfs import FileSystem
from dreamer_app.session import end_with_parent

_REQUESTS = 8
_OTHERS_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
"""Sent to all of a terminal's or a service's processes: the app still has containers removed."""


class _Requests:
    """Takes requests from the link and answers each when its work is done."""

    def __init__(self, link: Link) -> None:
        from dreamer_app.sandbox.engine import Engine

        self._made = Engine
        self._link = link
        self._lock = threading.Lock()
        self._stops: dict[int, StopToken] = {}
        self._threads = ThreadPoolExecutor(_REQUESTS, thread_name_prefix="request")

    def serve(self) -> None:
        """Serve until the stream ends."""
        for asked, _ in self._link.received():
            self._take(int(asked["number"]), asked["what"], asked["arguments"])

    def _take(self, number: int, what: str, arguments: dict[str, Any]) -> None:
        if what == "cancel":
            with self._lock:
                stop = self._stops.get(number)
            if stop is not None:
                stop.stop(Reason(arguments["reason"]))
            return
        if what == "discard":
            # Not behind those that start something: a stop waits for it.
            self._engine.discard(**arguments).add_done_callback(
                lambda done: self._answer(number, done)
            )
            return
        if what == "image":
            with self._lock:
                arguments["stop"] = self._stops[number] = StopToken()
        work = self._threads.submit(getattr(self, f"_{what}"), **arguments)
        work.add_done_callback(lambda done: self._answer(number, done))

    def _answer(self, number: int, done: Future[Any]) -> None:
        with self._lock:
            self._stops.pop(number, None)
        answer: dict[str, Any] = {"number": number, "value": None}
        handed = None
        try:
            found = done.result()
        except Stopped:
            answer["stopped"] = True
        except SandboxError as error:
            answer |= _told(error, "")
        except Exception as error:  # noqa: BLE001 - it is told to the app, which logs it
            failure = SandboxError(f"Docker's client failed: {error}.")
            answer |= _told(failure, traceback.format_exc())
        else:
            if isinstance(found, Stream):
                handed, answer["value"] = found
            else:
                answer["value"] = found
        with contextlib.suppress(OSError):  # the app has gone; so will this process
            self._link.send(answer, handed)
        if handed is not None:
            handed.close()

    # -- what can be asked --------------------------------------------------------------

    def _open(self, namespace: str, owner: str, streams: str, *, background: bool) -> None:
        self._engine = self._made(
            namespace, background=background, owner=Owner.parse(owner), streams=Path(streams)
        )

    def _image(self, root: str, libraries: list[list[str]], stop: StopToken) -> str:
        layers = tuple((name, Path(folder)) for name, folder in libraries)
        return self._engine.image(FileSystem(root=Path(root), libraries=layers), stop)

    def _start(self, *, limits: dict[str, Any], **others: str) -> Stream:
        return self._engine.start(limits=Limits(**limits), **others)

    def _cgroup_parent(self) -> str | None:
        return self._engine.cgroup_parent()

    def _lower_from_inside(self, **arguments: str) -> None:
        self._engine.lower_from_inside(**arguments)

    def _settle(self) -> None:
        self._engine.settle()

    def _abandoned(self) -> list[str]:
        return self._engine.abandoned()

    def _left(self, session: str) -> list[str]:
        return self._engine.left(session)

    def _forget_old_images(self) -> int:
        return self._engine.forget_old_images()


def _told(error: SandboxError, trace: str) -> dict[str, str]:
    return {"error": error.message, "hint": error.hint, "trace": trace}


def main() -> None:
    """Serve the app that started this process."""
    for name in _OTHERS_SIGNALS:
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    end_with_parent()
    with contextlib.suppress(OSError):
        _Requests(Link(socket.socket(fileno=int(sys.argv[1])))).serve()
    os._exit(0)  # whatever it is doing: nobody waits for it any more


if __name__ == "__main__":
    main()
