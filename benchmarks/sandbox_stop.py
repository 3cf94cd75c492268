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


def alive(namespace: int) -> int:
    """How many processes live in a process namespace; dead ones still to be buried do not.

    Their environment or memory would tell too, but reading those waits for processes that
    fork, and with that disturbs what is measured.
    """
    count = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            inside = (folder / "ns" / "pid").stat().st_ino == namespace
            count += inside and " Z " not in (folder / "stat").read_text()
    return count


def one_stop(sandbox: Sandbox, wait: float) -> tuple[float, int]:
    """Seconds that one stop took, and how many processes there were."""
    stop = StopToken()
    known: list[int] = []

    def job() -> None:
        with contextlib.suppress(Stopped, EOFError):
            process = sandbox.start(SandboxProgram(source=TELLING), stop)
            try:
                known.append(process.receive(30))
                process.receive(30)
            finally:
                process.end()

    thread = threading.Thread(target=job)
    thread.start()
    time.sleep(wait)
    before = alive(known[0]) if known else 0
    asked = time.monotonic()
    stop.stop(next(iter(Reason)))
    while (known and alive(known[0])) or (not known and thread.is_alive()):
        time.sleep(0.001)
    took = time.monotonic() - asked
    thread.join()
    return took, before


def measure(name: str, count: int) -> None:
    """Print one line for a backend."""
    with tempfile.TemporaryDirectory() as home:
        try:
            sandbox = open_sandbox(
                name, home=Path(home), namespace="dreamer-benchmark", session_id="stop"
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
