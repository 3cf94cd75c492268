"""The verdict channel: tests in one sandbox, the candidate in another, the host in between.

The host relays each call as text that it does not interpret. What it counts (calls, the
inputs they were made with, which tests said what) comes from the sandbox of the tests, in
which no line of the candidate runs. Whatever the candidate's sandbox sends is an answer to
one question or it is the end of that sandbox.
"""

import hashlib
import json
import secrets
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from dreamer_app.core.errors import SandboxError
from dreamer_app.core.execution import EndKind, Limits, SandboxProgram
from dreamer_app.core.ports import Sandbox, SandboxProcess
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian import reports, sources
from dreamer_app.guardian.plan import TestPlan
from dreamer_app.guardian.reports import Ended, Exhausted, Forged, Saying, TestOutcome

CANDIDATE = "candidate"
START_SECONDS = 60.0
GRACE_SECONDS = 20.0
"""What keeps the time inside gets this long to say so: it gives way to all other programs."""
_INPUTS_KEPT, _INPUT_BYTES, _INPUTS_BYTES = 400, 100_000, 2_000_000
"""Calls that are kept of a run: how many, how long each, how long all of them."""
_BASES, _NAME, _DEEDS = 50, 300, 20
VERDICT_SECONDS = 1200.0
"""A verification that is not over by then never comes to a verdict, whoever holds it up."""
_FATAL = (EndKind.TIMEOUT, EndKind.OUT_OF_MEMORY, EndKind.OUTPUT_LIMIT, EndKind.PROTOCOL)
LIMITS = Limits(wall_seconds=300.0, cpu_seconds=60.0)


class Broken(Exception):  # noqa: N818 - becomes a value: the verdict "unverified"
    """The harness itself did not work: neither a pass nor a fail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A candidate to hold, and in what world.

    Args:
        hash_seed: None runs in a plain fork, which is faster.
        clock: seconds that its clock is off.
        cpu_seconds: processor time after which it is killed; 0 for none.
        load_seconds: wall time to execute the module; ``call_seconds`` for each call.
    """

    code: str
    hash_seed: int | None = None
    clock: float = 0.0
    coverage: bool = False
    cpu_seconds: float = 0.0
    load_seconds: float = 10.0
    call_seconds: float = 3.0


@dataclass(slots=True)
class TestRun:
    """One run of the tests against one candidate, as far as it got."""

    wanted: tuple[str, ...]
    outcomes: list[TestOutcome] = field(default_factory=list)
    calls: int = 0
    inputs: list[Any] = field(default_factory=list)
    seen: set[bytes] = field(default_factory=set)
    room: int = _INPUTS_BYTES
    done: bool = False
    problem: str = ""
    arcs: list[tuple[int, int]] | None = None
    did: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Every test that the source holds ran once, passed, and the candidate was called."""
        names = sorted(o.name for o in self.outcomes)
        return (
            self.done
            and not self.problem
            and self.calls > 0
            and names == sorted(self.wanted)
            and all(o.passed and o.cases > 0 for o in self.outcomes)
        )

    @property
    def failure(self) -> TestOutcome | None:
        """The first test that did not pass."""
        return next((o for o in self.outcomes if not o.passed), None)

    @property
    def why(self) -> str:
        """Why it did not pass, in one line; empty when it did."""
        failed = self.failure
        if self.problem:
            return self.problem
        if failed is not None:
            return f"{failed.name}: {failed.why}"
        if self.passed:
            return ""
        return "the candidate was never called" if self.done else "not all tests ran"


class Worker:
    """The sandbox of the candidate, seen from the host."""

    def __init__(self, process: SandboxProcess) -> None:
        self._process = process
        self._number = 0
        self.lost = ""

    def ready(self) -> list[str]:
        """Wait until it answers; the libraries that it lacks."""
        try:
            frame = self._process.receive(START_SECONDS)
        except (TimeoutError, EOFError) as error:
            raise Broken(f"the sandbox did not answer: {self._ended() or error}") from None
        # No line of a candidate has run in there yet.
        return [str(name) for name in frame["missing"]]

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """One question, one answer: ``text``, or ``problem`` when there is none."""
        if self.lost:
            return {"problem": self.lost}
        self._number += 1
        try:
            self._process.send({**request, "seconds": seconds, "number": self._number})
        except ValueError:
            return {"problem": "it is too large to be handed over"}
        try:
            frame = self._process.receive(seconds + GRACE_SECONDS)
        except TimeoutError:
            return self.lose("timeout")
        except EOFError:
            return self.lose(f"its sandbox ended: {self._ended()}")
        if type(frame) is not dict or frame.get("number") != self._number:
            return self.lose("it forged a frame")
        self._give_up(frame)
        return frame

    def observations(self, request: dict[str, Any], wanted: int) -> Iterable[dict[str, Any]]:
        """Answers to one ``observe``; fewer than wanted when something broke."""
        try:
            self._process.send({**request, "op": "observe"})
        except ValueError:
            yield {"problem": "too large"}
            return
        for number in range(wanted):
            try:
                patience = request["load_seconds"] if number < 2 else request["seconds"]
                frame = self._process.receive(patience + 2 * GRACE_SECONDS)
            except (TimeoutError, EOFError) as error:
                late = isinstance(error, TimeoutError)
                yield self.lose("timeout" if late else "crashed")
                return
            if type(frame) is not dict or frame.get("number") != number:
                yield self.lose("crashed")
                return
            self._give_up(frame)
            text = frame.get("text")
            if number == 1 and type(text) is str and text.startswith("["):
                yield from self._all_at_once(text, wanted - 1)
                return
            yield frame

    def _all_at_once(self, text: str, wanted: int) -> Iterable[dict[str, Any]]:
        """Observations that came as one list."""
        try:
            texts = json.loads(text)
        except (ValueError, RecursionError):
            texts = []
        if len(texts) == wanted:
            yield from ({"text": each} for each in texts)
        else:
            yield self.lose("crashed")

    def _give_up(self, frame: dict[str, Any]) -> None:
        """End a sandbox that says that it cannot be cleared for the next run."""
        if frame.get("spent"):
            self.lose("what it holds cannot be removed")

    def lose(self, why: str) -> dict[str, Any]:
        """Give this sandbox up; nothing it may still say counts."""
        self.lost = why
        self._process.kill()
        return {"problem": why}

    def _ended(self) -> str:
        end = self._process.end()
        return f"{end.kind} {end.stderr[-300:].strip()}".strip()

    def close(self) -> None:
        """End it."""
        self._process.end()


class Bench:
    """The sandboxes of one verification: one for its tests, one for its candidate.

    Args:
        libraries: import names that must be there.
        modules: of the standard library, imported before the first fork.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        libraries: tuple[str, ...],
        stop: StopToken,
        modules: tuple[str, ...] = (),
    ) -> None:
        self._sandbox = sandbox
        self._libraries = libraries
        self._modules = modules
        self._stop = stop
        self._tester: SandboxProcess | None = None
        self._loaded: set[str] = set()
        self._workers: dict[str, Worker] = {}
        self._until = time.monotonic() + VERDICT_SECONDS
        self.missing: list[str] = []

    def start(self) -> None:
        """Start both sandboxes, together."""
        with ThreadPoolExecutor(1) as pool:
            started = pool.submit(self._start, sources.tester(self._libraries, self._modules))
            try:
                worker = Worker(self._start(sources.worker(self._libraries, self._modules)))
                self._workers[CANDIDATE] = worker
            finally:
                self._tester = started.result()
        self._hello(self._tester)
        self.missing = worker.ready()

    def _fresh_tester(self) -> SandboxProcess:
        """Another sandbox for the tests: the last one may still wait for half an answer."""
        if self._tester is not None:
            self._tester.end()
        self._stop.check()
        self._tester = self._start(sources.tester(self._libraries, self._modules))
        self._loaded.clear()
        self._hello(self._tester)
        return self._tester

    def _start(self, source: str) -> SandboxProcess:
        program = SandboxProgram(
            source=source,
            libraries=self._libraries,
            limits=LIMITS,
            environment=(("PYTHONHASHSEED", "0"),),
        )
        return self._sandbox.start(program, self._stop)

    def _hello(self, tester: SandboxProcess) -> None:
        try:
            tester.receive(START_SECONDS)
        except (TimeoutError, EOFError):
            end = tester.end()
            raise Broken(
                f"the sandbox of the tests did not answer: {end.kind} {end.stderr[-300:]}"
            ) from None

    def worker(self, whose: str) -> Worker:
        """A sandbox for solutions, by whose they are; a fresh one when the last was lost.

        Raises:
            Broken: there is none, or the verification has taken too long.
        """
        if time.monotonic() > self._until:
            raise Broken(f"it took longer than {VERDICT_SECONDS:g} s")
        worker = self._workers.get(whose)
        if worker is not None and not worker.lost:
            return worker
        self._stop.check()
        if worker is not None:
            worker.close()
        worker = self._workers[whose] = Worker(
            self._start(sources.worker(self._libraries, self._modules))
        )
        self.missing = worker.ready()
        return worker

    def close(self) -> None:
        """End all sandboxes."""
        for worker in self._workers.values():
            worker.close()
        if self._tester is not None:
            self._tester.end()

    def run(
        self,
        load: Load,
        plan: TestPlan,
        *,
        order: tuple[str, ...] = (),
        first_only: bool = False,
        seconds: float = 20.0,
        whose: str = CANDIDATE,
    ) -> TestRun:
        """Run the tests against a candidate.

        Args:
            order: names of the tests in another order than the source's.
            first_only: stop at the first failure.
            seconds: wall time of the whole run.
            whose: solutions of different owners never share a sandbox.

        Raises:
            Broken: the harness failed.
            Exhausted: the tests used up their sandbox.
        """
        worker = self.worker(whose)
        run = TestRun(wanted=plan.names)
        reply = self._open(worker, load)
        if reply.get("spent"):
            worker = self.worker(whose)
            reply = self._open(worker, load)
        exports = self._exports(reply, run, frozenset(plan.wanted))
        if exports is not None:
            self._relay(
                worker,
                load,
                plan,
                run,
                {
                    "op": "run",
                    "tests": list(order or plan.names),
                    "exports": exports,
                    "first_only": first_only,
                    "seconds": seconds,
                    **plan.request(),
                },
            )
            if load.coverage and not worker.lost:
                self._finish(worker, run)
        self._stop.check()
        return run

    def _open(self, worker: Worker, load: Load) -> dict[str, Any]:
        what = {
            "code": load.code,
            "clock": load.clock,
            "coverage": load.coverage,
            "cpu": load.cpu_seconds,
        }
        opening = {"op": "open", "load": what, "hash_seed": load.hash_seed}
        reply = worker.ask(opening, load.load_seconds)
        self._stop.check()
        return reply

    @staticmethod
    def _exports(reply: dict[str, Any], run: TestRun, wanted: frozenset[str]) -> list[Any] | None:
        if "text" not in reply:
            run.problem = f"loading it failed: {reply.get('problem')}"
            return None
        try:
            answer = json.loads(reply["text"])
            exports = answer.get("exports")
            if exports is None:
                failed = answer["failed"]
                run.problem = f"loading it raised {failed['mro'][0]}: {failed.get('text', '')}"[
                    :600
                ]
                return None
            found = {
                str(name): [
                    str(name),
                    str(kind)[:_NAME],
                    [str(base)[:_NAME] for base in bases[:_BASES]],
                ]
                for name, kind, bases in exports
                if name in wanted
            }
            return list(found.values())
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
            run.problem = "loading it gave no answer"
            return None

    def _relay(
        self, worker: Worker, load: Load, plan: TestPlan, run: TestRun, request: dict[str, Any]
    ) -> None:
        tester = self._ready_tester(plan)
        number = secrets.token_hex(16)
        try:
            tester.send({**request, "number": number})
        except ValueError:
            raise Exhausted("what the tests need is too large to be handed over") from None
        while True:
            try:
                frame = tester.receive(request["seconds"] + GRACE_SECONDS)
            except (TimeoutError, EOFError):
                self._lost_tester(tester)
            said = reports.read(frame, number)
            if not isinstance(said, Ended):
                run.outcomes += said.outcomes
                if len(run.outcomes) > len(run.wanted):
                    raise Forged
            if isinstance(said, Saying):
                self._note(run, said.call)
                answer = worker.ask({"op": "say", "text": said.text}, load.call_seconds)
                self._answer(tester, answer)
            elif isinstance(said, Ended):
                run.problem = run.problem or said.problem
                if said.problem:
                    self._fresh_tester()
                return
            else:
                run.done = True

    def _answer(self, tester: SandboxProcess, answer: dict[str, Any]) -> None:
        try:
            tester.send({k: v for k, v in answer.items() if k != "number"})
        except ValueError:
            tester.send({"problem": "its answer is too large"})

    def _ready_tester(self, plan: TestPlan) -> SandboxProcess:
        if self._tester is None:
            raise Broken("there is no sandbox for the tests")
        if plan.key not in self._loaded:
            try:
                self._tester.send({"op": "load", "name": plan.key, "source": plan.source})
            except ValueError:
                raise Exhausted("the tests are too large to be handed over") from None
            self._loaded.add(plan.key)
        return self._tester

    def _lost_tester(self, tester: SandboxProcess) -> None:
        self._stop.check()
        end = tester.end()
        if end.kind in _FATAL:
            raise Exhausted(f"the tests used up their sandbox: {end.kind}")
        raise Broken(f"the sandbox of the tests ended: {end.kind} {end.stderr[-300:]}")

    def _note(self, run: TestRun, call: Any) -> None:
        if call is None:
            return
        run.calls += 1
        if len(run.inputs) >= _INPUTS_KEPT or run.room <= 0:
            return
        text = json.dumps(call)
        key = hashlib.sha256(text.encode()).digest()
        if key not in run.seen and len(text) <= min(_INPUT_BYTES, run.room):
            run.seen.add(key)
            run.inputs.append(call)
            run.room -= len(text)

    def _finish(self, worker: Worker, run: TestRun) -> None:
        reply = worker.ask({"op": "close", "finish": True}, 5.0)
        try:
            told = json.loads(reply["text"])
            run.arcs = [(int(a), int(b)) for a, b in told["arcs"]]
            run.did = tuple(str(deed)[:_NAME] for deed in list(told["did"])[:_DEEDS])
        except (ValueError, TypeError, KeyError, RecursionError):
            run.arcs = None


def needs_sandbox(sandbox: Sandbox) -> Sandbox:
    """The sandbox, once it has proven itself.

    Raises:
        SandboxError: it does not isolate.
    """
    test = sandbox.self_test()
    if not test.ok:
        raise SandboxError(
            f"The sandbox {test.name} failed its self-test: {test.problem}.", hint=test.hint
        )
    return sandbox
