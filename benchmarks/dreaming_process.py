"""A Dreamer without a face for benchmarks: dreams on command, and tells each phase's bounds.

``python -m benchmarks.dreaming_process``, with a home, a display and a model in the
environment. Orders come on standard input, one line each: ``dream``, ``ingest WHAT`` and
``quit``. Every line on standard output is a JSON object with ``what`` and ``at`` (monotonic
seconds, the same clock for all processes of a Linux machine):

* ``ready`` once, when orders are taken;
* ``begin`` and ``end`` with the name of a phase;
* ``dream`` when a dream's work begins, ``committed`` when its row is in the store;
* ``stop`` at the moment at which the stop reaches the session;
* ``ended`` with the session's report.

Nothing is replaced here: the parts are wrapped where they begin and end, so that the phases
can be told.
"""

import contextlib
import itertools
import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from dreamer_app import settings as settings_module
from dreamer_app.core.errors import DreamerError, Stopped
from dreamer_app.core.events import DreamEnded, Event, SessionEnded, SessionStarted
from dreamer_app.core.states import Trigger
from dreamer_app.core.stop import StopToken
from dreamer_app.paths import Paths
from dreamer_app.services.assembly import Services, build

_SCENARIOS = 40
_KNOWLEDGE = ("textwrap", "statistics", "html", "shlex", "calendar", "itertools", "heapq")


class Diary:
    """Writes what happens, from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = itertools.count()

    def tell(self, what: str, **more: Any) -> None:
        """One line."""
        line = json.dumps({"what": what, "at": time.monotonic(), **more})
        with self._lock:
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()

    def begin(self, phase: str) -> Callable[[], None]:
        """A phase begins; the function that ends it may be called twice."""
        number = next(self._numbers)
        self.tell("begin", phase=phase, number=number)
        ended = threading.Event()

        def end() -> None:
            if not ended.is_set():
                ended.set()
                self.tell("end", phase=phase, number=number)

        return end

    @contextlib.contextmanager
    def during(self, phase: str) -> Iterator[None]:
        """A phase as long as a block."""
        end = self.begin(phase)
        try:
            yield
        finally:
            end()


def _around(owner: Any, name: str, diary: Diary, phase: str) -> None:
    """Have every call of a method told as a phase."""
    original = getattr(owner, name)

    def wrapped(*args: Any, **more: Any) -> Any:
        with diary.during(phase):
            return original(*args, **more)

    setattr(owner, name, wrapped)


def watch_model(diary: Diary) -> None:
    """Tell model load, prompt evaluation and decoding by the frames of the model host."""
    from dreamer_app.inference import host
    from dreamer_app.inference.process import Child

    loads: dict[int, Callable[[], None]] = {}
    prompts: dict[int, Callable[[], None]] = {}

    class TellingChild(Child):
        def __init__(self, *args: Any) -> None:
            loads[id(self)] = diary.begin("load")
            super().__init__(*args)

        def send(self, message: dict[str, Any]) -> None:
            if message["type"] == "submit":
                prompts[message["job"]] = diary.begin("prompt")
            super().send(message)

    receive = host.ModelHost._receive  # noqa: SLF001 - watched, not changed
    attempt = host.ModelHost._attempt  # noqa: SLF001

    def telling_receive(self: host.ModelHost, child: Child, message: dict[str, Any]) -> None:
        if message["type"] == "ready":
            loads.pop(id(child), lambda: None)()
        drawn = message["type"] == "progress" and message["tokens"]
        if drawn or message["type"] == "sample":
            for job in list(prompts):
                prompts.pop(job)()
        receive(self, child, message)

    def telling_attempt(self: host.ModelHost, job: int, *more: Any) -> None:
        try:
            with diary.during("decoding"):
                attempt(self, job, *more)
        finally:
            prompts.pop(job, lambda: None)()

    # Through a name without a type: what is watched is not meant to be reassigned.
    watched: Any = host
    watched.Child = TellingChild
    watched.ModelHost._receive = telling_receive  # noqa: SLF001
    watched.ModelHost._attempt = telling_attempt  # noqa: SLF001


def watch_sandboxes(diary: Diary, choice: str) -> None:
    """Tell the start of each container or sandbox, up to its supervisor's first word."""
    from dreamer_app.sandbox.running import RunningSandbox

    backend: Any
    if choice == "docker":
        from dreamer_app.sandbox.containers import DockerSandbox

        backend = DockerSandbox
    else:
        from dreamer_app.sandbox.bubblewrap import BubblewrapSandbox

        backend = BubblewrapSandbox
    _around(backend, "_launch", diary, "start")
    _around(RunningSandbox, "await_ready", diary, "start")


def watch_dreams(diary: Diary) -> None:
    """Tell verification, and which dreams are being worked on."""
    from dreamer_app.dreaming import engine
    from dreamer_app.services.workshop import Workshop

    _around(Workshop, "verify", diary, "verification")
    watched: Any = engine
    realise = watched.realise

    def telling(plan: Any, *more: Any) -> Any:
        diary.tell("dream", id=plan.record.id)
        return realise(plan, *more)

    watched.realise = telling


class Process:
    """The services, and one order after another."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self._pool = ThreadPoolExecutor(4)
        paths = Paths.from_environment()
        settings = settings_module.load(paths.settings_file)
        watch_model(diary)
        watch_sandboxes(diary, settings.sandbox)
        watch_dreams(diary)
        self.services: Services = build(paths, settings, executor=self._pool, publish=self._heard)
        if self.services.knowledge.is_empty():
            self.services.knowledge.ingest(_KNOWLEDGE)
        self.services.energy.start()

    def _heard(self, event: Event) -> None:
        if isinstance(event, SessionStarted):
            session = self.services.engine.session
            if session is not None:
                session.stop.on_stop(lambda: self._diary.tell("stop"))
        elif isinstance(event, DreamEnded):
            self._diary.tell("committed", id=event.record.id, outcome=event.record.outcome)
        elif isinstance(event, SessionEnded):
            report = event.report
            self._diary.tell(
                "ended",
                session=report.session_id,
                status=report.status,
                reason=report.reason,
                problem=report.problem,
            )

    def dream(self) -> None:
        """Wait until the user counts as away, then begin a session as the scheduler does."""
        self._await_idle()
        self.services.dreams.start(trigger=Trigger.IDLE, count=_SCENARIOS)

    def ingest(self, what: str) -> None:
        """Read something under the same watch as a session.

        The product reads only when a person asks, and has that end at sleep, not at input; here
        it stands for the longest thing that a wake may come into the middle of.
        """
        self._await_idle()
        stop = StopToken()
        stop.on_stop(lambda: self._diary.tell("stop"))
        release = self.services.energy.guard(stop, Trigger.IDLE)

        def read() -> None:
            status, problem = "completed", ""
            try:
                with self._diary.during("ingest"):
                    self.services.knowledge.ingest([what], stop)
            except Stopped:
                status = "interrupted"
            except DreamerError as error:
                status, problem = "error", str(error)
            finally:
                release()
                for source in self.services.knowledge.sources():
                    if what in source.id:  # so that it is read again the next time
                        self.services.knowledge.remove(source.id)
            self._diary.tell(
                "ended", session="", status=status, reason=stop.reason, problem=problem
            )

        self._pool.submit(read)

    def close(self) -> None:
        """End everything."""
        self.services.close()
        self._pool.shutdown()

    def _await_idle(self) -> None:
        while True:
            permission = self.services.energy.permission(Trigger.IDLE)
            if permission.allowed:
                return
            time.sleep(0.02)


def main() -> None:
    """Serve until ``quit`` or the end of the input."""
    diary = Diary()
    process = Process(diary)
    diary.tell("ready")
    for line in sys.stdin:
        order, _, argument = line.strip().partition(" ")
        if order == "quit":
            break
        if order == "ingest":
            process.ingest(argument)
        else:
            process.dream()
    process.close()


if __name__ == "__main__":
    main()
