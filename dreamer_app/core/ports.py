"""Where rooms meet: what one room needs of another, wired in ``services/assembly.py``."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from dreamer_app.core.dreams import (
    CheckResult,
    DreamRecord,
    Judgement,
    Lesson,
    SessionRecord,
    Verification,
)
from dreamer_app.core.energy import Permission
from dreamer_app.core.execution import (
    Observation,
    SandboxEnd,
    SandboxProgram,
    SelfTest,
)
from dreamer_app.core.inference import Generation, GenerationRequest, ModelInfo
from dreamer_app.core.journal import (
    Decision,
    LessonQuery,
    LessonRow,
    LessonVersion,
    NightSummary,
    NightTimes,
    StateChange,
)
from dreamer_app.core.knowledge import Entity, KnowledgeFragment, Relation, Source
from dreamer_app.core.states import ReviewState, Trigger
from dreamer_app.core.stop import StopToken

Json = Any
"""A JSON value: None, bool, int, float, str, or lists and string-keyed dicts of those."""


class Clock(Protocol):
    """Time, injected so that tests can move it."""

    def now(self) -> datetime:
        """The moment, in UTC, aware."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go back; do not count while the machine sleeps."""
        ...


class LanguageModel(Protocol):
    """A loaded model. All methods may be called from any thread."""

    @property
    def info(self) -> ModelInfo:
        """What is known of the model."""
        ...

    def generate(
        self,
        request: GenerationRequest,
        stop: StopToken,
        on_sample: Callable[[Generation], bool] | None = None,
        on_text: Callable[[int, str], None] | None = None,
    ) -> list[Generation]:
        """Draw the samples of one request; waits for them.

        Args:
            stop: ends it at once; then :class:`~dreamer_app.core.errors.Stopped` is raised.
            on_sample: called as each sample ends; False cancels the ones still running,
                which then come back with ``Finish.CANCELLED``.
            on_text: told now and then, in the calling thread, the number of a sample and all
                that it holds so far; its end may still be cut off.

        Raises:
            ModelError: the host died or refused; the next call may start a new one.
        """
        ...

    def tokens_per_second(self) -> float:
        """Decoding speed over the last seconds, all requests together."""
        ...

    def kill(self) -> None:
        """Kill the host at once and let none begin; does not wait. To be closed afterwards."""
        ...

    def close(self) -> None:
        """End the host; no process of it is left afterwards. May be called twice."""
        ...


class SandboxProcess(Protocol):
    """One running sandbox. Used by one thread; ``kill`` by any."""

    def send(self, message: Json) -> None:
        """Send one frame. A sandbox that has ended makes this do nothing."""
        ...

    def receive(self, seconds: float) -> Json:
        """The next frame from inside.

        Raises:
            TimeoutError: none came in that time; the sandbox still runs.
            EOFError: the sandbox has ended; :meth:`end` says how.
        """
        ...

    def end(self, seconds: float = 0.0) -> SandboxEnd:
        """Give it that long to end by itself, kill it otherwise, and say how it ended."""
        ...

    def kill(self) -> None:
        """Kill all of it at once; does not wait."""
        ...


class Sandbox(Protocol):
    """A backend that runs programs nobody has read. Methods may be called from any thread."""

    @property
    def name(self) -> str:
        """``docker`` or ``bubblewrap``."""
        ...

    def self_test(self) -> SelfTest:
        """Prove isolation by trying to break it; cached while nothing changed."""
        ...

    def prepare(self, libraries: Iterable[str], stop: StopToken) -> None:
        """Make these import names available inside (build the image where there is one)."""
        ...

    def start(self, program: SandboxProgram, stop: StopToken) -> SandboxProcess:
        """Start a program in a fresh sandbox; a stop kills it at any moment.

        Raises:
            SandboxError: the sandbox itself cannot start. Never raised for what the
                program does.
            Stopped: a stop was asked for before it had started.
        """
        ...

    def sweep(self) -> int:
        """Remove what earlier runs left behind; the number of things removed."""
        ...

    def kill(self) -> None:
        """Kill everything of this session at once, and let nothing new begin; does not wait.

        To be closed afterwards.
        """
        ...

    def close(self) -> None:
        """Kill and remove everything of this session. May be called twice."""
        ...


class Probe(Protocol):
    """Evaluates expressions against code, in a sandbox."""

    def observe(
        self,
        code: str,
        expressions: Sequence[str],
        libraries: Sequence[str],
        stop: StopToken,
        *,
        seconds_each: float = 5.0,
    ) -> list[Observation]:
        """Run ``code`` once, then each expression in a fresh fork of that state.

        Returns:
            One observation per expression, in order; a candidate that crashes or hangs is
            an observation with a problem.

        Raises:
            SandboxError: nothing could be run at all.
        """
        ...


class Verifier(Protocol):
    """The Guardian, as the engine needs it."""

    def verify(self, verification: Verification, stop: StopToken) -> Judgement:
        """Judge a candidate. A broken sandbox gives the verdict ``unverified``."""
        ...

    def novelty(self, code: str, known: Sequence[str]) -> CheckResult:
        """The check of that name alone, against these solutions."""
        ...


class KnowledgeSource(Protocol):
    """The graph, as the engine needs it."""

    def get_clusters(
        self,
        count: int,
        *,
        seed: int | None = None,
        dreamed: Mapping[str, int] | None = None,
        stop: StopToken | None = None,
    ) -> list[KnowledgeFragment]:
        """Fragments by importance (number of connections).

        Args:
            seed: None gives the plain ranking; a number draws from it, weighted by rank,
                repeatably.
            dreamed: how often each entity was dreamed about; these come later. With 0, it was
                tried and made no task; these come last.
            stop: ends it; then :class:`~dreamer_app.core.errors.Stopped` is raised.
        """
        ...

    def get_stats(self) -> dict[str, Any]:
        """``total_nodes``, ``total_edges``, ``communities``, ``sources``."""
        ...


class KnowledgeRepository(Protocol):
    """Where the graph is kept."""

    def sources(self) -> list[Source]:
        """All sources, by id."""
        ...

    def replace_source(
        self, source: Source, entities: Iterable[Entity], relations: Iterable[Relation]
    ) -> None:
        """Put a source with all that came from it in place of what it was, at once."""
        ...

    def remove_source(self, source_id: str) -> bool:
        """Remove a source and all that came from it; False when there is none."""
        ...

    def entities(self, ids: Iterable[str] | None = None) -> list[Entity]:
        """All entities by id, or those asked for."""
        ...

    def relations(self, ids: Iterable[str] | None = None) -> list[Relation]:
        """All relations whose two ends exist, sorted, or those of these entities."""
        ...

    def search(self, text: str, limit: int = 50) -> list[Entity]:
        """Full-text search over names and texts, best first."""
        ...

    def counts(self) -> tuple[int, int]:
        """Number of entities and of relations."""
        ...

    def save_ranking(self, rows: Iterable[tuple[str, float, int, int]]) -> None:
        """Keep rank, connections and cluster number per entity id."""
        ...

    def ranking(self) -> list[tuple[str, float, int, int]]:
        """Rows as saved, highest rank first; empty after any source changed."""
        ...


class SessionRepository(Protocol):
    """Where nights are kept, as the engine needs it."""

    def begin_session(self, session: SessionRecord) -> None:
        """Note that a session runs."""
        ...

    def record_dream(self, record: DreamRecord) -> None:
        """Commit one dream; a kept one with its lesson and its files, or none of it."""
        ...

    def end_session(self, session: SessionRecord) -> None:
        """Note how it ended."""
        ...

    def statistics(self) -> dict[str, Any]:
        """The guide's ``get_statistics``: ``total_dreams``, ``success_rate``, ..."""
        ...

    def dreamed_entities(self) -> dict[str, int]:
        """How often each entity id was dreamed about."""
        ...

    def recent_outcomes(self, limit: int = 50) -> list[tuple[str, bool]]:
        """Pairs of difficulty and kept, newest first; for adaptive difficulty."""
        ...

    def known_solutions(self) -> list[str]:
        """Code of every lesson ever kept, approved or rejected."""
        ...


class JournalRepository(Protocol):
    """Lessons and decisions, as the faces need them."""

    def nights(self, limit: int = 1000, *, with_waiting: bool = False) -> list[NightSummary]:
        """Newest first; if wanted, also nights in which it only waited for its turn."""
        ...

    def count(self, query: LessonQuery) -> int:
        """How many lessons match."""
        ...

    def rows(self, query: LessonQuery, *, offset: int = 0, limit: int = 200) -> list[LessonRow]:
        """A page of the matching lessons."""
        ...

    def get_lesson(self, lesson_id: str) -> Lesson:
        """One lesson, whole; InputError when there is none."""
        ...

    def decide(self, lesson_ids: Sequence[str], after: ReviewState, reason: str = "") -> str:
        """Record a person's decision for all of them at once; the batch id."""
        ...

    def undo(self) -> list[Decision]:
        """Take the newest batch back; empty when there is none."""
        ...

    def redo(self) -> list[Decision]:
        """Do again what was taken back last; empty when a decision came in between."""
        ...

    def decisions(self, limit: int = 100) -> list[Decision]:
        """The log, newest first."""
        ...

    def annotate(
        self,
        lesson_id: str,
        *,
        flagged: bool | None = None,
        rating: int | None = None,
        note: str | None = None,
        tags: Sequence[str] | None = None,
    ) -> None:
        """Set what is given, leave the rest."""
        ...

    def replace_code(self, lesson_id: str, code: str, tests: str, judgement: Judgement) -> None:
        """Keep a person's edit with the verdict that it got."""
        ...

    def record_verdict(self, lesson_id: str, judgement: Judgement) -> None:
        """Keep a newer verdict on an unchanged lesson; the earlier one is kept as well."""
        ...

    def versions(self, lesson_id: str) -> list[LessonVersion]:
        """What edits took the place of, oldest first; empty when it was never edited."""
        ...

    def earlier_versions(self, lesson_id: str) -> list[str]:
        """Code that edits took the place of, oldest first."""
        ...

    def similar(self, lesson_id: str, limit: int = 10) -> list[LessonRow]:
        """Lessons like that one, whatever their review, most alike first."""
        ...

    def pending_count(self) -> int:
        """How many lessons wait for a person."""
        ...

    def libraries(self) -> list[str]:
        """Every library that a lesson uses, by name."""
        ...

    def lesson_sources(self) -> list[str]:
        """Id of every source that a lesson came from, sorted."""
        ...

    def night_times(self, night: str) -> NightTimes:
        """Where the time of a night's dreams went."""
        ...

    def dreams(self, session_id: str) -> list[DreamRecord]:
        """Every dream of a session in order; what a kept one was made of is in its lesson."""
        ...

    def record_state(self, change: StateChange) -> None:
        """Add a row to the timeline of states."""
        ...

    def states(self, since: datetime, limit: int = 1000) -> list[StateChange]:
        """The timeline from that moment on, oldest first."""
        ...

    def state_at(self, when: datetime) -> StateChange | None:
        """The row of the state that Dreamer was in then; None when none ran, as far as known."""
        ...


class EnergyGate(Protocol):
    """The EnergyManager, as engine and scheduler need it."""

    def permission(self, trigger: Trigger) -> Permission:
        """Whether a session of that kind may begin now."""
        ...

    def guard(self, stop: StopToken, trigger: Trigger) -> Callable[[], None]:
        """Watch while a session runs and stop it when it must end.

        An automatic session ends at the first input; a manual one does not. The stop
        carries the reason.

        Returns:
            A function that ends the watch.
        """
        ...


class Dreamer(Protocol):
    """The DreamEngine, as the scheduler needs it."""

    @property
    def is_dreaming(self) -> bool:
        """Whether a session runs."""
        ...

    @property
    def energy_manager(self) -> EnergyGate | None:
        """Who says whether a session may begin; None where nobody does."""
        ...

    def dream(
        self, *, max_scenarios: int | None = None, trigger: Trigger = Trigger.MANUAL
    ) -> object:
        """Run one session to its end, in the calling thread."""
        ...

    def stop(self, reason: Any) -> None:
        """End the running session, if there is one."""
        ...
