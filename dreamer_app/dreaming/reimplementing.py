"""A REIMPLEMENT scenario: documented behaviour, written anew; the library is the oracle."""

import ast
import random
import sys
import textwrap

from dreamer_app.core import syntax
from dreamer_app.core.dreams import ScenarioSpec
from dreamer_app.core.knowledge import KnowledgeFragment
from dreamer_app.core.ports import Probe
from dreamer_app.core.states import Difficulty, Oracle, ScenarioKind
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.behaviour import observe
from dreamer_app.dreaming.callee import Abstained
from dreamer_app.dreaming.calls import parameters
from dreamer_app.dreaming.cases import Cases, write_tests
from dreamer_app.dreaming.naming import extra_name, first_sentence
from dreamer_app.dreaming.signing import extras_of

_SHORTEST_DOC = 20
_LONGEST_BODY = {Difficulty.SIMPLE: 6, Difficulty.MEDIUM: 14, Difficulty.COMPLEX: 40}


def can_be_rewritten(fragment: KnowledgeFragment, difficulty: Difficulty) -> bool:
    """Whether the function is known to compute, and short enough for that difficulty.

    Only the standard library is there in every sandbox; the solution declares no library.
    """
    entity = fragment.entity
    if fragment.library not in sys.stdlib_module_names and not fragment.own_code:
        return False
    is_pure = entity.pure is True or (bool(fragment.own_code) and entity.pure is None)
    return is_pure and 0 < _statements(entity.code) <= _LONGEST_BODY[difficulty]


def _statements(code: str) -> int:
    try:
        tree = syntax.parse(textwrap.dedent(code))
    except SyntaxError:
        return 0
    return sum(isinstance(node, ast.stmt) for node in ast.walk(tree)) - 1


def weave_reimplement(
    fragment: KnowledgeFragment,
    difficulty: Difficulty,
    probe: Probe,
    rng: random.Random,
    stop: StopToken,
) -> ScenarioSpec:
    """Ask for the function again, without its library.

    Raises:
        Abstained: it gives too little to be tested by.
    """
    about = fragment.entity.text.strip()[:600]
    if fragment.own_code and len(about) < _SHORTEST_DOC:
        raise Abstained(f"{fragment.entity.name} has no documentation to write it from.")
    behaviour = observe(fragment, probe, rng, stop)
    callee = behaviour.callee
    declared = [p.name for p in parameters(fragment.entity.signature) or []]
    taken = {callee.expression.partition(".")[0], callee.name}
    first = extra_name(declared[0] if declared else "value", taken)
    extras = extras_of(behaviour.rest, declared, {first, *taken})
    shapes = [f"{first}: {behaviour.item_shape or 'object'}"]
    shapes += [f"{extra.name}: {extra.shape}" for extra in extras]
    definition = f"def {callee.name}({', '.join(shapes)}) -> {behaviour.result_shape}:"
    passed = ", ".join([first, *(extra.passed for extra in extras)])
    # The new function hides the old one where both have the same bare name.
    reference = (
        f"{callee.prelude}\n\n_original = {callee.expression}\n\n\n"
        f"{definition}\n    return _original({passed})\n"
    ).lstrip()
    arguments = [
        ", ".join([repr(item), *(extra.literal for extra in extras)]) for item in behaviour.items
    ]
    cases = Cases.observe(callee.name, arguments, reference, callee.libraries, probe, stop)
    lines = [*about.splitlines(), ""]
    for shown, literal in cases.shown:
        lines += [f">>> {shown}", literal]
    text = "\n".join(lines)
    if '"""' in text or "\\" in text:
        raise Abstained(f"{callee.expression} cannot be shown in a docstring.")
    docstring = textwrap.indent(f'"""{text}\n"""', "    ") + "\n"
    return ScenarioSpec(
        title=f"Write {callee.name} yourself",
        description=f"Do what {callee.expression} is documented to do, without calling it.",
        task_prompt=(
            f"Write a Python function `{callee.name}`, beginning with `{definition}`, that "
            f"behaves as {callee.expression} does, without calling it. {first_sentence(about)}"
        ),
        test_cases=cases.sentences,
        difficulty=difficulty,
        libraries=(),
        entry_point=callee.name,
        stub=f"{definition}\n{docstring}",
        tests=write_tests(cases.visible, "documented"),
        hidden_tests=write_tests(cases.hidden, "hidden"),
        reference=reference,
        probes=cases.probes,
        kind=ScenarioKind.REIMPLEMENT,
        oracle=Oracle.OWN_CODE if fragment.own_code else Oracle.LIBRARY,
        entity_ids=(fragment.entity.id,),
    )


def calls_the_original(code: str, scenario: ScenarioSpec) -> bool:
    """Whether a solution of a REIMPLEMENT scenario only hands on to the library."""
    if scenario.kind is not ScenarioKind.REIMPLEMENT:
        return False
    library = scenario.entity_ids[0].partition(".")[0]
    names = [
        alias.name if isinstance(node, ast.Import) else node.module or ""
        for node in ast.walk(syntax.parse(code))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    ]
    return any(name.partition(".")[0] == library for name in names)
