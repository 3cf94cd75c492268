"""Plain text as parts of a few paragraphs each."""

import re

from dreamer_app.knowledge.documents import DocumentBuilder

_PART = 2000
"""Characters after which the next paragraph begins another part."""
_NAME = re.compile(r"`([^`\n]{2,80})`|\b([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+\(\))")


def read_plain(text: str, builder: DocumentBuilder) -> None:
    """Take down a text of which nothing is known but its blank lines."""
    length = 0
    number = 0
    line = 1
    for paragraph in re.split(r"\n[ \t]*\n", text):
        height = paragraph.count("\n") + 1
        if paragraph.strip():
            if number == 0 or length >= _PART:
                number += 1
                length = 0
                first = paragraph.strip().splitlines()[0]
                builder.section(1, first[:80], line, name=f"part-{number}")
            builder.prose(paragraph.strip("\n"), line + height - 1)
            for name in mentions(paragraph):
                builder.mention(name)
            length += len(paragraph)
        line += height + 1


def mentions(text: str) -> list[str]:
    """What stands in backticks or looks like a call of a dotted name."""
    return [next(filter(None, found)) for found in _NAME.findall(text)]
