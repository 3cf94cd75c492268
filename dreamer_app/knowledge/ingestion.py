"""Carries out a plan: reads what changed, replaces it in the repository, says what was done."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from dreamer_app.core.knowledge import IngestReport, Source
from dreamer_app.core.ports import Clock, KnowledgeRepository
from dreamer_app.core.stop import StopToken
from dreamer_app.knowledge.extraction import Extraction
from dreamer_app.knowledge.plans import Plan, SourcePlan
from dreamer_app.knowledge.reader_pool import run_jobs

Progress = Callable[[str, int, int], None]
"""Called with the name of what was read last, how many are done, and of how many."""
_T = TypeVar("_T")


class Ingestion:
    """One call to ingest."""

    def __init__(
        self,
        repository: KnowledgeRepository,
        clock: Clock,
        stop: StopToken,
        progress: Progress | None,
    ) -> None:
        self._repository = repository
        self._clock = clock
        self._stop = stop
        self._progress = progress or (lambda *_: None)
        self._added: list[str] = []
        self._updated: list[str] = []
        self._skipped: list[tuple[str, str]] = []
        self._entities = 0
        self._relations = 0

    def carry_out(self, plan: Plan) -> IngestReport:
        """Read every source of the plan that is new or changed.

        Raises:
            Stopped: a stop was asked for; whole sources that were read by then are kept.
        """
        begun = self._clock.monotonic()
        known = {s.id: s.content_hash for s in self._repository.sources()}
        changed = [s for s in plan.sources if known.get(s.source_id) != s.content_hash]
        unchanged = tuple(s.source_id for s in plan.sources if s not in changed)
        self._skipped.extend(plan.skipped)
        for source_id in plan.gone:
            if self._repository.remove_source(source_id):
                self._skipped.append((source_id, "it is no longer there, and was forgotten"))
        done = len(unchanged)
        self._progress("", done, len(plan.sources))
        for answer in run_jobs([s.job for s in changed], self._stop) if changed else ():
            source = changed[answer.index]
            if answer.failed:
                self._skipped.append((source.location or source.name, answer.failed))
            else:
                self._keep(source, Extraction.from_json(answer.value), source.source_id in known)
            done += 1
            self._progress(source.name, done, len(plan.sources))
        return IngestReport(
            added=tuple(sorted(self._added)),
            updated=tuple(sorted(self._updated)),
            unchanged=unchanged,
            skipped=tuple(self._skipped),
            entities=self._entities,
            relations=self._relations,
            seconds=self._clock.monotonic() - begun,
        )

    def _keep(self, plan: SourcePlan, found: Extraction, was_known: bool) -> None:  # noqa: FBT001
        self._skipped.extend(found.skipped)
        source = Source(
            id=plan.source_id,
            kind=plan.kind,
            name=plan.name,
            location=plan.location,
            version=plan.version,
            licence=plan.licence,
            content_hash=plan.content_hash,
            ingested_at=self._clock.now(),
            entities=len(found.entities),
            relations=len(found.relations),
        )
        self._repository.replace_source(
            source,
            self._until_stop(found.entities.values()),
            self._until_stop(found.sorted_relations()),
        )
        (self._updated if was_known else self._added).append(plan.source_id)
        self._entities += len(found.entities)
        self._relations += len(found.relations)

    def _until_stop(self, values: Iterable[_T]) -> Iterator[_T]:
        for value in values:
            self._stop.check()
            yield value
