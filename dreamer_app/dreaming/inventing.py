"""What only a model can do: invent a task (OWN_TASK), or find better words for one."""

import json
import keyword
import random
import textwrap
from dataclasses import replace
from typing import Any

from dreamer_app.core import syntax
from dreamer_app.core.dreams import ScenarioSpec
from dreamer_app.core.inference import GenerationRequest, Prompt, Sampling, StopRule
from dreamer_app.core.knowledge import KnowledgeFragment
from dreamer_app.core.ports import LanguageModel
from dreamer_app.core.states import Difficulty, Oracle, ScenarioKind
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.callee import Abstained
from dreamer_app.dreaming.shapes import value_of
from dreamer_app.paths import resource

_SHORT = {"type": "string", "minLength": 3, "maxLength": 80}
_LONG = {"type": "string", "minLength": 20, "maxLength": 400}
_NAME = {"type": "string", "minLength": 3, "maxLength": 40}
_TASK_SCHEMA = {
    "type": "object",
    "properties": {
        "title": _SHORT,
        "description": _LONG,
        "function_name": _NAME,
        "parameters": {
            "type": "array",
            "minItems": 1,
            "maxItems": 3,
            "items": {
                "type": "object",
                "properties": {"name": _NAME | {"minLength": 1}, "type": _NAME},
                "required": ["name", "type"],
            },
        },
        "returns": _NAME,
        "arguments": {
            "type": "array",
            "minItems": 6,
            "maxItems": 12,
            "items": {"type": "string", "minLength": 1, "maxLength": 160},
        },
    },
    "required": ["title", "description", "function_name", "parameters", "returns", "arguments"],
}
_WORDING_SCHEMA = {
    "type": "object",
    "properties": {"title": _SHORT, "description": _LONG},
    "required": ["title", "description"],
}
_FEWEST_CALLS = 4


def invent(
    fragment: KnowledgeFragment,
    difficulty: Difficulty,
    model: LanguageModel,
    rng: random.Random,
    stop: StopToken,
) -> ScenarioSpec:
    """Have the model set a task of its own around the fragment.

    The scenario has no tests yet: its expected values come from what a large majority of
    independent solutions agree on (:mod:`dreamer_app.dreaming.agreeing`).

    Raises:
        Abstained: what the model wrote is no task.
    """
    text = resource("prompts", "own_task.txt").read_text(encoding="utf-8")
    shots = json.loads(resource("few_shot", "own_tasks.json").read_text(encoding="utf-8"))
    messages: list[tuple[str, str]] = []
    for shot in shots:
        asked = text.format(difficulty=difficulty, knowledge=shot["knowledge"])
        messages += [("user", asked), ("assistant", json.dumps(shot["task"]))]
    shared = len(messages)
    asked = text.format(difficulty=difficulty, knowledge=str(fragment)[:2000])
    answer = _ask((*messages, ("user", asked)), shared, _TASK_SCHEMA, model, rng, stop)
    return _scenario(fragment, difficulty, answer)


def reword(
    scenario: ScenarioSpec, model: LanguageModel, rng: random.Random, stop: StopToken
) -> ScenarioSpec:
    """The scenario with the model's title and description; as it was if they are no use."""
    text = resource("prompts", "wording.txt").read_text(encoding="utf-8")
    asked = text.format(title=scenario.title, description=scenario.description)
    try:
        answer = _ask((("user", asked),), 0, _WORDING_SCHEMA, model, rng, stop)
    except Abstained:
        return scenario
    title, description = str(answer["title"]).strip(), str(answer["description"]).strip()
    return replace(scenario, title=title, description=f"{description} {scenario.description}")


def _ask(
    messages: tuple[tuple[str, str], ...],
    shared: int,
    schema: dict[str, Any],
    model: LanguageModel,
    rng: random.Random,
    stop: StopToken,
) -> dict[str, Any]:
    request = GenerationRequest(
        prompt=Prompt(messages=messages, shared_prefix=shared),
        max_tokens=600,
        sampling=Sampling(temperature=0.8, seed=rng.randrange(2**31)),
        stop_rule=StopRule.JSON,
        json_schema=json.dumps(schema),
    )
    try:
        answer = json.loads(model.generate(request, stop)[0].text)
    except ValueError:
        raise Abstained("The model did not write JSON.") from None
    if not isinstance(answer, dict) or not set(schema["required"]) <= set(answer):
        raise Abstained("The model left out a part of the task.")
    return answer


def _scenario(
    fragment: KnowledgeFragment, difficulty: Difficulty, answer: dict[str, Any]
) -> ScenarioSpec:
    name, module = str(answer["function_name"]), fragment.entity.id.rpartition(".")[0]
    if not name.isidentifier() or keyword.iskeyword(name) or not module:
        raise Abstained(f"The model named the function {name!r}.")
    shapes = ", ".join(f"{p['name']}: {p['type']}" for p in answer["parameters"])
    definition = f"def {name}({shapes}) -> {answer['returns']}:"
    description = " ".join(str(answer["description"]).split())
    try:
        syntax.parse(f"{definition}\n    pass")
    except SyntaxError:
        raise Abstained("The model wrote a signature that is none.") from None
    calls = _calls(name, answer["arguments"])
    if len(calls) < _FEWEST_CALLS or '"""' in description or "\\" in description:
        raise Abstained("The model gave too few inputs that can be used.")
    doc = "\n".join(textwrap.wrap(f"{description} Use {fragment.entity.id}.", 92))
    docstring = textwrap.indent(f'"""{doc}\n"""', "    ") + "\n"
    return ScenarioSpec(
        title=str(answer["title"]).strip(),
        description=description,
        task_prompt=(
            f"Write a Python function `{name}`, beginning with `{definition}`, using "
            f"{fragment.entity.id}. {description}"
        ),
        difficulty=difficulty,
        libraries=(module.partition(".")[0],),
        entry_point=name,
        stub=f"import {module}\n\n\n{definition}\n{docstring}",
        probes=tuple(calls),
        kind=ScenarioKind.OWN_TASK,
        oracle=Oracle.AGREEMENT,
        entity_ids=(fragment.entity.id,),
    )


def _calls(name: str, arguments: list[Any]) -> list[str]:
    calls: dict[str, None] = {}
    for text in arguments:
        try:
            value_of(f"[{text}]")
        except ValueError:
            continue
        calls.setdefault(f"{name}({text})")
    return list(calls)
