"""How fast Dreamer is gone: ``python -m benchmarks.wake_latency [--wakes N] [--sandbox S]``.

A real Dreamer (real model, real sandboxes, real sentinel) dreams on a private X server. At a
random moment of every phase in turn xdotool presses a key. Measured from just before the key
is handed to xdotool to the last moment at which a process of the model host, of a sandbox or
of a reader was seen alive; watching goes on until the session has been closed, so that
nothing that comes up late is missed. After each wake the store is looked at: the session is
interrupted, every dream that ended is in it, and the one at work is recorded as interrupted.

The whole takes about 9 s a wake on two quiet cores. Exit status 1: a bar was missed.
"""

import argparse
import contextlib
import json
import os
import queue
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from benchmarks.kin import (
    Containers,
    available_bytes,
    command_of,
    descendants,
    parents,
    resident_bytes,
)

PHASES = ("load", "prompt", "decoding", "start", "verification", "ingest")
BARS = {"p50": 0.20, "p99": 1.0, "max": 2.0}
_FIRST_LENGTH = {"ingest": 4.0}
_USUAL_LENGTH = 0.3
"""Seconds that a phase is taken to last until one has been seen whole."""
_LATE_SECONDS = 0.3
"""Nothing may come alive that long after the session was closed."""
_PATIENCE_SECONDS = 120.0
_MEMORY_SECONDS = 2.0
_NOT_DREAMING = ("dreamer_app.energy.sentinel", "dreamer_app.services.preflight")
"""Children that are there while Dreamer waits, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wake:
    """One wake.

    Args:
        phases: those that were going on when the key went down.
        seconds: key to the last process seen alive.
        to_stop: key to the stop token.
        listed: key to no container in the engine's list; None without Docker.
        freed: bytes that the children held at the key, and that went with them.
        still_held: of those, bytes that children hold two seconds later.
        last: command line of the process that went last.
    problems: what the store says that it should not.
    """

    sandbox: str
    phases: tuple[str, ...]
    seconds: float
    to_stop: float
    listed: float | None
    children: int
    freed: int
    still_held: int
    available_change: int
    last: str
    problems: tuple[str, ...]


@dataclass(slots=True)
class Told:
    """What the dreaming process has told since the last order."""

    going_on: dict[int, tuple[str, float]] = field(default_factory=dict)
    dreams: set[str] = field(default_factory=set)
    committed: dict[str, str] = field(default_factory=dict)
    stopped: float | None = None
    ended: dict[str, Any] | None = None


class Dreaming:
    """The process that dreams, on its own home, and its user.

    Args:
        display: of the X server with the user.
    """

    def __init__(self, sandbox: str, display: str, folder: Path, model: Path) -> None:
        self.sandbox = sandbox
        namespace = f"wake-{uuid.uuid4().hex[:8]}"
        self.home = folder / sandbox
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DREAM", "ENABLE_DREAMING", "WAYLAND", "XDG_SESSION", "DBUS"))
        }
        environment |= {
            "DISPLAY": display,
            "DREAMER_HOME": str(self.home),
            "DREAMING_MODEL_PATH": str(model),
            "DREAMING_SANDBOX": sandbox,
            "DREAMING_DOCKER_NAMESPACE": namespace,
            "ENABLE_DREAMING": "true",
            "DREAMING_IDLE_THRESHOLD_MINUTES": "0.02",
            "DREAMING_CPU_THRESHOLD": "1",
            "DREAMING_MEMORY_THRESHOLD": "1",
            "DREAMING_MAX_TEMPERATURE": "120",
            "DREAMING_ON_BATTERY": "true",
            "DREAMING_BATTERY_MINIMUM": "0",
            "DREAMING_SCENARIO_COMPLEXITY": "simple",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.dreaming_process"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            # As a desktop starts it; from a terminal it would share that one's session.
            start_new_session=True,
        )
        self.user = subprocess.Popen(
            ["xdotool", "-"], env={**os.environ, "DISPLAY": display}, stdin=subprocess.PIPE
        )
        self.containers = Containers(namespace) if sandbox == "docker" else None
        self.told = Told()
        self.lengths: dict[str, float] = {}
        self._lines: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()
        self.listen(_PATIENCE_SECONDS, lambda line: bool(line["what"] == "ready"))

    def order(self, text: str) -> None:
        """Begin something."""
        self.told = Told()
        cast("IO[str]", self.process.stdin).write(f"{text}\n")

    def length(self, phase: str) -> float:
        """Seconds that a phase usually lasts."""
        return self.lengths.get(phase, _FIRST_LENGTH.get(phase, _USUAL_LENGTH))

    def press(self) -> float:
        """Press a key; the moment before."""
        pipe = cast("IO[bytes]", self.user.stdin)
        now = time.monotonic()
        pipe.write(b"key a\n")
        pipe.flush()
        return now

    def listen(self, seconds: float, until: Any = None) -> bool:
        """Take in what is told for so long, or until a line that ``until`` is true of."""
        end = time.monotonic() + seconds
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                return False
            self._take(line)
            if until is not None and until(line):
                return True

    def has_ended(self) -> bool:
        """Whether the last order has come to its end."""
        return self.told.ended is not None

    def children(self) -> tuple[set[int], set[int]]:
        """What is alive below it and in its containers; and which of it is of containers."""
        tree = parents()
        below = descendants(self.process.pid, tree)
        below = {p for p in below if not any(n in command_of(p) for n in _NOT_DREAMING)}
        inside = self.containers.processes(tree) if self.containers is not None else set()
        return below | inside, inside

    def close(self) -> None:
        """End it."""
        with contextlib.suppress(OSError):
            cast("IO[str]", self.process.stdin).write("quit\n")
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.user.kill()
        self.user.wait()

    def _read(self) -> None:
        for line in cast("IO[str]", self.process.stdout):
            self._lines.put(json.loads(line))
        self._lines.put({"what": "gone", "at": time.monotonic()})

    def _take(self, line: dict[str, Any]) -> None:
        told, what = self.told, line["what"]
        if what == "begin":
            told.going_on[line["number"]] = (line["phase"], line["at"])
        elif what == "end" and line["number"] in told.going_on:
            phase, began = told.going_on.pop(line["number"])
            if told.stopped is None:
                self.lengths[phase] = 0.7 * self.length(phase) + 0.3 * (line["at"] - began)
        elif what == "dream":
            told.dreams.add(line["id"])
        elif what == "committed":
            told.committed[line["id"]] = line["outcome"]
        elif what == "stop":
            told.stopped = line["at"]
        elif what == "ended":
            told.ended = line
        elif what == "gone":
            raise SystemExit("The dreaming process ended.")


class Watch:
    """Looks at what is alive again and again, in this thread, and at the engine in another."""

    def __init__(self, dreaming: Dreaming) -> None:
        self._dreaming = dreaming
        self.last_alive = 0.0
        self.last_command = ""
        self.last_listed: float | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._ask_engine)
        if dreaming.containers is not None:
            self._thread.start()

    def until_closed(self, pressed: float) -> None:
        """Look until the session was closed and nothing has come up for a while."""
        dreaming, closed = self._dreaming, None
        while closed is None or time.monotonic() < closed + _LATE_SECONDS:
            asked = time.monotonic()
            for pid in dreaming.children()[0]:
                self.last_alive = time.monotonic()
                self.last_command = command_of(pid) or self.last_command
            dreaming.listen(0.001)
            if closed is None and dreaming.has_ended():
                closed = time.monotonic()
            if asked - pressed > _PATIENCE_SECONDS:
                raise SystemExit("The session does not end.")
        self._over.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _ask_engine(self) -> None:
        containers = cast("Containers", self._dreaming.containers)
        while not self._over.is_set():
            if containers.running():
                self.last_listed = time.monotonic()
            self._over.wait(0.02)


def wake_once(dreaming: Dreaming, target: str, rng: random.Random) -> Wake | None:
    """Dream until a random moment of that phase, press a key, and see; None: it never came."""
    available = available_bytes()
    dreaming.order("ingest numpy" if target == "ingest" else "dream")
    which = rng.randint(1, 3) if target in ("prompt", "decoding", "start", "verification") else 1
    seen = 0

    def reached(line: dict[str, Any]) -> bool:
        nonlocal seen
        seen += line["what"] == "begin" and line["phase"] == target
        return bool(seen >= which or line["what"] == "ended")

    if not dreaming.listen(_PATIENCE_SECONDS, reached) or dreaming.has_ended():
        return None
    dreaming.listen(rng.uniform(0, dreaming.length(target)))
    if dreaming.has_ended():
        return None
    alive, _ = dreaming.children()
    held = {pid: resident_bytes(pid) for pid in alive}
    pressed = dreaming.press()
    going_on = sorted({phase for phase, _ in dreaming.told.going_on.values()})
    watch = Watch(dreaming)
    watch.until_closed(pressed)
    time.sleep(max(0.0, pressed + _MEMORY_SECONDS - time.monotonic()))
    dreaming.listen(0.0)
    stopped = dreaming.told.stopped
    return Wake(
        sandbox=dreaming.sandbox,
        phases=tuple(going_on),
        seconds=max(0.0, watch.last_alive - pressed),
        to_stop=(stopped or float("nan")) - pressed,
        listed=None if dreaming.containers is None else (watch.last_listed or pressed) - pressed,
        children=len(alive),
        freed=sum(held.values()),
        still_held=sum(resident_bytes(pid) for pid in dreaming.children()[0]),
        available_change=available_bytes() - available,
        last=watch.last_command,
        problems=tuple(problems_of(dreaming)),
    )


def problems_of(dreaming: Dreaming) -> Iterator[str]:
    """What is not as it should be after a wake, by the store on disk."""
    told = dreaming.told
    ended = told.ended or {}
    if ended.get("status") != "interrupted" or ended.get("reason") != "user_active":
        yield f"ended as {ended.get('status')} for {ended.get('reason')}: {ended.get('problem')}"
    if not ended.get("session"):
        return
    with contextlib.closing(
        sqlite3.connect(f"file:{dreaming.home / 'dreamer.db'}?mode=ro", uri=True)
    ) as database:
        rows = dict(
            database.execute(
                "SELECT id, outcome FROM dreams WHERE session_id = ?", (ended["session"],)
            )
        )
        status = database.execute(
            "SELECT status FROM sessions WHERE id = ?", (ended["session"],)
        ).fetchone()
        lessons = {row[0] for row in database.execute("SELECT id FROM lessons")}
    if status != ("interrupted",):
        yield f"the session is stored as {status}"
    if rows != told.committed:
        yield f"told {told.committed}, stored {rows}"
    lost = {i for i, outcome in rows.items() if outcome == "kept"} - lessons
    if lost:
        yield f"lessons {lost} are not stored"
    unknown = told.dreams - set(rows)
    if unknown:
        yield f"dreams {unknown} were at work and are not recorded"


def summary(wakes: list[Wake]) -> dict[str, Any]:
    """Percentiles over the wakes."""
    seconds = sorted(w.seconds for w in wakes)
    stops = sorted(w.to_stop for w in wakes)
    return {
        "wakes": len(wakes),
        "p50": _percentile(seconds, 0.50),
        "p99": _percentile(seconds, 0.99),
        "max": seconds[-1],
        "stop_p50": _percentile(stops, 0.50),
        "stop_p99": _percentile(stops, 0.99),
        "stop_max": stops[-1],
    }


def _percentile(ordered: list[float], share: float) -> float:
    """The smallest value that so large a share does not exceed (nearest rank)."""
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


def report(wakes: list[Wake]) -> int:
    """Print everything; the exit status."""
    groups: list[tuple[str, list[Wake]]] = [("all", wakes)]
    groups += [(s, [w for w in wakes if w.sandbox == s]) for s in ("docker", "bubblewrap")]
    groups += [(p, [w for w in wakes if p in w.phases]) for p in PHASES]
    groups += [("between", [w for w in wakes if not w.phases])]
    print(f"{'':14}{'wakes':>6}{'p50':>8}{'p99':>8}{'max':>8}   key to stop p50/p99/max, ms")
    for name, group in groups:
        if group:
            s = summary(group)
            stops = "/".join(f"{1000 * s[k]:.0f}" for k in ("stop_p50", "stop_p99", "stop_max"))
            print(f"{name:14}{s['wakes']:6}{s['p50']:8.3f}{s['p99']:8.3f}{s['max']:8.3f}   {stops}")
    listed = sorted(w.listed for w in wakes if w.listed is not None)
    if listed:
        print(
            f"the engine lists no container after {statistics.median(listed):.3f} s, "
            f"at most {listed[-1]:.3f} s"
        )
    freed = statistics.median(w.freed for w in wakes) / 2**20
    held = max(w.still_held for w in wakes) / 2**20
    change = statistics.median(w.available_change for w in wakes) / 2**20
    print(f"memory: children held {freed:.0f} MiB (median); two seconds later at most {held:.0f};")
    print(f"        MemAvailable against before the session: {change:+.0f} MiB (median)")
    faults = Counter(p for w in wakes for p in w.problems)
    for problem, count in faults.items():
        print(f"PROBLEM {count} x {problem}")
    whole = summary(wakes)
    missed = [name for name, bar in BARS.items() if whole[name] > bar]
    print(f"bars: {BARS}; missed: {', '.join(missed) or 'none'}")
    return 1 if missed or faults or held else 0


def run(
    sandbox: str, wakes: int, phases: tuple[str, ...], rng: random.Random, model: Path
) -> list[Wake]:
    """So many wakes with one sandbox, the phases in turn."""
    done: list[Wake] = []
    with tempfile.TemporaryDirectory() as folder, x_server() as display:
        dreaming = Dreaming(sandbox, display, Path(folder), model)
        try:
            while len(done) < wakes:
                target = phases[len(done) % len(phases)]
                wake = wake_once(dreaming, target, rng)
                if wake is None:
                    print(f"  {sandbox}: {target} did not come, again", file=sys.stderr)
                    continue
                done.append(wake)
                going = ", ".join(wake.phases)
                print(
                    f"  {sandbox} {len(done)}: {wake.seconds:.3f} s, stop {wake.to_stop:.3f} s"
                    f" ({target}: {going})"
                    f" last {wake.last[:60]!r} {'; '.join(wake.problems)}",
                    file=sys.stderr,
                )
        finally:
            dreaming.close()
    return done


@contextlib.contextmanager
def x_server() -> Iterator[str]:
    """An X server of our own; its display."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24", "-noreset"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as ready:
            number = ready.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


def main() -> int:
    """Read the command line, measure, print."""
    from dreamer_app.inference.default_model import cache_folder, install_default_model

    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--wakes", type=int, default=200, help="over all sandboxes together")
    parser.add_argument("--sandbox", choices=("docker", "bubblewrap", "both"), default="both")
    parser.add_argument("--phase", choices=PHASES, help="only this one; all in turn by default")
    parser.add_argument("--model", type=Path, help="a GGUF file; the embedded one by default")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    model = options.model or install_default_model(cache_folder().parent / "models")
    chosen = ("docker", "bubblewrap") if options.sandbox == "both" else (options.sandbox,)
    phases = (options.phase,) if options.phase else PHASES
    rng = random.Random(options.seed)
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", file=sys.stderr)
    wakes: list[Wake] = []
    for number, sandbox in enumerate(chosen):
        share = options.wakes // len(chosen) + (number < options.wakes % len(chosen))
        wakes += run(sandbox, share, phases, rng, model)
    if options.json:
        print(json.dumps([asdict(w) for w in wakes]))
        return 0
    return report(wakes)


if __name__ == "__main__":
    sys.exit(main())
