"""Further inputs for a documented function: variations of what is documented, and trials.

What a function takes is found out, not guessed: values of several types are tried on the
real library in the sandbox, and those that give a value stay. The idea is that of fuzzing
with type discovery; the oracle is the library itself.
"""

import itertools
import random
from typing import Any

from dreamer_app.core.knowledge import KnowledgeFragment
from dreamer_app.dreaming.calls import Arguments, documented_calls, parameters
from dreamer_app.dreaming.shapes import value_of

_WORDS = (
    "moon", "Night sky", "a dream", "Hello, World!", "river stone", "path/to/file.txt",
    "x = 1", "three  spaces", "tea & cake", "<b>bold</b>", "1234", "lamp", "Level",
    "deep blue sea", "caf\u00e9", "snow-white", "a.b.c", "quick brown fox", "data_set",
    "while", "https://example.org/a?b=1", "The end.",
)  # fmt: skip
_INTEGERS = (0, 1, 2, 3, 4, 5, 7, 10, 12, 15, 16, 21, 28, 36, 60, 100, 255, 365, 1900, 2000, 2024)
_FLOATS = (0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 2.75, 3.2, 10.0, 12.5)
_LISTS = (
    [3, 1, 2], [1, 2, 3, 4], [5], [2, 2, 3], [10, 20, 30, 40, 50], [7, 3, 9, 1], [4, 4, 4],
    [0, 1], [8, 6, 7, 5, 3, 0, 9], [1, 1, 2, 3, 5, 8],
)  # fmt: skip
_WORD_LISTS = (
    ["moon", "star"], ["a", "b", "c"], ["tea"], ["one", "two", "three"], ["sea", "lake"],
    ["b", "a", "b"],
)  # fmt: skip
_POOLS: tuple[tuple[Any, ...], ...] = (_WORDS, _INTEGERS, _LISTS, _FLOATS, _WORD_LISTS)
_MOST = 48
_MOST_PARAMETERS = 3


def propose(fragment: KnowledgeFragment, rng: random.Random) -> list[Arguments]:
    """Calls of the fragment's function that are worth trying, documented ones first.

    Returns:
        At most about 150 calls; empty when nothing sensible can be tried.
    """
    entity = fragment.entity
    documented = documented_calls(entity.name, entity.examples)
    if documented:
        varied = [v for call in documented[:6] for v in _variations(call, rng)]
        return list(dict.fromkeys([*documented, *varied]))[:_MOST]
    declared = parameters(entity.signature)
    if declared is None:
        return []
    required = [p for p in declared if not p.default]
    count = len(required) or min(len(declared), 1)
    if not 1 <= count <= _MOST_PARAMETERS or any(p.keyword_only for p in required):
        return []
    return _trials(count, rng)


def _trials(count: int, rng: random.Random) -> list[Arguments]:
    """Calls with every combination of types; all but the first argument stay as they are.

    A task varies the first argument, so only calls that share the others tell something.
    """
    calls = []
    firsts = {1: 20, 2: 6, 3: 5}[count]
    for first, *others in itertools.product(_POOLS[: 5 if count < 3 else 3], repeat=count):
        rest = [repr(rng.choice(pool[len(pool) // 2 :])) for pool in others]
        chosen = rng.sample(first, min(firsts, len(first)))
        calls += [Arguments((repr(value), *rest)) for value in chosen]
    return calls


def _variations(call: Arguments, rng: random.Random) -> list[Arguments]:
    """The same call with one argument changed."""
    result = []
    for position, literal in enumerate(call.positional):
        for changed in _changed(value_of(literal), rng):
            positional = list(call.positional)
            positional[position] = repr(changed)
            result.append(Arguments(tuple(positional), call.keywords))
    rng.shuffle(result)
    return result


def _changed(value: Any, rng: random.Random) -> list[Any]:
    """Values of the same type."""
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int):
        near = [value + 1, value + 2, abs(value - 1), value * 2, value // 2, value + 10]
        return [*near, *rng.sample(_INTEGERS, 3)]
    if isinstance(value, float):
        return [value + 1.0, value * 2, value / 2, value + 0.5]
    if isinstance(value, str):
        return _changed_text(value, rng)
    if isinstance(value, bytes):
        return [value + value, value[::-1], value[:2], b"moon"]
    if isinstance(value, (list, tuple)):
        return _changed_sequence(value, rng)
    return []


def _changed_text(value: str, rng: random.Random) -> list[Any]:
    parts = value.split()
    again = [value.upper(), value.title(), value + value[:2], value[::-1], value[: len(value) // 2]]
    if len(parts) > 1:
        again += [" ".join(reversed(parts)), parts[0], " ".join(parts + parts[:1])]
    return [*again, *rng.sample(_WORDS, 4)]


def _changed_sequence(value: Any, rng: random.Random) -> list[Any]:
    items = list(value)
    shuffled = rng.sample(items, len(items))
    again = [items[::-1], shuffled, items[1:], items[: len(items) // 2 + 1], items + items[:1]]
    for position, item in enumerate(items[:3]):
        before, after = items[:position], items[position + 1 :]
        again += [[*before, changed, *after] for changed in _changed(item, rng)[:2]]
    return [type(value)(entry) for entry in again]
