"""What the sandbox of the tests sends: read field by field, since the tests run in there."""

from dataclasses import dataclass
from typing import Any

_WHY, _NAME, _MOST_CASES = 600, 300, 1_000_000
_MOST_OUTCOMES = 10_000


class Exhausted(Exception):  # noqa: N818 - the tests' doing
    """The tests used up their own sandbox."""


class Forged(Exhausted):
    """The sandbox of the tests sent what no run of tests sends."""

    def __init__(self) -> None:
        super().__init__("the tests sent what is no report of their run")


@dataclass(frozen=True, slots=True, kw_only=True)
class TestOutcome:
    """What became of one test function.

    Args:
        kind: empty when passed; else assertion, raised, channel, error, skipped, unsupported.
    """

    name: str
    passed: bool
    kind: str = ""
    why: str = ""
    cases: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A message for the candidate, and the call that it makes as data, or None.

    Args:
        outcomes: of the tests that have ended since the last report.
    """

    text: str
    call: Any
    outcomes: tuple[TestOutcome, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The process of a run is over; ``problem`` where it did not end by itself."""

    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The tests ran to their end; with the outcomes since the last report."""

    outcomes: tuple[TestOutcome, ...] = ()


def read(frame: Any, number: str) -> Saying | Ended | Done:
    """What a frame says about the run of that number.

    Raises:
        Forged: it is none of these, or of no run that was asked for.
    """
    if type(frame) is not dict:
        raise Forged
    if frame.get("ended") == number:
        return Ended(problem=_text(frame, "problem", _NAME))
    if frame.get("run") != number:
        raise Forged
    if "say" in frame:
        text = frame["say"]
        if type(text) is not str:
            raise Forged
        return Saying(text=text, call=frame.get("call"), outcomes=_outcomes(frame))
    if frame.get("done") is not True:
        raise Forged
    return Done(outcomes=_outcomes(frame))


def _outcomes(frame: dict[str, Any]) -> tuple[TestOutcome, ...]:
    told = frame.get("outcomes")
    if type(told) is not list or len(told) > _MOST_OUTCOMES:
        raise Forged
    return tuple(_outcome(each) for each in told)


def _outcome(frame: Any) -> TestOutcome:
    if type(frame) is not dict:
        raise Forged
    cases = frame.get("cases")
    if type(cases) is not int or not 0 <= cases <= _MOST_CASES:
        raise Forged
    return TestOutcome(
        name=_text(frame, "test", None),
        passed=_text(frame, "outcome", _NAME) == "passed",
        kind=_text(frame, "kind", _NAME, ""),
        why=_text(frame, "why", _WHY, ""),
        cases=cases,
    )


def _text(frame: dict[str, Any], field: str, longest: int | None, missing: Any = None) -> str:
    value = frame.get(field, missing)
    if type(value) is not str:
        raise Forged
    return value[:longest]
