"""Where the knowledge graph is kept."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from dreamer_app.core.knowledge import (
    Entity,
    EntityKind,
    Example,
    Relation,
    RelationKind,
    Source,
)
from dreamer_app.store.database import Database
from dreamer_app.store.encoding import clean, dump, moment, parse_moment
from dreamer_app.store.words import phrases

_ENTITY = """
SELECT e.id, e.kind, e.name, s.id, e.signature, e.text, e.path, e.first_line, e.last_line,
       e.examples, e.code, coalesce(r.rank, 0.0), e.pure
FROM entities e JOIN sources s ON s.key = e.source LEFT JOIN ranking r ON r.entity_id = e.id
"""


_OF_THESE = (
    " AND (head IN (SELECT value FROM json_each(:ids))"
    " OR tail IN (SELECT value FROM json_each(:ids)))"
)


class KnowledgeStore:
    """Sources, entities, relations and their ranking.

    Implements :class:`dreamer_app.core.ports.KnowledgeRepository`. An id that two sources
    give is kept for both and shown once, so that removing one leaves the other's.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def sources(self) -> list[Source]:
        """All sources, by id."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT id, kind, name, location, version, licence, content_hash, ingested_at,"
                " entities, relations FROM sources ORDER BY id"
            ).fetchall()
        return [_source(row) for row in rows]

    def replace_source(
        self, source: Source, entities: Iterable[Entity], relations: Iterable[Relation]
    ) -> None:
        """Put a source with all that came from it in place of what it was, at once."""
        by_id = {entity.id: entity for entity in entities}
        by_ends = {(r.head, r.tail, r.kind): r for r in relations}
        with self._database.writing() as db:
            _remove(db, source.id)
            key = db.execute(
                "INSERT INTO sources(id, kind, name, location, version, licence, content_hash,"
                " ingested_at, entities, relations) VALUES (?,?,?,?,?,?,?,?,?,?)",
                (
                    *map(clean, (source.id, source.kind, source.name, source.location)),
                    *map(clean, (source.version, source.licence, source.content_hash)),
                    moment(source.ingested_at),
                    len(by_id),
                    len(by_ends),
                ),
            ).lastrowid
            db.executemany(
                "INSERT INTO entities(source, id, kind, name, signature, text, path, first_line,"
                " last_line, examples, code, pure) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                (_entity_row(key, by_id[i]) for i in sorted(by_id)),
            )
            db.executemany(
                "INSERT INTO relations(source, head, tail, kind, weight) VALUES (?,?,?,?,?)",
                (
                    (key, clean(head), clean(tail), kind, by_ends[head, tail, kind].weight)
                    for head, tail, kind in sorted(by_ends)
                ),
            )
            db.execute("DELETE FROM ranking")

    def remove_source(self, source_id: str) -> bool:
        """Remove a source and all that came from it; False when there is none."""
        with self._database.writing() as db:
            removed = _remove(db, source_id)
            if removed:
                db.execute("DELETE FROM ranking")
        return removed

    def entities(self, ids: Iterable[str] | None = None) -> list[Entity]:
        """All entities by id, or those asked for."""
        with self._database.reading() as db:
            if ids is None:
                rows = db.execute(f"{_ENTITY} ORDER BY e.id, s.id")
            else:
                rows = db.execute(
                    f"{_ENTITY} WHERE e.id IN (SELECT value FROM json_each(?)) ORDER BY e.id, s.id",
                    (dump(list(ids)),),
                )
            return list(_first_of_each(rows))

    def relations(self, ids: Iterable[str] | None = None) -> list[Relation]:
        """All relations whose two ends exist, sorted, or those of these entities."""
        wanted, given = "", "[]"
        if ids is not None:
            wanted, given = _OF_THESE, dump(list(ids))
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT head, tail, kind, max(weight) FROM relations"
                " WHERE head IN (SELECT id FROM entities) AND tail IN (SELECT id FROM entities)"
                f"{wanted} GROUP BY head, tail, kind ORDER BY head, tail, kind",
                {"ids": given},
            ).fetchall()
        return [
            Relation(head=head, tail=tail, kind=RelationKind(kind), weight=weight)
            for head, tail, kind, weight in rows
        ]

    def search(self, text: str, limit: int = 50) -> list[Entity]:
        """Full-text search over names and texts, best first; a name counts ten times."""
        query = phrases(text)
        if not query:
            return []
        with self._database.reading() as db:
            rows = db.execute(
                f"{_ENTITY} JOIN entity_words w ON w.rowid = e.key"
                " WHERE entity_words MATCH ?"
                " ORDER BY bm25(entity_words, 10.0, 10.0, 1.0), e.id, s.id",
                (query,),
            )
            return list(islice(_first_of_each(rows), limit))

    def counts(self) -> tuple[int, int]:
        """Number of entities and of relations, each counted once."""
        with self._database.reading() as db:
            entities = db.execute("SELECT count(DISTINCT id) FROM entities").fetchone()[0]
            relations = db.execute(
                "SELECT count(*) FROM (SELECT DISTINCT head, tail, kind FROM relations"
                " WHERE head IN (SELECT id FROM entities) AND tail IN (SELECT id FROM entities))"
            ).fetchone()[0]
        return entities, relations

    def save_ranking(self, rows: Iterable[tuple[str, float, int, int]]) -> None:
        """Keep rank, connections and cluster number per entity id, in place of the last."""
        with self._database.writing() as db:
            db.execute("DELETE FROM ranking")
            db.executemany("INSERT INTO ranking VALUES (?,?,?,?)", rows)

    def ranking(self) -> list[tuple[str, float, int, int]]:
        """Rows as saved, highest rank first; empty after any source changed."""
        with self._database.reading() as db:
            return db.execute(
                "SELECT entity_id, rank, connections, cluster FROM ranking"
                " ORDER BY rank DESC, entity_id"
            ).fetchall()


def _remove(db: sqlite3.Connection, source_id: str) -> bool:
    return db.execute("DELETE FROM sources WHERE id = ?", (clean(source_id),)).rowcount > 0


def _source(row: tuple[str, str, str, str, str, str, str, str, int, int]) -> Source:
    return Source(
        id=row[0],
        kind=row[1],
        name=row[2],
        location=row[3],
        version=row[4],
        licence=row[5],
        content_hash=row[6],
        ingested_at=parse_moment(row[7]),
        entities=row[8],
        relations=row[9],
    )


def _entity_row(source: int | None, entity: Entity) -> tuple[object, ...]:
    return (
        source,
        clean(entity.id),
        entity.kind,
        clean(entity.name),
        clean(entity.signature),
        clean(entity.text),
        clean(entity.path),
        *entity.span,
        dump([(e.source, e.want) for e in entity.examples]) if entity.examples else "",
        clean(entity.code),
        entity.pure,
    )


def _first_of_each(rows: Iterable[tuple[Any, ...]]) -> Iterator[Entity]:
    seen: set[str] = set()
    for row in rows:
        if row[0] not in seen:
            seen.add(row[0])
            yield _entity(*row)


def _entity(
    entity_id: str,
    kind: str,
    name: str,
    source_id: str,
    signature: str,
    text: str,
    path: str,
    first_line: int,
    last_line: int,
    examples: str,
    code: str,
    rank: float,
    pure: int | None,
) -> Entity:
    shown = json.loads(examples) if examples else ()
    return Entity(
        id=entity_id,
        kind=EntityKind(kind),
        name=name,
        source_id=source_id,
        signature=signature,
        text=text,
        path=path,
        span=(first_line, last_line),
        examples=tuple(Example(source=source, want=want) for source, want in shown),
        code=code,
        rank=rank,
        pure=None if pure is None else bool(pure),
    )
