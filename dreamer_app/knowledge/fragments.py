"""Fragments: entities with what the rest of the graph says about them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dreamer_app.core.knowledge import (
    Entity,
    Example,
    KnowledgeFragment,
    Relation,
    RelationKind,
    Source,
)
from dreamer_app.knowledge import doctests
from dreamer_app.knowledge.own_code import own_code
from dreamer_app.knowledge.ranking import Row

_RELATED = 8
_MOST_EXAMPLES = 24


class Demonstrations:
    """Examples that other sources give: a person's own notes about a library's function."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        self._by_target: dict[str, list[str]] = {}
        for relation in relations:
            if relation.kind is RelationKind.DEMONSTRATES:
                self._by_target.setdefault(relation.tail, []).append(relation.head)

    def ids(self, targets: Iterable[str]) -> set[str]:
        """Ids of the examples that demonstrate any of these."""
        return {i for target in targets for i in self._by_target.get(target, ())}

    def applied(self, entity: Entity, entities: Mapping[str, Entity]) -> Entity:
        """An entity with the examples of other sources beside its own."""
        examples: list[Example] = list(entity.examples)
        for example_id in self._by_target.get(entity.id, ()):
            block = entities.get(example_id)
            if block is None or block.source_id == entity.source_id:
                continue
            names = frozenset(
                name
                for example in block.examples
                for name in doctests.called_names(example.source)
                if name.rpartition(".")[2] == entity.name
            )
            examples.extend(doctests.about(block.examples, names))
        unique = tuple(dict.fromkeys(examples))[:_MOST_EXAMPLES]
        return entity if unique == entity.examples else replace(entity, examples=unique)


def neighbours(
    ids: Iterable[str], relations: Iterable[Relation], ranks: Mapping[str, Row]
) -> dict[str, list[str]]:
    """The most connected neighbours of each id; examples left out, their values are shown."""
    near: dict[str, set[str]] = {entity_id: set() for entity_id in ids}
    for relation in relations:
        for here, other in ((relation.head, relation.tail), (relation.tail, relation.head)):
            if here in near and "#example-" not in other and other in ranks:
                near[here].add(other)
    return {
        entity_id: sorted(others, key=lambda n: (-ranks[n][1], n))[:_RELATED]
        for entity_id, others in near.items()
    }


def fragment(
    entity: Entity, related: Iterable[Entity], source: Source | None, row: Row | None
) -> KnowledgeFragment:
    """Put one together.

    The library is the top-level import name for what is installed, and empty for a person's
    own files: these cannot be imported by name, but their functions bring their file along.
    """
    is_library = source is not None and source.id.startswith("package:")
    return KnowledgeFragment(
        entity=entity,
        related=tuple(related),
        library=entity.id.partition(".")[0].partition("#")[0] if is_library else "",
        own_code="" if is_library else own_code(entity),
        version=source.version if source is not None else "",
        connections=row[2] if row else 0,
        cluster=row[3] if row else 0,
    )
