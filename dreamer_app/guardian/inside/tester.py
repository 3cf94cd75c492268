"""Runs in the sandbox of the tests: a fork for every run, and the word about how it ended."""

import gc
import os
import select
import sys
from collections.abc import Callable
from typing import Any

from dreamer_app.guardian.inside.pipes import Reaper, imported
from dreamer_app.guardian.inside.remote import ChannelError, Remote
from dreamer_app.guardian.inside.runner import Run
from dreamer_app.guardian.inside.scratch import Litter, settle

_INNER = frozenset({"builtins", "gc", "importlib", "nt", "os", "posix", "solution", "sys", "tests"})
_EVENTS = frozenset(
    """
    gc.get_objects gc.get_referents gc.get_referrers os.exec os.posix_spawn os.system
    subprocess.Popen sys._current_frames sys.setprofile sys.settrace
    """.split()  # noqa: SIM905 - read as a paragraph
)


class Tester:
    """The parent of the tests' processes; its channel is theirs while they run."""

    def __init__(self, receive: Callable[[], Any], send: Callable[[Any], None]) -> None:
        self._receive = receive
        self._send = send
        self._reaper = Reaper()
        self._litter = Litter()
        self._codes: dict[str, Any] = {}

    def run(self, libraries: list[str], modules: list[str]) -> None:
        """Answer the host until it closes the channel."""
        for name in (*libraries, *modules):
            imported(name)
        gc.freeze()
        self._send({"ready": True})
        while True:
            request = self._receive()
            if request["op"] == "load":
                self._codes[request["name"]] = _compiled(request["source"])
            else:
                self._run(request)

    def _run(self, request: dict[str, Any]) -> None:
        alive, theirs = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(alive)
            self._become_run(request)
        os.close(theirs)
        poll = select.poll()
        poll.register(alive, select.POLLIN)
        late = not poll.poll(request["seconds"] * 1000)
        os.close(alive)
        self._reaper.kill(pid)
        problem = "" if self._litter.clear() else "the tests leave behind what cannot be removed"
        self._send({"ended": request["number"], "problem": "timeout" if late else problem})

    def _become_run(self, request: dict[str, Any]) -> None:
        """Run the tests in this fork; never returns."""
        try:
            settle()
            number = request["number"]
            told: list[dict[str, Any]] = []
            sys.addaudithook(_end_forgery)
            remote = Remote(
                lambda text, call: self._say(number, text, call, told),
                frozenset(request["classes"]),
            )
            Run(request, remote, told.append).run(self._codes[request["tests_name"]])
            self._send({"run": number, "done": True, "outcomes": told})
        finally:
            os._exit(0)

    def _say(self, number: str, text: str, call: Any, told: list[dict[str, Any]]) -> str:
        """Have the candidate answer; tells what became of tests since the last time."""
        self._send({"run": number, "say": text, "call": call, "outcomes": told})
        told.clear()
        reply = self._receive()
        if "text" in reply:
            return str(reply["text"])
        raise ChannelError(f"the candidate gave no answer: {reply['problem']}")


def _end_forgery(event: str, args: Any) -> None:
    """End a run in which the tests do what none of them has to, and what could forge it."""
    if event == "pickle.find_class":
        forges = str(args[0]).partition(".")[0] in _INNER
    elif event == "open":
        forges = type(args[0]) is str and args[0].startswith(("/dev/fd", "/proc/self", "/dev/std"))
    else:
        forges = event in _EVENTS or event.startswith("ctypes.")
    if forges:
        os._exit(1)


def _compiled(source: str) -> Any:
    try:
        return compile(source, "<tests>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        return compile(f"raise SyntaxError({str(error)!r})", "<tests>", "exec")
