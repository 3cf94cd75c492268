"""What the knowledge graph is made of."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class EntityKind(StrEnum):
    """What a node of the graph stands for."""

    PACKAGE = "package"
    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"
    CONCEPT = "concept"
    EXAMPLE = "example"
    DOCUMENT = "document"
    SECTION = "section"


class RelationKind(StrEnum):
    """What an edge of the graph says."""

    CONTAINS = "contains"
    CALLS = "calls"
    IMPORTS = "imports"
    MENTIONS = "mentions"
    SEE_ALSO = "see_also"
    DEMONSTRATES = "demonstrates"
    INHERITS = "inherits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something a person gave Dreamer to know: a package, a file, a folder's file.

    Args:
        id: stable text, ``package:NAME`` or ``file:PATH``.
        version: of the package, or empty.
        content_hash: sha256 (hex) over all that was read; equal means unchanged.
        licence: SPDX expression as declared, or empty.
    """

    id: str
    kind: str
    name: str
    location: str
    version: str = ""
    licence: str = ""
    content_hash: str
    ingested_at: datetime
    entities: int = 0
    relations: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One documented line of use: what to run and what it is said to print.

    Args:
        source: the statement or expression, as in the doctest.
        want: the documented output, without the trailing newline; empty for a statement.
    """

    source: str
    want: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A node of the graph.

    Args:
        id: unique and stable, e.g. ``textwrap.shorten`` or ``file:/a/b.md#heading``.
        signature: ``(text, width, **kwargs)`` for callables, else empty.
        text: docstring or prose.
        span: first and last line in ``path``, counted from 1; (0, 0) when unknown.
        rank: importance, the higher the more; set by the graph.
        pure: for functions, True when its source suggests a value in, a value out
            (no I/O, no global state, no randomness); None when unknown.
    """

    id: str
    kind: EntityKind
    name: str
    source_id: str
    signature: str = ""
    text: str = ""
    path: str = ""
    span: tuple[int, int] = (0, 0)
    examples: tuple[Example, ...] = ()
    code: str = ""
    rank: float = 0.0
    pure: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A directed edge of the graph."""

    head: str
    tail: str
    kind: RelationKind
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeFragment:
    """A piece of knowledge that a scenario is woven from.

    ``str(fragment)`` is the text that a prompt shows.

    Args:
        entity: what it is about.
        related: entities near it in the graph, the most connected first.
        library: the top-level import name, e.g. ``textwrap``; empty for prose and own files.
        own_code: for a function of a person's own file, the definitions of that file, which
            run by themselves; empty for everything else.
        version: the library's version, or empty.
        connections: number of edges at the entity: the guide's importance.
        cluster: number of the community in the graph.
    """

    entity: Entity
    related: tuple[Entity, ...] = ()
    library: str = ""
    own_code: str = ""
    version: str = ""
    connections: int = 0
    cluster: int = 0

    def __str__(self) -> str:
        head = f"{self.entity.id}{self.entity.signature}"
        shown = "\n".join(f">>> {e.source}\n{e.want}".rstrip() for e in self.entity.examples)
        return "\n\n".join(part for part in (head, self.entity.text, shown) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What one ingestion did."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = field(default=())
    """Pairs of what was left out and why."""
    entities: int = 0
    relations: int = 0
    seconds: float = 0.0
