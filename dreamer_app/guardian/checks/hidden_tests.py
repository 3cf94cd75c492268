"""Tests that whoever wrote the code never saw pass too."""

from dreamer_app.core.dreams import CheckResult
from dreamer_app.guardian.channel import Load
from dreamer_app.guardian.checks.forging import forging
from dreamer_app.guardian.examination import Examination, failed, passed, skipped
from dreamer_app.guardian.parsing import parse

NAME = "hidden_tests"


def hidden_tests(examination: Examination) -> CheckResult:
    """Run the hidden tests once."""
    plan = examination.hidden_plan
    if plan is None:
        return skipped(NAME, "There are no hidden tests.")
    if not plan.names:
        return failed(NAME, "The file of hidden tests holds no test.")
    faults = list(forging(parse(plan.source)))
    if faults:
        return failed(NAME, f"The hidden tests {faults[0]}.", faults=faults)
    run = examination.bench.run(Load(code=examination.verification.code), plan)
    evidence = {"tests": list(plan.names), "calls": run.calls}
    if not run.passed:
        return failed(NAME, f"A hidden test fails: {run.why}"[:300], why=run.why, **evidence)
    return passed(NAME, f"{len(plan.names)} hidden tests pass.", **evidence)
