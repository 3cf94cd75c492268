"""How long a stop takes: from the request until no process of the program is left.

Usage: python benchmarks/sandbox_stop.py [COUNT] [BACKEND...]

Each stop comes at a random moment, while the sandbox starts or while the program runs; the
program ignores every signal and forks without end. Bars: at most 1.0 s with Docker and
1.2 s with bubblewrap, the worst of 100.
"""

import contextlib
import random
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from dreamer_app.core.errors import SandboxError, Stopped
from dreamer_app.core.execution import SandboxProgram
from dreamer_app.core.ports import Sandbox
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox import open_sandbox

BARS = {"docker": 1.0, "bubblewrap": 1.2}
LONGEST_WAIT = 0.6
HOSTILE = """
import os, signal
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    try:
        if os.fork() == 0:
            os.setsid()
    except OSError:
        pass
"""
"""Ignores every signal and forks without end."""
TELLING = "import os\nSEND(os.stat('/proc/self/ns/pid').st_ino)\n" + HOSTILE


@dataclass(frozen=True, slots=True, kw_only=True)
class Namespace:
    """The process namespace of one sandbox.

    Args:
        number: as programs inside see it. The kernel gives it to a new namespace as soon as the
            old one is gone, so it alone does not tell which one is meant.
        first: its process 1, by the number that it has out here.
    """

    number: int
    first: int

    @classmethod
    def of(cls, number: int) -> "Namespace":
        """The one that has this number now; LookupError when it is gone already."""
        for pid, is_first in members(number):
            if is_first:
                return cls(number=number, first=pid)
        raise LookupError(number)

    def alive(self) -> int:
        """How many processes live in it; dead ones still to be buried do not."""
        found = members(self.number)
        others = any(is_first and pid != self.first for pid, is_first in found)
        return 0 if others else len(found)


def members(number: int) -> list[tuple[int, bool]]:
    """Living processes of the namespace with that number, and whether they are its first.

    Their environment or memory would tell too, but reading those waits for processes that
    fork, and with that disturbs what is measured.
    """
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (folder / "ns" / "pid").stat().st_ino != number:
                continue
            status = dict(
                line.split(":\t", 1)
                for line in (folder / "status").read_text().splitlines()
                if ":\t" in line
            )
            if not status["State"].startswith("Z"):
                found.append((int(folder.name), status["NSpid"].split()[-1] == "1"))
    return found


def one_stop(sandbox: Sandbox, wait: float) -> tuple[float, int]:
    """Seconds that one stop took, and how many processes there were."""
    stop = StopToken()
    known: list[Namespace] = []

    def job() -> None:
        with contextlib.suppress(Stopped, EOFError, LookupError):
            process = sandbox.start(SandboxProgram(source=TELLING), stop)
            try:
                known.append(Namespace.of(process.receive(30)))
                process.receive(30)
            finally:
                process.end()

    thread = threading.Thread(target=job)
    thread.start()
    time.sleep(wait)
    before = known[0].alive() if known else 0
    asked = time.monotonic()
    stop.stop(next(iter(Reason)))
    while (known and known[0].alive()) or (not known and thread.is_alive()):
        time.sleep(0.001)
    took = time.monotonic() - asked
    thread.join()
    return took, before


def measure(name: str, count: int) -> None:
    """Print one line for a backend."""
    with tempfile.TemporaryDirectory() as home:
        try:
            sandbox = open_sandbox(
                name,
                home=Path(home),
                namespace="dreamer-benchmark",
                session_id="stop",
                background=True,  # as in a session: what is light is slower in dying
            )
        except SandboxError as error:
            print(f"{name:11} not measured: {error}")
            return
        try:
            sandbox.prepare((), StopToken())
            proof = sandbox.self_test()
            if not proof.ok:
                print(f"{name:11} not measured: {proof.problem}")
                return
            draw = random.Random(1)
            found = [one_stop(sandbox, draw.uniform(0, LONGEST_WAIT)) for _ in range(count)]
        finally:
            sandbox.close()
    times = sorted(took for took, _ in found)
    print(
        f"{name:11} {count} stops, {sum(1 for _, n in found if n)} of them while it ran, "
        f"up to {max(n for _, n in found)} processes: "
        f"median {statistics.median(times) * 1000:.0f} ms, "
        f"99 % {times[max(0, round(0.99 * count) - 1)] * 1000:.0f} ms, "
        f"worst {times[-1] * 1000:.0f} ms, bar {BARS[name] * 1000:.0f} ms"
    )


if __name__ == "__main__":
    arguments = sys.argv[1:]
    stops = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 100
    for backend in arguments or BARS:
        measure(backend, stops)
