"""How often the Guardian tells right from wrong, on HumanEval.

    python -m benchmarks.guardian_truth [--limit N] [--sandbox bubblewrap|docker] [--jobs N]

Three groups per problem: known-good code with the problem's full tests (should be accepted);
known-good code with tests that prove nothing, of nine kinds (must never be); wrong code whose
tests were derived from its own wrong outputs, beside right alternatives (must hardly ever be).
Wrong code is a mutant of the right one that the problem's own tests catch; its tests are
its own outputs on the problem's inputs. Alternatives are rewrites of the canonical solution, as
HumanEval holds no others: see ``humaneval.py``. Then fifty of the candidates are judged four
more times. Prints the confusion table with Wilson intervals, how many verdicts failed for want of
a working sandbox, and how many changed. Bars: good at least 90 %, weak tests 0, wrong code at most
2 %, failures at most 0.5 %, changes 0.
"""

import argparse
import ast
import math
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.humaneval import Problem, problems, rewrites
from dreamer_app.core.dreams import Verification
from dreamer_app.core.states import Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian import Guardian
from dreamer_app.guardian.channel import Bench, Load
from dreamer_app.guardian.inputs import examples, expression
from dreamer_app.guardian.mutants import make_mutants
from dreamer_app.guardian.plan import make_plan
from dreamer_app.sandbox import open_sandbox
from dreamer_app.settings import Settings

WRONG_PER_PROBLEM = 2
CHOSEN, REPEATS = 50, 5
GOOD = "good code, full tests"
WRONG = "wrong code, own tests"
Judged = tuple[str, Verification, Verdict]


def weak_tests(entry: str, pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Test files that prove nothing, by what is the matter with them.

    Args:
        pairs: calls and the values that they give, for those that look like real tests.
    """
    weak = {
        "empty": "",
        "shadowing": f"def {entry}(*a):\n    return 1\n\ndef test_it():\n"
        f"    assert {entry}(1) == 1\n    assert {entry}(2) == 1\n",
        "trivial": f"def test_it():\n    assert callable({entry})\n"
        f"    assert {entry} is not None\n",
    }
    if not pairs:
        return weak
    calls, values = zip(*pairs, strict=True)
    call, value = calls[0], values[0]
    several = "".join(f"    assert {c} == {v}\n" for c, v in pairs[:4])
    swallowed = several.replace("    ", "        ")
    return {
        **weak,
        "type-checking": "def test_it():\n"
        + "".join(f"    assert isinstance({c}, type({v}))\n" for c, v in pairs[:4]),
        "self-comparing": "def test_it():\n"
        + "".join(f"    assert {c} == {c}\n" for c in calls[:4]),
        "swallowing": f"def test_it():\n    try:\n{swallowed}    except Exception:\n        pass\n",
        "patching": "import solution\n\ndef test_it():\n"
        f"    solution.{entry} = lambda *a: {value}\n"
        f"    assert solution.{entry}(1) == {value}\n    assert {call} == {value}\n",
        "one-example": f"def test_it():\n    assert {call} == {value}\n",
        "one-example-twice": f"def test_it():\n    assert {call} == {value}\n\n"
        f"def test_again():\n    result = {call}\n    assert result == {value}\n",
    }


class Material:
    """Makes tests and wrong solutions by running code in the sandbox."""

    def __init__(self, guardian: Guardian) -> None:
        self._guardian = guardian

    def calls(self, problem: Problem) -> list[str]:
        """The calls that the problem's own tests make, as source."""
        plan = make_plan(problem.tests, ast.parse(problem.tests), problem.entry)
        bench = Bench(self._guardian.sandbox, (), StopToken())
        try:
            bench.start()
            run = bench.run(Load(code=problem.code), plan)
        finally:
            bench.close()
        found = examples(run.inputs, problem.entry)[:12]
        return [expression(problem.entry, args) for args in found]

    def outputs(self, code: str, calls: list[str]) -> list[tuple[str, str]]:
        """Pairs of a call and the value that it gives, as source."""
        seen = self._guardian.observe(code, calls, (), StopToken(), seconds_each=1.0)
        return [(o.expression, o.literal) for o in seen if o.literal is not None]

    def wrong(self, problem: Problem, calls: list[str]) -> Iterator[tuple[str, str]]:
        """Wrong code with tests derived from its own outputs."""
        right = dict(self.outputs(problem.code, calls))
        found = 0
        mutants = make_mutants(ast.parse(problem.code), 30)
        for mutant in mutants[::-1]:
            pairs = self.outputs(mutant.code, calls)
            differs = [call for call, value in pairs if right.get(call) not in (None, value)]
            if len(pairs) >= min(3, len(calls)) and differs:
                yield mutant.code, _tests(pairs)
                found += 1
            if found == WRONG_PER_PROBLEM:
                return


def _tests(pairs: list[tuple[str, str]]) -> str:
    return "".join(
        f"def test_{n}():\n    assert {call} == {value}\n\n"
        for n, (call, value) in enumerate(pairs)
    )


def wilson(hits: int, total: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson, 1927)."""
    if not total:
        return 0.0, 1.0
    z, share = 1.96, hits / total
    middle = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def cases(problem: Problem, material: Material) -> Iterator[tuple[str, Verification]]:
    """Every case of one problem, with the group that it belongs to."""
    alternatives = tuple(rewrites(problem.code))

    def case(code: str, tests: str) -> Verification:
        return Verification(
            code=code, tests=tests, entry_point=problem.entry, alternatives=alternatives
        )

    yield GOOD, case(problem.code, problem.tests)
    calls = material.calls(problem)
    for what, tests in weak_tests(problem.entry, material.outputs(problem.code, calls)).items():
        yield f"good code, {what} tests", case(problem.code, tests)
    for code, tests in material.wrong(problem, calls):
        yield WRONG, case(code, tests)


def judge_problem(guardian: Guardian, problem: Problem) -> list[Judged]:
    """The verdict on every case of one problem; says at once which are not as they should be."""
    found: list[Judged] = []
    for group, verification in cases(problem, Material(guardian)):
        judgement = guardian.verify(verification, StopToken())
        accepted = judgement.verdict is Verdict.ACCEPTED
        if accepted is not (group == GOOD):
            why = next((c.summary for c in judgement.checks if c.name == judgement.fell_at), "")
            print(f"  {judgement.verdict} at {judgement.fell_at or 'no check'}: {problem.name},"
                  f" {group}. {why}", flush=True)  # fmt: skip
            if accepted:
                print(f"{verification.code}\n{verification.tests[:2000]}", flush=True)
        found.append((group, verification, judgement.verdict))
    return found


def changes(guardian: Guardian, judged: list[Judged]) -> tuple[int, int, int]:
    """Candidates judged again and again: how many, how often another verdict, verdicts in all."""
    groups = {group for group, _, _ in judged}
    # As many of each group as go: those that a static check rejects could hardly change.
    dynamic = [j for j in judged if j[0] in (GOOD, WRONG)]
    rest = [j for j in judged if j[0] in groups - {GOOD, WRONG}]
    step = max(1, len(dynamic) // 40)
    chosen = (dynamic[::step][:40] + rest[:: max(1, len(rest) // 10)])[:CHOSEN]
    other = 0
    for group, verification, before in chosen:
        for _ in range(REPEATS - 1):
            after = guardian.verify(verification, StopToken()).verdict
            if after is not before:
                print(f"  {before}, then {after}: {verification.entry_point}, {group}", flush=True)
            other += after is not before
    return len(chosen), other, len(chosen) * (REPEATS - 1)


def main() -> None:
    """Run it and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=0, help="number of problems; 0 for all")
    parser.add_argument("--sandbox", default="bubblewrap")
    parser.add_argument("--jobs", type=int, default=2, help="problems at the same time")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        sandbox = open_sandbox(
            chosen.sandbox, home=Path(home), namespace="dreamer-truth", session_id="0"
        )
        guardian = Guardian(sandbox, Settings())
        try:
            with ThreadPoolExecutor(chosen.jobs) as pool:
                parts = pool.map(lambda p: judge_problem(guardian, p), problems(chosen.limit))
                judged = [one for part in parts for one in part]
            repeated, other, further = changes(guardian, judged)
        finally:
            sandbox.close()
    table: dict[str, Counter[str]] = {}
    for group, _, verdict in judged:
        table.setdefault(group, Counter())[verdict] += 1
    print_table(table)
    broken = sum(verdict is Verdict.UNVERIFIED for _, _, verdict in judged)
    low, high = wilson(broken, len(judged))
    print(f"infrastructure failures: {broken} of {len(judged)} verdicts, {low:.2%} to {high:.2%}")
    print(f"changes of verdict: {other} in {further} more verdicts on {repeated} candidates")


def print_table(table: dict[str, Counter[str]]) -> None:
    """One line per group: verdicts, share accepted, interval."""
    words = [str(v) for v in Verdict]
    print(f"{'group':<36}" + "".join(f"{w:>12}" for w in words) + f"{'accepted':>12}   95 %")
    for group, counts in table.items():
        total, hits = sum(counts.values()), counts[Verdict.ACCEPTED]
        low, high = wilson(hits, total)
        numbers = "".join(f"{counts[w]:>12}" for w in words)
        print(f"{group:<36}{numbers}{hits / total:>12.1%}   {low:.1%} to {high:.1%}")


if __name__ == "__main__":
    main()
