"""Further calls to compare solutions on, made from the calls that the tests made.

In the manner of property-based testing, but inside what the examples show: a value keeps the
type, range, alphabet and order of the examples at its place, and relations that all examples
share (equal lengths, an index within a list, a lower bound below an upper one) are kept, as
an input outside of a function's contract says nothing about whether a solution is right.
"""

import random
from typing import Any

from dreamer_app.guardian.inside.codec import BadFrame, Decoder, literal

_LONGEST_SEQUENCE = 6
_LONGEST = 3000
_TRIES = 6

Args = list[Any]


def examples(calls: list[Any], entry: str, parameters: tuple[str, ...] = ()) -> list[Args]:
    """Arguments, by position, of the recorded calls that consist of plain values.

    Args:
        parameters: names of the function's positional parameters; arguments that were given by
            name find their place by these, and calls that leave a gap are left out.
    """
    found: list[Args] = []
    decode = Decoder(_no_special)
    for call in calls:
        try:
            name, args, kwargs = call
            placed = _placed(args, {str(k): v for k, v in kwargs}, parameters)
            if name != entry or placed is None:
                continue
            values = [decode(a) for a in placed]
        except (BadFrame, TypeError, ValueError):
            continue
        if all(literal(v) is not None for v in values):
            found.append(values)
    if not found:
        return []
    usual = max({len(f) for f in found}, key=lambda n: sum(len(f) == n for f in found))
    return [f for f in found if len(f) == usual and usual > 0]


def _placed(
    args: list[Any], named: dict[str, Any], parameters: tuple[str, ...]
) -> list[Any] | None:
    """All arguments by position; None where that cannot be."""
    following = parameters[len(args) : len(args) + len(named)]
    if set(following) != set(named):
        return None
    return [*args, *(named[name] for name in following)]


def _no_special(_: list[Any]) -> Any:
    raise BadFrame("not a plain value")


def expression(entry: str, args: Args, *, in_place: bool = False) -> str:
    """A call as source; of a function that works in place, what it left of its arguments."""
    parts = ", ".join(text for text in map(literal, args) if text is not None)
    if in_place:
        return f"(lambda *a: ({entry}(*a), a))({parts})"
    return f"{entry}({parts})"


def generate(found: list[Args], count: int, seed: int = 0) -> list[Args]:
    """Up to ``count`` argument lists like the examples, none of them an example."""
    if not found:
        return []
    dice = random.Random(seed)  # noqa: S311 - variety, not a secret
    pools = [[f[i] for f in found] for i in range(len(found[0]))]
    relations = Relations(found)
    seen = {repr(f) for f in found}
    made: list[Args] = []
    for _ in range(count * _TRIES):
        args = list(dice.choice(found))
        places = dice.sample(range(len(args)), k=min(len(args), dice.choice((1, 1, 2))))
        for place in places:
            args[place] = vary(args[place], pools[place], dice)
        args = relations.repair(args)
        key = repr(args)
        if key not in seen and len(key) < _LONGEST:
            seen.add(key)
            made.append(args)
            if len(made) == count:
                break
    return made


def sequences(begun: list[str], steps: list[str], count: int, seed: int = 0) -> list[str]:
    """Expressions that make an object, call some of its methods in turn, and tell the results.

    Args:
        begun: source of the objects.
        steps: source of the calls, after the dot.
    """
    dice = random.Random(seed)  # noqa: S311 - variety, not a secret
    made: dict[str, None] = {}
    for _ in range(count * _TRIES):
        taken = dice.choices(steps, k=dice.randint(1, _LONGEST_SEQUENCE))
        calls = "".join(f"lambda o: o.{step}, " for step in taken)
        made[f"[f(o) for o in [{dice.choice(begun)}] for f in ({calls})]"] = None
        if len(made) == count:
            break
    return list(made)


def vary(value: Any, pool: list[Any], dice: random.Random) -> Any:
    """Another value that could stand where the values of the pool stand."""
    alike = [v for v in pool if type(v) is type(value)]
    if dice.random() < 0.2:
        return dice.choice(alike or [value])
    if isinstance(value, bool) or value is None:
        return dice.choice(pool)
    if isinstance(value, int):
        low, high = _span(alike, 3)
        return dice.randint(low, high + (high - low) // 4 + 1)
    if isinstance(value, float):
        low, high = _span([v for v in alike if v - v == 0] or [0.0], 1.0)
        return round(dice.uniform(low, high), dice.choice((0, 1, 2)))
    if isinstance(value, str):
        return _vary_text(value, alike, dice)
    if isinstance(value, (list, tuple)):
        return type(value)(_vary_items(value, alike, dice))
    if isinstance(value, dict):
        return _vary_dict(alike, dice)
    if isinstance(value, (set, frozenset)):
        every = sorted({i for v in alike for i in v}, key=repr)
        return type(value)(dice.sample(every, dice.randint(0, len(every))))
    return dice.choice(alike or [value])


def _span(numbers: list[Any], room: Any) -> tuple[Any, Any]:
    low, high = min(numbers), max(numbers)
    return (low, high) if low != high else (low, low + room)


def _vary_text(value: str, pool: list[str], dice: random.Random) -> str:
    structured = any(not (c.isalnum() or c.isspace()) for text in pool for c in text)
    if structured or not value:
        # Punctuation carries meaning: letters and digits change, the form does not.
        return "".join(_like(c, dice) if dice.random() < 0.3 else c for c in value)
    alphabet = sorted({c for text in pool for c in text})
    how = dice.randrange(4)
    if how == 0:
        words = value.split(" ")
        dice.shuffle(words)
        return " ".join(words)
    if how == 1:
        return value + dice.choice(pool)
    if how == 2:
        cut = dice.randrange(len(value) + 1)
        return value[:cut] if min(map(len, pool)) == 0 or cut else value
    return "".join(dice.choice(alphabet) if dice.random() < 0.3 else c for c in value)


def _like(character: str, dice: random.Random) -> str:
    if character.isdigit():
        return dice.choice("0123456789") if character.isascii() else character
    if character.isascii() and character.isalpha():
        letters = "abcdefghijklmnopqrstuvwxyz"
        letter = dice.choice(letters)
        return letter.upper() if character.isupper() else letter
    return character


def _vary_items(value: Any, pool: list[Any], dice: random.Random) -> list[Any]:
    every = [item for v in pool for item in v]
    if not every:
        return list(value)
    lengths = [len(v) for v in pool]
    length = dice.randint(min(lengths), max(lengths))
    items = [
        vary(item, every, dice) if dice.random() < 0.3 else item
        for item in (dice.choice(every) for _ in range(length))
    ]
    if all(len({repr(i) for i in v}) == len(v) for v in pool):
        items = list({repr(i): i for i in items}.values())
    return _in_order(items, pool)


def _in_order(items: list[Any], pool: list[Any]) -> list[Any]:
    """Sorted, where every example is."""
    try:
        if all(list(v) == sorted(v) for v in pool):
            return sorted(items)
        if all(list(v) == sorted(v, reverse=True) for v in pool):
            return sorted(items, reverse=True)
    except TypeError:
        return items
    return items


def _vary_dict(pool: list[dict[Any, Any]], dice: random.Random) -> dict[Any, Any]:
    every = [pair for v in pool for pair in v.items()]
    lengths = [len(v) for v in pool]
    count = min(len(every), dice.randint(min(lengths), max(lengths)))
    return dict(dice.sample(every, count))


class Relations:
    """What holds between the arguments in every example."""

    def __init__(self, found: list[Args]) -> None:
        width = range(len(found[0]))
        pairs = [(i, j) for i in width for j in width if i != j]
        self._same_length = [
            (i, j) for i, j in pairs if i < j and all(_same_length(f[i], f[j]) for f in found)
        ]
        self._within = [(i, j) for i, j in pairs if all(_within(f[i], f[j]) for f in found)]
        self._ordered = [(i, j) for i, j in pairs if all(_ordered(f[i], f[j]) for f in found)]

    def repair(self, args: Args) -> Args:
        """Make the relations hold again."""
        for i, j in self._same_length:
            length = min(len(args[i]), len(args[j]))
            args[i], args[j] = args[i][:length], args[j][:length]
        for i, j in self._ordered:
            if args[i] > args[j]:
                args[i], args[j] = args[j], args[i]
        for i, j in self._within:
            args[i] = min(args[i], len(args[j]))
        return args


def _same_length(one: Any, other: Any) -> bool:
    kinds = (list, tuple, str)
    return isinstance(one, kinds) and isinstance(other, kinds) and len(one) == len(other)


def _within(number: Any, container: Any) -> bool:
    sized = isinstance(container, (list, tuple, str))
    return sized and type(number) is int and 0 <= number <= len(container)


def _ordered(low: Any, high: Any) -> bool:
    numbers = (int, float)
    plain = type(low) in numbers and type(high) in numbers
    return plain and bool(low <= high)
