"""One training example, and how a lesson becomes one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dreamer_app.core.dreams import Lesson


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A lesson as trainers take it.

    Args:
        instruction: the task in words.
        input: signature and docstring to fill in, where the task does not contain them.
        output: the solution, Python source.
        metadata: JSON types only; ``synthetic`` is what the guide promises.
        source: what a train/valid split must not separate: the document it came from.
        contamination: names of benchmark problems that it resembles.
    """

    lesson_id: str
    instruction: str
    input: str
    output: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    tests: str = ""
    entry_point: str = ""
    source: str = ""
    created_at: int = 0
    contamination: tuple[str, ...] = ()

    @property
    def prompt(self) -> str:
        """Instruction and input as one text, what a user would say."""
        return f"{self.instruction}\n\n{self.input}" if self.input else self.instruction

    @property
    def answer(self) -> str:
        """The solution as an assistant would give it: in a fence longer than any inside."""
        return fenced(self.output)


def fenced(code: str) -> str:
    """Code in a Markdown fence that nothing in it can close."""
    fence = "```"
    while fence in code:
        fence += "`"
    return f"{fence}python\n{code.rstrip()}\n{fence}"


def example_of(lesson: Lesson) -> Example:
    """The example that a lesson makes."""
    scenario, provenance = lesson.scenario, lesson.provenance
    instruction, stub, entry_point = lesson.situation, "", ""
    if scenario is not None:
        instruction = scenario.task_prompt or scenario.description
        stub = scenario.stub if scenario.stub.strip() not in instruction else ""
        entry_point = scenario.entry_point
    metadata = {
        **lesson.metadata,
        "lesson_id": lesson.id,
        "session_id": lesson.session_id,
        "tags": list(lesson.tags),
        "libraries": list(scenario.libraries) if scenario else [],
        "difficulty": str(scenario.difficulty) if scenario else "",
        "verdict": str(lesson.judgement.verdict) if lesson.judgement else "",
        "review": str(lesson.review),
        "edited": lesson.edited,
        "rating": lesson.rating,
        "source_id": provenance.source_id,
        "source_version": provenance.source_version,
        "model": provenance.model_name,
        "model_sha256": provenance.model_sha256,
        "seed": provenance.seed,
    }
    return Example(
        lesson_id=lesson.id,
        instruction=clean(instruction).strip(),
        input=clean(stub).rstrip(),
        output=clean(lesson.action).rstrip() + "\n",
        metadata=metadata,
        tests=clean(lesson.tests),
        entry_point=entry_point,
        source=provenance.source_path or provenance.source_id or lesson.id,
        created_at=int(lesson.created_at.timestamp()),
    )


def clean(text: str) -> str:
    """Text that can be written as UTF-8: lone surrogates become ``?``."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
