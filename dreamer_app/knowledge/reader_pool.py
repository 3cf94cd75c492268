"""Reading processes: a few, of low priority, killed the moment a stop is asked for."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dreamer_app.core.stop import StopToken

_ROOT = str(Path(__file__).resolve().parents[2])
_BOOT = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from dreamer_app.knowledge.reader import main; main()"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one job; ``failed`` says why there is no ``value``."""

    index: int
    value: Any = None
    failed: str = ""


class _Reader:
    """One process, started when it is first needed and again after it died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._closed = False
        self.busy_since: float | None = None
        self.killed_for = ""

    def ask(self, job: dict[str, Any]) -> dict[str, Any]:
        """Send a job and wait for its answer; a process that dies answers with a failure."""
        process = self._running()
        if process is None or process.stdin is None or process.stdout is None:
            return {"failed": "it was stopped"}
        self.killed_for = ""
        self.busy_since = time.monotonic()
        try:
            process.stdin.write(json.dumps(job).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = b""
        finally:
            self.busy_since = None
        if line.endswith(b"\n"):
            answer: dict[str, Any] = json.loads(line)
            return answer
        code = process.wait()
        return {"failed": self.killed_for or f"the process that read it ended with code {code}"}

    def _running(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._closed:
                return None
            if self._process is None or self._process.poll() is not None:
                self._release()
                self._process = subprocess.Popen(
                    [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, _ROOT],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    cwd=os.sep,
                )
            return self._process

    def kill(self, why: str) -> None:
        """End the process at once; the job it was on fails for that reason."""
        with self._lock:
            self.killed_for = why
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """Kill it for good; does not wait."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()

    def reap(self) -> None:
        """Wait for the end of a closed process and close its pipes."""
        with self._lock:
            self._release()

    def _release(self) -> None:
        if self._process is None:
            return
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    # What was left unsent has nobody to go to.
                    continue
        self._process = None


def run_jobs(
    jobs: Sequence[dict[str, Any]], stop: StopToken, *, seconds_each: float = 300.0
) -> Iterator[Answer]:
    """Answers as they come, in any order.

    Args:
        seconds_each: a job that takes longer is given up, and its process killed.

    Raises:
        Stopped: a stop was asked for; every process is dead by then.
    """
    stop.check()
    readers = [_Reader() for _ in range(max(1, min(len(jobs), os.cpu_count() or 1, 4)))]
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
    for index in range(len(jobs)):
        waiting.put(index)

    def work(reader: _Reader) -> None:
        while not stop.is_stopped():
            try:
                index = waiting.get_nowait()
            except queue.Empty:
                return
            answer = reader.ask(jobs[index])
            answers.put(
                Answer(index=index, value=answer.get("done"), failed=answer.get("failed", ""))
            )

    def close() -> None:
        for reader in readers:
            reader.close()

    threads = [threading.Thread(target=work, args=(r,), name="knowledge-reader") for r in readers]
    forget = stop.on_stop(close)
    try:
        for thread in threads:
            thread.start()
        for _ in jobs:
            yield _next(answers, readers, stop, seconds_each)
    finally:
        forget()
        close()
        for thread in threads:
            if thread.ident is not None:
                thread.join()
        for reader in readers:
            reader.reap()


def _next(
    answers: "queue.SimpleQueue[Answer]",
    readers: list[_Reader],
    stop: StopToken,
    seconds_each: float,
) -> Answer:
    while True:
        stop.check()
        try:
            return answers.get(timeout=0.1)
        except queue.Empty:
            now = time.monotonic()
            for reader in readers:
                if reader.busy_since is not None and now - reader.busy_since > seconds_each:
                    reader.kill(f"it took longer than {seconds_each:g} s")
