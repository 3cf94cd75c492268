"""Mutation score: the share of small deliberate faults that the tests notice.

A mutant counts as killed when an assertion of the tests fails. One that crashes or hangs says
little about the assertions, so those are counted apart. A survivor that behaves as the
candidate does on every further call is taken for equivalent and excused, up to a share of
all that depends on how many further calls there are: beyond that the tests, not the mutants,
are the likelier cause.
"""

import secrets
from collections import Counter

from dreamer_app.core.dreams import CheckResult
from dreamer_app.guardian.behaviour import differences, shows_most
from dreamer_app.guardian.channel import Load, TestRun
from dreamer_app.guardian.checks.agreement import observed
from dreamer_app.guardian.examination import Examination, failed, passed, uncertain
from dreamer_app.guardian.mutants import Mutant, make_mutants

NAME = "mutation"
LIMIT = 30
FEWEST = 8
_CONTROLS = 2
_BUDGET_SECONDS = 12.0
"""Slow candidates get fewer mutants, so that each run of their tests fits in here."""
_EXCUSED, _EXCUSED_WELL = 0.2, 0.35
_MANY_CALLS, _MANY_EXAMPLES = 40, 5
_CPU_SECONDS = 0.2
_TIMES_BASELINE = 5.0
_WALL_SECONDS = 4.0


def mutation(examination: Examination) -> CheckResult:
    """Run the tests against each mutant, up to its first failure."""
    affordable = int(_BUDGET_SECONDS / max(examination.baseline_seconds, 0.001))
    mutants = make_mutants(examination.tree, max(FEWEST, min(LIMIT, affordable)))
    if not mutants:
        return uncertain(NAME, "There is nothing in the code to put a fault into.")
    fates: list[tuple[Mutant, str]] = []
    cpu = _CPU_SECONDS + _TIMES_BASELINE * examination.baseline_seconds
    controls = _controls(examination, len(mutants))
    for place, mutant in enumerate(mutants):
        for passes, code in controls.get(place, ()):
            run = _tested(examination, code, cpu)
            if run.passed is not passes and fate(run) != "timeout":
                what = f"among its mutants: {run.why}" if passes else "returns None among mutants"
                told = "the code as it is" if passes else "code that"
                return failed(NAME, f"The tests do not always judge alike: {told} {what}."[:300])
        fates.append((mutant, fate(_tested(examination, mutant.code, cpu))))
    survivors = [m for m, f in fates if f == "survived"]
    excused = _equivalent(examination, survivors)[: _most_excused(examination, len(mutants))]
    counts = Counter(f for _, f in fates)
    alive = counts["survived"] - len(excused)
    judged = counts["assertion"] + alive
    evidence = {
        "mutants": len(mutants),
        "killed_by_assertion": counts["assertion"],
        "killed_by_error": counts["error"],
        "timeouts": counts["timeout"],
        "equivalent": [m.what for m in excused],
        "survived": [m.what for m in survivors if m not in excused],
    }
    if not judged:
        return uncertain(NAME, f"All {len(mutants)} mutants crashed or hung.", **evidence)
    score = counts["assertion"] / judged
    examination.mutation_score = score
    what = f"{counts['assertion']} of {judged} deliberate faults"
    if score < examination.settings.mutation_threshold:
        return failed(NAME, f"The tests catch only {what}.", score=round(score, 3), **evidence)
    return passed(NAME, f"The tests catch {what}.", score=round(score, 3), **evidence)


def _controls(examination: Examination, mutants: int) -> dict[int, list[tuple[bool, str]]]:
    """Runs whose end is known, at places among the mutants that no test can foresee.

    Tests that count their runs, to pass the candidate and fail the rest, fall here.
    """
    code = examination.verification.code
    nothing = f"{code}\n\ndef {examination.entry}(*a, **k):\n    return None\n"
    placed: dict[int, list[tuple[bool, str]]] = {}
    for control in [(True, code), (False, nothing)] * _CONTROLS:
        placed.setdefault(secrets.randbelow(mutants), []).append(control)
    return placed


def _tested(examination: Examination, code: str, cpu: float) -> TestRun:
    load = Load(
        code=code,
        cpu_seconds=cpu,
        load_seconds=_WALL_SECONDS + cpu,
        call_seconds=_WALL_SECONDS + cpu,
    )
    return examination.bench.run(load, examination.tests, first_only=True)


def _most_excused(examination: Examination, mutants: int) -> int:
    calls = examination.baseline.inputs if examination.baseline else []
    many = len(examination.further_calls) >= _MANY_CALLS and len(calls) >= _MANY_EXAMPLES
    return max(2, int(mutants * (_EXCUSED_WELL if many else _EXCUSED)))


def fate(run: TestRun) -> str:
    """What became of a mutant: survived, assertion, error or timeout."""
    if run.passed:
        return "survived"
    if "timeout" in run.why:
        return "timeout"
    failure = run.failure
    # An assertion that the wrong value keeps from being evaluated has caught it as well.
    caught = failure is not None and failure.kind in ("assertion", "error")
    return "assertion" if caught else "error"


def _equivalent(examination: Examination, survivors: list[Mutant]) -> list[Mutant]:
    """Survivors that further calls cannot tell from the candidate."""
    calls = [*examination.verification.probes, *examination.further_calls]
    if not survivors or not calls:
        return []
    mine = examination.observed or observed(
        examination, examination.verification.code, calls, "candidate"
    )
    excused: list[Mutant] = []
    for mutant in survivors:
        seen = observed(examination, mutant.code, calls, "candidate")
        if shows_most(seen, list(range(len(seen)))) and not differences(mine, seen):
            excused.append(mutant)
    return excused
