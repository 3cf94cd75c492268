"""An APPLY scenario: a fixed small task around a documented call, proven by the library."""

import builtins
import random
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from dreamer_app.core.dreams import ScenarioSpec
from dreamer_app.core.knowledge import KnowledgeFragment
from dreamer_app.core.ports import Probe
from dreamer_app.core.states import Difficulty, Oracle, ScenarioKind
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.behaviour import Behaviour, observe
from dreamer_app.dreaming.callee import Abstained, callee_of
from dreamer_app.dreaming.calls import parameters
from dreamer_app.dreaming.cases import Cases, list_arguments, pair_arguments, write_tests
from dreamer_app.dreaming.naming import first_sentence, item_names
from dreamer_app.dreaming.shapes import shape_of, value_of
from dreamer_app.dreaming.signing import Extra, extras_of
from dreamer_app.dreaming.tasks import Task, known_tasks

_SECOND_CALLS = (
    ("str", "len", "int"),
    ("list", "len", "int"),
    ("str", "str.upper", "str"),
    ("list", "sorted", "list"),
    ("int", "str", "str"),
    ("float", "round", "int"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The names that a task's text is filled with."""

    item: str
    items: str
    extras: tuple[Extra, ...]
    call: str
    call_first: str
    call_second: str
    f: str
    qual: str
    item_type: str
    result_type: str
    chained: str = ""
    g: str = ""
    qual_g: str = ""

    def fill(self, template: str) -> str:
        """The template with every word in braces replaced."""
        words = {
            name: getattr(self, name)
            for name in (
                "item", "items", "call", "call_first", "call_second", "f", "qual",
                "item_type", "result_type", "chained", "g", "qual_g",
            )
        }  # fmt: skip
        return template.format(**words)


def weave_apply(
    fragment: KnowledgeFragment,
    difficulty: Difficulty,
    probe: Probe,
    rng: random.Random,
    stop: StopToken,
    *,
    second: KnowledgeFragment | None = None,
    stretch: str = "",
) -> ScenarioSpec:
    """Set a task that uses the fragment's function.

    Args:
        second: another function for a task that chains two; None chains a builtin.
        stretch: tasks with the same word here are of the same form, where that fits; empty
            draws the form.

    Raises:
        Abstained: the function makes no sensible task of that difficulty.
    """
    behaviour = observe(fragment, probe, rng, stop)
    tasks = _fitting(behaviour, difficulty)
    if not tasks:
        raise Abstained(f"No {difficulty} task fits {behaviour.callee.expression}.")
    task = form_of(stretch, tasks) if stretch else rng.choice(tasks)
    wording, modules = _wording(fragment, behaviour, task, second, probe, stop)
    header = "".join(f"import {module}\n" for module in modules)
    header += "\n\n" if modules else ""
    name = wording.fill(task.name)
    body = textwrap.indent(wording.fill(task.reference), "    ")
    definition = f"def {name}({_signature(task, wording)}) -> {wording.fill(task.returns)}:"
    reference = f"{header}{definition}\n{body}\n"
    make = pair_arguments if task.takes == "pair" else list_arguments
    extras = [extra.literal for extra in wording.extras]
    cases = Cases.observe(
        name, make(behaviour, extras, rng), reference, tuple(m.partition(".")[0] for m in modules),
        probe, stop,
    )  # fmt: skip
    return _spec(fragment, task, wording, cases, reference, header, definition, modules)


def form_of(stretch: str, tasks: Sequence[Task]) -> Task:
    """The form that comes first in this stretch; over many, each comes first equally often.

    Every stretch ranks all forms by a number drawn for the two (rendezvous hashing: Thaler and
    Ravishankar, 1998), so which of them fit a fragment does not change the order of the others.
    """
    return max(tasks, key=lambda task: random.Random(f"{stretch} {task.id}").random())  # noqa: S311


def _fitting(behaviour: Behaviour, difficulty: Difficulty) -> list[Task]:
    return [
        task
        for task in known_tasks()
        if task.difficulty is difficulty
        and task.fits(
            behaviour.items, behaviour.item_shape, behaviour.results, behaviour.result_shape
        )
        and (not task.needs_second_call or _builtin_after(behaviour.result_shape))
    ]


def _builtin_after(shape: str) -> tuple[str, str] | None:
    bare = shape.partition("[")[0]
    return next(((call, gives) for takes, call, gives in _SECOND_CALLS if takes == bare), None)


def _wording(
    fragment: KnowledgeFragment,
    behaviour: Behaviour,
    task: Task,
    second: KnowledgeFragment | None,
    probe: Probe,
    stop: StopToken,
) -> tuple[Wording, list[str]]:
    declared = parameters(fragment.entity.signature) or []
    names = [p.name for p in declared]
    callee = behaviour.callee
    modules = {callee.expression.partition(".")[0]}
    if second is not None:
        modules.add(callee_of(second).expression.partition(".")[0])
    item, items = item_names(names[0] if names else "", behaviour.item_shape, modules)
    taken = {item, items, "first", "second", *modules, *dir(builtins)}
    extras = extras_of(behaviour.rest, names, taken)
    passed = [extra.passed for extra in extras]

    def call(subject: str) -> str:
        return f"{callee.expression}({', '.join([subject, *passed])})"

    needed = {callee.module}
    chained, g, qual_g, result_type = "", "", "", behaviour.result_shape
    if task.needs_second_call:
        found = _second_call(behaviour, second, probe, stop)
        qual_g, result_type, module = found
        chained, g = f"{qual_g}({call(item)})", qual_g.rpartition(".")[2]
        needed.add(module)
    return (
        Wording(
            item=item,
            items=items,
            extras=tuple(extras),
            call=call(item),
            call_first=call("first"),
            call_second=call("second"),
            f=callee.name.lower(),
            qual=callee.expression,
            item_type=behaviour.item_shape,
            result_type=result_type,
            chained=chained,
            g=g,
            qual_g=qual_g,
        ),
        sorted(needed - {""}),
    )


def _second_call(
    behaviour: Behaviour, second: KnowledgeFragment | None, probe: Probe, stop: StopToken
) -> tuple[str, str, str]:
    """A function that takes what the first one gives: name, result's shape, module."""
    if second is not None:
        other = callee_of(second)
        calls = [f"{other.expression}({result!r})" for result in behaviour.results[:6]]
        seen = probe.observe(other.prelude, calls, other.libraries, stop, seconds_each=2.0)
        literals = [o.literal for o in seen if o.literal is not None and not o.exception]
        values = [value_of(text) for text in literals if len(text) < 200]
        shapes = {shape_of(value) for value in values}
        telling = len({repr(v) for v in values}) >= 3 and len(shapes) == 1
        if len(values) == len(calls) and telling and "None" not in shapes:
            return other.expression, shapes.pop(), other.module
    builtin = _builtin_after(behaviour.result_shape)
    if builtin is None:
        raise Abstained(f"Nothing takes what {behaviour.callee.expression} gives.")
    return builtin[0], builtin[1], ""


def _signature(task: Task, wording: Wording) -> str:
    if task.takes == "pair":
        own = [f"first: {wording.item_type}", f"second: {wording.item_type}"]
    else:
        own = [f"{wording.items}: list[{wording.item_type}]"]
    return ", ".join(own + [f"{extra.name}: {extra.shape}" for extra in wording.extras])


def _spec(
    fragment: KnowledgeFragment,
    task: Task,
    wording: Wording,
    cases: Cases,
    reference: str,
    header: str,
    definition: str,
    modules: Sequence[str],
) -> ScenarioSpec:
    doc = wording.fill(task.doc)
    about = first_sentence(fragment.entity.text)
    docstring = _docstring(doc, wording.qual, about, cases)
    name = definition.partition("(")[0].removeprefix("def ")
    using = f", using {' and '.join(modules)}" if modules else ""
    return ScenarioSpec(
        title=wording.fill(task.title),
        description=doc,
        task_prompt=(
            f"Write a Python function `{name}`, beginning with `{definition}`{using}. "
            f"{doc} The documentation says of {wording.qual}: {about}"
        ),
        test_cases=cases.sentences,
        difficulty=task.difficulty,
        libraries=tuple(sorted({module.partition(".")[0] for module in modules})),
        entry_point=name,
        stub=f"{header}{definition}\n{docstring}",
        tests=write_tests(cases.visible, "documented"),
        hidden_tests=write_tests(cases.hidden, "hidden"),
        example=task.example,
        reference=reference,
        probes=cases.probes,
        kind=ScenarioKind.APPLY,
        oracle=Oracle.LIBRARY,
        entity_ids=(fragment.entity.id,),
    )


def _docstring(doc: str, qual: str, about: str, cases: Cases) -> str:
    lines = textwrap.wrap(doc, 92)
    if about:
        lines += ["", *textwrap.wrap(f"{qual}: {about}", 92)]
    lines.append("")
    for call, literal in cases.shown:
        lines += [f">>> {call}", literal]
    text = "\n".join(lines)
    if '"""' in text:
        raise Abstained(f"{qual} cannot be shown in a docstring.")
    quote = 'r"""' if "\\" in text else '"""'
    return textwrap.indent(f'{quote}{text}\n"""', "    ") + "\n"
