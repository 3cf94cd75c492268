"""Names and first sentences, so that a task reads as if a person had set it."""

import keyword
import re
from collections.abc import Collection

_BY_SHAPE = {
    "str": ("text", "texts"),
    "int": ("number", "numbers"),
    "float": ("number", "numbers"),
    "bytes": ("chunk", "chunks"),
    "list": ("values", "lists"),
    "tuple": ("pair", "pairs"),
    "dict": ("mapping", "mappings"),
    "set": ("values", "sets"),
}
_NOUNS = {
    "address", "character", "code", "date", "day", "key", "line", "month", "name", "path",
    "pattern", "sentence", "string", "tag", "text", "title", "token", "url", "version", "word",
    "year",
}  # fmt: skip


def item_names(parameter: str, shape: str, taken: Collection[str] = ()) -> tuple[str, str]:
    """One and many of what a function takes first, e.g. ``("year", "years")``.

    Args:
        taken: names that would hide something else, such as a module.
    """
    if parameter in _NOUNS and not {parameter, f"{parameter}s"} & set(taken):
        return parameter, f"{parameter}s"
    return _BY_SHAPE.get(shape.partition("[")[0], ("item", "items"))


def extra_name(parameter: str, taken: set[str]) -> str:
    """A name for a further parameter that is not taken and is no keyword."""
    name = parameter if parameter.isidentifier() and not keyword.iskeyword(parameter) else "option"
    while name in taken:
        name += "_"
    return name


def first_sentence(text: str) -> str:
    """The first sentence of a docstring on one line, at most 200 characters."""
    paragraph = text.strip().partition("\n\n")[0]
    line = re.sub(r"\s+", " ", re.sub(r":\w+:`~?([^`]+)`", r"\1", paragraph)).strip()
    sentence = re.split(r"(?<=[.!?])\s", line, maxsplit=1)[0]
    return sentence[:200].rstrip()
