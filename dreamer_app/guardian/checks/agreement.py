"""Independent solutions behave alike: the one gate that catches a wrong expected value.

After CodeT (Chen et al., 2022): solutions that were written without sight of the tests are
compared by what they do, on the tests and on further calls; the share that behaves as the
candidate does is the Guardian's confidence that it is right.
"""

import ast

from dreamer_app.core.dreams import CheckResult
from dreamer_app.core.execution import Observation
from dreamer_app.guardian.channel import Load
from dreamer_app.guardian.examination import Examination, failed, passed, uncertain
from dreamer_app.guardian.probe import ask

NAME = "agreement"
_SECONDS_EACH = 2.0


def agreement(examination: Examination) -> CheckResult:
    """Compare the candidate with every alternative."""
    alternatives = [a for a in examination.verification.alternatives if a.strip()]
    if not alternatives:
        return uncertain(NAME, "There is no independent solution to compare with.", alternatives=0)
    expressions = list(examination.verification.probes)
    own = _observed(examination, examination.verification.code, expressions, "candidate")
    records = []
    for number, code in enumerate(alternatives):
        record = _compare(examination, code, expressions, own, f"alternative {number}")
        records.append({"number": number, **record})
    return _conclude(examination, alternatives, records)


def _compare(
    examination: Examination,
    code: str,
    expressions: list[str],
    own: list[Observation],
    whose: str,
) -> dict[str, object]:
    run = examination.bench.run(
        Load(code=code), examination.tests, first_only=True, whose="alternatives"
    )
    if not run.passed:
        return {"agrees": False, "why": f"on the tests: {run.why}"[:300]}
    seen = _observed(examination, code, expressions, "alternatives")
    for mine, theirs in zip(own, seen, strict=True):
        if mine.key != theirs.key:
            return {
                "agrees": False,
                "why": f"{mine.expression}: {theirs.key}, not {mine.key}"[:300],
            }
    return {"agrees": True, "why": ""}


def _observed(
    examination: Examination, code: str, expressions: list[str], whose: str
) -> list[Observation]:
    if not expressions:
        return []
    return ask(examination.bench.worker(whose), code, expressions, _SECONDS_EACH)


def _conclude(
    examination: Examination, alternatives: list[str], records: list[dict[str, object]]
) -> CheckResult:
    agreeing = [a for a, r in zip(alternatives, records, strict=True) if r["agrees"]]
    share = len(agreeing) / len(alternatives)
    examination.agreement = share
    texts = {normalised(a) for a in agreeing} - {normalised(examination.verification.code)}
    evidence = {
        "alternatives": len(alternatives),
        "agreeing": len(agreeing),
        "different": len(texts),
        "share": share,
        "records": records,
    }
    what = f"{len(agreeing)} of {len(alternatives)} independent solutions behave the same"
    settings = examination.settings
    if share < settings.uncertain_threshold:
        return failed(NAME, f"Only {what}.", **evidence)
    if not texts:
        return uncertain(NAME, f"{what}, but they are the same text.", **evidence)
    if share < settings.agreement_threshold:
        return uncertain(NAME, f"Only {what}.", **evidence)
    return passed(NAME, f"{what}.", **evidence)


def normalised(code: str) -> str:
    """The code without comments, docstrings and layout."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return code
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            value = body[0].value
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                body[0] = ast.Pass()
    return ast.dump(tree)
