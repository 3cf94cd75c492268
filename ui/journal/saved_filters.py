"""Filters that a person gave a name, kept across restarts."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from PySide6.QtCore import QSettings

from dreamer_app.core.journal import LessonQuery, LessonSort
from dreamer_app.core.states import Difficulty, ReviewState, Verdict

_KEY = "journal/filters"
_PASSING = ("night", "session_id")
"""Belong to a moment, not to a filter that is used again."""
_STATES = {
    "review": ReviewState,
    "verdict": Verdict,
    "difficulty": Difficulty,
    "sort": LessonSort,
}


class SavedFilters:
    """Names and queries in the file of what the window remembers.

    Args:
        memory: None: nothing is kept longer than this object.
    """

    def __init__(self, memory: QSettings | None = None) -> None:
        self._memory = memory
        self._queries: dict[str, LessonQuery] = {}
        if memory is not None:
            self._queries = _read(str(memory.value(_KEY, "")))

    @property
    def names(self) -> list[str]:
        """In the order in which they were saved."""
        return list(self._queries)

    def get(self, name: str) -> LessonQuery:
        """The query of a name; KeyError when there is none."""
        return self._queries[name]

    def name_of(self, query: LessonQuery) -> str:
        """The name under which a query was saved; empty when it was not."""
        asked = _without_passing(query)
        return next((n for n, q in self._queries.items() if q == asked), "")

    def save(self, name: str, query: LessonQuery) -> None:
        """Keep a query, in place of one of the same name."""
        self._queries[name] = _without_passing(query)
        self._write()

    def remove(self, name: str) -> None:
        """Forget a query."""
        self._queries.pop(name, None)
        self._write()

    def _write(self) -> None:
        if self._memory is None:
            return
        rows = [{"name": name, **asdict(query)} for name, query in self._queries.items()]
        self._memory.setValue(_KEY, json.dumps(rows, ensure_ascii=False))
        self._memory.sync()


def written(query: LessonQuery) -> str:
    """A query as text; without what belongs to a moment."""
    return json.dumps(asdict(_without_passing(query)), ensure_ascii=False)


def read(text: str) -> LessonQuery | None:
    """The query that a text holds; None when it cannot be read."""
    try:
        return _query(json.loads(text))
    except (TypeError, ValueError, AttributeError):
        return None


def _without_passing(query: LessonQuery) -> LessonQuery:
    values = {f.name: getattr(query, f.name) for f in fields(query) if f.name not in _PASSING}
    return LessonQuery(**values)


def _read(text: str) -> dict[str, LessonQuery]:
    """What the file holds; what cannot be read there (edited by hand, newer) is left out."""
    try:
        rows = json.loads(text or "[]")
    except ValueError:
        return {}
    found = {}
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and isinstance(row.get("name"), str):
            try:
                found[row["name"]] = _query(row)
            except (TypeError, ValueError):
                continue
    return found


def _query(row: Mapping[str, Any]) -> LessonQuery:
    known = {f.name for f in fields(LessonQuery)} - set(_PASSING)
    values = {name: value for name, value in row.items() if name in known}
    for name, kind in _STATES.items():
        if values.get(name) is not None:
            values[name] = kind(values[name])
    return LessonQuery(**values)
