"""The model host's process: loads one model and answers requests from its standard input.

Frames in: ``load`` (once, first), ``submit``, ``cancel``. Frames out: ``ready`` or
``failed``, then ``sample``, ``text``, ``refused`` and ``progress``. The end of the input ends it.
"""

import contextlib
import json
import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from dreamer_app.background import idle_disk_access
from dreamer_app.core.inference import Sampling, StopRule
from dreamer_app.inference.framing import read_frame, write_frame
from dreamer_app.session import end_with_parent

_PROGRESS_SECONDS = 0.25


def main() -> None:
    """Serve until the input ends."""
    end_with_parent()
    requests, answers = _private_pipes()
    load = read_frame(requests)
    _become_background(int(load["priority"]))
    inbox = _Inbox()
    threading.Thread(target=_read, args=(requests, inbox), name="requests", daemon=True).start()
    try:
        server = _Server(load, answers)
    except Exception as error:  # noqa: BLE001 - whatever it is, the app is to hear the reason
        write_frame(answers, {"type": "failed", "reason": str(error) or repr(error)})
        return
    server.run(inbox)


def _private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the pipes for frames; whatever a library prints goes to standard error."""
    requests, answers = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    os.dup2(2, 1)
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")


class _Inbox(queue.SimpleQueue[dict[str, Any]]):
    """Frames that wait for the engine; one that cancels also breaks off its step."""

    def __init__(self) -> None:
        super().__init__()
        self.on_cancel: Callable[[], None] = lambda: None

    def add(self, message: dict[str, Any]) -> None:
        """Put a frame in, from the thread that reads."""
        self.put(message)
        if message["type"] == "cancel":
            self.on_cancel()


def _read(requests: IO[bytes], inbox: _Inbox) -> None:
    """Pass frames on; when the app has gone, so does this process, whatever it is doing."""
    try:
        while True:
            inbox.add(read_frame(requests))
    except (EOFError, OSError, ValueError):
        os._exit(0)


def _become_background(priority: int) -> None:
    """Give way to everything else: lowest priority, first to go when memory is short."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("800", encoding="ascii")
        # In the app's session it has to get on beside the sandboxes; see dreamer_app.session.
        is_alone = os.getsid(0) == os.getpid()
        if is_alone and priority >= 19:
            with contextlib.suppress(OSError):
                os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
        if is_alone:
            with contextlib.suppress(OSError):
                # Where the kernel groups tasks by session (autogroup, on in most distributions)
                # a priority counts within the session only.
                Path("/proc/self/autogroup").write_text(str(priority), encoding="ascii")
    if priority:
        idle_disk_access()
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, priority)
    else:
        import psutil

        idle = 0x40  # IDLE_PRIORITY_CLASS of the Windows API
        psutil.Process().nice(idle)


class _Server:
    """The engine and the frames around it."""

    def __init__(self, load: dict[str, Any], answers: IO[bytes]) -> None:
        from dreamer_app.inference.engine import Engine
        from dreamer_app.inference.native import LoadOptions, NativeLog, NativeModel
        from dreamer_app.inference.pacing import Pace

        self._answers = answers
        self._log = NativeLog()
        self._pace = Pace(int(load["threads"]))
        roots = int(load["roots"])
        options = LoadOptions(
            path=_weights(load),
            cells=int(load["cells"]),
            sequences=int(load["slots"]) + roots + 1,
            batch=int(load["batch"]),
            threads=int(load["threads"]),
            gpu_layers=int(load["gpu_layers"]),
            check=bool(load["check"]),
        )
        self._model = NativeModel(options, self._log)
        self._template = self._model.chat_template()
        self._engine = Engine(
            self._model,
            context=int(load["context"]),
            slots=int(load["slots"]),
            roots=roots,
            batch=options.batch,
            deliver=lambda sample: self._send({"type": "sample", **asdict(sample)}),
            refuse=lambda job, why: self._send({"type": "refused", "job": job, "reason": why}),
        )
        self._reported = (time.monotonic(), 0, 0)
        self._send({"type": "ready", "cells": self._model.cells})

    def run(self, inbox: _Inbox) -> None:
        """Serve for ever."""
        inbox.on_cancel = self._break_off
        while True:
            self._model.go_on()
            while not self._engine.busy or not inbox.empty():
                self._take(inbox.get())
            self._engine.step()
            self._report()
            threads = self._pace.threads()
            if threads is not None:
                self._model.use_threads(threads)

    def _break_off(self) -> None:
        """A step that evaluates prompts may take long; any other is over before it is told."""
        if self._engine.is_filling:
            self._model.break_off()

    def _send(self, message: dict[str, Any]) -> None:
        try:
            write_frame(self._answers, message)
        except OSError:
            os._exit(0)

    def _report(self) -> None:
        now = time.monotonic()
        since, drawn_before, evaluated_before = self._reported
        if now - since >= _PROGRESS_SECONDS or not self._engine.busy:
            drawn, evaluated = self._engine.decoded, self._engine.evaluated
            self._send(
                {
                    "type": "progress",
                    "tokens": drawn - drawn_before,
                    "evaluated": evaluated - evaluated_before,
                    "seconds": now - since,
                }
            )
            for job, index, text in self._engine.growing():
                self._send({"type": "text", "job": job, "index": index, "text": text})
            self._reported = (now, drawn, evaluated)

    def _take(self, message: dict[str, Any]) -> None:
        from dreamer_app.inference.chat import TemplateError
        from dreamer_app.inference.native import NativeError

        if not self._engine.busy:
            self._reported = (time.monotonic(), self._engine.decoded, self._engine.evaluated)
            self._pace.restart()
        if message["type"] == "cancel":
            self._engine.cancel(message["job"])
            return
        try:
            self._engine.submit(self._job(message))
        except (NativeError, TemplateError) as error:
            self._send({"type": "refused", "job": message["job"], "reason": str(error)})

    def _job(self, message: dict[str, Any]) -> Any:
        from dreamer_app.inference.sequences import Job, common

        before, tokens, healed, stop = self._prompt(message)
        beginning = self._prompt(_beginning(message))[1] if message["shared_prefix"] else []
        schema = message["json_schema"]
        rule = StopRule(message["stop_rule"])
        return Job(
            id=message["job"],
            tokens=tokens,
            before=before,
            healed=healed,
            indices=tuple(message["indices"]),
            max_tokens=message["max_tokens"],
            sampling=Sampling(**message["sampling"]),
            stop=stop,
            stop_rule=StopRule.JSON if schema and rule is StopRule.NONE else rule,
            grammar=_grammar(schema) if schema else "",
            pinned=common(beginning, tokens),
            streamed=message["streamed"],
        )

    def _prompt(self, message: dict[str, Any]) -> tuple[str, list[int], str, tuple[str, ...]]:
        """Text before the sample, tokens, white space taken off the end, stop strings."""
        from dreamer_app.inference.chat import PLAIN_STOP
        from dreamer_app.inference.conversation import tokens_of

        stop = tuple(message["stop"])
        if not message["messages"]:
            text, healed = _split_white(message["text"])
            tokens = self._model.tokenize(text, special=False, begin=True)
            return message["text"], tokens or self._begin(), healed, stop
        prefix, healed = _split_white(message["assistant_prefix"])
        if not self._template:
            stop = (*stop, PLAIN_STOP)
            prefix = f"\n{prefix}" if prefix else ""
        conversation = [(role, content) for role, content in message["messages"]]
        tokens = tokens_of(self._model, self._template, conversation, prefix)
        return message["assistant_prefix"], tokens, healed, stop

    def _begin(self) -> list[int]:
        token = self._model.bos() if self._model.bos() >= 0 else self._model.eos()
        return [max(token, 0)]


def _weights(load: dict[str, Any]) -> Path:
    """The file to load: the model's own, or a copy of it that this processor is faster with."""
    path = Path(load["path"])
    if not load["copies"] or int(load["gpu_layers"]) > 0:
        return path
    from dreamer_app.inference.expanding import quick_copy

    return quick_copy(path, Path(load["copies"]), int(load["parameters"]), int(load["threads"]))


def _beginning(message: dict[str, Any]) -> dict[str, Any]:
    """The part of a prompt that further requests begin with too, as a prompt of its own."""
    shared = message["shared_prefix"]
    if message["messages"]:
        return {**message, "messages": message["messages"][:shared], "assistant_prefix": ""}
    return {**message, "text": message["text"][:shared]}


def _split_white(text: str) -> tuple[str, str]:
    """A prompt must not end on white space: tokens begin with it, and none would follow."""
    kept = text.rstrip(" \t\n")
    return kept, text[len(kept) :]


def _grammar(schema: str) -> str:
    from dreamer_app.inference.grammar import SchemaError, grammar_for
    from dreamer_app.inference.native import NativeError

    try:
        return grammar_for(json.loads(schema))
    except (SchemaError, ValueError) as error:
        raise NativeError(f"the JSON schema cannot be followed: {error}") from error


if __name__ == "__main__":
    main()
