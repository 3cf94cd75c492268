"""Conversations as the text a model was trained on: its own template, or a plain form."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Never

Messages = Sequence[tuple[str, str]]

PLAIN_STOP = "\nTask:"
"""Ends an answer of a model without a template, which would go on to invent a next task."""

_FAULTS = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""What code of a template can raise beside jinja's own errors."""


class TemplateError(Exception):
    """The model's own template cannot be rendered; the text says why."""


def render(template: str, messages: Messages, *, bos: str = "", eos: str = "") -> str:
    """The conversation, up to where the answer begins.

    A template that knows no system role is given the system text before the first
    question. Templates come from strangers and run in jinja's sandbox.

    Raises:
        TemplateError: it does not compile, or refuses this conversation.
    """
    if not template:
        return plain(messages)
    try:
        return _render(template, messages, bos, eos)
    except TemplateError:
        merged = _without_system(messages)
        if merged == list(messages):
            raise
        return _render(template, merged, bos, eos)


def plain(messages: Messages) -> str:
    """A few-shot form for base models: task and solution in turn."""
    parts = []
    for role, content in messages:
        head = {"system": "", "user": "Task:\n", "assistant": "Solution:\n"}.get(role, "Task:\n")
        parts.append(head + content.strip())
    return "\n\n".join([*parts, "Solution:"])


def _without_system(messages: Messages) -> list[tuple[str, str]]:
    system = "\n\n".join(content for role, content in messages if role == "system")
    rest = [message for message in messages if message[0] != "system"]
    if not system or not rest:
        return list(messages)
    (role, content), *others = rest
    return [(role, f"{system}\n\n{content}"), *others]


def _render(template: str, messages: Messages, bos: str, eos: str) -> str:
    from jinja2 import TemplateError as JinjaError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )

    def raise_exception(message: str) -> Never:
        raise JinjaError(message)

    def strftime_now(layout: str) -> str:
        return datetime.now().astimezone().strftime(layout)

    values: dict[str, Any] = {
        "messages": [{"role": role, "content": content} for role, content in messages],
        "add_generation_prompt": True,
        "bos_token": bos,
        "eos_token": eos,
        "raise_exception": raise_exception,
        "strftime_now": strftime_now,
        "tools": None,
        "enable_thinking": False,
    }
    try:
        return environment.from_string(template).render(values)
    except (JinjaError, *_FAULTS) as error:
        raise TemplateError(str(error)) from error
