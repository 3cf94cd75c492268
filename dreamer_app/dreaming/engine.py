"""DreamEngine: one REM session from knowledge to lessons."""

import gc
import importlib.util
import logging
import random
import sys
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from typing import Any

from dreamer_app.core.dreams import DreamRecord, Provenance, SessionRecord, SessionReport
from dreamer_app.core.errors import (
    DreamerError,
    InputError,
    KnowledgeError,
    ModelError,
    SandboxError,
    Stopped,
)
from dreamer_app.core.events import DreamEnded, LessonsChanged, SessionEnded, SessionStarted
from dreamer_app.core.knowledge import KnowledgeFragment
from dreamer_app.core.ports import EnergyGate, KnowledgeSource, SessionRepository
from dreamer_app.core.states import (
    Difficulty,
    DreamOutcome,
    EngineState,
    Phase,
    Reason,
    SessionStatus,
    Trigger,
)
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.callee import Abstained
from dreamer_app.dreaming.difficulty import adapted
from dreamer_app.dreaming.dream import DreamPlan, realise
from dreamer_app.dreaming.kernel import Kernel
from dreamer_app.dreaming.session import Session
from dreamer_app.dreaming.weaver import ScenarioWeaver

_log = logging.getLogger(__name__)
_BESIDE = 3
"""Dreams beside each other: while one is judged, others are written and the next is woven."""
_STRETCH = 4
"""Dreams in a row whose tasks are of one form where that fits: their prompts begin alike."""
_FRAGMENTS_PER_DREAM, _FRAGMENTS_MORE = 12, 40
_UNVERIFIED_IN_A_ROW = 3
_MISTAKE = "Dreamer made a mistake; the log has more."


class DreamEngine:
    """Orchestrates dreaming (guide, "Components").

    One session runs at a time. With a seed, a session with the same knowledge, model and
    libraries weaves the same scenarios from the same fragments; samples are the same as far
    as the model host is reproducible.

    Args:
        kernel: model, Guardian, sandbox and pool.
        graph_rag: where knowledge comes from.
        lessons_store: where nights and lessons go.
        energy_manager: says when to stop.
    """

    def __init__(
        self,
        kernel: Kernel,
        graph_rag: KnowledgeSource,
        lessons_store: SessionRepository,
        energy_manager: EnergyGate,
    ) -> None:
        self._kernel = kernel
        self._graph = graph_rag
        self._store = lessons_store
        self._energy = energy_manager
        self._weaver = ScenarioWeaver(kernel)
        self._one_at_a_time = threading.Lock()
        self._session: Session | None = None
        self._state = EngineState.IDLE

    @property
    def state(self) -> EngineState:
        """What it is doing; INTERRUPTED after a session that was, until the next one."""
        return self._state

    @property
    def is_dreaming(self) -> bool:
        """Whether a session runs."""
        return self._session is not None

    @property
    def session(self) -> Session | None:
        """The running session."""
        return self._session

    @property
    def energy_manager(self) -> EnergyGate:
        """Who says when to begin and when to stop."""
        return self._energy

    def stop(self, reason: Reason = Reason.STOPPED_BY_USER) -> None:
        """End the running session; returns at once."""
        session = self._session
        if session is not None:
            session.stop.stop(reason)

    def wait_until_ended(self, seconds: float) -> bool:
        """Wait until no session runs; False when one still does after that time."""
        ended = self._one_at_a_time.acquire(timeout=seconds)
        if ended:
            self._one_at_a_time.release()
        return ended

    async def enter_rem_phase(
        self, max_scenarios: int | None = None, difficulty: str | None = None
    ) -> dict[str, Any]:
        """Run one session (guide, API reference); the report as a dict."""
        import asyncio

        report = await asyncio.to_thread(
            self.dream, max_scenarios=max_scenarios, difficulty=difficulty
        )
        return report.to_dict()

    async def _get_knowledge_clusters(self, count: int = 10) -> list[KnowledgeFragment]:
        """Fragments by importance (guide, "Phase 2")."""
        import asyncio

        return await asyncio.to_thread(self._graph.get_clusters, count)

    def get_statistics(self) -> dict[str, Any]:
        """Over all nights: ``total_dreams``, ``success_rate``, ``saved_dreams_count``, ..."""
        return {**self._store.statistics(), "state": str(self._state)}

    def dream(
        self,
        *,
        max_scenarios: int | None = None,
        difficulty: str | None = None,
        seed: int | None = None,
        trigger: Trigger = Trigger.MANUAL,
        stop: StopToken | None = None,
    ) -> SessionReport:
        """Run one session to its end, in the calling thread.

        Args:
            max_scenarios: default from the settings.
            difficulty: simple, medium, complex or adaptive; default from the settings.
            seed: makes it repeatable; None draws one, which is stored.
            stop: ends it from outside.

        Raises:
            InputError: an argument is not allowed, or a session runs already, here or in
                another program on this home.
        """
        settings = self._kernel.settings()
        wanted = _level(difficulty or settings.scenario_complexity)
        count = settings.max_scenarios if max_scenarios is None else max_scenarios
        if count < 1:
            raise InputError(f"max_scenarios is {count}; it must be at least 1.")
        if not self._one_at_a_time.acquire(blocking=False):
            raise InputError("A session is running already.", hint="Stop it first, or wait.")
        try:
            record = SessionRecord(
                id=uuid.uuid4().hex[:12],
                trigger=trigger,
                status=SessionStatus.RUNNING,
                started_at=self._kernel.clock.now(),
                requested=count,
                difficulty=wanted,
                seed=random.SystemRandom().randrange(2**31) if seed is None else seed,
            )
            return self._run(Session(record, self._kernel, stop or StopToken()))
        finally:
            self._session = None
            self._one_at_a_time.release()

    def _run(self, session: Session) -> SessionReport:
        record = session.record
        self._store.begin_session(record)
        self._session, self._state = session, EngineState.DREAMING
        self._kernel.publish(
            SessionStarted(session_id=record.id, trigger=record.trigger, dreams=record.requested)
        )
        session.stop.on_stop(self._kernel.kill)  # the first of all that is done at a stop
        unguard = self._energy.guard(session.stop, record.trigger)
        try:
            status, problem = self._outcome(session)
            self._release()
            return self._close(session, status, problem)
        finally:
            unguard()  # the machine may sleep now: nothing is left, and all is committed

    def _outcome(self, session: Session) -> tuple[SessionStatus, str]:
        """Dream it all; how that ended."""
        try:
            self._dream_all(session)
        except Stopped:
            return SessionStatus.INTERRUPTED, ""
        except KnowledgeError as error:
            return SessionStatus.NO_KNOWLEDGE, str(error)
        except DreamerError as error:
            return SessionStatus.ERROR, str(error)
        except Exception:  # noqa: BLE001 - a bug must end as a stored session, not a dead tray
            _log.exception("Session %s broke", session.record.id)
            return SessionStatus.ERROR, _MISTAKE
        finally:
            session.leave()
        return SessionStatus.COMPLETED, ""

    def _release(self) -> None:
        try:
            self._kernel.release()
        except Exception:  # noqa: BLE001 - the session is to be stored whatever comes
            _log.exception("What a session used was not given back in order.")

    def _close(self, session: Session, status: SessionStatus, problem: str) -> SessionReport:
        if session.stop.is_stopped() and status is SessionStatus.ERROR:
            # What broke because everything was being killed is no error.
            status, problem = SessionStatus.INTERRUPTED, ""
        tally = session.tally
        self._store.end_session(
            replace(
                session.record,
                status=status,
                ended_at=self._kernel.clock.now(),
                attempted=tally.attempted,
                successful=tally.kept,
                tokens=tally.tokens,
                energy_joules=session.joules(),
                reason=session.stop.reason,
                problem=problem,
                phases=session.phases,
            )
        )
        interrupted = status is SessionStatus.INTERRUPTED
        self._state = EngineState.INTERRUPTED if interrupted else EngineState.IDLE
        report = SessionReport(
            session_id=session.record.id,
            status=status,
            duration_seconds=session.seconds,
            dreams=tuple(tally.records),
            reason=session.stop.reason,
            problem=problem,
        )
        self._session = None
        self._kernel.publish(SessionEnded(report=report, trigger=session.record.trigger))
        return report

    def _dream_all(self, session: Session) -> None:
        """Weave in order, one ahead; solve and judge beside that on the pool."""
        session.enter(Phase.KNOWLEDGE)
        gc.unfreeze()
        gc.collect()
        fragments = self._fragments(session)
        # From here on a full collection would go through the whole graph again and again, each
        # time with Python's lock held for as long as the user's return may take to be noticed.
        gc.freeze()
        libraries = tuple(sorted({f.library for f in fragments if _is_installed(f.library)}))
        sandbox = self._kernel.prepare(libraries)
        session.stop.check()
        model = self._kernel.model()
        session.record = replace(session.record, model_name=model.info.name, sandbox=sandbox)
        session.known.begin(self._store.known_solutions())
        running: set[Future[None]] = set()
        try:
            for plan in self._plans(session, fragments, sandbox):
                session.leave()
                try:
                    while len(running) >= _BESIDE:
                        running = self._reap(running)
                    session.stop.check()
                except DreamerError:
                    self._interrupted(session, plan)
                    raise
                running.add(self._kernel.executor.submit(self._realise, plan, session))
            session.leave()
            while running:
                running = self._reap(running)
        finally:
            wait(running)
        session.stop.check()

    @staticmethod
    def _reap(running: "set[Future[None]]") -> "set[Future[None]]":
        done, rest = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            future.result()
        return rest

    def _fragments(self, session: Session) -> list[KnowledgeFragment]:
        record = session.record
        dreamed = self._store.dreamed_entities()
        count = record.requested * _FRAGMENTS_PER_DREAM + _FRAGMENTS_MORE
        found = self._graph.get_clusters(
            count, seed=record.seed, dreamed=dreamed, stop=session.stop
        )
        if not found:
            raise KnowledgeError(
                "The knowledge graph is empty.", hint="Add something: dreamer ingest stdlib."
            )
        return found

    def _plans(
        self,
        session: Session,
        fragments: list[KnowledgeFragment],
        sandbox: str,
    ) -> Iterator[DreamPlan]:
        settings = self._kernel.settings()
        made = 0
        for position, fragment in enumerate(fragments):
            if made >= session.record.requested:
                return
            session.stop.check()
            began = self._kernel.clock.now()
            # Randomness below follows the seed, so that a night can be dreamed again.
            rng = random.Random(f"{session.record.seed} {position}")  # noqa: S311
            session.enter(Phase.SCENARIO, fragment.entity.id)
            record = DreamRecord(
                id=uuid.uuid4().hex[:12],
                session_id=session.record.id,
                number=made + 1,
                outcome=DreamOutcome.FELL,
                started_at=began,
            )
            level = self._level_now(session.record.difficulty)
            near = fragments[max(0, position - 4) : position + 5]
            others = [other for other in near if _is_installed(other.library)]
            try:
                _must_be_installed(fragment.library)
                scenario = self._weaver.weave(
                    fragment,
                    level,
                    rng,
                    session.stop,
                    others=others,
                    stretch=f"{session.record.seed} {made // _STRETCH}",
                )
            except Stopped:
                self._keep(session, replace(record, outcome=DreamOutcome.INTERRUPTED))
                raise
            except (ModelError, SandboxError) as error:
                self._broke(session, record, error)
                made += 1
                continue
            except Abstained as why:
                self._keep(
                    session,
                    replace(
                        record,
                        outcome=DreamOutcome.ABSTAINED,
                        fell_at="abstained",
                        note=str(why),
                        provenance=Provenance(
                            source_id=fragment.entity.source_id,
                            entity_ids=(fragment.entity.id,),
                        ),
                    ),
                )
                continue
            except DreamerError:
                raise
            except Exception:  # noqa: BLE001 - one dream's bug must not cost the night
                _log.exception("A scenario about %s broke", fragment.entity.id)
                self._broke(session, record, DreamerError(_MISTAKE))
                made += 1
                continue
            made += 1
            yield DreamPlan(
                record=record,
                scenario=scenario,
                fragment=fragment,
                seed=rng.randrange(2**31),
                samples=settings.samples,
                sandbox=sandbox,
                known_solutions=session.known.codes,
            )

    def _level_now(self, wanted: Difficulty) -> Difficulty:
        if wanted is not Difficulty.ADAPTIVE:
            return wanted
        return adapted(self._store.recent_outcomes())

    def _realise(self, plan: DreamPlan, session: Session) -> None:
        try:
            self._solve(plan, session)
        finally:
            session.leave()

    def _solve(self, plan: DreamPlan, session: Session) -> None:
        def enter(phase: Phase) -> None:
            session.enter(phase, plan.scenario.title)

        try:
            record = realise(
                plan, self._kernel, session.stop, enter, session.count_tokens, session.show
            )
        except Stopped:
            self._interrupted(session, plan)
            return
        except (ModelError, SandboxError) as error:
            self._broke(session, replace(plan.record, scenario=plan.scenario), error)
            return
        except DreamerError:
            raise
        except Exception:  # noqa: BLE001 - one dream's bug must not cost the night
            _log.exception("The dream %s broke", plan.record.id)
            broken = replace(plan.record, scenario=plan.scenario)
            self._broke(session, broken, DreamerError(_MISTAKE))
            return
        session.enter(Phase.SAVING, plan.scenario.title)
        self._keep(session, record)

    def _broke(self, session: Session, record: DreamRecord, error: DreamerError) -> None:
        """Keep a dream that the model or the sandbox broke; the session ends after some.

        Raises:
            DreamerError: the same error, when several in a row, or all, ended like that.
        """
        if session.stop.is_stopped():
            self._keep(session, replace(record, outcome=DreamOutcome.INTERRUPTED))
            return
        self._keep(session, replace(record, outcome=DreamOutcome.UNVERIFIED, note=str(error)))
        most = min(_UNVERIFIED_IN_A_ROW, session.record.requested)
        if session.tally.unverified_in_a_row >= most:
            raise error

    def _interrupted(self, session: Session, plan: DreamPlan) -> None:
        """Keep that a woven dream did not come to its end."""
        record = replace(plan.record, scenario=plan.scenario, outcome=DreamOutcome.INTERRUPTED)
        self._keep(session, record)

    def _keep(self, session: Session, record: DreamRecord) -> None:
        with session.known.keeping(record, self._kernel.verifier) as kept:
            record = kept
            self._store.record_dream(record)
        session.add(record)
        self._kernel.publish(DreamEnded(record=record))
        if record.outcome is DreamOutcome.KEPT:
            self._kernel.publish(LessonsChanged(lesson_ids=(record.id,)))


def _must_be_installed(library: str) -> None:
    if library and not _is_installed(library):
        raise Abstained(f"The library {library} is not installed.")


def _is_installed(library: str) -> bool:
    """Whether a library can be imported, found out without importing it."""
    if not library.isidentifier():
        return False
    try:
        return library in sys.modules or importlib.util.find_spec(library) is not None
    except (ImportError, ValueError):
        return False


def _level(word: str) -> Difficulty:
    try:
        return Difficulty(word)
    except ValueError:
        allowed = ", ".join(Difficulty)
        raise InputError(f"difficulty is {word!r}; allowed is one of {allowed}.") from None
