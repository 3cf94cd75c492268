"""Expected values for an OWN_TASK scenario: what most independent solutions agree on.

The method is CodeT's (Chen et al. 2022), with executed calls in place of written asserts:
solutions that behave alike on all calls form a cluster, and the largest one speaks.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from dreamer_app.core.dreams import Candidate, ScenarioSpec
from dreamer_app.core.execution import Observation
from dreamer_app.core.ports import Probe
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.cases import write_tests

_VISIBLE = 6


def with_agreed_tests(
    scenario: ScenarioSpec, candidates: Sequence[Candidate], probe: Probe, stop: StopToken
) -> ScenarioSpec | None:
    """The scenario with tests that hold what the largest cluster computes.

    Returns:
        None when no two solutions agree on enough values.
    """
    clusters: dict[tuple[str, ...], list[list[Observation]]] = defaultdict(list)
    for candidate in candidates:
        seen = probe.observe(
            candidate.code, scenario.probes, scenario.libraries, stop, seconds_each=2.0
        )
        if sum(o.literal is not None for o in seen) * 2 > len(seen):
            clusters[tuple(o.key for o in seen)].append(seen)
    if not clusters:
        return None
    largest = max(clusters, key=lambda key: (len(clusters[key]), key))
    if len(clusters[largest]) < 2:
        return None
    agreed = [(o.expression, o.literal) for o in clusters[largest][0] if o.literal is not None]
    return replace(
        scenario,
        tests=write_tests(agreed[:_VISIBLE], "agreed"),
        hidden_tests=write_tests(agreed[_VISIBLE:], "hidden"),
        test_cases=tuple(f"{call} gives {literal}" for call, literal in agreed[:_VISIBLE]),
    )
