"""Calls of a task with what the real library says they give, dealt out to tests and probes."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dreamer_app.core.ports import Probe
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.behaviour import Behaviour
from dreamer_app.dreaming.callee import Abstained

_LONGEST_LITERAL = 600
_LONGEST_SHOWN = 90
_VISIBLE, _HIDDEN = 6, 5
_FEWEST = 6
_FEWEST_VALUES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """Pairs of a call and the literal that it gives.

    Args:
        shown: one or two short ones for the docstring; they are among ``visible``.
        probes: further calls without their values, for comparing solutions.
    """

    shown: tuple[tuple[str, str], ...]
    visible: tuple[tuple[str, str], ...]
    hidden: tuple[tuple[str, str], ...]
    probes: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the visible tests check, for people."""
        return tuple(f"{call} gives {literal}" for call, literal in self.visible)

    @classmethod
    def observe(
        cls,
        name: str,
        arguments: Sequence[str],
        reference: str,
        libraries: Sequence[str],
        probe: Probe,
        stop: StopToken,
    ) -> "Cases":
        """Take every expected value from running the reference in the sandbox.

        Raises:
            Abstained: too few calls give values that can be written down, or the values
                tell too little.
        """
        calls = list(dict.fromkeys(f"{name}({text})" for text in arguments))
        seen = probe.observe(reference, calls, libraries, stop, seconds_each=2.0)
        known = [
            (o.expression, o.literal)
            for o in seen
            if o.literal is not None
            and not o.exception
            and not o.problem
            and len(o.literal) <= _LONGEST_LITERAL
        ]
        # A solution that does nothing must not pass: what changes something comes first.
        known.sort(key=_gives_its_argument_back)
        telling = _boolean(known) or len({literal for _, literal in known}) >= _FEWEST_VALUES
        changing = sum(not _gives_its_argument_back(case) for case in known)
        if len(known) < _FEWEST or not telling or changing < _FEWEST_VALUES:
            raise Abstained(f"Calls of {name} show too little to test it.")
        return cls._dealt(known)

    @classmethod
    def _dealt(cls, known: list[tuple[str, str]]) -> "Cases":
        short = [c for c in known if max(map(len, c)) <= _LONGEST_SHOWN and c[1] not in _EMPTY]
        shown = _different(short, 2)
        if not shown:
            raise Abstained("No example is short enough to be shown.")
        rest = [case for case in known if case not in shown]
        visible = [*shown, *_different(rest, _VISIBLE - len(shown))]
        rest = [case for case in rest if case not in visible]
        hidden = _different(rest, _HIDDEN)
        probes = [call for call, _ in rest if (call, _) not in hidden]
        return cls(
            shown=tuple(shown),
            visible=tuple(visible),
            hidden=tuple(hidden),
            probes=tuple(probes[:16]),
        )


_EMPTY = ("[]", "{}", "set()", "None", "0", "''", "()")


def _gives_its_argument_back(case: tuple[str, str]) -> bool:
    call, literal = case
    return call.partition("(")[2].startswith((f"{literal})", f"{literal}, "))


def _boolean(known: list[tuple[str, str]]) -> bool:
    return {literal for _, literal in known} == {"True", "False"}


def _different(cases: list[tuple[str, str]], count: int) -> list[tuple[str, str]]:
    """Up to ``count`` of them, with different values as long as there are any."""
    chosen: list[tuple[str, str]] = []
    values: set[str] = set()
    for case in cases:
        if case[1] not in values and len(chosen) < count:
            chosen.append(case)
            values.add(case[1])
    for case in cases:
        if case not in chosen and len(chosen) < count:
            chosen.append(case)
    return chosen


def list_arguments(behaviour: Behaviour, extras: Sequence[str], rng: random.Random) -> list[str]:
    """Lists of items of several lengths, an empty one and one with repeats among them."""
    items = list(behaviour.items)
    short = [item for item in items if len(repr(item)) <= 30] or items
    lists: list[list[Any]] = [rng.sample(short, min(2, len(short))) for _ in range(4)]
    lists += [rng.sample(items, min(size, len(items))) for size in (3, 4, 3, 5, 4, 6, 3, 5)]
    lists += [[], items[:1], [*items[:2], *items[:2]], items[:8], items[::-1][:7]]
    lists += [rng.choices(items, k=5) for _ in range(8)]
    return [", ".join([repr(entry), *extras]) for entry in lists]


def pair_arguments(behaviour: Behaviour, extras: Sequence[str], rng: random.Random) -> list[str]:
    """Pairs of items, some with equal and some with different results."""
    known = list(zip(behaviour.items, behaviour.results, strict=True))
    equal = [(a, b) for a, x in known for b, y in known if repr(x) == repr(y)]
    other = [(a, b) for a, x in known for b, y in known if repr(x) != repr(y)]
    alike = [pair for pair in equal if repr(pair[0]) != repr(pair[1])] or equal
    chosen = []
    for first, second in zip(_some(other, rng), _some(alike, rng), strict=False):
        chosen += [first, second]
    return [", ".join([repr(a), repr(b), *extras]) for a, b in chosen]


def _some(pairs: list[Any], rng: random.Random) -> list[Any]:
    return rng.sample(pairs, min(14, len(pairs)))


def write_tests(cases: Sequence[tuple[str, str]], what: str) -> str:
    """pytest-style source, one function for each case."""
    if not cases:
        return ""
    parts = []
    for number, (call, literal) in enumerate(cases, start=1):
        parts.append(f"def test_{what}_{number}():\n    assert {call} == {literal}\n")
    return "\n\n".join(parts)
