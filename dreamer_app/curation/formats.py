"""The rows of each format. No key is ever null, empty in all rows, or of two types."""

import ast
import json
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from dreamer_app.core import syntax
from dreamer_app.curation.examples import Example, clean, fenced

Row = dict[str, Any]
_LINE_END = re.compile(r"\r\n|\r|\n")
"""What Python counts as the end of a line; ``str.splitlines`` knows more."""


class Format(StrEnum):
    """What ``export`` can write."""

    ALPACA = "alpaca"
    SHAREGPT = "sharegpt"
    MESSAGES = "messages"
    FULL = "full"
    """A folder that serves every trainer: sft, dpo, kto, rl, records."""


def alpaca(example: Example) -> Row:
    """Stanford Alpaca's three strings."""
    return {"instruction": example.instruction, "input": example.input, "output": example.output}


def sharegpt(example: Example) -> Row:
    """ShareGPT's conversations."""
    return {
        "conversations": [
            {"from": "human", "value": example.prompt},
            {"from": "gpt", "value": example.answer},
        ]
    }


def messages(example: Example) -> Row:
    """Chat messages and no other key; no system message, which some templates refuse."""
    return {"messages": [_user(example.prompt), _assistant(example.answer)]}


def preference(example: Example, worse: str) -> Row:
    """A pair for DPO: chosen is what a person approved, rejected what it took the place of."""
    return {
        "prompt": [_user(example.prompt)],
        "chosen": [_assistant(example.answer)],
        "rejected": [_assistant(fenced(worse))],
        "instruction": example.prompt,
        "chosen_text": example.answer,
        "rejected_text": fenced(worse),
        "lesson_id": example.lesson_id,
    }


def judged(example: Example, *, good: bool) -> Row:
    """A row for KTO: one answer and whether it is wanted."""
    return {
        "prompt": [_user(example.prompt)],
        "completion": [_assistant(example.answer)],
        "label": good,
        "instruction": example.prompt,
        "answer": example.answer,
        "lesson_id": example.lesson_id,
    }


def verifiable(example: Example) -> Row:
    """A task with its tests, for reinforcement learning from checks."""
    setup, tests = split_tests(example.tests)
    return {
        "prompt": [_user(example.prompt)],
        "tests": tests,
        "setup_code": setup,
        "entry_point": example.entry_point,
        "reference_solution": example.output,
        "lesson_id": example.lesson_id,
    }


def record(example: Example, split: str) -> Row:
    """A flat row for whoever audits the set; what varies in shape is one JSON text."""
    meta = {**example.metadata, "contamination": list(example.contamination)}
    return {
        "lesson_id": example.lesson_id,
        "split": split,
        "instruction": example.instruction,
        "input": example.input,
        "output": example.output,
        "tests": example.tests,
        "entry_point": example.entry_point,
        "created_at": example.created_at,
        "meta_json": json.dumps(meta, ensure_ascii=False, sort_keys=True, default=str),
    }


def split_tests(source: str) -> tuple[str, list[str]]:
    """What is needed by all tests, and each test function by itself."""
    try:
        tree = syntax.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "", []
    lines = _LINE_END.split(source)
    tests: list[str] = []
    setup: list[str] = []
    for node in tree.body:
        segment = "\n".join(lines[_first_line(node) - 1 : node.end_lineno])
        is_test = isinstance(node, ast.FunctionDef) and node.name.startswith("test")
        (tests if is_test else setup).append(segment)
    return "\n".join(setup), tests


def _first_line(node: ast.stmt) -> int:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return min([node.lineno, *(d.lineno for d in node.decorator_list)])
    return node.lineno


def json_lines(rows: Iterable[Row]) -> bytes:
    """One JSON object a line."""
    return "".join(clean(json.dumps(row, ensure_ascii=False)) + "\n" for row in rows).encode()


def _user(content: str) -> dict[str, str]:
    return {"role": "user", "content": content}


def _assistant(content: str) -> dict[str, str]:
    return {"role": "assistant", "content": content}
