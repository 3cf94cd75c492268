"""What reading one source yields, and its form on the pipe between processes."""

from dataclasses import asdict, dataclass, field
from typing import Any

from dreamer_app.core.knowledge import Entity, EntityKind, Example, Relation, RelationKind

FORMAT = "2"
"""Goes into every content hash: raise it when reading yields something else, and what was
read before is read again."""


@dataclass(slots=True)
class Extraction:
    """Entities and relations in the making; a later entity of an id that is taken is dropped."""

    entities: dict[str, Entity] = field(default_factory=dict)
    relations: dict[tuple[str, str, RelationKind], float] = field(default_factory=dict)
    skipped: list[tuple[str, str]] = field(default_factory=list)

    def add(self, entity: Entity, parent: str = "") -> None:
        """Add an entity, contained in ``parent`` where one is named."""
        self.entities.setdefault(entity.id, entity)
        if parent:
            self.relate(parent, entity.id, RelationKind.CONTAINS)

    def relate(self, head: str, tail: str, kind: RelationKind, weight: float = 1.0) -> None:
        """Add to the weight of a relation; one from an entity to itself is dropped."""
        if head != tail:
            key = (head, tail, kind)
            self.relations[key] = self.relations.get(key, 0.0) + weight

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "entities": [asdict(e) for e in self.entities.values()],
            "relations": [[h, t, k, w] for (h, t, k), w in self.relations.items()],
            "skipped": self.skipped,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Extraction":
        """The inverse of :meth:`to_json`."""
        made = cls()
        for row in data["entities"]:
            row["kind"] = EntityKind(row["kind"])
            row["span"] = tuple(row["span"])
            row["examples"] = tuple(Example(**e) for e in row["examples"])
            made.entities[row["id"]] = Entity(**row)
        for head, tail, kind, weight in data["relations"]:
            made.relations[head, tail, RelationKind(kind)] = weight
        made.skipped = [(what, why) for what, why in data["skipped"]]
        return made

    def sorted_relations(self) -> list[Relation]:
        """The relations as values, in a stable order."""
        return [
            Relation(head=h, tail=t, kind=k, weight=w)
            for (h, t, k), w in sorted(self.relations.items())
        ]
