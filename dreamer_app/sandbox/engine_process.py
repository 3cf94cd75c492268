"""The Docker engine as the app sees it: requests to a process that holds Docker's library.

The app waits for days, and would keep what it once imported. So the library, and what it
imports, is loaded in a process that lives as long as the sandbox. Frames do not pass through
it: it hands the socket of a started container over.
"""

import contextlib
import itertools
import logging
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakSet

from dreamer_app.asking import environment_with_our_modules
from dreamer_app.core.errors import SandboxError, Stopped
from dreamer_app.core.execution import Limits
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox.direct_stream import Stream
from dreamer_app.sandbox.engine_link import Link
from dreamer_app.sandbox.frames import FrameError
from dreamer_app.sandbox.launcher import LauncherThread
from dreamer_app.sandbox.owner import Owner
from dreamer_app.sandbox.rootfs import FileSystem
from dreamer_app.sandbox.weight import GroupWeight

_log = logging.getLogger(__name__)

Result = TypeVar("Result")

_END_SECONDS = 5.0
_SLICE_SECONDS = 0.05


class EngineProcess:
    """A Docker engine on this machine, used through a process of its own.

    Args:
        namespace: names of containers begin with it; a label holds it too.
        background: nobody waits for our containers: all of them give way to other work.
        streams: folder for streams to containers that do not pass the engine.

    Raises:
        SandboxError: none answers.
    """

    def __init__(self, namespace: str, *, streams: Path, background: bool = False) -> None:
        self.namespace = namespace
        self._in_background = background
        self._gives_way = not background
        self._group: str | None = None
        self._stops: WeakSet[StopToken] = WeakSet()
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        self._pending: dict[int, Future[Any]] = {}
        self._has_ended = False
        self._background = ThreadPoolExecutor(6, thread_name_prefix="docker-engine")
        # The kernel ends the process with the thread that started it.
        self._launcher = LauncherThread("docker-engine-start")
        ours, theirs = socket.socketpair()
        self._link = Link(ours)
        try:
            with theirs:
                self._process = self._launcher.call(lambda: _launched(theirs))
        except OSError as error:
            self._link.close()
            self._launcher.close()
            raise SandboxError(
                f"The process that speaks with Docker cannot be started: {error}."
            ) from error
        self._reader = threading.Thread(target=self._read, name="docker-engine-read", daemon=True)
        self._reader.start()
        try:
            self._ask(
                "open",
                namespace=namespace,
                owner=str(Owner.this()),
                streams=str(streams),
                background=background,
            )
        except BaseException:
            self.close()
            raise

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    def has_ended(self) -> bool:
        """Whether it is gone, so that nothing can be asked any more."""
        with self._lock:
            return self._has_ended

    # -- requests -----------------------------------------------------------------------

    def _request(self, what: str, /, **arguments: Any) -> tuple[int, Future[Any]]:
        """Ask for something; the number of the request, and what will come of it."""
        future: Future[Any] = Future()
        with self._lock:
            number = next(self._numbers)
            self._pending[number] = future
            has_ended = self._has_ended
        if has_ended or not self._sent(number, what, arguments):
            self._give_up(number)
        return number, future

    def _ask(self, what: str, /, **arguments: Any) -> Any:
        return self._request(what, **arguments)[1].result()

    def _sent(self, number: int, what: str, arguments: dict[str, Any]) -> bool:
        try:
            self._link.send({"number": number, "what": what, "arguments": arguments})
        except OSError:
            return False
        return True

    def _read(self) -> None:
        """Pass answers on until the process ends."""
        with contextlib.suppress(OSError, FrameError):
            for answer, handed in self._link.received():
                with self._lock:
                    future = self._pending.pop(answer["number"])
                if "stopped" in answer:
                    future.set_exception(Stopped("Stopped while Docker was at work."))
                elif "error" in answer:
                    if answer["trace"]:
                        _log.error("A request to Docker failed.\n%s", answer["trace"])
                    future.set_exception(SandboxError(answer["error"], hint=answer["hint"]))
                else:
                    value = answer["value"]
                    future.set_result(value if handed is None else Stream(handed, value))
        with self._lock:
            self._has_ended = True
            numbers = list(self._pending)
        for number in numbers:
            self._give_up(number)

    def _give_up(self, number: int) -> None:
        with self._lock:
            future = self._pending.pop(number, None)
        if future is not None:
            future.set_exception(
                SandboxError(
                    "The process that speaks with Docker has ended.",
                    hint="Try again: the next session starts another one.",
                )
            )

    def submit(self, function: Callable[[], Result]) -> "Future[Result]":
        """Run something behind the scenes; RuntimeError after :meth:`close`."""
        return self._background.submit(function)

    def interruptible(
        self,
        function: Callable[[], Result],
        stop: StopToken,
        undo: Callable[[Result], object] = lambda _: None,
    ) -> Result:
        """Run something that takes its time; a stop ends the waiting, not the thing.

        Args:
            undo: is given what came of it after all when nobody waits any more.
        """
        future = self.submit(function)
        if not _came(future, stop):
            future.add_done_callback(
                lambda done: undo(done.result()) if done.exception() is None else None
            )
            stop.check()
        return future.result()

    # -- images and containers ----------------------------------------------------------

    def image(self, files: FileSystem, stop: StopToken) -> str:
        """The tag of the image with these files, built where it is missing.

        Raises:
            SandboxError: the engine refuses.
            Stopped: a stop was asked for; what is being sent is broken off.
        """
        libraries = [(name, str(folder)) for name, folder in files.libraries]
        number, future = self._request("image", root=str(files.root), libraries=libraries)
        if not _came(future, stop):
            self._sent(number, "cancel", {"reason": stop.reason})
            stop.check()
        return str(future.result())

    def start(
        self, name: str, image: str, loader_path: str, limits: Limits, session: str
    ) -> Stream:
        """Start a container: its stream, from which nothing has been read.

        Raises:
            SandboxError: the engine refuses, or its streams cannot be handed on.
        """
        self.cgroup_parent()  # for a stop that comes before this has an answer
        stream: Stream = self._ask(
            "start",
            name=name,
            image=image,
            loader_path=loader_path,
            limits=asdict(limits),
            session=session,
        )
        return stream

    def discard(self, name: str) -> "Future[bool]":
        """Kill and remove a container, behind the scenes; asked twice, it is done once."""
        return self._request("discard", name=name)[1]

    def abandoned(self) -> list[str]:
        """Ids of containers whose owner is gone."""
        return list(self._ask("abandoned"))

    def left(self, session: str) -> list[str]:
        """Ids of containers of a session of this process: a slow engine made them after all."""
        return list(self._ask("left", session=session))

    def forget_old_images(self) -> int:
        """Remove all but the newest images of this namespace; how many went."""
        return int(self._ask("forget_old_images"))

    def settle(self) -> None:
        """Wait until every removal asked for has been done."""
        self._ask("settle")

    # -- giving way ---------------------------------------------------------------------

    def cgroup_parent(self) -> str | None:
        """The control group for our containers, or None for an engine that has none."""
        if self._group is None:
            self._group = self._ask("cgroup_parent") or ""
        return self._group or None

    def give_way(self, image: str, loader_path: str) -> None:
        """Make the group of our containers light; once there is one, and once for all.

        Args:
            image: one of ours, for a user who may do it through the engine only.
            loader_path: where its Python finds its libraries.
        """
        with self._lock:
            asked, self._gives_way = self._gives_way, True
        group = self.cgroup_parent()
        if asked or group is None:
            return
        weight = GroupWeight(group)
        if not weight.lower():
            with contextlib.suppress(RuntimeError):  # closing
                self.submit(lambda: self.lower_from_inside(weight, image, loader_path))

    def lower_from_inside(self, weight: GroupWeight, image: str, loader_path: str) -> None:
        """Have a container of our own make the group light; nothing of a candidate is in it."""
        found = weight.from_inside()
        if found is not None:
            folder, program = found
            self._ask(
                "lower_from_inside",
                folder=folder,
                program=program,
                image=image,
                loader_path=loader_path,
            )

    def hurry_at(self, stop: StopToken) -> None:
        """Have containers end at full speed at this stop, also on a busy machine."""
        with self._lock:
            known = stop in self._stops
            self._stops.add(stop)
        if not known:
            stop.on_stop(self._hurry)

    def _hurry(self) -> None:
        with self._lock:
            self._gives_way = True  # what is being started meanwhile makes nothing light again
        if self._group and self._in_background:
            GroupWeight(self._group).hurry()

    def close(self) -> None:
        """Wait for what runs behind the scenes and for removals, then end the process."""
        self._background.shutdown(wait=True)
        with contextlib.suppress(SandboxError):
            self.settle()
        with contextlib.suppress(OSError):
            self._link.shut()
        self._reader.join()
        self._link.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._launcher.close()


def _launched(end: socket.socket) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "dreamer_app.sandbox.engine_child", str(end.fileno())],
        pass_fds=(end.fileno(),),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment_with_our_modules(),
    )


def _came(future: "Future[Any]", stop: StopToken) -> bool:
    """Wait for it; False when the stop came first."""
    while not future.done():
        if stop.is_stopped():
            return False
        wait([future], timeout=_SLICE_SECONDS)
    return True
