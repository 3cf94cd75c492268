"""Independent solutions behave alike: the one gate that catches a wrong expected value.

After CodeT (Chen et al., 2022): solutions that were written without sight of the tests are
compared by what they do, on the tests, on the given probes and on further calls made from the
tests' own; the share that behaves as the candidate does is the Guardian's confidence that it
is right. Further calls count where most solutions give the same value; elsewhere they are
outside of what the task defines.

Where there is a reference, which is right because it calls the real library, it is the judge
instead: the candidate must do what the reference does wherever that gives a value, and the
share of the solutions is only noted.
"""

import time
from dataclasses import replace
from typing import Any

from dreamer_app.core.dreams import CheckResult
from dreamer_app.core.execution import Observation
from dreamer_app.guardian.behaviour import (
    HANGS,
    differences,
    follows_most,
    in_contract,
    is_value,
    most_raise,
    shows_most,
)
from dreamer_app.guardian.channel import CANDIDATE, Load
from dreamer_app.guardian.checks.parses_sane import MAX_CHARACTERS
from dreamer_app.guardian.deeds import beyond_answering
from dreamer_app.guardian.examination import Examination, failed, passed, uncertain
from dreamer_app.guardian.parsing import normalised
from dreamer_app.guardian.probe import ask

NAME = "agreement"
OWNER = "alternatives"
REFERENCE = "reference"
_SECONDS_EACH = 1.0
TOGETHER_SECONDS = 2.0
_BUDGET_SECONDS = 4.0
_PATIENT_SECONDS, _PATIENT_BUDGET = 5.0, 15.0
"""For calls on which the candidate ran out of time and others did not: each, and together."""
_ODD_SHARE = 0.1


def agreement(examination: Examination) -> CheckResult:
    """Compare the candidate with the reference, or else with every alternative."""
    asked = examination.verification
    alternatives = [a for a in asked.alternatives if a.strip()]
    if asked.reference.strip():
        return _with_reference(examination, alternatives)
    if not alternatives:
        return uncertain(NAME, "There is no independent solution to compare with.", alternatives=0)
    expressions = [*asked.probes, *examination.further_calls]
    mine = observed(examination, asked.code, expressions, "candidate")
    examination.observed = mine
    if deeds := _deeds(mine, asked.libraries):
        return _does_more(deeds)
    seen: list[list[Observation] | None] = []
    reasons: list[str] = []
    for code in alternatives:
        why, observations = _behaviour(examination, code, expressions, OWNER)
        reasons.append(why)
        seen.append(observations)
    compared = _compared(seen, len(asked.probes), len(expressions)) or _raising(seen)
    if expressions and not compared and any(seen):
        return uncertain(NAME, "On no further call do most solutions do the same.")
    mine = _patient(examination, mine, compared)
    there = [s for s in seen if s is not None]
    room = int(len(compared) * _ODD_SHARE) if follows_most(mine, there, compared) else 0
    for number, theirs in enumerate(seen):
        if theirs is not None:
            reasons[number] = _difference(mine, theirs, compared, len(asked.probes), room)
    if _ran_out(mine, compared):
        return uncertain(NAME, "It ran out of time on most further calls.", calls=len(compared))
    return _conclude(examination, alternatives, reasons, compared)


def _with_reference(examination: Examination, alternatives: list[str]) -> CheckResult:
    """Let the reference judge; a candidate that does as it does needs nobody else's word."""
    asked = examination.verification
    expressions = [*asked.probes, *examination.further_calls]
    why, right = _behaviour(examination, asked.reference, expressions, REFERENCE)
    if right is None:
        return failed(NAME, f"The tests contradict the reference, {why}."[:300], why=why)
    mine = observed(examination, asked.code, expressions, "candidate")
    examination.observed = mine
    if deeds := _deeds(mine, asked.libraries):
        return _does_more(deeds)
    compared = [i for i, theirs in enumerate(right) if is_value(theirs)]
    mine = _patient(examination, mine, compared)
    evidence: dict[str, Any] = {"reference": True, "calls_compared": len(compared)}
    difference = _difference(mine, right, compared, len(asked.probes), 0)
    if difference:
        return failed(NAME, f"It differs from the library, {difference}."[:300], **evidence)
    if _ran_out(mine, compared):
        return uncertain(NAME, "It ran out of time on most further calls.", **evidence)
    agreeing = 0
    for code in alternatives:
        _, theirs = _behaviour(examination, code, expressions, OWNER)
        agreeing += theirs is not None and not _difference(mine, theirs, compared, 0, 0)
    evidence |= {"alternatives": len(alternatives), "agreeing": agreeing}
    what = f"It does as the library does on the tests and {len(compared)} further calls"
    if not alternatives:
        return passed(NAME, f"{what}.", **evidence)
    examination.agreement = evidence["share"] = agreeing / len(alternatives)
    return passed(
        NAME, f"{what}; so do {agreeing} of {len(alternatives)} other solutions.", **evidence
    )


def _patient(
    examination: Examination, mine: list[Observation], compared: list[int]
) -> list[Observation]:
    """Give the candidate more time where others came to an end, until it hangs again.

    What hangs again is no want of time any more, it is what the candidate does.
    """
    tried = list(mine)
    until = time.monotonic() + _PATIENT_BUDGET
    for position in (i for i in compared if mine[i].problem == "timeout"):
        if time.monotonic() > until:
            break
        worker = examination.bench.worker(CANDIDATE)
        code, expression = examination.verification.code, mine[position].expression
        (again,) = ask(worker, code, [expression], _PATIENT_SECONDS)
        tried[position] = again
        if again.problem == "timeout":
            tried[position] = replace(again, problem=HANGS)
            break
    examination.observed = tried
    return tried


def _ran_out(mine: list[Observation], compared: list[int]) -> bool:
    """Whether the candidate showed nothing where the alternatives gave values."""
    return 2 * sum(mine[i].problem == "timeout" for i in compared) > len(compared)


def _behaviour(
    examination: Examination, code: str, expressions: list[str], whose: str
) -> tuple[str, list[Observation] | None]:
    """What another solution does; or why it cannot agree, when it fails the tests."""
    if len(code) > MAX_CHARACTERS:
        return f"too long: {len(code)} characters", None
    run = examination.bench.run(
        Load(code=code, call_seconds=2.0), examination.tests, first_only=True, whose=whose
    )
    if not run.passed:
        return f"on the tests: {run.why}"[:300], None
    return "", observed(examination, code, expressions, whose)


def observed(
    examination: Examination, code: str, expressions: list[str], whose: str
) -> list[Observation]:
    """What one solution does with the further calls."""
    if not expressions:
        return []
    worker = examination.bench.worker(whose)
    return ask(
        worker, code, expressions, _SECONDS_EACH, together=TOGETHER_SECONDS, budget=_BUDGET_SECONDS
    )


def _compared(seen: list[list[Observation] | None], probes: int, count: int) -> list[int]:
    """Positions that count: all probes, and generated calls within the contract."""
    there = [s for s in seen if s is not None]
    generated = range(probes, count)
    return [*range(probes), *(i for i in generated if there and in_contract(there, i))]


def _deeds(mine: list[Observation], libraries: tuple[str, ...]) -> list[str]:
    """What it did beside answering; files by paths that the calls name are the calls' doing."""
    did = [
        deed
        for seen in mine
        for deed in seen.did
        if not (deed.startswith("open ") and "/" in seen.expression)
    ]
    return list(dict.fromkeys(beyond_answering(did, libraries)))


def _does_more(deeds: list[str]) -> CheckResult:
    what = f"On further calls the code does more than answer ({deeds[0]})."
    return failed(NAME, what[:300], deeds=deeds)


def _raising(seen: list[list[Observation] | None]) -> list[int]:
    """Positions where most raise alike: all that is left of calls whose files are gone."""
    there = [s for s in seen if s is not None]
    return [i for i in range(len(there[0]) if there else 0) if most_raise(there, i)]


def _difference(
    mine: list[Observation],
    theirs: list[Observation],
    compared: list[int],
    probes: int,
    room: int,
) -> str:
    """How an alternative differs; empty when it does not, or by no more than ``room`` calls.

    Where the candidate does what most do everywhere, an alternative that goes its own way on
    a few generated calls is taken to read an edge of the task differently. On a probe it is not.
    """
    if not shows_most(theirs, compared or list(range(len(theirs)))):
        return "it ran out of time on most calls"
    wanted = set(compared)
    differing = [p for p in differences(mine, theirs) if p in wanted]
    if not differing or (len(differing) <= room and differing[0] >= probes):
        return ""
    one, other = mine[differing[0]], theirs[differing[0]]
    return (
        f"{len(differing)} of {len(compared)} calls: {one.expression[:100]} "
        f"gives {other.key[:80]}, not {one.key[:80]}"
    )


def _conclude(
    examination: Examination, alternatives: list[str], reasons: list[str], compared: list[int]
) -> CheckResult:
    agreeing = [a for a, why in zip(alternatives, reasons, strict=True) if not why]
    share = len(agreeing) / len(alternatives)
    examination.agreement = share
    different = {normalised(a) for a in agreeing} - {normalised(examination.verification.code)}
    evidence: dict[str, Any] = {
        "alternatives": len(alternatives),
        "agreeing": len(agreeing),
        "different": len(different),
        "share": share,
        "calls_compared": len(compared),
        "disagreements": [[n, why] for n, why in enumerate(reasons) if why],
    }
    what = f"{len(agreeing)} of {len(alternatives)} independent solutions behave the same"
    settings = examination.settings
    if share < settings.uncertain_threshold:
        return failed(NAME, f"Only {what}.", **evidence)
    if not different:
        return uncertain(NAME, f"{what}, but they are the same text.", **evidence)
    if share < settings.agreement_threshold:
        return uncertain(NAME, f"Only {what}.", **evidence)
    return passed(NAME, f"{what}.", **evidence)
