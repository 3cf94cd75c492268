"""One run of the model host's process, seen from the app."""

import contextlib
import logging
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, cast

from dreamer_app.inference.framing import read_frame, write_frame
from dreamer_app.session import hurry, own_session

_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_GRACE_SECONDS = 2.0
_KEPT_VARIABLES = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP")
_KEPT_PREFIXES = ("CUDA_", "GGML_", "HIP_", "ROCR_", "VK_")


class Child:
    """The process and the thread that reads from it.

    The thread also starts the process: on Linux the child is to die with its parent, and
    the parent, to the kernel, is the thread.
    """

    def __init__(
        self,
        load: dict[str, Any],
        receive: Callable[["Child", dict[str, Any]], None],
        ended: Callable[["Child"], None],
    ) -> None:
        self._receive = receive
        self._when_ended = ended
        self._sending = threading.Lock()
        self._started = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the thread
        self._load = load
        self.ended = False
        self.killed = False
        self.refused = False
        self.why = ""
        self._thread = threading.Thread(target=self._run, name="model host", daemon=True)
        self._thread.start()
        self._started.wait()

    @property
    def pid(self) -> int | None:
        """Of the process; None once it has ended."""
        process = self._process
        return process.pid if process is not None and not self.ended else None

    def send(self, message: dict[str, Any]) -> None:
        """Send a frame; nothing happens when the process has gone."""
        process = self._process
        if process is None or process.stdin is None:
            return
        try:
            with self._sending:
                write_frame(process.stdin, message)
        except (OSError, ValueError):
            _log.debug("the model host has gone before it could be told %s", message["type"])

    def kill(self) -> None:
        """Kill it at once; does not wait."""
        self.killed = True
        if self._process is not None:
            hurry(self._process.pid)
            self._process.kill()

    def join(self) -> None:
        """Wait until the process is gone and was reaped."""
        self._thread.join()

    def _run(self) -> None:
        try:
            self._process = process = _spawn(self._errors)
        except OSError as error:
            self.why = f"it cannot be started ({error})"
        else:
            self._started.set()
            if self.killed:
                process.kill()
            self.send(self._load)
            self.why = self._read(process)
        self._errors.close()
        self.ended = True
        self._started.set()
        self._when_ended(self)

    def _read(self, process: "subprocess.Popen[bytes]") -> str:
        """Pass frames on until the process ends; why it ended."""
        reason = ""
        answers = cast("IO[bytes]", process.stdout)
        with answers, contextlib.suppress(EOFError, ValueError):
            while True:
                message = read_frame(answers)
                if message["type"] == "failed":
                    reason, self.refused = message["reason"], True
                else:
                    self._receive(self, message)
        try:
            code = process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        with self._sending, contextlib.suppress(OSError):
            cast("IO[bytes]", process.stdin).close()
        return reason or ending(code, self._errors)


def _spawn(errors: IO[bytes]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "dreamer_app.inference.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        cwd=_ROOT,
        env=child_environment(os.environ),
        **own_session(),
    )


def child_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """What the child gets to see: nothing of the user's, and threads that do not spin.

    OpenMP's threads wait for one another in a busy loop by default. Beside a busy core at
    lowest priority that brings decoding to a standstill, so they are made to sleep. GNU's are
    made to look four thousand times before that: where nothing else runs, waking a thread hundreds
    of times for each token costs as much as the arithmetic (measured: docs/adr/0042).
    """
    kept = {
        name: value
        for name, value in environment.items()
        if name in _KEPT_VARIABLES or name.startswith(_KEPT_PREFIXES)
    }
    return {
        **kept,
        "PYTHONPATH": str(_ROOT),
        "PYTHONUTF8": "1",
        "OMP_WAIT_POLICY": "passive",
        "GOMP_SPINCOUNT": "4000",
        "GGML_NO_BACKTRACE": "1",  # an abort would start a debugger where one is installed
    }


def ending(code: int, errors: IO[bytes]) -> str:
    """Why a process ended that was not told to, for the end of a sentence."""
    errors.seek(0)
    lines = errors.read()[-4000:].decode("utf-8", "replace").strip().splitlines()
    last = lines[-1].strip() if lines else ""
    if code >= 0:
        return last or f"it ended with exit code {code}"
    if code == -signal.SIGKILL:
        return "the system killed it, most likely because memory ran short"
    if code == -signal.SIGBUS:
        return "the model file was cut off or changed while it was in use"
    name = signal.Signals(-code).name
    said = next((line for line in lines if "GGML_ASSERT" in line or "error" in line), last)
    said = re.sub(r"\S*/", "", said)
    return f"llama.cpp crashed ({name}{': ' + said if said else ''})"
