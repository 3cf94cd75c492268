"""What a whole strict verdict costs, against the naive way.

    python -m benchmarks.verify_cost [--sandbox bubblewrap|docker] [--runs N]

The typical candidate has three tests, gets 5 repeats, 12 stubs, up to 30 mutants and two
alternatives. The naive way is one ``docker run --rm`` per run of the tests, in the very image
that the Docker sandbox uses. One verdict, two at the same time and one naive run are measured in
turn. Bars: median at most 1.0 s with bubblewrap and 1.5 s with Docker, at least 15 times faster
than the naive way, and two in parallel on two cores at least 1.6 times one.

Times mean something on an idle machine only: what the others used meanwhile is printed.
"""

import argparse
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from dreamer_app.core.dreams import Judgement, Verification
from dreamer_app.core.errors import SandboxError
from dreamer_app.core.ports import Sandbox
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian import Guardian
from dreamer_app.sandbox import open_sandbox
from dreamer_app.settings import Settings

NAMESPACE = "dreamer-cost"

CODE = '''
def summarise(values, limit):
    """Count, total and largest of the values up to a limit; the rest are left out."""
    kept = [v for v in values if v <= limit]
    if not kept:
        return {"count": 0, "total": 0, "largest": None}
    total = 0
    largest = kept[0]
    for value in kept:
        total += value
        if value > largest:
            largest = value
    return {"count": len(kept), "total": total, "largest": largest}
'''
OTHERS = (
    """
def summarise(values, limit):
    kept = list(filter(lambda v: v <= limit, values))
    return {"count": len(kept), "total": sum(kept), "largest": max(kept, default=None)}
""",
    """
def summarise(values, limit):
    kept = sorted(v for v in values if not v > limit)
    largest = kept[-1] if kept else None
    return dict(count=len(kept), total=sum(kept), largest=largest)
""",
)
TESTS = """
def test_nothing_is_kept():
    assert summarise([], 5) == {"count": 0, "total": 0, "largest": None}
    assert summarise([7, 9], 5) == {"count": 0, "total": 0, "largest": None}

def test_the_limit_itself_is_kept():
    assert summarise([5, 6, 1], 5) == {"count": 2, "total": 6, "largest": 5}

def test_all_are_kept():
    assert summarise([3, 1, 2], 10) == {"count": 3, "total": 6, "largest": 3}
    assert summarise([-4, -2, -9], 0) == {"count": 3, "total": -15, "largest": -2}
"""
TASK = Verification(code=CODE, tests=TESTS, alternatives=OTHERS)


def timed(function: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    began = time.monotonic()
    function()
    return time.monotonic() - began


def naive_command() -> list[str]:
    """One run of the tests in a container of its own; empty without an image to run it in."""
    listed = subprocess.run(
        ["docker", "images", "--format", "{{.Repository}}:{{.Tag}}", f"{NAMESPACE}-image"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    images = listed.stdout.split()
    script = f"{CODE}\n{TESTS}\nfor name, test in list(globals().items()):\n"
    script += "    if name.startswith('test_'):\n        test()\nprint('passed')\n"
    run = ["docker", "run", "--rm", "--network", "none", "--env", "LD_LIBRARY_PATH=/python/lib"]
    return [*run, images[0], "/python/bin/python3", "-c", script] if images else []


def run_naively(command: list[str]) -> None:
    """The naive way, once; it must work."""
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    if done.stdout != "passed\n":
        raise RuntimeError(f"the naive run failed: {done.stderr}")


def make_image() -> None:
    """Have the Docker sandbox build its image."""
    with tempfile.TemporaryDirectory() as home:
        try:
            docker = open_sandbox(
                "docker", home=Path(home), namespace=NAMESPACE, session_id="image"
            )
        except SandboxError as error:
            print(f"the naive way is not measured: {error.message}")
            return
        try:
            docker.prepare((), StopToken())
        finally:
            docker.close()


def runs_of(judgement: Judgement) -> int:
    """How often the tests ran for this verdict."""
    evidence = {c.name: c.evidence for c in judgement.checks}
    return (
        len(evidence["stubs_fail"]["failed"])
        + int(evidence["tests_pass"]["runs"])
        + int(evidence["agreement"]["alternatives"])
        + int(evidence["mutation"]["mutants"])
    )


def measure(guardian: Guardian, rounds: int, naive: list[str]) -> dict[str, list[float]]:
    """Seconds of each way, in turn."""
    found: dict[str, list[float]] = {"one": [], "two": [], "naive": []}

    def verdict() -> Judgement:
        return guardian.verify(TASK, StopToken())

    with ThreadPoolExecutor(2) as pool:

        def both() -> None:
            for job in [pool.submit(verdict) for _ in range(2)]:
                job.result()

        for _ in range(rounds):
            found["one"].append(timed(verdict))
            found["two"].append(timed(both))
            if naive:
                found["naive"].append(timed(lambda: run_naively(naive)))
    return found


def report(first: Judgement, found: dict[str, list[float]]) -> None:
    """Print medians and ratios."""
    runs = runs_of(first)
    print(f"verdict: {first.verdict}, {runs} runs of the tests")
    for check in first.checks:
        print(f"  {check.name:<16}{check.seconds:>8.3f} s  {check.summary}")
    one = statistics.median(found["one"])
    two = statistics.median(found["two"])
    print(f"median {one:.3f} s, least {min(found['one']):.3f} s, worst {max(found['one']):.3f} s")
    print(f"two in parallel: {2 * one / two:.2f} times one")
    if found["naive"]:
        naive = statistics.median(found["naive"])
        print(f"naive way: {naive:.3f} s a run, {naive * runs:.1f} s in all,"
              f" {naive * runs / one:.1f} times as long")  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sandbox", default="bubblewrap")
    parser.add_argument("--runs", type=int, default=15)
    chosen = parser.parse_args()
    make_image()
    naive = naive_command()
    print(f"before: {psutil.cpu_percent(1.0):.0f} % of the machine is in use by others", flush=True)
    with tempfile.TemporaryDirectory() as home:
        sandbox: Sandbox = open_sandbox(
            chosen.sandbox, home=Path(home), namespace=NAMESPACE, session_id="0"
        )
        guardian = Guardian(sandbox, Settings())
        try:
            first = guardian.verify(TASK, StopToken())
            report(first, measure(guardian, chosen.runs, naive))
        finally:
            sandbox.close()
    print(f"after: {psutil.cpu_percent(1.0):.0f} % of the machine is in use by others")


if __name__ == "__main__":
    main()
