"""Comparing what solutions do, as it was observed."""

import math
from functools import lru_cache
from typing import Any

from dreamer_app.core import syntax
from dreamer_app.core.execution import Observation

_TOLERANCE = 1e-9
_LONGEST = 50_000
"""Characters of a literal that is still read; longer ones are the same only to the letter."""
HANGS = "no end"
"""The problem of a call that does not end with far more time than others needed."""


def is_value(seen: Observation) -> bool:
    """Whether it gave a value, and neither raised nor broke."""
    return not seen.problem and not seen.exception


def same(one: Observation, other: Observation) -> bool:
    """Whether two observations show the same behaviour; floats may differ in the last digits."""
    if one.output != other.output:
        return False
    if one.key == other.key:
        return True
    if not (is_value(one) and is_value(other)) or one.literal is None or other.literal is None:
        return False
    if one.literal == other.literal:
        return True
    if max(len(one.literal), len(other.literal)) > _LONGEST:
        return False
    try:
        return _near(_value(one.literal), _value(other.literal))
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        return False


@lru_cache(maxsize=256)
def _value(text: str) -> Any:
    """The value of a literal; infinities and the like are left as text."""
    return syntax.literal(text)


def _near(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool) or type(one) is not type(other):
        return bool(one == other and type(one) is type(other))
    if isinstance(one, float):
        return math.isclose(one, other, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(_near, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_near(one[k], other[k]) for k in one)
    return bool(one == other)


def differences(mine: list[Observation], theirs: list[Observation]) -> list[int]:
    """Positions at which two solutions differ; where one ran out of time nothing was seen."""
    return [
        i
        for i, (a, b) in enumerate(zip(mine, theirs, strict=True))
        if "timeout" not in (a.problem, b.problem) and not same(a, b)
    ]


def shows_most(seen: list[Observation], positions: list[int]) -> bool:
    """Whether it came to an end on at least half of these positions."""
    return 2 * sum(seen[i].problem != "timeout" for i in positions) >= len(positions)


def follows_most(
    mine: list[Observation], seen: list[list[Observation]], positions: list[int]
) -> bool:
    """Whether a solution does what most do at every one of these positions."""
    for position in positions:
        alike = sum(same(mine[position], other[position]) for other in seen)
        timed_out = mine[position].problem == "timeout"
        if 2 * alike < len(seen) and not timed_out:
            return False
    return True


def in_contract(seen: list[list[Observation]], position: int, quorum: float = 0.6) -> bool:
    """Whether most solutions give the same value for that input.

    Where they raise or scatter, the input is outside of what the task defines, and says
    nothing about any of them.
    """
    column = [observations[position] for observations in seen]
    values = [c for c in column if is_value(c)]
    return any(sum(same(v, c) for c in column) >= quorum * len(column) for v in values)


def most_raise(seen: list[list[Observation]], position: int, quorum: float = 0.6) -> bool:
    """Whether most solutions raise the same exception for that input."""
    column = [observations[position] for observations in seen]
    errors = [c for c in column if c.exception and not c.problem]
    return any(sum(same(e, c) for c in column) >= quorum * len(column) for e in errors)
