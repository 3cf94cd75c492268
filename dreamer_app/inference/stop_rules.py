"""When a sample has said all that is wanted, and when it can no longer be of use.

Text goes in as it is drawn, piece by piece; every rule looks at what has come so far and
answers with a :class:`Cut` once the sample is over. Pure Python, no model needed.
"""

import ast
import codeop
import re
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dreamer_app.core import syntax
from dreamer_app.core.inference import Finish, StopRule


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a sample ends: the text up to ``length`` is kept."""

    length: int
    finish: Finish


Rule = Callable[[str, int], Cut | None]
"""Given all text so far and how much of it was seen before, the end or None."""


def stop_strings(strings: Sequence[str]) -> Rule:
    """Ends before the first of the strings."""
    wanted = [s for s in strings if s]
    overlap = max((len(s) for s in wanted), default=1) - 1

    def rule(text: str, seen: int) -> Cut | None:
        start = max(0, seen - overlap)
        found = [at for s in wanted if (at := text.find(s, start)) >= 0]
        return Cut(min(found), Finish.STOP) if found else None

    return rule


def function_body(prompt: str) -> Rule:
    """Ends at the first line at column 0, or once a completed line cannot be mended.

    Args:
        prompt: what the sample continues; ends in a signature, or in one and a docstring.
    """
    header = _header_for(prompt)
    scan = _CodeScan(header)

    def end(text: str, start: int) -> Cut:
        body = text[:start].rstrip()
        return Cut(len(body), Finish.STOP if body else Finish.HOPELESS)

    def rule(text: str, _seen: int) -> Cut | None:
        for start, line in scan.new_lines(text):
            at_margin = line[0] not in " \t\r\n" and (start or header.endswith("\n"))
            if at_margin and scan.at_statement:
                return end(text, start)
            if not scan.accept(line):
                return Cut(start + len(line), Finish.HOPELESS)
        tail = text[scan.consumed :]
        if tail and tail[0] not in " \t\r\n" and scan.consumed and scan.at_statement:
            return end(text, scan.consumed)
        return None

    return rule


def code_block(opened: str | None) -> Rule:
    """Ends after the closing fence of the first code block; Python in it must be mendable.

    Args:
        opened: the code that stands before the sample in a block that is open already;
            None when the sample is still to open one.
    """
    scan = _CodeScan(opened) if opened is not None else None
    inside_at = 0

    def rule(text: str, _seen: int) -> Cut | None:
        nonlocal scan, inside_at
        if scan is None:
            fence = _OPENING.search(text)
            if fence is None:
                return None
            inside_at = fence.end()
            scan = _CodeScan("" if fence[1].lower() in _PYTHON else None)
        block = text[inside_at:]
        for start, line in scan.new_lines(block):
            if line.startswith("```"):
                return Cut(inside_at + start + 3, Finish.STOP)
            if not scan.accept(line):
                return Cut(inside_at + start + len(line), Finish.HOPELESS)
        if block[scan.consumed :].startswith("```"):
            return Cut(inside_at + scan.consumed + 3, Finish.STOP)
        return None

    return rule


def json_value(begun: str) -> Rule:
    """Ends after the first JSON value.

    Args:
        begun: what the value begins with before the sample starts; may be empty.
    """
    scan = _JsonScan()
    for char in begun:
        scan.ends_at(char)

    def rule(text: str, seen: int) -> Cut | None:
        for at in range(seen, len(text)):
            if scan.ends_at(text[at]):
                return Cut(at + 1, Finish.STOP)
        return None

    return rule


def repetition() -> Rule:
    """Ends a sample that says the same lines, or the same few characters, over and over."""

    def rule(text: str, seen: int) -> Cut | None:
        if text.count("\n", seen) and _lines_repeat(text):
            return Cut(len(text), Finish.HOPELESS)
        if len(text) // 64 > seen // 64 and _end_repeats(text):
            return Cut(len(text), Finish.HOPELESS)
        return None

    return rule


def rules_for(stop_rule: StopRule, *, prompt: str, strings: Sequence[str]) -> list[Rule]:
    """All rules of a request, in the order in which they are asked.

    Args:
        prompt: the text right before the sample (an answer's forced beginning included).
    """
    rules: list[Rule] = [stop_strings(strings)] if strings else []
    if stop_rule is StopRule.FUNCTION_BODY:
        rules.append(function_body(prompt))
    elif stop_rule is StopRule.CODE_BLOCK:
        rules.append(code_block(_open_block(prompt)))
    elif stop_rule is StopRule.JSON:
        rules.append(json_value(""))
    if stop_rule in (StopRule.FUNCTION_BODY, StopRule.CODE_BLOCK):
        rules.append(repetition())
    return rules


_PYTHON = frozenset({"", "python", "python3", "py"})
_OPENING = re.compile(r"(?:^|\n)```([\w+-]*)[^\n]*\n")
_WINDOW, _ENDLESS_LENGTH = 512, 160
_ENDLESS = re.compile(r"(.{1,40}?)\1{11,}\Z", re.DOTALL)
_REPEATED_LINES, _LONGEST_BLOCK, _TIMES = 8, 4, 4
_SIGNATURE = re.compile(r"[ \t]*(async[ \t]+)?def\b.*:$")
_FLAGS = (
    ast.PyCF_ONLY_AST
    | codeop.PyCF_ALLOW_INCOMPLETE_INPUT  # type: ignore[attr-defined]
    | codeop.PyCF_DONT_IMPLY_DEDENT  # type: ignore[attr-defined]
)


class _CodeScan:
    """Goes through code line by line as it grows and notices what cannot be mended.

    Args:
        header: code before the sample; None when what follows is not Python.
    """

    def __init__(self, header: str | None) -> None:
        self._checks = header is not None
        self._source = header or ""
        self.at_statement = True
        self.consumed = 0

    def new_lines(self, text: str) -> list[tuple[int, str]]:
        """Lines completed since the last call: their start and text with the newline."""
        lines = []
        while (end := text.find("\n", self.consumed)) >= 0:
            lines.append((self.consumed, text[self.consumed : end + 1]))
            self.consumed = end + 1
        return lines

    def accept(self, line: str) -> bool:
        """Take a completed line; False when no continuation makes it Python."""
        self._source += line
        if not self._checks or not line.strip():
            return True
        state = syntax_state(self._source)
        self.at_statement = state == "complete"
        return state != "broken"


class _JsonScan:
    """Follows brackets and strings of JSON, character by character."""

    def __init__(self) -> None:
        self._depth = 0
        self._in_string = False
        self._escaped = False

    def ends_at(self, char: str) -> bool:
        """Take one character; True when it ends the outermost object, array or string."""
        if self._in_string:
            return self._in_text(char)
        if char == '"':
            self._in_string = True
        elif char in "{[":
            self._depth += 1
        elif char in "}]":
            self._depth -= 1
            return self._depth <= 0
        return False

    def _in_text(self, char: str) -> bool:
        if self._escaped:
            self._escaped = False
        elif char == "\\":
            self._escaped = True
        elif char == '"':
            self._in_string = False
            return self._depth == 0
        return False


def syntax_state(source: str) -> str:
    """``complete``, ``incomplete`` (more lines may mend it) or ``broken``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            syntax.compiled(source, _FLAGS)
        except SyntaxError as error:
            return "incomplete" if "incomplete input" in str(error) else "broken"
        except (ValueError, MemoryError, RecursionError, OverflowError):
            return "broken"
    return "complete"


def _header_for(prompt: str) -> str:
    """Code that stands for the prompt: same indentation, and nothing that can be wrong."""
    code = prompt.rstrip()
    white = prompt[len(code) :]
    last = code[code.rfind("\n") + 1 :]
    indent = last[: len(last) - len(last.lstrip())]
    if _SIGNATURE.match(last):
        return ("if 1:\n" if indent else "") + last + white
    return (f"def _():\n{indent}0" if indent else "def _():") + white


def _open_block(prompt: str) -> str | None:
    """The code of a block that is still open at the prompt's end; None without one."""
    lines = prompt.split("\n")
    fences = [n for n, line in enumerate(lines) if line.startswith("```")]
    return "\n".join(lines[fences[-1] + 1 :]) if len(fences) % 2 else None


def _lines_repeat(text: str) -> bool:
    lines = [line for line in text.split("\n")[:-1] if line.strip()]
    for size in range(1, _LONGEST_BLOCK + 1):
        times = max(_TIMES, _REPEATED_LINES // size)
        if len(lines) >= size * times and lines[-size * times :] == lines[-size:] * times:
            return True
    return False


def _end_repeats(text: str) -> bool:
    found = _ENDLESS.search(text[-_WINDOW:])
    return bool(found and len(found[0]) >= _ENDLESS_LENGTH and found[1].strip())
