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
_MOST_READERS = 4
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


class _Pool:
    """Readers with a thread each, which gives them one job after another."""

    def __init__(self, jobs: Sequence[dict[str, Any]], stop: StopToken) -> None:
        self._jobs = jobs
        self._stop = stop
        self._waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        for index in range(len(jobs)):
            self._waiting.put(index)
        count = max(1, min(len(jobs), os.cpu_count() or 1, _MOST_READERS))
        self._readers = [_Reader() for _ in range(count)]
        self._threads = [
            threading.Thread(target=self._work, args=(r,), name="knowledge-reader")
            for r in self._readers
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def _work(self, reader: _Reader) -> None:
        while not self._stop.is_stopped():
            try:
                index = self._waiting.get_nowait()
            except queue.Empty:
                return
            answer = reader.ask(self._jobs[index])
            self._answers.put(
                Answer(index=index, value=answer.get("done"), failed=answer.get("failed", ""))
            )

    def next(self, seconds_each: float) -> Answer:
        """The next answer; a reader that takes too long over its own is killed."""
        while True:
            self._stop.check()
            try:
                answer = self._answers.get(timeout=0.1)
            except queue.Empty:
                now = time.monotonic()
                for reader in self._readers:
                    if reader.busy_since is not None and now - reader.busy_since > seconds_each:
                        reader.kill(f"reading it took longer than {seconds_each:g} s")
            else:
                # A stop kills the processes, and what they were on then seems to have failed.
                self._stop.check()
                return answer

    def kill(self) -> None:
        """Kill every process for good; does not wait."""
        for reader in self._readers:
            reader.close()

    def join(self) -> None:
        """Wait until threads and processes are gone."""
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()
        for reader in self._readers:
            reader.reap()


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
    pool = _Pool(jobs, stop)
    forget = stop.on_stop(pool.kill)
    try:
        pool.start()
        for _ in jobs:
            yield pool.next(seconds_each)
    finally:
        forget()
        pool.kill()
        pool.join()
