"""One sample as it comes from an endpoint: joined, looked at by the stop rules, cut."""

import re
from dataclasses import dataclass, field

from dreamer_app.core.inference import Finish, GenerationRequest, StopRule
from dreamer_app.inference.stop_rules import Cut, Rule, rules_for

_FENCE = re.compile(r"(?:^|\n)```[^\n]*\n")
_THINKING, _THOUGHT = "<think>", "</think>"


@dataclass(slots=True, eq=False)
class Answer:
    """Takes pieces of text in and says when the sample is over.

    Endpoints cannot be made to begin an answer with given text. Where a code block was to be
    open already, the answer opens it itself; what stands before it and the opening fence are
    taken off, so that both engines give the same.

    Args:
        healed: white space that the prompt ended in and that was not sent.
    """

    request: GenerationRequest
    healed: str = ""
    tokens: int = 0
    text: str = ""
    _raw: str = ""
    _seen: int = 0
    _rules: list[Rule] = field(default_factory=list)
    _cut: Cut | None = None

    def __post_init__(self) -> None:
        prompt, rule = self.request.prompt, self.request.stop_rule
        if self.request.json_schema and rule is StopRule.NONE:
            rule = StopRule.JSON
        before = "" if prompt.messages else prompt.text
        self._rules = rules_for(rule, prompt=before, strings=self.request.stop)

    def add(self, piece: str) -> bool:
        """Take a piece in; False once the sample is over."""
        if not piece:
            return True
        self.tokens += 1
        self._raw += piece
        if not self._read():
            return True
        for rule in self._rules:
            self._cut = rule(self.text, self._seen)
            if self._cut is not None:
                return False
        self._seen = len(self.text)
        if self.tokens >= self.request.max_tokens:
            self._cut = Cut(len(self.text), Finish.LENGTH)
            return False
        return True

    def end(self, finish: Finish) -> tuple[str, Finish]:
        """The sample's text and why it ended.

        Args:
            finish: what the server says; a cut of ours comes first.
        """
        cut = self._cut or Cut(len(self.text), finish)
        return self._without_beginning(self.text[: cut.length]), cut.finish

    def _read(self) -> bool:
        """Bring ``text`` up to date; False while it cannot be told yet where it begins."""
        text = self._raw
        if self.request.prompt.messages:
            begun = text.lstrip()
            if begun.startswith(_THINKING):
                text = begun.partition(_THOUGHT)[2].lstrip("\n")
            elif _THINKING.startswith(begun):
                return False
        elif self.healed:
            if len(text) < len(self.healed) and self.healed.startswith(text):
                return False
            text = text.removeprefix(self.healed)
        self.text = text
        return bool(text)

    def _without_beginning(self, text: str) -> str:
        prefix = self.request.prompt.assistant_prefix
        if not prefix:
            return text
        if "```" in prefix:
            fence = _FENCE.search(text)
            return text[fence.end() :] if fence else text
        return text.removeprefix(prefix)


def split_white(text: str) -> tuple[str, str]:
    """A prompt must not end on white space: tokens begin with it, and none would follow."""
    kept = text.rstrip(" \t\n")
    return kept, text[len(kept) :]
