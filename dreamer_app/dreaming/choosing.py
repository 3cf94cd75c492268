"""Which of the sampled solutions goes before the Guardian."""

import ast
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dreamer_app.core.dreams import Candidate, ScenarioSpec
from dreamer_app.core.ports import Probe
from dreamer_app.core.stop import StopToken


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The solution to judge, and what was seen of the others.

    Args:
        agreeing: how many of the samples behave as the chosen one does.
        attempt: position of the chosen one among the samples, counted from 1.
    """

    candidate: Candidate
    alternatives: tuple[str, ...]
    agreeing: int
    samples: int
    attempt: int


def calls_in(tests: str) -> list[str]:
    """The calls that written tests compare."""
    try:
        tree = ast.parse(tests)
    except SyntaxError:
        return []
    return [
        ast.unparse(node.test.left)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare)
    ]


def choose(
    scenario: ScenarioSpec, candidates: Sequence[Candidate], probe: Probe, stop: StopToken
) -> Choice | None:
    """Cluster the samples by behaviour and take one.

    Where the library is the oracle, the cluster that behaves as the library does wins; else
    the largest. The hidden tests take no part in the choice.

    Returns:
        None when there is no candidate.
    """
    if not candidates:
        return None
    calls = [*calls_in(scenario.tests), *scenario.probes]
    keys = _behaviours([c.code for c in candidates], calls, scenario, probe, stop)
    clusters: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
    for candidate, key in zip(candidates, keys, strict=True):
        clusters[key].append(candidate)
    wanted = max(clusters, key=lambda key: (_worth(key), len(clusters[key]), key))
    if scenario.reference:
        right = _behaviours([scenario.reference], calls, scenario, probe, stop)[0]
        if right in clusters:
            wanted = right
        else:
            wanted = max(clusters, key=lambda key: (_shared(key, right), len(clusters[key]), key))
    chosen = min(clusters[wanted], key=lambda c: (len(c.code), c.index))
    others = [c.code for c in candidates if c.index != chosen.index]
    return Choice(
        candidate=chosen,
        alternatives=tuple(others),
        agreeing=len(clusters[wanted]),
        samples=len(candidates),
        attempt=chosen.index + 1,
    )


def _behaviours(
    codes: Sequence[str],
    calls: Sequence[str],
    scenario: ScenarioSpec,
    probe: Probe,
    stop: StopToken,
) -> list[tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    for code in codes:
        if code not in known:
            seen = probe.observe(code, calls, scenario.libraries, stop, seconds_each=2.0)
            known[code] = tuple(observation.key for observation in seen)
    return [known[code] for code in codes]


def _worth(key: tuple[str, ...]) -> int:
    """How many of the calls gave a value at all."""
    return sum(entry.startswith("value ") for entry in key)


def _shared(key: tuple[str, ...], right: tuple[str, ...]) -> int:
    return sum(a == b for a, b in zip(key, right, strict=False))
