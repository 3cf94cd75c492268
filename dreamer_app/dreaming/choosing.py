"""Which of the sampled solutions goes before the Guardian, and when enough were sampled."""

import ast
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dreamer_app.core import syntax
from dreamer_app.core.dreams import Candidate, ScenarioSpec
from dreamer_app.core.execution import Observation
from dreamer_app.core.ports import Probe
from dreamer_app.core.stop import StopToken

_SECONDS_EACH = 2.0

Behaviour = tuple[str, ...]
"""What a solution does with every call of its scenario."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """When samples agree enough for the Guardian, as shares of all but the chosen one.

    Args:
        enough: from this share on they vouch for the chosen one.
        too_little: below this share it is rejected.
    """

    enough: float
    too_little: float


def calls_in(tests: str) -> list[str]:
    """The calls that written tests compare."""
    try:
        tree = syntax.parse(tests)
    except SyntaxError:
        return []
    return [
        ast.unparse(node.test.left)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare)
    ]


def uses(code: str, libraries: Sequence[str]) -> bool:
    """Whether a program imports each of these libraries and names what it imported."""
    tree = syntax.parse(code)
    bound = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            bound += [(a.name, a.asname or a.name.partition(".")[0]) for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            bound += [(node.module or "", a.asname or a.name) for a in node.names]
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    used = {module.partition(".")[0] for module, name in bound if name in named}
    return all(library.partition(".")[0] in used for library in libraries)


def undefined_name(code: str) -> str:
    """A name that a program uses and nothing in it defines; empty when there is none."""
    from pyflakes.checker import Checker
    from pyflakes.messages import UndefinedName

    found = [m for m in Checker(syntax.parse(code)).messages if isinstance(m, UndefinedName)]
    return str(found[0].message_args[0]) if found else ""


class Remembered:
    """A probe that runs nothing twice; implements the port ``Probe`` for one scenario."""

    def __init__(self, probe: Probe) -> None:
        self._probe = probe
        self._seen: dict[tuple[str, str], Observation] = {}

    def observe(
        self,
        code: str,
        expressions: Sequence[str],
        libraries: Sequence[str],
        stop: StopToken,
        *,
        seconds_each: float = _SECONDS_EACH,
    ) -> list[Observation]:
        """See the port; what was seen once is answered from memory."""
        new = [e for e in dict.fromkeys(expressions) if (code, e) not in self._seen]
        if new:
            found = self._probe.observe(code, new, libraries, stop, seconds_each=seconds_each)
            self._seen.update({(code, e): o for e, o in zip(new, found, strict=True)})
        return [self._seen[code, e] for e in expressions]


class Solutions:
    """The solutions of one scenario, compared by behaviour while others are being drawn.

    Args:
        count: how many samples are drawn at most.
        agreement: when samples agree enough, for a scenario without a reference.
    """

    def __init__(
        self,
        scenario: ScenarioSpec,
        count: int,
        agreement: Agreement,
        probe: Probe,
        stop: StopToken,
    ) -> None:
        self._scenario = scenario
        self._count = count
        self._agreement = agreement
        self._probe = probe
        self._stop = stop
        self._calls = [*calls_in(scenario.tests), *scenario.probes]
        self._ended = 0
        self._clusters: dict[Behaviour, list[str]] = defaultdict(list)

    def settled_by(self, candidate: Candidate | None) -> bool:
        """Take in a sample that ended; whether further ones cannot change what comes out.

        Where the library is the oracle, one solution that does as it does is enough. Else it
        is settled once the largest cluster is large enough whatever the others do, or cannot
        become large enough even if all of them joined it.

        Args:
            candidate: None for a sample that is no program, or none that could be chosen.
        """
        self._ended += 1
        if candidate is not None:
            key = self._behaviour(candidate.code)
            self._clusters[key].append(candidate.code)
            if self._scenario.reference:
                return _worth(key) > 0 and key == self._behaviour(self._scenario.reference)
        return not self._scenario.reference and self._agreement_is_settled()

    def _agreement_is_settled(self) -> bool:
        telling = [codes for key, codes in self._clusters.items() if _worth(key)]
        largest = max(telling, key=len, default=[])
        others = self._count - 1
        # Copies of one text vouch for nothing: two at least have to be written differently.
        if len(largest) - 1 >= self._agreement.enough * others and len(set(largest)) > 1:
            return True
        reachable = len(largest) - 1 + self._count - self._ended
        return reachable < self._agreement.too_little * others

    def _behaviour(self, code: str) -> Behaviour:
        return _behaviour(code, self._calls, self._scenario, self._probe, self._stop)


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
    probe = probe if isinstance(probe, Remembered) else Remembered(probe)
    calls = [*calls_in(scenario.tests), *scenario.probes]
    clusters: dict[Behaviour, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        clusters[_behaviour(candidate.code, calls, scenario, probe, stop)].append(candidate)
    wanted = max(clusters, key=lambda key: (_worth(key), len(clusters[key]), key))
    if scenario.reference:
        right = _behaviour(scenario.reference, calls, scenario, probe, stop)
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


def _behaviour(
    code: str, calls: Sequence[str], scenario: ScenarioSpec, probe: Probe, stop: StopToken
) -> Behaviour:
    seen = probe.observe(code, calls, scenario.libraries, stop, seconds_each=_SECONDS_EACH)
    return tuple(observation.key for observation in seen)


def _worth(key: Behaviour) -> int:
    """How many of the calls gave a value at all."""
    return sum(entry.startswith("value ") for entry in key)


def _shared(key: Behaviour, right: Behaviour) -> int:
    return sum(a == b for a, b in zip(key, right, strict=False))
