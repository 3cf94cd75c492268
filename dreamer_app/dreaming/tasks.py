"""The fixed small tasks of APPLY scenarios, as ``resources/prompts/tasks.toml`` declares them."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dreamer_app.core.states import Difficulty
from dreamer_app.dreaming.shapes import is_hashable, is_number, is_orderable
from dreamer_app.paths import resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One form of task; the fields are described in the TOML file."""

    id: str
    difficulty: Difficulty
    takes: str
    result: str
    items: str
    name: str
    title: str
    doc: str
    returns: str
    reference: str
    example: str

    @property
    def needs_second_call(self) -> bool:
        """Whether the result goes on into another library function."""
        return "{chained}" in self.reference

    def fits(
        self, items: Sequence[Any], item_shape: str, results: Sequence[Any], shape: str
    ) -> bool:
        """Whether the task makes sense for these items and what the call gives for them."""
        if self.takes == "list" and not item_shape:
            return False
        if self.items == "hashable" and not all(map(is_hashable, items)):
            return False
        if self.result == "bool":
            return shape == "bool"
        if self.result == "number":
            return is_number(shape)
        if self.result == "orderable":
            return is_orderable(shape)
        if self.result == "hashable":
            return shape not in ("bool", "") and all(map(is_hashable, results))
        return bool(shape)


@cache
def known_tasks() -> tuple[Task, ...]:
    """All tasks, in the order of the file."""
    declared = _declared()["task"]
    return tuple(
        Task(
            **{key: value for key, value in entry.items() if key != "difficulty"}
            | {"items": entry.get("items", "any"), "difficulty": Difficulty(entry["difficulty"])}
        )
        for entry in declared
    )


def version() -> str:
    """Version of the task forms, for a lesson's provenance."""
    return str(_declared()["version"])


@cache
def _declared() -> dict[str, Any]:
    return tomllib.loads(resource("prompts", "tasks.toml").read_text(encoding="utf-8"))
