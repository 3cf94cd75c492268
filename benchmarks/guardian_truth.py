"""How often the Guardian tells right from wrong, on HumanEval.

    python -m benchmarks.guardian_truth [--limit N] [--sandbox bubblewrap|docker]

Three groups per problem: known-good code with the problem's full tests (should be accepted);
known-good code with empty, shadowing, trivial and one-example tests (must never be); wrong code
whose tests were derived from its own wrong outputs, beside right alternatives (must hardly ever
be). Wrong code is a mutant of the right one that the problem's own tests catch; its tests are
its own outputs on the problem's inputs. Alternatives are rewrites of the canonical solution, as
HumanEval holds no others: see ``humaneval.py``. Prints the confusion table with Wilson
intervals.
"""

import argparse
import ast
import math
import tempfile
from collections import Counter
from collections.abc import Iterator
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


def weak_tests(entry: str) -> dict[str, str]:
    """Test files that prove nothing."""
    return {
        "empty": "",
        "shadowing": f"def {entry}(*a):\n    return 1\n\ndef test_it():\n"
        f"    assert {entry}(1) == 1\n    assert {entry}(2) == 1\n",
        "trivial": f"def test_it():\n    assert callable({entry})\n"
        f"    assert {entry} is not None\n",
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

    yield "good code, full tests", case(problem.code, problem.tests)
    for what, tests in weak_tests(problem.entry).items():
        yield f"good code, {what} tests", case(problem.code, tests)
    calls = material.calls(problem)
    pairs = material.outputs(problem.code, calls)
    if pairs:
        tests = f"def test_it():\n    assert {pairs[0][0]} == {pairs[0][1]}\n"
        yield "good code, one example", case(problem.code, tests)
    for code, tests in material.wrong(problem, calls):
        yield "wrong code, own tests", case(code, tests)


def main() -> None:
    """Run it and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=0, help="number of problems; 0 for all")
    parser.add_argument("--sandbox", default="bubblewrap")
    chosen = parser.parse_args()
    table: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as home:
        sandbox = open_sandbox(
            chosen.sandbox, home=Path(home), namespace="dreamer-truth", session_id="0"
        )
        guardian = Guardian(sandbox, Settings())
        material = Material(guardian)
        try:
            for problem in problems(chosen.limit):
                for group, verification in cases(problem, material):
                    judged = guardian.verify(verification, StopToken())
                    table.setdefault(group, Counter())[judged.verdict] += 1
                    good = group == "good code, full tests"
                    if good and judged.verdict is not Verdict.ACCEPTED:
                        print(f"  not accepted: {problem.name} at {judged.fell_at}")
                    if not good and judged.verdict is Verdict.ACCEPTED:
                        print(f"  ACCEPTED: {problem.name}, {group}\n{verification.code}")
        finally:
            sandbox.close()
    print_table(table)


def print_table(table: dict[str, Counter[str]]) -> None:
    """One line per group: verdicts, share accepted, interval."""
    words = [str(v) for v in Verdict]
    print(f"{'group':<28}" + "".join(f"{w:>12}" for w in words) + f"{'accepted':>12}   95 %")
    for group, counts in table.items():
        total, hits = sum(counts.values()), counts[Verdict.ACCEPTED]
        low, high = wilson(hits, total)
        numbers = "".join(f"{counts[w]:>12}" for w in words)
        print(f"{group:<28}{numbers}{hits / total:>12.1%}   {low:.1%} to {high:.1%}")


if __name__ == "__main__":
    main()
