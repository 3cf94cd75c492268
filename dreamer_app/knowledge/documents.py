"""What every kind of prose has in common: sections, examples, mentions, links, terms."""

import builtins
import re
import sys
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dreamer_app.core.knowledge import Entity, EntityKind, Example, RelationKind
from dreamer_app.knowledge import doctests
from dreamer_app.knowledge.extraction import Extraction

_PYTHON = frozenset({"python", "python3", "py", "py3", "pycon", "doctest", "testcode", "ipython"})
_DOTTED = re.compile(r"^~?([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\(.*\))?$")
_LONGEST_CODE = 20_000


@dataclass(slots=True)
class _Part:
    """A document or one of its sections while it is being read."""

    id: str
    kind: EntityKind
    title: str
    level: int
    first: int
    parent: str
    last: int = 0
    text: list[str] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    mentions: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    blocks: list[tuple[Example, ...]] = field(default_factory=list)


class DocumentBuilder:
    """Takes down a document from its start to its end.

    Args:
        path: of the file; relative links are resolved against it.
    """

    def __init__(self, path: Path, source_id: str) -> None:
        self._path = path
        self._source_id = source_id
        self._out = Extraction()
        self._slugs: dict[str, int] = {}
        root = _Part(
            id=source_id,
            kind=EntityKind.DOCUMENT,
            title=path.name,
            level=0,
            first=1,
            parent="",
            last=1,
        )
        self._parts = [root]
        self._open = [root]

    @property
    def _here(self) -> _Part:
        return self._open[-1]

    def section(self, level: int, title: str, line: int, name: str = "") -> None:
        """Begin a section; it ends open ones of its level or deeper.

        Args:
            level: 1 for the outermost.
            name: the end of its id; made from the title by default.
        """
        while self._here.level >= level:
            self._open.pop()
        slug = self._unique(name or slugify(title))
        part = _Part(
            id=f"{self._source_id}#{slug}",
            kind=EntityKind.SECTION,
            title=title.strip(),
            level=level,
            first=line,
            parent=self._here.id,
            last=line,
        )
        self._open.append(part)
        self._parts.append(part)

    def _unique(self, slug: str) -> str:
        self._slugs[slug] = count = self._slugs.get(slug, 0) + 1
        return slug if count == 1 else f"{slug}-{count}"

    def prose(self, text: str, last_line: int = 0) -> None:
        """Add a paragraph; doctests in it are examples."""
        self._here.text.append(text)
        self._seen(last_line)
        self._add_blocks(doctests.blocks(text))

    def code(self, text: str, language: str, last_line: int = 0) -> None:
        """Add a block of code; an example when it is Python."""
        self._seen(last_line)
        self._here.text.append(text)
        blocks = doctests.blocks(text)
        if blocks:
            self._add_blocks(blocks)
        elif language.lower() in _PYTHON and len(text) <= _LONGEST_CODE and doctests.parses(text):
            self._add_blocks([(Example(source=text.rstrip("\n"), want=""),)])

    def _seen(self, line: int) -> None:
        for part in self._open:
            part.last = max(part.last, line)

    def _add_blocks(self, blocks: list[tuple[Example, ...]]) -> None:
        self._here.blocks.extend(blocks)
        for block in blocks:
            self._here.examples.extend(block)

    def mention(self, name: str) -> None:
        """Note a name set as code, such as ``textwrap.shorten()`` or ``json``."""
        found = _DOTTED.match(name.strip())
        if found and ("." in found.group(1) or found.group(1) in sys.stdlib_module_names):
            self._here.mentions.add(found.group(1))

    def link(self, target: str) -> None:
        """Note a link; one to another file of this machine leads to that file's entity."""
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            return
        path = (self._path.parent / unquote(parts.path)).resolve() if parts.path else self._path
        anchor = f"#{unquote(parts.fragment).lower()}" if parts.fragment else ""
        self._here.links.add(f"file:{path}{anchor}")

    def term(self, term: str, text: str) -> None:
        """Note a term that is explained here; the same term elsewhere is the same concept."""
        slug = slugify(term)
        self._out.add(
            Entity(
                id=f"concept:{slug}",
                kind=EntityKind.CONCEPT,
                name=term.strip(),
                source_id=self._source_id,
                text=text.strip(),
                path=str(self._path),
                span=(self._here.first, self._here.last),
            ),
            self._here.id,
        )

    def finish(self) -> Extraction:
        """Everything that was taken down."""
        session = [example for part in self._parts for example in part.examples]
        imported = doctests.imported_names(session)
        for part in self._parts:
            self._add_part(part, imported)
        return self._out

    def _add_part(self, part: _Part, imported: dict[str, str]) -> None:
        entity = Entity(
            id=part.id,
            kind=part.kind,
            name=part.title,
            source_id=self._source_id,
            text="\n\n".join(part.text),
            path=str(self._path),
            span=(part.first, max(part.first, part.last)),
            examples=tuple(part.examples),
        )
        self._out.add(entity, part.parent)
        for name in sorted(part.mentions):
            self._out.relate(part.id, name, RelationKind.MENTIONS)
        for link in sorted(part.links):
            self._out.relate(part.id, link, RelationKind.SEE_ALSO)
        for number, block in enumerate(part.blocks, 1):
            example = replace(
                entity,
                id=f"{part.id}#example-{number}",
                kind=EntityKind.EXAMPLE,
                name=f"{part.title} example {number}",
                text=doctests.shown(block),
                examples=block,
            )
            self._out.add(example, part.id)
            for target in _called(block, imported):
                self._out.relate(example.id, target, RelationKind.DEMONSTRATES)


def _called(block: tuple[Example, ...], imported: dict[str, str]) -> list[str]:
    """Dotted names of the libraries' functions that examples call, imports followed."""
    found = set()
    for example in block:
        for name in doctests.called_names(example.source):
            root, _, rest = name.partition(".")
            if root in imported:
                found.add(".".join(filter(None, (imported[root], rest))))
            elif hasattr(builtins, root):
                found.add(f"builtins.{name}")
            elif rest:
                found.add(name)
    return sorted(found)


def slugify(title: str) -> str:
    """The end of a section's id, as web pages make it: lower case, words joined by hyphens."""
    plain = unicodedata.normalize("NFKC", title).lower()
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s.-]", "", plain)).strip("-") or "section"


def decode_text(data: bytes) -> str:
    """Prose as text: UTF-8 or UTF-16 with its mark, else Latin-1, which always fits.

    Raises:
        ValueError: it holds zero bytes, as text never does.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise ValueError("it is not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")
