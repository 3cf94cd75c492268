"""Markdown as sections, examples, mentions and links."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dreamer_app.knowledge.documents import DocumentBuilder

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_TERM = re.compile(
    r"^\*\*(.{2,60}?)\*\*:?\s*(?:[:\u2013\u2014-])\s+(.+)|^\*\*(.{2,60}?):\*\*\s+(.+)", re.DOTALL
)


def read_markdown(text: str, builder: DocumentBuilder) -> None:
    """Take down a Markdown text (CommonMark with tables)."""
    front = _FRONT_MATTER.match(text)
    if front:
        # Lines stay where they are.
        text = "\n" * front.group().count("\n") + text[front.end() :]
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    for index, token in enumerate(tokens):
        last = token.map[1] if token.map else 0
        if token.type == "heading_open":
            first = token.map[0] + 1 if token.map else 0
            builder.section(int(token.tag[1]), _plain(tokens[index + 1]), first)
        elif token.type in {"fence", "code_block"}:
            language = token.info.strip().strip("{}.").partition(" ")[0]
            builder.code(token.content, language, last)
        elif token.type == "inline":
            if tokens[index - 1].type != "heading_open":
                builder.prose(token.content, last)
                _note_term(token.content, builder)
            _note_inline(token.children or (), builder)


def _plain(token: Token) -> str:
    return "".join(child.content for child in token.children or ())


def _note_inline(children: Sequence[Token], builder: DocumentBuilder) -> None:
    for child in children:
        if child.type == "code_inline":
            builder.mention(child.content)
        elif child.type == "link_open":
            builder.link(str(child.attrs.get("href", "")))


def _note_term(text: str, builder: DocumentBuilder) -> None:
    found = _TERM.match(text)
    if found:
        builder.term(found.group(1) or found.group(3), found.group(2) or found.group(4))
