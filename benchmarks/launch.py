"""How quickly the moon is there: ``python -m benchmarks.launch [--runs N] [--json]``.

On a private desktop (Xvfb, openbox, trayer, session bus): process start to icon mapped, second
launch to the journal of the first shown and active, Quit to the end of the process, and the
memory of everything that waits. The first start is left out: it warms the caches of the disk.

Exit status 1: a bar was missed.
"""

import argparse
import importlib.util
import json
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

_JOURNAL = "Dream Journal"
_PATIENCE_SECONDS = 30.0
_FIXTURES = Path(__file__).resolve().parent.parent / "tests" / "e2e" / "conftest.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Medians over the runs, and the bars they are measured against.

    Args:
        icon_seconds: process start to tray icon mapped; ``icon_worst`` is the slowest.
        second_seconds: from the start of a second launch until the journal of the first is
            mapped and is the active window.
        quit_seconds: SIGTERM to the end of the process.
        resident_mib: proportional set size of the waiting program and its children; pages that
            they share with others count in part.
    """

    runs: int
    icon_seconds: float
    icon_worst: float
    second_seconds: float
    quit_seconds: float
    resident_mib: float
    children: int


BARS = {"icon_seconds": 1.0, "second_seconds": 0.5, "quit_seconds": 2.0, "resident_mib": 110.0}


def measure(runs: int, settle: float) -> Result:
    """Start and end the program that often; ``settle`` seconds pass before memory is read."""
    make = desktop_class()
    icon, second, leave, memory, children = [], [], [], [], 0
    with tempfile.TemporaryDirectory() as folder:
        desktop = make(Path(folder) / "desktop")
        try:
            for run in range(runs + 1):
                began = time.perf_counter()
                process = desktop.start(["--background"])
                while not desktop.find_tray_icon():
                    if process.poll() is not None:
                        raise SystemExit(desktop.output())
                    time.sleep(0.002)
                shown = time.perf_counter() - began
                time.sleep(settle if run == runs else 0.5)
                family = [psutil.Process(process.pid)]
                family += family[0].children(recursive=True)
                used = sum(p.memory_full_info().pss for p in family) / 2**20
                second_seconds = _second_launch(desktop)
                began = time.perf_counter()
                process.terminate()
                process.wait(30)
                left = time.perf_counter() - began
                if run:
                    icon.append(shown)
                    second.append(second_seconds)
                    leave.append(left)
                    memory.append(used)
                    children = len(family) - 1
        finally:
            desktop.close()
    return Result(
        runs=runs,
        icon_seconds=statistics.median(icon),
        icon_worst=max(icon),
        second_seconds=statistics.median(second),
        quit_seconds=statistics.median(leave),
        resident_mib=memory[-1],
        children=children,
    )


def _second_launch(desktop: Any) -> float:
    began = time.perf_counter()
    second = desktop.start()
    while not (window := desktop.find_window(_JOURNAL)) or desktop.active_window() != window:
        if time.perf_counter() - began > _PATIENCE_SECONDS:
            raise SystemExit(f"The journal did not come.\n{desktop.output()}")
        time.sleep(0.002)
    shown = time.perf_counter() - began
    second.wait(_PATIENCE_SECONDS)
    return shown


def desktop_class() -> Any:
    """The private desktop that the end-to-end tests use."""
    spec = importlib.util.spec_from_file_location("desktop_fixtures", _FIXTURES)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{_FIXTURES} is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Desktop


def main() -> int:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--settle", type=float, default=10.0, help="seconds before memory is read")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    result = measure(options.runs, options.settle)
    missed = [name for name, bar in BARS.items() if asdict(result)[name] > bar]
    if options.json:
        print(json.dumps(asdict(result)))
        return 1 if missed else 0
    for name, value in asdict(result).items():
        bar = BARS.get(name)
        share = f"  {value / bar:6.0%} of {bar:g}" if bar else ""
        print(f"{name:16} {value:8.3f}{share}")
    print(f"missed: {', '.join(missed) or 'none'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
