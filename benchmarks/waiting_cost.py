"""What waiting costs: ``python -m benchmarks.waiting_cost [--minutes M] [--mouse S] [--dreams N]``.

The tray program on a private desktop (Xvfb, openbox, trayer, session bus), automatic dreaming
on, with a model, a sandbox and some knowledge, and nobody there. Its processor time, its
memory and its wake-ups are read from ``/proc`` at both ends of the time, for the program and
all its children together. The counts are right on a busy machine too. With ``--mouse`` somebody
is there, who moves the mouse that often. With ``--dreams`` a session of so many came before, and
the program waits again; libraries that only the session's own processes have loaded do not count.

Exit status 1: a bar was missed.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.kin import (
    command_of,
    descendants,
    family_seconds,
    parents,
    proportional_bytes,
    resident_bytes,
)
from benchmarks.launch import desktop_class

BARS = {"core_percent": 0.3, "resident_mib": 110.0, "wake_ups_per_second": 4.0}
_HEAVY = ("llama_cpp", "networkx", "docker", "numpy", "requests", "pyqtgraph")
_MODEL = "dreamer_app.inference.child"
_NOTING = """
import os, sys

def note(event, arguments, write=os.write):
    if event == "import":
        write(notes, arguments[0].encode() + b"\\n")

where = os.path.join({folder!r}, str(os.getpid()))
notes = os.open(where, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
sys.addaudithook(note)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One process, or all together.

    Args:
        core_percent: of one core; of the program also what its ended children used.
        resident_mib: resident sets added up; pages shared with others count in full.
        proportional_mib: proportional set sizes; shared pages count in part.
        wake_ups_per_second: voluntary context switches of all threads.
    """

    name: str
    core_percent: float
    resident_mib: float
    proportional_mib: float
    wake_ups_per_second: float


@dataclass(frozen=True, slots=True)
class _Counters:
    seconds: float
    switches: dict[int, int]


def measure(
    minutes: float, settle: float, mouse: float = 0.0, dreams: int = 0
) -> tuple[list[Cost], list[str]]:
    """Costs of each process and of all, and heavy libraries that are in memory."""
    with tempfile.TemporaryDirectory() as folder:
        desktop = desktop_class()(Path(folder) / "desktop")
        try:
            environment = _prepare(desktop.dreamer_home) | _noting_imports(Path(folder) / "notes")
            environment["DREAMING_NIGHT_HOURS"] = desktop.other_hours()
            if dreams:
                environment["DREAMING_MAX_SCENARIOS"] = str(dreams)
            arguments = ["--background", *(["--dream-now"] if dreams else [])]
            process = desktop.start(arguments, environment)
            desktop.tray_icon_position()
            if dreams:
                desktop.wait_until(lambda: _dreams(process.pid), "a session", 60)
                desktop.wait_until(lambda: not _dreams(process.pid), "its end", 600)
            time.sleep(settle)
            if process.poll() is not None:
                raise SystemExit(desktop.output())
            before = {pid: _count(pid) for pid in _family(process.pid)}
            began = time.monotonic()
            _let_pass(minutes * 60, desktop, mouse)
            passed = time.monotonic() - began
            after = {pid: _count(pid) for pid in _family(process.pid)}
            costs = [
                _cost(pid, before.get(pid, _Counters(0.0, {})), after[pid], passed) for pid in after
            ]
            return [*costs, _together(costs)], _heavy(Path(folder) / "notes", process.pid)
        finally:
            desktop.close()


def _prepare(home: Path) -> dict[str, str]:
    """Put something to dream about into the home; the variables that switch dreaming on."""
    from concurrent.futures import ThreadPoolExecutor

    from dreamer_app import settings
    from dreamer_app.inference.default_model import cache_folder, install_default_model
    from dreamer_app.paths import Paths
    from dreamer_app.services.assembly import build, closing

    model = install_default_model(cache_folder().parent / "models")
    with ThreadPoolExecutor(1) as pool:
        paths = Paths(home)
        made = build(paths, settings.Settings(), executor=pool, publish=lambda _: None)
        with closing(made) as services:
            services.knowledge.ingest(["textwrap", "statistics"])
    return {"ENABLE_DREAMING": "true", "DREAMING_MODEL_PATH": str(model)}


def _family(root: int) -> list[int]:
    return [root, *sorted(descendants(root, parents()))]


def _dreams(root: int) -> bool:
    return any(_MODEL in command_of(pid) for pid in _family(root))


def _count(pid: int) -> _Counters:
    switches = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        for line in (task / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                switches[int(task.name)] = int(line.split()[1])
    return _Counters(family_seconds(pid), switches)


def _cost(pid: int, before: _Counters, after: _Counters, passed: float) -> Cost:
    woken = sum(n - before.switches.get(task, 0) for task, n in after.switches.items())
    command = command_of(pid).split()
    return Cost(
        name=next((w for w in command[1:] if not w.startswith("-")), command[0] if command else ""),
        core_percent=100 * (after.seconds - before.seconds) / passed,
        resident_mib=resident_bytes(pid) / 2**20,
        proportional_mib=proportional_bytes(pid) / 2**20,
        wake_ups_per_second=woken / passed,
    )


def _together(costs: list[Cost]) -> Cost:
    return Cost(
        name="together",
        core_percent=sum(c.core_percent for c in costs),
        resident_mib=sum(c.resident_mib for c in costs),
        proportional_mib=sum(c.proportional_mib for c in costs),
        wake_ups_per_second=sum(c.wake_ups_per_second for c in costs),
    )


def _let_pass(seconds: float, desktop: Any, mouse: float) -> None:
    """Wait, and move the mouse every ``mouse`` seconds if that is not 0."""
    end = time.monotonic() + seconds
    step = 40
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(left, mouse or left))
        if mouse:
            desktop.xdotool("mousemove_relative", "--", step, 0)
            step = -step


def _noting_imports(folder: Path) -> dict[str, str]:
    """Variables with which each process of the program notes what it imports, by its number."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(_NOTING.format(folder=str(folder)))
    others = os.environ.get("PYTHONPATH", "")
    return {"PYTHONPATH": os.pathsep.join(filter(None, (str(folder), others)))}


def _heavy(folder: Path, pid: int) -> list[str]:
    """Libraries that the process has imported and that have no place in one that waits."""
    names = {name.partition(".")[0] for name in (folder / str(pid)).read_text().split()}
    if "dreamer_app" not in names:
        raise SystemExit("The program's imports were not noted.")
    return [name for name in _HEAVY if name in names]


def main() -> int:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--settle", type=float, default=20.0, help="seconds before it counts")
    parser.add_argument("--mouse", type=float, default=0.0, help="seconds between two moves")
    parser.add_argument("--dreams", type=int, default=0, help="of a session before it waits")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    costs, heavy = measure(options.minutes, options.settle, options.mouse, options.dreams)
    if options.json:
        print(json.dumps([asdict(c) for c in costs]))
        return 0
    print(f"{'':28}{'% of a core':>12}{'RSS MiB':>9}{'PSS MiB':>9}{'wake-ups/s':>12}")
    for c in costs:
        print(
            f"{c.name:28}{c.core_percent:12.3f}{c.resident_mib:9.1f}{c.proportional_mib:9.1f}"
            f"{c.wake_ups_per_second:12.2f}"
        )
    whole = asdict(costs[-1])
    missed = [name for name, bar in BARS.items() if whole[name] > bar]
    print(f"heavy libraries imported: {', '.join(heavy) or 'none'}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f}; the counts do not depend on it")
    print(f"bars: {BARS}; missed: {', '.join(missed) or 'none'}")
    return 1 if missed or heavy else 0


if __name__ == "__main__":
    sys.exit(main())
