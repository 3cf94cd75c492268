"""All tests pass, several times, with other hash seeds, in other orders, at another time."""

import ast
import os
import random
import time
from dataclasses import replace
from typing import Any

from dreamer_app.core.dreams import CheckResult
from dreamer_app.guardian.channel import Load
from dreamer_app.guardian.deeds import beyond_answering
from dreamer_app.guardian.examination import Examination, failed, passed

NAME = "tests_pass"
MIN_INPUTS = 2
_PATIENCE, _PATIENT_SECONDS = 4.0, 60.0
"""Times the usual limits, and seconds for a whole run, where a run that timed out is repeated."""
_DAY = 86_400.0
_CLOCKS = (181 * _DAY + 12_345.0, -1_461 * _DAY - 40_000.0, 0.0, 4_018 * _DAY + 70_000.0)
"""Seconds by which the clock of each further run is off: half a year ahead (another season,
weekday and time of day), four years back, not at all, eleven years ahead."""


def tests_pass(examination: Examination) -> CheckResult:
    """Run the tests as often as the settings say; each run must pass whole."""
    plan, runs = examination.tests, max(1, examination.settings.repeats)
    names = list(plan.names)
    calls: list[int] = []
    took: list[float] = []
    for number in range(runs):
        order = list(names)
        random.Random(number).shuffle(order)  # noqa: S311 - an order, not a secret
        load = Load(
            code=examination.verification.code,
            hash_seed=None if number == 0 else number * 1009,
            clock=_CLOCKS[(number - 1) % len(_CLOCKS)] if number else 0.0,
            coverage=number == 0,
        )
        began = time.monotonic()
        run = examination.bench.run(load, plan, order=tuple(order) if number else ())
        if "timeout" in run.why and (number or _is_busy() or _hangs_only_traced(examination, load)):
            # The machine or the trace may be the cause; a candidate that hangs hangs again.
            load = replace(
                load,
                call_seconds=_PATIENCE * load.call_seconds,
                load_seconds=_PATIENCE * load.load_seconds,
            )
            run = examination.bench.run(
                load, plan, order=tuple(order) if number else (), seconds=_PATIENT_SECONDS
            )
        calls.append(run.calls)
        took.append(time.monotonic() - began)
        if number == 0:
            examination.baseline = run
        if not run.passed:
            return failed(NAME, _summary(number, run.why), **_evidence(examination, calls, run))
        deeds = beyond_answering(run.did, examination.verification.libraries)
        if deeds:
            what = f"The tests pass, but the code does more than answer ({deeds[0]})."
            return failed(NAME, what[:300], deeds=deeds)
    examination.baseline_seconds = min(took)
    inputs = len(examination.baseline.inputs) if examination.baseline else 0
    evidence = {"runs": runs, "calls": calls[0], "inputs": inputs, "tests": names}
    if 0 < inputs < MIN_INPUTS and _takes_arguments(examination.tree, plan.entry):
        return failed(NAME, "The tests call the code with one input only.", **evidence)
    return passed(NAME, f"{len(names)} tests pass in {runs} runs, {calls[0]} calls.", **evidence)


def _hangs_only_traced(examination: Examination, load: Load) -> bool:
    """Whether it is in time when nobody notes its lines, which takes many times as long."""
    run = examination.bench.run(replace(load, coverage=False), examination.tests, first_only=True)
    return run.passed


def _takes_arguments(tree: ast.Module, entry: str) -> bool:
    """Whether there is more than one way to call what is under test."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == entry:
            return bool(ast.unparse(node.args))
    return True


def _is_busy() -> bool:
    """Whether more wants to run than this machine has processors for."""
    return os.getloadavg()[0] > (os.cpu_count() or 1)


def _summary(number: int, why: str) -> str:
    if number == 0:
        return f"The tests fail: {why}"[:300]
    return f"The tests pass only sometimes; run {number + 1}: {why}"[:300]


def _evidence(examination: Examination, calls: list[int], run: Any) -> dict[str, Any]:
    return {
        "run": len(calls),
        "calls": calls,
        "why": run.why,
        "outcomes": [[o.name, o.passed, o.kind, o.why] for o in run.outcomes],
        "expected": list(examination.tests.names),
    }
