"""Knowledge, for a face: sources in and out, what is there."""

from collections.abc import Callable, Sequence
from typing import Any

from dreamer_app.core.events import IngestProgressed, KnowledgeChanged, Publish
from dreamer_app.core.knowledge import Entity, IngestReport, Relation, Source
from dreamer_app.core.stop import StopToken
from dreamer_app.knowledge import GraphRAG
from dreamer_app.knowledge.source_files import KINDS
from dreamer_app.store import Store


class KnowledgeService:
    """The graph, telling listeners of progress and changes.

    Args:
        guard: watches over reading while it goes on, so that sleep ends it; gives the function
            that ends the watch.
    """

    def __init__(
        self,
        graph: GraphRAG,
        store: Store,
        publish: Publish,
        guard: Callable[[StopToken], Callable[[], None]],
    ) -> None:
        self._guard = guard
        self._graph = graph
        self._store = store
        self._publish = publish

    def ingest(self, items: Sequence[str], stop: StopToken | None = None) -> IngestReport:
        """Read these files, folders and packages; what was read stays when it is stopped."""

        def progress(source: str, done: int, total: int) -> None:
            self._publish(IngestProgressed(source=source, done=done, total=total))

        token = stop or StopToken()
        unguard = self._guard(token)
        try:
            return self._graph.ingest_many(items, stop=token, progress=progress)
        finally:
            unguard()
            self._publish(KnowledgeChanged())

    def sources(self) -> list[Source]:
        """All sources, by id."""
        return self._graph.sources()

    def remove(self, source_id: str) -> bool:
        """Remove a source and all that came from it."""
        removed = self._graph.remove_source(source_id)
        self._publish(KnowledgeChanged())
        return removed

    def stats(self) -> dict[str, Any]:
        """``total_nodes``, ``total_edges``, ``communities``, ``sources``."""
        return self._graph.get_stats()

    def top(self, limit: int = 50) -> list[tuple[Entity, int]]:
        """The most connected entities."""
        return self._graph.top(limit)

    def entities(self, ids: Sequence[str]) -> list[Entity]:
        """Those of these entities that are in the graph."""
        return self._store.knowledge.entities(ids)

    def search(self, text: str, limit: int = 50) -> list[Entity]:
        """Entities by name and text."""
        return self._graph.search(text, limit)

    def neighbourhood(self, entity_id: str) -> tuple[list[Entity], list[Relation]]:
        """What is one step away in the graph."""
        return self._graph.neighbourhood(entity_id)

    def starter_items(self) -> list[str]:
        """What every Python user has, the standard library first."""
        return self._graph.starter_items()

    def suffixes(self) -> tuple[str, ...]:
        """Of files that are read, with their dots."""
        return tuple(KINDS)

    def is_empty(self) -> bool:
        """Whether nothing was read yet."""
        return self._store.knowledge.counts()[0] == 0

    def dreamed(self) -> dict[str, int]:
        """How often each entity was dreamed about."""
        tried = self._store.lessons.dreamed_entities()
        return {entity_id: dreams for entity_id, dreams in tried.items() if dreams}
