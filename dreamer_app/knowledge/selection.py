"""Which entities are worth dreaming about, and which of them come now."""

import ast
import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dreamer_app.core import syntax
from dreamer_app.core.knowledge import Entity, EntityKind
from dreamer_app.knowledge.ranking import Row

_PROSE = frozenset({EntityKind.SECTION, EntityKind.DOCUMENT})
_SHORTEST_DOC = 20
_SHORTEST_PROSE = 80
GOOD = 1.0
"""Worth from which an entity makes a sensible task by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An entity that can be dreamed of.

    Args:
        worth: how good it is to learn from; see :func:`worth`.
        group: entities of one group are drawn one after another, not all at once.
    """

    id: str
    rank: float
    connections: int
    cluster: int
    worth: float
    group: str


def subject(entity: Entity, row: Row) -> Subject | None:
    """An entity with its row of the ranking as a subject; None when it is no good."""
    value = worth(entity)
    if value <= 0:
        return None
    return Subject(
        id=entity.id,
        rank=row[1],
        connections=row[2],
        cluster=row[3],
        worth=value,
        group=f"{entity.source_id}/{row[3]}",
    )


def worth(entity: Entity) -> float:
    """How good an entity is to learn from; 0 when it cannot be dreamed of.

    A function does best that is documented, shown by examples, pure, and takes a few plain
    parameters: there the library itself can say what is right.
    """
    shown = sum(bool(e.want) and "Traceback" not in e.want for e in entity.examples)
    documented = len(entity.text) >= _SHORTEST_DOC
    if entity.kind is EntityKind.FUNCTION:
        if not (documented or shown or entity.code):
            return 0.0
        value = {True: 2.0, None: 0.6, False: 0.1}[entity.pure]
        value *= 1 + min(shown, 4) if shown else 1
        value *= 1.0 if documented else 0.3
        value *= _simplicity(entity.signature)
    elif entity.kind is EntityKind.CLASS:
        value = 0.6 + 0.1 * min(shown, 4) if shown else 0.1
        value *= documented
    elif entity.kind in _PROSE:
        value = 0.5 if shown else 0.2
        value *= len(entity.text) >= _SHORTEST_PROSE
    else:
        return 0.0
    return value * (0.1 if _is_deprecated(entity.text) else 1.0)


def _simplicity(signature: str) -> float:
    """1.5 for one to four named parameters; a method, which needs an object first, 0.25."""
    try:
        tree = syntax.parse(f"def f{signature}: pass").body[0]
    except (SyntaxError, ValueError):
        return 1.0
    if not isinstance(tree, ast.FunctionDef):
        return 1.0
    args = tree.args
    named = [*args.posonlyargs, *args.args]
    if not named and not args.vararg:
        return 0.5
    if named and named[0].arg == "self":
        return 0.25
    return 1.5 if 1 <= len(named) <= 4 and not args.kwarg else 1.0


def _is_deprecated(text: str) -> bool:
    head = text[:400].lower()
    return "deprecated" in head


def choose(
    subjects: Iterable[Subject], count: int, seed: int | None, dreamed: Mapping[str, int]
) -> list[Subject]:
    """The subjects of a session; what was dreamed about comes later, what made no task last.

    Without a seed: the most connected of those that make a sensible task (of the others only
    if too few do), in the order of their importance. With a seed: drawn without replacement,
    weighted by worth and rank, the second of a group less likely than the first; the same
    seed draws the same.
    """
    pool = sorted(subjects, key=lambda s: (-s.rank, s.id))
    if seed is not None:
        return _draw(pool, seed, dreamed)[:count]
    pool.sort(key=lambda s: (_turn(s, dreamed), s.worth < GOOD))
    return sorted(pool[:count], key=lambda s: (_turn(s, dreamed), -s.rank, s.id))


def _turn(subject: Subject, dreamed: Mapping[str, int]) -> int:
    if subject.id not in dreamed:
        return 0
    return 1 if dreamed[subject.id] else 2


def _draw(pool: Sequence[Subject], seed: int, dreamed: Mapping[str, int]) -> list[Subject]:
    """Weighted order by exponential keys (Efraimidis and Spirakis, 2006).

    Worth counts squared: the many that are barely any good would otherwise crowd out the few
    that are.
    """
    rng = random.Random(seed)  # noqa: S311 - it picks what to dream about
    keyed = []
    for subject in pool:
        weight = subject.worth**2 * (1 + math.log1p(subject.rank))
        keyed.append((rng.expovariate(1.0) / weight, subject))
    keyed.sort(key=lambda pair: (pair[0], pair[1].id))
    taken: dict[str, int] = {}
    spread = []
    for key, subject in keyed:
        before = taken.get(subject.group, 0)
        taken[subject.group] = before + 1
        spread.append((_turn(subject, dreamed), key * (1 + before), subject))
    spread.sort(key=lambda row: (row[0], row[1], row[2].id))
    return [subject for _, _, subject in spread]
