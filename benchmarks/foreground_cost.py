"""What a dream costs the work beside it: ``python -m benchmarks.foreground_cost [--rounds N]``.

A fixed piece of work, one process for each core, is timed alone (A) and beside a full dream
(B), in turn, so that other load hits both alike; medians, and the median of B/A over the
rounds. *compile*: a C file with ``cc -O2`` where there is a compiler, else Python sources.
*numpy*: products of matrices. In the program itself such work would end a dream that began by
itself; here the limits are off, so that only priority protects it.

How much processor time the dream took for each second of the work's own is printed too. Where
other load makes the times worthless this still says who gave way: with equal priority it
would be near 1. It includes what the work left idle, and with Docker the containers of every
Dreamer on this machine. ``--times 1 4`` measures both lengths: the first is work that is over in a
second and a half, while a session is starting its sandboxes, which an engine does at its own
priority. Exit status 1: a bar was missed.
"""

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.kin import descendants, family_seconds, parents
from benchmarks.wake_latency import Dreaming, x_server
from dreamer_app.energy.control_groups import OwnGroups

BAR = 0.05
_FUNCTIONS = 60
_NUMPY = """
import numpy
a = numpy.random.default_rng(1).random((600, 600))
for _ in range({times}):
    a = a @ a
    a /= a.max()
"""
_PYTHON = """
import pathlib, sysconfig
files = sorted(pathlib.Path(sysconfig.get_path("stdlib")).glob("*.py"))[:60]
for _ in range({times}):
    for file in files:
        compile(file.read_bytes(), str(file), "exec")
"""


@dataclass(frozen=True, slots=True)
class Job:
    """Work for every core; ``command`` is run once for each."""

    name: str
    command: Sequence[str]

    def seconds(self, workers: int) -> float:
        """Run it on that many cores at once; wall time of the slowest."""
        quiet = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        began = time.perf_counter()
        running = [
            subprocess.Popen(self.command, env=quiet, stdout=subprocess.DEVNULL)
            for _ in range(workers)
        ]
        if any(process.wait() for process in running):
            raise SystemExit(f"the {self.name} job failed")
        return time.perf_counter() - began


def jobs(folder: Path, times: int = 1) -> list[Job]:
    """Each takes a second or two, so many times."""
    numpy = Job("numpy", [sys.executable, "-c", _NUMPY.format(times=120 * times)])
    compiler = shutil.which("cc")
    if compiler is None:
        return [Job("compile", [sys.executable, "-c", _PYTHON.format(times=3 * times)]), numpy]
    source = folder / "work.c"
    source.write_text(_c_source(_FUNCTIONS * times), encoding="ascii")
    return [Job("compile", [compiler, "-O2", "-c", str(source), "-o", os.devnull]), numpy]


def _c_source(functions: int) -> str:
    """So many functions that the optimiser has something to do with, the same every time."""
    rng = random.Random(1)
    lines = ["#include <math.h>"]
    for number in range(functions):
        lines.append(f"double f{number}(const double *a, int n) {{ double s = {number};")
        for _ in range(12):
            factor, offset = rng.randrange(2, 99), rng.randrange(1, 9)
            lines.append(
                f"for (int i = {offset}; i < n; i++) s += a[i] * {factor} + sqrt(fabs(a[i - 1]));"
            )
        lines.append("return s; }")
    return "\n".join(lines)


class Night:
    """A dream that can be had and ended at will."""

    def __init__(self, dreaming: Dreaming) -> None:
        self._dreaming = dreaming
        self._groups = OwnGroups()

    def begin(self) -> None:
        """Dream, until solutions are being drawn."""
        while True:
            self._dreaming.order("dream")
            self._dreaming.listen(
                120.0,
                lambda line: line["what"] == "ended" or line.get("phase") == "verification",
            )
            if not self._dreaming.has_ended():
                return

    def is_on(self) -> bool:
        """Whether it goes on."""
        self._dreaming.listen(0.0)
        return not self._dreaming.has_ended()

    def end(self) -> None:
        """The user comes back."""
        if self.is_on():
            self._dreaming.press()
            self._dreaming.listen(60.0, lambda line: bool(line["what"] == "ended"))

    def processor_seconds(self) -> float:
        """What everything that dreams has used up to now, the ended included."""
        root = self._dreaming.process.pid
        family = [root, *descendants(root, parents())]
        return sum(map(family_seconds, family)) + self._groups.processor_seconds()


@dataclass(frozen=True, slots=True)
class Round:
    """One A and one B; ``taken`` is the dream's processor time for a second of the work's."""

    alone: float
    beside: float
    taken: float


def measure(job: Job, night: Night, workers: int) -> Round:
    """A, then B; a B whose dream ended before the work did is done again."""
    alone = job.seconds(workers)
    while True:
        night.begin()
        used, worked = night.processor_seconds(), _children_seconds()
        beside = job.seconds(workers)
        used, worked = night.processor_seconds() - used, _children_seconds() - worked
        was_on = night.is_on()
        night.end()
        if was_on:
            return Round(alone, beside, max(0.0, used) / worked)


def _children_seconds() -> float:
    """Processor time of all our ended children; of those it is the work that ends meanwhile."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Read the command line, measure, print."""
    from dreamer_app.inference.default_model import cache_folder, install_default_model

    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument(
        "--times", type=int, nargs="+", default=[4], help="lengths of the work, e.g. 1 4; default 4"
    )
    parser.add_argument("--sandbox", choices=("docker", "bubblewrap"), default="docker")
    parser.add_argument("--job", choices=("compile", "numpy"), help="both by default")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    model = install_default_model(cache_folder().parent / "models")
    missed = []
    with tempfile.TemporaryDirectory() as name, x_server() as display:
        folder = Path(name)
        dreaming = Dreaming(options.sandbox, display, folder, model)
        night = Night(dreaming)
        try:
            lengths = ((t, job) for t in options.times for job in jobs(folder, t))
            for times, job in lengths:
                if options.job not in (None, job.name):
                    continue
                job.seconds(options.workers)
                rounds = []
                for _ in range(options.rounds):
                    rounds.append(measure(job, night, options.workers))
                    last = rounds[-1]
                    print(
                        f"  {job.name}: {last.alone:.2f} s alone, {last.beside:.2f} s beside,"
                        f" {last.taken:.3f} s taken for each of its own",
                        file=sys.stderr,
                    )
                ratio = statistics.median(r.beside / r.alone for r in rounds)
                print(
                    f"{job.name:8} x{times}"
                    f" alone {statistics.median(r.alone for r in rounds):6.2f} s,"
                    f" beside a dream {statistics.median(r.beside for r in rounds):6.2f} s,"
                    f" ratio {ratio:.3f}; the dream took"
                    f" {statistics.median(r.taken for r in rounds):.3f} s of processor time for"
                    " each second of the work's"
                )
                if ratio > 1 + BAR:
                    missed.append(f"{job.name} x{times}")
        finally:
            dreaming.close()
    print(f"load: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {options.sandbox}")
    print(f"bar: slowed by at most {BAR:.0%}; missed: {', '.join(missed) or 'none'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
