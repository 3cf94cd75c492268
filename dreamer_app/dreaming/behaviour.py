"""What a documented function does: its calls, observed on the real library in the sandbox."""

import random
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from dreamer_app.core.execution import Observation
from dreamer_app.core.knowledge import KnowledgeFragment
from dreamer_app.core.ports import Probe
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.callee import Abstained, Callee, callee_of
from dreamer_app.dreaming.calls import Arguments
from dreamer_app.dreaming.inputs import propose
from dreamer_app.dreaming.shapes import joined, shape_of, value_of

_LONGEST = 240
_SECONDS_EACH = 0.5
"""Short, as many calls of a function that waits would otherwise hold up the night."""
_FEWEST_INPUTS = 5
_FEWEST_RESULTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """Calls of one function that work, with what they gave.

    Args:
        callee: how the function is called.
        rest: the arguments after the first, the same for all items.
        items: values of the first argument.
        results: what the calls gave, in the order of ``items``.
        documented: number of items that stand in the documentation.
    """

    callee: Callee
    rest: Arguments
    items: tuple[Any, ...]
    results: tuple[Any, ...]
    documented: int = 0

    @property
    def item_shape(self) -> str:
        """Annotation of an item; empty when the items are of several kinds."""
        return joined(map(shape_of, self.items))

    @property
    def result_shape(self) -> str:
        """Annotation of a result; empty when the results are of several kinds."""
        return joined(map(shape_of, self.results))


def observe(
    fragment: KnowledgeFragment, probe: Probe, rng: random.Random, stop: StopToken
) -> Behaviour:
    """Find out what the fragment's function takes and gives.

    Every call is made twice; what differs between the two is not repeatable and is left out.

    Raises:
        Abstained: too few calls give values, or all give the same.
    """
    callee = callee_of(fragment)
    calls = propose(fragment, rng)
    if not calls:
        raise Abstained(f"{fragment.entity.id} takes nothing that could be tried.")
    sources = [f"{callee.expression}({call.source})" for call in calls]
    header, libraries = callee.prelude, callee.libraries
    once = probe.observe(header, sources, libraries, stop, seconds_each=_SECONDS_EACH)
    tried = [(call, seen) for call, seen in zip(calls, once, strict=True) if _usable(seen)]
    # In another sandbox: two calls in one would draw the same random numbers.
    working_sources = [seen.expression for _, seen in tried]
    again = probe.observe(header, working_sources, libraries, stop, seconds_each=_SECONDS_EACH)
    working = [
        (call, first)
        for (call, first), second in zip(tried, again, strict=True)
        if first.key == second.key
    ]
    return _most_telling(fragment, callee, working)


def _usable(seen: Observation) -> bool:
    return (
        seen.literal is not None
        and not seen.exception
        and not seen.problem
        and not seen.output
        and len(seen.literal) <= _LONGEST
    )


def _most_telling(
    fragment: KnowledgeFragment,
    callee: Callee,
    working: list[tuple[Arguments, Observation]],
) -> Behaviour:
    """Of all groups of calls with equal remaining arguments, the one that shows the most."""
    groups: dict[tuple[Any, ...], list[tuple[Any, Any]]] = defaultdict(list)
    rests: dict[tuple[Any, ...], Arguments] = {}
    for call, seen in working:
        item, result = value_of(call.positional[0]), _value(seen)
        if result is None or item is None:
            continue
        key = (shape_of(item).partition("[")[0], call.positional[1:], call.keywords)
        rests.setdefault(key, Arguments(call.positional[1:], call.keywords))
        if all(repr(item) != repr(known) for known, _ in groups[key]):
            groups[key].append((item, result))
    best = max(groups, key=lambda key: (_told(groups[key]), str(key)), default=None)
    if best is None or _told(groups[best]) == (0, 0):
        raise Abstained(f"{fragment.entity.id} gave too little to make a task of.")
    pairs = groups[best]
    return Behaviour(
        callee=callee,
        rest=rests[best],
        items=tuple(item for item, _ in pairs),
        results=tuple(result for _, result in pairs),
        documented=len(fragment.entity.examples),
    )


def _told(pairs: list[tuple[Any, Any]]) -> tuple[int, int]:
    """How much a group shows: different results, then inputs; (0, 0) for too little."""
    results = {repr(result) for _, result in pairs}
    shape = joined(shape_of(result) for _, result in pairs)
    enough = 2 if shape == "bool" else _FEWEST_RESULTS
    if len(pairs) < _FEWEST_INPUTS or len(results) < enough or not shape:
        return (0, 0)
    if all(repr(item) == repr(result) for item, result in pairs):
        return (0, 0)
    return (min(len(results), 12), len(pairs))


def _value(seen: Observation) -> Any:
    try:
        return value_of(seen.literal or "")
    except ValueError:
        return None
