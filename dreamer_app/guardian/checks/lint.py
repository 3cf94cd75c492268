"""What pyflakes finds: undefined names and other certain faults; untidiness is only noted."""

from dreamer_app.core.dreams import CheckResult
from dreamer_app.guardian.examination import Examination, failed, passed

NAME = "lint"
_UNTIDY = frozenset(
    {
        "UnusedImport",
        "UnusedVariable",
        "UnusedAnnotation",
        "ImportStarUsed",
        "ImportStarUsage",
        "FStringMissingPlaceholders",
        "RedefinedWhileUnused",
        "UnusedIndirectAssignment",
    }
)


def lint(examination: Examination) -> CheckResult:
    """Run pyflakes over the parsed code."""
    from pyflakes.checker import Checker

    messages = sorted(Checker(examination.tree, "lesson.py").messages, key=lambda m: m.lineno)
    faults: list[str] = []
    remarks: list[str] = []
    for message in messages:
        text = f"line {message.lineno}: {message.message % message.message_args}"
        untidy = type(message).__name__ in _UNTIDY
        (remarks if untidy else faults).append(text)
    if faults:
        return failed(NAME, f"Lint: {faults[0]}.", faults=faults, remarks=remarks)
    return passed(NAME, _tidiness(len(remarks)), remarks=remarks)


def _tidiness(remarks: int) -> str:
    if not remarks:
        return "Clean."
    return "Clean but for one remark." if remarks == 1 else f"Clean but for {remarks} remarks."
