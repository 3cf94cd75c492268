"""CoderAgent: independent solutions of a scenario, drawn without sight of its tests."""

import ast
import re
import textwrap
from collections.abc import Callable

from dreamer_app.core import syntax
from dreamer_app.core.dreams import Candidate, ScenarioSpec
from dreamer_app.core.inference import (
    Finish,
    Generation,
    GenerationRequest,
    ModelInfo,
    Prompt,
    Sampling,
    StopRule,
)
from dreamer_app.core.ports import LanguageModel
from dreamer_app.core.stop import StopToken
from dreamer_app.paths import resource

OnSolution = Callable[[Generation, Candidate | None], bool]

_CHAT_FROM_PARAMETERS = 1_000_000_000
_FENCE = re.compile(r"```(?:python|py)?[ \t]*\n(.*?)(?:```|\Z)", re.DOTALL)
_OPENING = (
    '"""Small, correct and complete Python functions. '
    'Each uses the library that its docstring names."""\n\n'
)
_MAX_TOKENS = {"completion": 160, "chat": 700}


def answers_in_chat(info: ModelInfo) -> bool:
    """Whether the model does better when asked than when it continues code.

    Measured: SmolLM2-135M solves 12.5 % of HumanEval as raw completion and next to nothing
    in conversation; instruction-tuned models from about 1B on are better asked. One whose
    size is not told is served by somebody who has a machine for it, and is asked.
    """
    size = info.parameters or _CHAT_FROM_PARAMETERS
    return info.has_chat_template and size >= _CHAT_FROM_PARAMETERS


class CoderAgent:
    """Writes code for a task.

    Args:
        model: gives the loaded model.
    """

    def __init__(self, model: Callable[[], LanguageModel]) -> None:
        self._model = model

    def sample(
        self,
        scenario: ScenarioSpec,
        count: int,
        seed: int,
        stop: StopToken,
        on_sample: OnSolution | None = None,
        on_text: Callable[[int, str], None] | None = None,
    ) -> list[Candidate]:
        """Draw ``count`` solutions; those that do not parse are left out.

        Args:
            on_sample: told every sample as it ends, with its program where it is one; False
                cancels those that are still being drawn, which come last.
            on_text: told now and then the number of a sample and what it holds so far.
        """
        model = self._model()
        if answers_in_chat(model.info):
            request = _chat_request(scenario.task_prompt, scenario.stub, count, seed)
        else:
            request = _completion_request(scenario, count, seed)
        found: dict[int, Candidate] = {}
        told: set[int] = set()

        def note(sample: Generation) -> bool:
            told.add(sample.index)
            candidate = _candidate(sample, scenario.stub)
            if candidate is not None:
                found[sample.index] = candidate
            return on_sample is None or on_sample(sample, candidate)

        drawn = model.generate(request, stop, note, on_text)
        for sample in drawn:
            if sample.index not in told:
                note(sample)
        return [found[index] for index in sorted(found)]

    async def process(self, task_prompt: str) -> str:
        """One solution of a task given in words (guide: ``coder_agent.process``)."""
        import asyncio

        return await asyncio.to_thread(self._one, task_prompt)

    def _one(self, task_prompt: str) -> str:
        model = self._model()
        if answers_in_chat(model.info):
            request = _chat_request(task_prompt, "", 1, 0)
        else:
            asked = ScenarioSpec(
                title="", description="", task_prompt="", stub=_stub_for(task_prompt)
            )
            request = _completion_request(asked, 1, 0)
        text = model.generate(request, StopToken())[0].text
        stub = request.prompt.text[request.prompt.shared_prefix :]
        return code_of(text, stub) or text


def _stub_for(task_prompt: str) -> str:
    """A signature and docstring for a task in words, so that a small model can complete it."""
    named = re.search(r"`(def \w+\([^`]*\)[^`]*:)`", task_prompt)
    head = named.group(1) if named else "def solution(*args):"
    return f'{head}\n    """{task_prompt.strip()}"""\n'


def _completion_request(scenario: ScenarioSpec, count: int, seed: int) -> GenerationRequest:
    """The stub to be completed, below solved tasks.

    Where the task has a form, one example of that form does far more for a small model than
    several others, and so does the task as a comment right above the code (measured on 24
    tasks with SmolLM2-135M, 8 samples each: 3 solved with the others, 13 so).
    """
    # A prompt that ends in white space ruins small models' answers.
    if scenario.example:
        shared, stub = _OPENING, scenario.stub.rstrip()
        task = textwrap.indent("\n".join(textwrap.wrap(scenario.description, 92)), "    # ")
        text = f"{shared}{scenario.example.strip()}\n\n\n{stub}\n{task}"
    else:
        shared = resource("few_shot", "apply.py").read_text(encoding="utf-8").rstrip() + "\n\n\n"
        text = shared + scenario.stub.rstrip()
    return GenerationRequest(
        prompt=Prompt(text=text, shared_prefix=len(shared)),
        samples=count,
        max_tokens=_MAX_TOKENS["completion"],
        sampling=Sampling(temperature=0.4, seed=seed),
        stop_rule=StopRule.FUNCTION_BODY,
    )


def _chat_request(task: str, stub: str, count: int, seed: int) -> GenerationRequest:
    template = resource("prompts", "coder.txt").read_text(encoding="utf-8")
    return GenerationRequest(
        prompt=Prompt(
            messages=(("user", template.format(task=task, stub=stub).strip()),),
            assistant_prefix="```python\n",
        ),
        samples=count,
        max_tokens=_MAX_TOKENS["chat"],
        sampling=Sampling(temperature=0.7, seed=seed),
        stop_rule=StopRule.CODE_BLOCK,
    )


def _candidate(sample: Generation, stub: str) -> Candidate | None:
    """The solution in a sample; None where it holds none or was not drawn to its end."""
    if sample.finish in (Finish.CANCELLED, Finish.HOPELESS):
        return None
    code = code_of(sample.text, stub)
    if not code:
        return None
    return Candidate(
        code=code,
        index=sample.index,
        seed=sample.seed,
        tokens=sample.tokens,
        finish=str(sample.finish),
    )


def code_of(answer: str, stub: str) -> str:
    """The program in an answer: the stub completed, or a whole block of code.

    Returns:
        Source that parses, ending in a newline; empty when there is none.
    """
    block = _FENCE.search(answer)
    # Where the prompt opened the block itself, the answer only closes it.
    parts = (block.group(1) if block else "", answer, answer.partition("\n```")[0])
    completed = (f"{stub.rstrip()}\n{part.lstrip(chr(10))}" for part in parts)
    for text in (*parts, *completed):
        code = text.strip("\n").rstrip() + "\n"
        if _is_program(code):
            return _with_imports(code, stub)
    return ""


def _is_program(code: str) -> bool:
    try:
        tree = syntax.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    functions = [n for n in tree.body if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
    return bool(functions) and not all(_is_empty(n) for n in functions)


def _is_empty(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether there is nothing in it but a docstring, ``pass`` or dots."""
    return all(
        isinstance(part, ast.Pass)
        or (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))
        for part in node.body
    )


def _with_imports(code: str, stub: str) -> str:
    """The code with those of the stub's imports in front that it lacks."""
    lines = [line for line in stub.splitlines() if line.startswith(("import ", "from "))]
    there = code.splitlines()
    missing = [line for line in lines if line not in there]
    # An import from the future has to be the first statement.
    first = sum(line.startswith("from __future__ ") for line in there[:1])
    head = [*there[:first], *missing]
    return "\n".join(head) + "\n\n\n" + "\n".join(there[first:]) + "\n" if missing else code
