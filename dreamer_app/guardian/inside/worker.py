"""Runs in the sandbox of the candidate: starts and ends the processes that hold it.

Each request of the host is answered by exactly one frame that repeats its number, except
``observe``, which is answered by one about the loading, and then by one for each expression or
one with a list of them all. The candidate itself is always in
a child, with no descriptor but its two pipes; this process relays and keeps the time.
"""

# Without the enumerations of ``signal``, which take 4 ms.
import _signal as signal  # type: ignore[import-not-found]
import gc
import marshal
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from dreamer_app.guardian.inside.candidate import hold
from dreamer_app.guardian.inside.observer import observe
from dreamer_app.guardian.inside.pipes import Garbled, Gone, Late, Pipe, Reaper, imported
from dreamer_app.guardian.inside.plain_json import dumps
from dreamer_app.guardian.inside.scratch import Litter, settle

_BOOT = """\
import marshal, os, sys
def read(n):
    data = b""
    while len(data) < n:
        data += os.read(int(sys.argv[1]), n - len(data))
    return data
path, modules = marshal.loads(read(int.from_bytes(read(4), "big")))
sys.path[:] = path
for name, code in modules:
    module = sys.modules[name] = type(sys)(name)
    exec(code, module.__dict__)
from dreamer_app.guardian.inside.candidate import hold
hold(int(sys.argv[1]), int(sys.argv[2]))
"""


class Worker:
    """The parent of the candidate's processes.

    Args:
        modules: names and code of these sources, for children with another hash seed; those
            need what holds a candidate, and not the rest.
    """

    def __init__(
        self, receive: Callable[[], Any], send: Callable[[Any], None], modules: list[Any]
    ) -> None:
        self._receive = receive
        self._send = send
        self._modules = [m for m in modules if m[0] not in (observe.__module__, __name__)]
        self._reaper = Reaper()
        self._litter = Litter()
        self._spent = False
        self._child: tuple[int, Pipe] | None = None

    def run(self, libraries: list[str], modules: list[str]) -> None:
        """Answer the host until it closes the channel."""
        for name in modules:
            imported(name)
        missing = [name for name in libraries if not imported(name)]
        gc.freeze()
        self._send({"ready": True, "missing": missing})
        while True:
            request = self._receive()
            if request["op"] == "observe":
                self._observe(request)
                continue
            reply = getattr(self, "_" + request["op"])(request)
            self._send({"number": request["number"], **reply, **self._state()})

    def _open(self, request: dict[str, Any]) -> dict[str, Any]:
        self._end()
        if self._spent:
            return {}
        ours, theirs = Pipe.pair()
        seed = request.get("hash_seed")
        pid = os.fork()
        if pid == 0:
            _become(theirs, "" if seed is None else str(seed))
        for end in theirs:
            os.close(end)
        self._child = (pid, ours)
        if seed is not None:
            blob = marshal.dumps((sys.path, self._modules))
            self._write_raw(ours, blob)
        return self._ask(dumps(request["load"]), request["seconds"])

    def _write_raw(self, pipe: Pipe, blob: bytes) -> None:
        os.set_blocking(pipe.outgoing, True)
        os.write(pipe.outgoing, len(blob).to_bytes(4, "big"))
        view = memoryview(blob)
        while view:
            view = view[os.write(pipe.outgoing, view) :]
        os.set_blocking(pipe.outgoing, False)

    def _say(self, request: dict[str, Any]) -> dict[str, Any]:
        return self._ask(request["text"], request["seconds"])

    def _close(self, request: dict[str, Any]) -> dict[str, Any]:
        reply: dict[str, Any] = {}
        if request.get("finish"):
            reply = self._ask("finish", request["seconds"])
        self._end()
        return reply

    def _ask(self, text: str, seconds: float) -> dict[str, Any]:
        if self._child is None:
            return {"problem": "gone"}
        pipe = self._child[1]
        deadline = time.monotonic() + seconds
        try:
            pipe.send(text, deadline)
            return {"text": pipe.receive(deadline)}
        except Late:
            problem = "timeout"
        except Gone:
            late = self._end(ending=True) == signal.SIGPROF
            return {"problem": "timeout of processor time" if late else "crashed"}
        except Garbled as error:
            problem = str(error)
        self._end()
        return {"problem": problem}

    def _end(self, *, ending: bool = False) -> int:
        if self._child is None:
            return 0
        pid, pipe = self._child
        self._child = None
        pipe.close()
        signal_number = self._reaper.kill(pid, ending=ending)
        self._clear()
        return signal_number

    def _clear(self) -> None:
        self._spent = not self._litter.clear() or self._spent

    def _state(self) -> dict[str, Any]:
        """Tells the host to give this sandbox up where something in it cannot be removed."""
        return {"spent": True} if self._spent else {}

    def _observe(self, request: dict[str, Any]) -> None:
        """Relay one observation after the other; the loader may hang too."""
        ours, theirs = Pipe.pair()
        pid = os.fork()
        if pid == 0:
            _leave_behind(theirs)
            try:
                settle()
                observe(request, Pipe(*theirs, blocking=True))
            finally:
                os._exit(0)
        for end in theirs:
            os.close(end)
        wanted = 1 + len(request["expressions"])
        for number in range(wanted):
            try:
                patience = request["load_seconds"] if number < 2 else request["seconds"]
                text = ours.receive(time.monotonic() + patience + 1.0)
            except (Late, Gone, Garbled) as error:
                problem = "timeout" if isinstance(error, Late) else "crashed"
                frame: dict[str, Any] = {"number": number, "problem": problem}
                last = True
            else:
                frame = {"number": number, "text": text}
                failed = number == 0 and '"loaded": false' in text
                last = number == wanted - 1 or failed or (number == 1 and text.startswith("["))
            if last:
                ours.close()
                self._reaper.kill(pid)
                self._clear()
            self._send({**frame, **self._state()})
            if last:
                return


def _leave_behind(keep: tuple[int, int]) -> None:
    """Close every descriptor but the standard ones and these."""
    low, high = sorted(keep)
    os.closerange(3, low)
    os.closerange(low + 1, high)
    os.closerange(high + 1, 4096)


def _become(ends: tuple[int, int], hash_seed: str) -> None:
    """Go on as the process that holds the candidate; never returns."""
    try:
        _leave_behind(ends)
        settle()
        if not hash_seed:
            hold(*ends)
        for end in ends:
            os.set_inheritable(end, True)  # noqa: FBT003 - its own signature
        argv = [sys.executable, "-S", "-s", "-B", "-c", _BOOT, str(ends[0]), str(ends[1])]
        os.execve(sys.executable, argv, {**os.environ, "PYTHONHASHSEED": hash_seed})  # noqa: S606
    finally:
        os._exit(1)
