"""The model, as the rest of the program sees it: a child process that can be killed at will."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dreamer_app.core.errors import ModelError
from dreamer_app.core.inference import Finish, Generation, GenerationRequest, ModelInfo
from dreamer_app.core.stop import StopToken
from dreamer_app.inference.cores import physical_cores
from dreamer_app.inference.crashes import CRASHES, Crashes
from dreamer_app.inference.gguf import bad_model
from dreamer_app.inference.header import read_header
from dreamer_app.inference.process import Child

_log = logging.getLogger(__name__)

OnSample = Callable[[Generation], bool]
OnText = Callable[[int, str], None]

ROOTS = 12
"""Prompts kept in the cache at once, those in use included."""
BATCH = 512
ROOM_PER_SAMPLE = 256
"""Tokens of cache for each sequence beyond the context that they all share."""
_RATE_SECONDS = 5.0


def context_for(info: ModelInfo, asked: int) -> int:
    """Tokens that a prompt and its sample may have: never more than the model was trained with."""
    return min(asked, info.context_length or asked)


def cells_for(context: int, sequences: int) -> int:
    """Tokens of cache that a host with these numbers allocates."""
    return -(-(context + ROOM_PER_SAMPLE * sequences) // 256) * 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a host has done so far, in tokens.

    Args:
        drawn: of all samples, cancelled ones included.
        evaluated: drawn ones and those of prompts, as far as the cache did not have them.
    """

    drawn: int = 0
    evaluated: int = 0


@dataclass(slots=True, eq=False)
class _Pending:
    """A request that a thread waits for."""

    request: GenerationRequest
    stop: StopToken
    on_text: OnText | None = None
    texts: dict[int, str] = field(default_factory=dict)
    done: dict[int, Generation] = field(default_factory=dict)
    fresh: deque[Generation] = field(default_factory=deque)
    problem: str = ""
    child: Child | None = None


class _Killed(Exception):  # noqa: N818 - not an error: another request's stop killed the host
    """The child ended on purpose; what it was doing for others begins again."""


class ModelHost:
    """A language model in a child process; implements the port ``LanguageModel``.

    The child starts with the first request and ends with :meth:`close`, with a stop, or
    with the app. All methods may be called from any thread.

    The same request with the same seed draws the same samples as long as the same requests
    run beside it. Others beside it, or room reused in the cache, change the order in which
    llama.cpp adds numbers up; the last bits of the probabilities differ then, and a sample
    may part from its earlier self at some token.

    Args:
        context: most tokens of one prompt and its answer; never more than the model was
            trained with.
        sequences: most samples drawn at once.
        threads: 0 takes one per physical core.
        gpu_layers: as the setting; -1 leaves it to llama.cpp.
        priority: nice value; 19 also gives way entirely where the system can (SCHED_IDLE).
        copies: a folder in which small models may be kept in the form that this processor
            is fastest with; None loads the file as it is.
        check: whether the weights are searched for numbers that cannot be while they are loaded
            (a quarter of a second for each GB); for a file that nobody vouches for.
        crashes: of earlier hosts of this model; it is added to.
    """

    def __init__(
        self,
        info: ModelInfo,
        *,
        context: int = 4096,
        sequences: int = 16,
        threads: int = 0,
        gpu_layers: int = -1,
        priority: int = 19,
        copies: Path | None = None,
        check: bool = False,
        crashes: Crashes | None = None,
    ) -> None:
        self._info = info
        self._context = context_for(info, context)
        self._load = {
            "type": "load",
            "path": str(info.path),
            "parameters": info.parameters,
            "copies": str(copies) if copies is not None else "",
            "context": self._context,
            "cells": cells_for(self._context, sequences),
            "slots": sequences,
            "roots": ROOTS,
            "batch": BATCH,
            "threads": threads or physical_cores(),
            "gpu_layers": gpu_layers,
            "check": check,
            "priority": priority,
        }
        self._change = threading.Condition()
        self._child: Child | None = None
        self._closed = False
        self._next_job = 0
        self._pending: dict[int, _Pending] = {}
        self._crashes = crashes or Crashes()
        self._rates: deque[tuple[float, int, float]] = deque(maxlen=100)
        self._work = Work()

    @property
    def info(self) -> ModelInfo:
        """What is known of the model."""
        return self._info

    @property
    def work(self) -> Work:
        """What it has done; told by the child a few times a second."""
        return self._work

    @property
    def process_id(self) -> int | None:
        """Of the child; None while none runs."""
        child = self._child
        return child.pid if child is not None else None

    def warm(self) -> None:
        """Start the child and have it load the model; does not wait until it has.

        Raises:
            ModelError: the file cannot be used, or the host crashed too often.
        """
        self._running_child()

    def reset(self) -> None:
        """Forget earlier crashes, so that the host may start again."""
        self._crashes.forget()

    def kill(self) -> None:
        """Kill the child, also one that still loads, and start none again; does not wait."""
        self._kill()

    def close(self) -> None:
        """End the child and wait until nothing of it is left. May be called twice."""
        child = self._kill()
        if child is not None:
            child.join()

    def _kill(self) -> Child | None:
        with self._change:
            self._closed = True
            child = self._child
        if child is not None:
            child.kill()
        return child

    def tokens_per_second(self) -> float:
        """Tokens drawn per second over the last seconds, all requests together."""
        now = time.monotonic()
        with self._change:
            recent = [(n, s) for at, n, s in self._rates if now - at <= _RATE_SECONDS]
        seconds = sum(s for _, s in recent)
        return sum(n for n, _ in recent) / seconds if seconds else 0.0

    def generate(
        self,
        request: GenerationRequest,
        stop: StopToken,
        on_sample: OnSample | None = None,
        on_text: OnText | None = None,
    ) -> list[Generation]:
        """Draw the samples of one request; see the port. What it calls runs in this thread.

        A stop kills the child, where every request that it works on heeds that stop. Where
        others go on, only this request is cancelled.
        """
        pending = _Pending(request, stop, on_text)
        with self._change:
            self._next_job += 1
            job = self._next_job
            self._pending[job] = pending
        forget = stop.on_stop(lambda: self._stop(job))
        try:
            while len(pending.done) < request.samples:
                stop.check()
                try:
                    self._attempt(job, pending, stop, on_sample)
                except _Killed:
                    continue
        finally:
            forget()
            with self._change:
                self._pending.pop(job, None)
            if pending.child is not None and len(pending.done) < request.samples:
                pending.child.send({"type": "cancel", "job": job})
        stop.check()
        return [pending.done[index] for index in range(request.samples)]

    def _attempt(
        self, job: int, pending: _Pending, stop: StopToken, on_sample: OnSample | None
    ) -> None:
        """Send what is still missing to a child and take in what it answers."""
        child = self._running_child()
        with self._change:
            pending.child = child
        child.send(_submission(job, pending))
        wanted = True
        while len(pending.done) < pending.request.samples:
            for generation in self._wait(child, pending, stop):
                if on_sample is None or not wanted or generation.finish is Finish.CANCELLED:
                    continue
                wanted = on_sample(generation)
                if not wanted:
                    child.send({"type": "cancel", "job": job})

    def _wait(self, child: Child, pending: _Pending, stop: StopToken) -> list[Generation]:
        with self._change:
            self._change.wait_for(
                lambda: (
                    pending.fresh
                    or pending.texts
                    or pending.problem
                    or child.ended
                    or stop.is_stopped()
                )
            )
            fresh, texts = list(pending.fresh), dict(pending.texts)
            pending.fresh.clear()
            pending.texts.clear()
            if not fresh and not texts:
                self._explain_silence(child, pending, stop)
        if pending.on_text is not None:
            for index, text in texts.items():
                pending.on_text(index, text)
        return fresh

    def _explain_silence(self, child: Child, pending: _Pending, stop: StopToken) -> None:
        if stop.is_stopped():
            if self._all_stopped():
                child.kill()
                self._change.wait_for(lambda: child.ended)
            stop.check()
        if pending.problem:
            raise ModelError(
                f"The model {self._info.name} refused a request: {pending.problem}.",
                hint=self._hint(pending.problem),
            )
        if self._closed:
            raise ModelError(f"The host of the model {self._info.name} was closed.")
        if child.killed:
            raise _Killed
        if child.refused:
            raise bad_model(self._info.path, f"llama.cpp refuses it ({child.why})")
        raise ModelError(
            f"The model host ended while it worked with {self._info.name}: {child.why}.",
            hint="The next dream starts a fresh one.",
        )

    def _hint(self, problem: str) -> str:
        if "context" not in problem:
            return ""
        if self._context == self._info.context_length:
            return "That is what this model was trained with: a shorter prompt helps."
        return "A larger context or a shorter prompt helps."

    def _stop(self, job: int) -> None:
        """Called at a stop, in the thread that stops; the child's end wakes the waiting."""
        pending = self._pending.get(job)
        if pending is None or pending.child is None:
            return
        if self._all_stopped():
            pending.child.kill()
            return
        with self._change:
            self._change.notify_all()

    def _all_stopped(self) -> bool:
        """Whether nobody waits for an answer any more: killing the child then harms no one."""
        return all(pending.stop.is_stopped() for pending in list(self._pending.values()))

    def _running_child(self) -> Child:
        with self._change:
            if self._closed:
                raise ModelError(f"The host of the model {self._info.name} was closed.")
            child = self._child
            if child is not None and not child.ended and not child.killed:
                return child
            self._refuse_after_crashes()
        read_header(self._info.path)
        with self._change:
            current = self._child
            if current is child or current is None or current.ended or current.killed:
                self._child = current = Child(self._load, self._receive, self._ended)
        return current

    def _refuse_after_crashes(self) -> None:
        if self._crashes.enough:
            raise ModelError(
                f"The model host crashed {CRASHES} times in ten minutes with "
                f"{self._info.name} and is not started again.",
                hint="Choose another model, or ask for this one again.",
            )

    def _receive(self, child: Child, message: dict[str, Any]) -> None:
        """A frame from the child, in its reader thread."""
        with self._change:
            if message["type"] == "progress":
                self._rates.append((time.monotonic(), message["tokens"], message["seconds"]))
                self._work = Work(
                    drawn=self._work.drawn + message["tokens"],
                    evaluated=self._work.evaluated + message["evaluated"],
                )
                return
            pending = self._pending.get(message.get("job", -1))
            if pending is None or pending.child is not child:
                return
            if message["type"] == "text":
                pending.texts[message["index"]] = message["text"]
            elif message["type"] == "sample":
                generation = _generation(message)
                pending.done[generation.index] = generation
                pending.fresh.append(generation)
                pending.texts.pop(generation.index, None)
            elif message["type"] == "refused":
                pending.problem = message["reason"]
            self._change.notify_all()

    def _ended(self, child: Child) -> None:
        with self._change:
            if not child.killed and not child.refused and not self._closed:
                self._crashes.add()
                _log.warning("The model host ended by itself: %s", child.why)
            if self._child is child:
                self._child = None
            self._change.notify_all()


def _submission(job: int, pending: _Pending) -> dict[str, Any]:
    request = pending.request
    return {
        "type": "submit",
        "job": job,
        **asdict(request.prompt),
        "indices": [index for index in range(request.samples) if index not in pending.done],
        "max_tokens": request.max_tokens,
        "sampling": asdict(request.sampling),
        "stop": list(request.stop),
        "stop_rule": str(request.stop_rule),
        "json_schema": request.json_schema,
        "streamed": pending.on_text is not None,
    }


def _generation(message: dict[str, Any]) -> Generation:
    return Generation(
        text=message["text"],
        index=message["index"],
        seed=message["seed"],
        tokens=message["tokens"],
        finish=Finish(message["finish"]),
        seconds=message["seconds"],
    )
