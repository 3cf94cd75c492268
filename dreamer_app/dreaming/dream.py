"""One dream: code for a scenario, the Guardian's verdict, a record of it."""

import platform
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from dreamer_app.core.dreams import (
    Candidate,
    DreamRecord,
    Judgement,
    Provenance,
    ScenarioSpec,
    Verification,
)
from dreamer_app.core.inference import Generation
from dreamer_app.core.knowledge import KnowledgeFragment
from dreamer_app.core.states import DreamOutcome, Oracle, Phase, Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.agreeing import with_agreed_tests
from dreamer_app.dreaming.choosing import (
    Agreement,
    Choice,
    Remembered,
    Solutions,
    choose,
    undefined_name,
    uses,
)
from dreamer_app.dreaming.coder import CoderAgent
from dreamer_app.dreaming.kernel import Kernel
from dreamer_app.dreaming.reimplementing import calls_the_original
from dreamer_app.dreaming.savings import ALL_SAVINGS, Savings
from dreamer_app.dreaming.tasks import version as tasks_version

_UNFIT = {
    "no_candidate": "Every solution only calls the original.",
    "libraries_used": "No solution uses the library.",
    "lint": "Every solution uses a name that is nowhere defined.",
}
_KEPT = (Verdict.ACCEPTED, Verdict.UNCERTAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class DreamPlan:
    """What one dream begins with.

    Args:
        seed: of the first sample; all randomness of the dream follows from it.
        known_solutions: gives the code of lessons that exist by now, for the novelty check.
    """

    record: DreamRecord
    scenario: ScenarioSpec
    fragment: KnowledgeFragment
    seed: int
    samples: int
    sandbox: str
    known_solutions: Callable[[], tuple[str, ...]] = tuple


def realise(
    plan: DreamPlan,
    kernel: Kernel,
    stop: StopToken,
    enter: Callable[[Phase], None],
    count_tokens: Callable[[int], None],
    show: Callable[[str], None] | None = None,
    savings: Savings = ALL_SAVINGS,
) -> DreamRecord:
    """Solve the scenario and have the solution judged (guide, "Phase 4").

    Args:
        enter: told each phase as it begins.
        count_tokens: told the tokens of each sample as it ends.
        show: told now and then what the first of the solutions holds so far.
        savings: what need not be done for the same lesson; others only in benchmarks.

    Raises:
        Stopped: a stop was asked for.
        ModelError: the model's host died.
        SandboxError: the sandbox cannot start.
    """
    began = time.monotonic()
    tokens = 0

    kernel = replace(kernel, probe=Remembered(kernel.probe))
    settings = kernel.settings()
    agreement = Agreement(
        enough=settings.agreement_threshold, too_little=settings.uncertain_threshold
    )
    solutions = Solutions(plan.scenario, plan.samples, agreement, kernel.probe, stop)

    settled = False

    def on_sample(sample: Generation, candidate: Candidate | None) -> bool:
        nonlocal tokens, settled
        tokens += sample.tokens
        count_tokens(sample.tokens)
        if settled or not savings.settle:
            return True
        usable = candidate is not None and not _unfit(candidate, plan.scenario, savings)
        settled = solutions.settled_by(candidate if usable else None)
        return not settled

    enter(Phase.CODE)
    coder = CoderAgent(kernel.model)

    def on_text(index: int, text: str) -> None:
        if show is not None and index == 0:
            show(text)

    candidates = coder.sample(plan.scenario, plan.samples, plan.seed, stop, on_sample, on_text)
    enter(Phase.VALIDATION)
    record = replace(plan.record, scenario=plan.scenario)
    record = _judged(record, plan, candidates, kernel, stop, savings)
    return replace(record, tokens=tokens, seconds=time.monotonic() - began)


def _judged(
    record: DreamRecord,
    plan: DreamPlan,
    candidates: list[Candidate],
    kernel: Kernel,
    stop: StopToken,
    savings: Savings,
) -> DreamRecord:
    scenario = plan.scenario
    why = {c.index: _unfit(c, scenario, savings) for c in candidates}
    own = [c for c in candidates if not why[c.index]]
    if not own and any(why.values()):
        at = next(check for check in why.values() if check)
        return _fell(record, at, _UNFIT[at])
    if not own:
        return _fell(record, "no_candidate", "No sample was a program.")
    if scenario.oracle is Oracle.AGREEMENT and not scenario.tests:
        agreed = with_agreed_tests(scenario, own, kernel.probe, stop)
        if agreed is None:
            return _fell(record, "agreement", "No two solutions agree on what is right.")
        scenario = agreed
    choice = choose(scenario, own, kernel.probe, stop)
    if choice is None:
        return _fell(record, "no_candidate", "No sample was a program.")
    judgement = kernel.verifier.verify(_verification(scenario, choice, plan), stop)
    record = replace(
        record,
        scenario=scenario,
        code=choice.candidate.code,
        alternatives=choice.alternatives,
        judgement=judgement,
        provenance=_provenance(plan, choice, kernel),
    )
    if judgement.verdict in _KEPT:
        note = f"{choice.agreeing} of {choice.samples} solutions behave alike."
        return replace(record, outcome=DreamOutcome.KEPT, note=note)
    if judgement.verdict is Verdict.UNVERIFIED:
        note = _line_of(judgement)
        return replace(
            record, outcome=DreamOutcome.UNVERIFIED, fell_at=judgement.fell_at, note=note
        )
    return replace(
        record,
        outcome=DreamOutcome.FELL,
        fell_at=judgement.fell_at,
        note=_line_of(judgement),
    )


def _unfit(candidate: Candidate, scenario: ScenarioSpec, savings: Savings) -> str:
    """The check that a candidate fails by its text alone; empty when there is none."""
    if calls_the_original(candidate.code, scenario):
        return "no_candidate"
    if not savings.discard:
        return ""
    if not uses(candidate.code, scenario.libraries):
        return "libraries_used"
    return "lint" if undefined_name(candidate.code) else ""


def _fell(record: DreamRecord, at: str, note: str) -> DreamRecord:
    return replace(record, outcome=DreamOutcome.FELL, fell_at=at, note=note)


def _line_of(judgement: Judgement) -> str:
    """What the check where it fell says."""
    return next((c.summary for c in judgement.checks if c.name == judgement.fell_at), "")


def _verification(scenario: ScenarioSpec, choice: Choice, plan: DreamPlan) -> Verification:
    return Verification(
        code=choice.candidate.code,
        tests=scenario.tests,
        entry_point=scenario.entry_point,
        libraries=scenario.libraries,
        alternatives=choice.alternatives,
        hidden_tests=scenario.hidden_tests,
        probes=scenario.probes,
        known_solutions=plan.known_solutions(),
        reference=scenario.reference,
    )


def _provenance(plan: DreamPlan, choice: Choice, kernel: Kernel) -> Provenance:
    info, entity = kernel.model().info, plan.fragment.entity
    return Provenance(
        source_id=entity.source_id,
        source_version=plan.fragment.version,
        source_path=entity.path,
        span=entity.span,
        source_text=str(plan.fragment),
        entity_ids=plan.scenario.entity_ids,
        model_name=info.name,
        model_sha256=info.sha256,
        quantisation=info.quantisation,
        prompt_version=f"tasks {tasks_version()}",
        seed=choice.candidate.seed,
        attempt=choice.attempt,
        samples=choice.samples,
        sandbox=plan.sandbox,
        python_version=platform.python_version(),
        library_versions=library_versions(plan.scenario.libraries),
        dreamer_version=_version("dreamer"),
    )


def library_versions(libraries: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Pairs of import name and version installed now; Python's own for its library."""
    found = []
    for library in libraries:
        names = [] if library in sys.stdlib_module_names else _distributions(library)
        found.append((library, _version(names[0]) if names else platform.python_version()))
    return tuple(found)


def _distributions(library: str) -> list[str]:
    """Which distributions bring that import name; what was installed meanwhile is found too."""
    known = _by_import_name().get(library)
    if known is None:
        _by_import_name.cache_clear()
        known = _by_import_name().get(library, [])
    return known


@cache
def _by_import_name() -> Mapping[str, list[str]]:
    """Reads the file lists of all that is installed: a quarter of a second with many packages."""
    from importlib import metadata

    return metadata.packages_distributions()


def _version(distribution: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""
