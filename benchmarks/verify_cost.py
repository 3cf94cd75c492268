"""What a whole strict verdict costs, against the naive way.

    python -m benchmarks.verify_cost [--sandbox bubblewrap|docker] [--runs N]

The typical candidate has three tests, gets 5 repeats, 11 stubs, up to 30 mutants and two
alternatives. The naive way is one ``docker run --rm`` per run of the tests. Bars: median at most
1.0 s with bubblewrap and 1.5 s with Docker, at least 15 times faster than the naive way, and two
in parallel on two cores at least 1.6 times one.
"""

import argparse
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dreamer_app.core.dreams import Judgement, Verification
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian import Guardian
from dreamer_app.sandbox import open_sandbox
from dreamer_app.settings import Settings

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


def naive_seconds(image: str) -> float:
    """One run of the tests in a container of its own."""
    script = f"{CODE}\n{TESTS}\nfor f in list(globals().values()):\n    pass\n"
    command = ["docker", "run", "--rm", "--network", "none", image, "python3", "-c", script]
    return statistics.median(
        timed(lambda: subprocess.run(command, check=False, capture_output=True)) for _ in range(3)
    )


def runs_of(judgement: Judgement) -> int:
    """How often the tests ran for this verdict."""
    evidence = {c.name: c.evidence for c in judgement.checks}
    return (
        len(evidence["stubs_fail"]["failed"])
        + int(evidence["tests_pass"]["runs"])
        + int(evidence["agreement"]["alternatives"])
        + int(evidence["mutation"]["mutants"])
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sandbox", default="bubblewrap")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--image", default="", help="image for the naive way; none: left out")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        sandbox = open_sandbox(
            chosen.sandbox, home=Path(home), namespace="dreamer-cost", session_id="0"
        )
        guardian = Guardian(sandbox, Settings())
        try:
            first = guardian.verify(TASK, StopToken())
            one = [timed(lambda: guardian.verify(TASK, StopToken())) for _ in range(chosen.runs)]
            with ThreadPoolExecutor(2) as pool:
                began = time.monotonic()
                jobs = [pool.submit(guardian.verify, TASK, StopToken()) for _ in range(chosen.runs)]
                for job in jobs:
                    job.result()
                both = time.monotonic() - began
        finally:
            sandbox.close()
    median = statistics.median(one)
    print(f"verdict: {first.verdict}, {runs_of(first)} runs of the tests")
    for check in first.checks:
        print(f"  {check.name:<16}{check.seconds:>8.3f} s  {check.summary}")
    print(f"median {median:.3f} s, worst {max(one):.3f} s of {len(one)}")
    print(f"two in parallel: {sum(one) / both:.2f} times one")
    if chosen.image:
        naive = naive_seconds(chosen.image) * runs_of(first)
        print(f"naive way: {naive:.1f} s, {naive / median:.1f} times as long")


if __name__ == "__main__":
    main()
