"""What came out of a way of working, beside how long it took."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator

from dreamer_app.dreaming.coder import code_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """How much of what was asked for can be used.

    Args:
        objects: answers that are JSON of the schema, of ``asked_objects``.
        programs: answers in which the program's own extractor finds code, of ``asked_programs``.
    """

    objects: int
    asked_objects: int
    programs: int
    asked_programs: int

    def __str__(self) -> str:
        return (
            f"{self.objects} of {self.asked_objects} objects valid, "
            f"{self.programs} of {self.asked_programs} answers with code that compiles"
        )


def came_of(schema: Mapping[str, Any], ideas: Iterable[str], answers: Iterable[str]) -> Came:
    """Count what can be used."""
    validator = Draft202012Validator(schema)
    valid = [_follows(validator, text) for text in ideas]
    found = [bool(code_of(text, "")) for text in answers]
    return Came(
        objects=sum(valid),
        asked_objects=len(valid),
        programs=sum(found),
        asked_programs=len(found),
    )


def _follows(validator: Draft202012Validator, text: str) -> bool:
    try:
        return bool(validator.is_valid(json.loads(text)))
    except ValueError:
        return False
