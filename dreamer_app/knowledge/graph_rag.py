"""GraphRAG: what Dreamer knows, as a graph that can be asked for what matters most."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dreamer_app.core.clock import SystemClock
from dreamer_app.core.errors import InputError, KnowledgeError
from dreamer_app.core.knowledge import (
    Entity,
    IngestReport,
    KnowledgeFragment,
    Relation,
    Source,
)
from dreamer_app.core.ports import Clock, KnowledgeRepository
from dreamer_app.core.stop import StopToken
from dreamer_app.knowledge import selection, source_files
from dreamer_app.knowledge.fragments import Demonstrations, fragment, neighbours
from dreamer_app.knowledge.ingestion import Ingestion, Progress
from dreamer_app.knowledge.installed import Installed
from dreamer_app.knowledge.plans import Plan
from dreamer_app.knowledge.reader_pool import run_jobs

if TYPE_CHECKING:
    import networkx as nx


class GraphRAG:
    """The knowledge graph (guide, "Phase 2"): ingestion, ranking, fragments to dream of.

    Implements :class:`dreamer_app.core.ports.KnowledgeSource`. Reading and ranking happen in
    processes of their own, so this one loads neither networkx nor griffe. All methods may be
    called from any thread.

    Args:
        repository: where the graph is kept.
        clock: the real one by default.
    """

    def __init__(self, repository: KnowledgeRepository, *, clock: Clock | None = None) -> None:
        self._repository = repository
        self._clock = clock or SystemClock()
        # What is worked out of all entities, kept with the state of the sources it is true of.
        self._subjects: tuple[object, list[selection.Subject]] = (None, [])
        self._kinds: tuple[object, Counter[str]] = (None, Counter())

    # --- what goes in -------------------------------------------------------------------

    def ingest(
        self, what: str, *, stop: StopToken | None = None, progress: Progress | None = None
    ) -> IngestReport:
        """Read a file, a folder, an installed package, or ``stdlib`` into the graph.

        A bare name that is installed means the package; write ``./name`` for a folder.

        Args:
            stop: ends it within a second; whole sources that were read by then are kept.
            progress: called with what was read last, how many are done, and of how many.

        Raises:
            InputError: it is none of these; says what was tried.
            Stopped: a stop was asked for.
        """
        stop = stop or StopToken()
        return self._carry_out(self._plan(what, stop), stop, progress)

    def ingest_many(
        self,
        items: Iterable[str],
        *,
        stop: StopToken | None = None,
        progress: Progress | None = None,
    ) -> IngestReport:
        """As :meth:`ingest`, for many at once; cheaper, for the graph is ranked only once.

        An item that cannot be used is left out with the reason.
        """
        stop = stop or StopToken()
        plan = Plan()
        for item in items:
            try:
                plan.extend(self._plan(item, stop))
            except InputError as error:
                plan.skipped.append((item, error.message))
        return self._carry_out(plan, stop, progress)

    def _plan(self, what: str, stop: StopToken) -> Plan:
        path = Path(what).expanduser()
        means_path = path.is_file() or path.is_absolute() or what.startswith((".", "~"))
        if not means_path and "/" not in what:
            plan = Installed().plan(what, stop)
            if plan is not None:
                return plan
        if path.is_dir():
            return self._plan_folder(path, stop)
        if means_path or path.suffix in source_files.KINDS:
            return source_files.plan_file(path)
        raise Installed().not_found(what)

    def _plan_folder(self, path: Path, stop: StopToken) -> Plan:
        known = [source.id for source in self._repository.sources()]
        return source_files.plan_folder(path, known, stop)

    def ingest_package(
        self, name: str, *, stop: StopToken | None = None, progress: Progress | None = None
    ) -> IngestReport:
        """As :meth:`ingest`, for the name of an installed package only."""
        stop = stop or StopToken()
        installed = Installed()
        plan = installed.plan(name, stop)
        if plan is None:
            raise installed.not_found(name)
        return self._carry_out(plan, stop, progress)

    def ingest_file(
        self,
        path: str | Path,
        *,
        stop: StopToken | None = None,
        progress: Progress | None = None,
    ) -> IngestReport:
        """As :meth:`ingest`, for one file."""
        return self._carry_out(source_files.plan_file(Path(path)), stop or StopToken(), progress)

    def ingest_folder(
        self,
        path: str | Path,
        *,
        stop: StopToken | None = None,
        progress: Progress | None = None,
    ) -> IngestReport:
        """As :meth:`ingest`, for a folder and all below it; files that are gone are forgotten."""
        stop = stop or StopToken()
        return self._carry_out(self._plan_folder(Path(path), stop), stop, progress)

    def _carry_out(self, plan: Plan, stop: StopToken, progress: Progress | None) -> IngestReport:
        report = Ingestion(self._repository, self._clock, stop, progress).carry_out(plan)
        self._ensure_ranking(stop)
        return report

    def starter_items(self) -> list[str]:
        """What every Python user has, to be given to :meth:`ingest` one by one.

        The standard library first, then the examples of it that ship with the program, then
        what is installed beside it.
        """
        return Installed().starter_items()

    def remove_source(self, source_id: str) -> bool:
        """Forget a source; False when there is none of that id."""
        return self._repository.remove_source(source_id)

    # --- what is there ------------------------------------------------------------------

    def sources(self) -> list[Source]:
        """Everything that was ingested, by id."""
        return self._repository.sources()

    def get_stats(self) -> dict[str, Any]:
        """``total_nodes``, ``total_edges``, ``communities``, ``sources``, ``by_kind``."""
        nodes, edges = self._repository.counts()
        state, (counted, kinds) = self._state(), self._kinds
        if counted != state:
            kinds = Counter(str(entity.kind) for entity in self._repository.entities())
            self._kinds = (state, kinds)
        return {
            "total_nodes": nodes,
            "total_edges": edges,
            "communities": len({cluster for *_, cluster in self._ensure_ranking()}),
            "sources": len(self._repository.sources()),
            "by_kind": dict(sorted(kinds.items())),
        }

    def search(self, text: str, limit: int = 50) -> list[Entity]:
        """Full-text search over names and texts, best first."""
        return self._repository.search(text, limit)

    def top(self, limit: int = 20) -> list[tuple[Entity, int]]:
        """The most important entities of all kinds, with their numbers of connections."""
        rows = self._ensure_ranking()[:limit]
        found = {e.id: e for e in self._repository.entities([row[0] for row in rows])}
        return [
            (replace(found[entity_id], rank=rank), connections)
            for entity_id, rank, connections, _ in rows
            if entity_id in found
        ]

    def graph(self) -> "nx.Graph[str]":
        """The graph in which connections are counted, for analyses of one's own."""
        from dreamer_app.knowledge.ranking import build_graph

        nodes = [e.id for e in self._repository.entities()]
        return build_graph(
            nodes, [(r.head, r.tail, r.weight) for r in self._repository.relations()]
        )

    def neighbourhood(self, entity_id: str, depth: int = 1) -> tuple[list[Entity], list[Relation]]:
        """An entity with what is at most ``depth`` relations away, and the relations among them.

        Raises:
            InputError: there is no such entity.
        """
        if not self._repository.entities([entity_id]):
            raise _unknown(entity_id)
        inside = {entity_id}
        for _ in range(depth):
            inside |= {end for r in self._repository.relations(inside) for end in (r.head, r.tail)}
        relations = self._repository.relations(inside)
        among = [r for r in relations if r.head in inside and r.tail in inside]
        return self._repository.entities(sorted(inside)), among

    # --- what to dream of ---------------------------------------------------------------

    def get_clusters(
        self,
        count: int,
        *,
        seed: int | None = None,
        dreamed: Mapping[str, int] | None = None,
        stop: StopToken | None = None,
    ) -> list[KnowledgeFragment]:
        """Fragments to dream of; see :func:`dreamer_app.knowledge.selection.choose`.

        Only what can be dreamed of: functions, classes and sections with content.

        Raises:
            Stopped: ``stop`` was asked to.
        """
        token = stop or StopToken()
        subjects = self._dreamable(token)
        token.check()
        chosen = selection.choose(subjects, count, seed, dreamed or {})
        token.check()
        return self._fragments([subject.id for subject in chosen])

    def fragment(self, entity_id: str) -> KnowledgeFragment:
        """The fragment about one entity.

        Raises:
            InputError: there is no such entity.
        """
        found = self._fragments([entity_id])
        if not found:
            raise _unknown(entity_id)
        return found[0]

    def forget(self) -> None:
        """Drop what is kept in memory; it is read again when it is asked for."""
        self._subjects = (None, [])

    def _dreamable(self, stop: StopToken) -> list[selection.Subject]:
        """Every subject; kept until a source or the ranking changes."""
        ranks = {row[0]: row for row in self._ensure_ranking(stop)}
        stop.check()
        state, (drawn_from, subjects) = (len(ranks), self._state()), self._subjects
        if drawn_from != state:
            entities = {entity.id: entity for entity in self._repository.entities()}
            shown = Demonstrations(self._repository.relations())
            found = (
                selection.subject(shown.applied(entity, entities), ranks[entity.id])
                for entity in entities.values()
                if entity.id in ranks
            )
            subjects = [subject for subject in found if subject is not None]
            self._subjects = (state, subjects)
        return subjects

    def _state(self) -> tuple[tuple[str, str], ...]:
        return tuple((s.id, s.content_hash) for s in self._repository.sources())

    def _fragments(self, ids: list[str]) -> list[KnowledgeFragment]:
        if not ids:
            return []
        ranks = {row[0]: row for row in self._ensure_ranking()}
        relations = self._repository.relations()
        shown = Demonstrations(relations)
        related = neighbours(ids, relations, ranks)
        needed = {*ids, *shown.ids(ids), *(n for near in related.values() for n in near)}
        entities = {
            e.id: replace(e, rank=ranks[e.id][1]) if e.id in ranks else e
            for e in self._repository.entities(sorted(needed))
        }
        sources = {s.id: s for s in self._repository.sources()}
        return [
            fragment(
                shown.applied(entities[i], entities),
                [entities[n] for n in related[i] if n in entities],
                sources.get(entities[i].source_id),
                ranks.get(i),
            )
            for i in ids
            if i in entities
        ]

    def _ensure_ranking(self, stop: StopToken | None = None) -> list[tuple[str, float, int, int]]:
        """The ranking in force; made anew when a source changed since."""
        rows = self._repository.ranking()
        if rows or not self._repository.counts()[0]:
            return rows
        before = self._state()
        nodes = [e.id for e in self._repository.entities()]
        edges = [(r.head, r.tail, r.weight) for r in self._repository.relations()]
        job = {"task": "rank", "nodes": nodes, "edges": edges}
        answer = next(iter(run_jobs([job], stop or StopToken())))
        if answer.failed:
            raise KnowledgeError(
                f"The knowledge graph could not be ranked: {answer.failed}.",
                hint="Remove a source that is too large for this machine, or try again.",
            )
        rows = [(entity_id, rank, degree, group) for entity_id, rank, degree, group in answer.value]
        if self._state() == before:
            self._repository.save_ranking(rows)
        return rows


def _unknown(entity_id: str) -> InputError:
    return InputError(
        f"The graph has no entity {entity_id!r}.", hint="Search for it by a part of its name."
    )
