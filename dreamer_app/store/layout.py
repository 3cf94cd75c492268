"""The guide's two files of a dream: ``dream_<id>.py`` and ``dream_<id>.json``."""

import json
from dataclasses import asdict
from datetime import UTC

from dreamer_app.core.dreams import Lesson
from dreamer_app.core.states import ReviewState, Verdict
from dreamer_app.store.encoding import clean

SUFFIXES = (".py", ".json")


def name_of(lesson_id: str, suffix: str) -> str:
    """Name of a lesson's file."""
    return f"dream_{lesson_id}{suffix}"


def contents_of(lesson: Lesson) -> dict[str, bytes]:
    """What the files of a lesson hold now, by suffix; nothing for what has none.

    A lesson has files when it came from a dream and is not rejected.
    """
    if lesson.scenario is None or lesson.review is ReviewState.REJECTED:
        return {}
    code = clean(lesson.action).rstrip("\n") + "\n"
    text = clean(json.dumps(_metadata(lesson), ensure_ascii=False, indent=2)) + "\n"
    return {".py": code.encode(), ".json": text.encode()}


def _metadata(lesson: Lesson) -> dict[str, object]:
    scenario = lesson.scenario
    if scenario is None:  # pragma: no cover - the caller has looked
        raise AssertionError
    stamp = lesson.created_at.astimezone(UTC).isoformat(timespec="milliseconds")
    verdict = lesson.judgement.verdict if lesson.judgement else Verdict.UNVERIFIED
    return {
        "dream_id": lesson.id,
        "session_id": lesson.session_id,
        "scenario": {
            "title": scenario.title,
            "description": scenario.description,
            "difficulty": str(scenario.difficulty),
            "libraries": list(scenario.libraries),
            "test_cases": list(scenario.test_cases),
        },
        "code_file": name_of(lesson.id, ".py"),
        "timestamp": stamp.replace("+00:00", "Z"),
        "synthetic": True,
        "tests": lesson.tests,
        "verdict": str(verdict),
        "provenance": asdict(lesson.provenance),
        "review": str(lesson.review),
    }
