"""Conversations as tokens: what strangers wrote stays text, even where it names a control token."""

from typing import TYPE_CHECKING

from dreamer_app.inference.chat import Messages, render

if TYPE_CHECKING:
    from dreamer_app.inference.native import NativeModel

_BREAK = "\ufdd0"
"""Put into names of control tokens in what was said; no text that is interchanged has it."""


def tokens_of(model: "NativeModel", template: str, messages: Messages, prefix: str) -> list[int]:
    """Tokens of a conversation and of what the answer is made to begin with.

    Only the template's own names of control tokens become control tokens.

    Raises:
        TemplateError: the template cannot be rendered.
        NativeError: the text cannot be turned into tokens.
    """
    bos, eos = model.special_text(model.bos()), model.special_text(model.eos())
    said = [(role, _without_names(model, content)) for role, content in messages]
    text = render(template, said, bos=bos, eos=eos)
    begin = not (bos and text.startswith(bos))
    first, *parts = (text + _without_names(model, prefix)).split(_BREAK)
    tokens = model.tokenize(first, special=True, begin=begin)
    for part in parts:
        tokens += model.tokenize(part, special=True, begin=False)
    return tokens


def _without_names(model: "NativeModel", text: str) -> str:
    """The text with a break inside every name of a control token."""
    text = text.replace(_BREAK, "")
    while True:
        broken = text
        for name in model.control_names(text):
            broken = broken.replace(name, name[:1] + _BREAK + name[1:])
        if broken == text:
            return text
        text = broken
