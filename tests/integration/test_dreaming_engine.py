"""One session with a real store, Guardian, sandbox and model."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dreamer_app.core.energy import Permission
from dreamer_app.core.errors import InputError, SandboxError
from dreamer_app.core.events import (
    DreamEnded,
    Event,
    SessionEnded,
    SessionProgressed,
    SessionStarted,
)
from dreamer_app.core.inference import Generation
from dreamer_app.core.knowledge import Entity, EntityKind, KnowledgeFragment
from dreamer_app.core.ports import LanguageModel, Sandbox
from dreamer_app.core.states import (
    DreamOutcome,
    EngineState,
    Phase,
    Reason,
    SessionStatus,
    Trigger,
)
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.engine import DreamEngine
from dreamer_app.dreaming.kernel import Kernel
from dreamer_app.guardian import Guardian
from dreamer_app.guardian.checks.novelty import fingerprint
from dreamer_app.inference import ModelHost, read_header
from dreamer_app.sandbox import open_sandbox
from dreamer_app.settings import Settings
from dreamer_app.store import Store

pytestmark = [pytest.mark.bubblewrap, pytest.mark.model]
SETTINGS = Settings(samples=4, repeats=2, scenario_complexity="simple")


def fragment(qualified: str, signature: str, text: str) -> KnowledgeFragment:
    return KnowledgeFragment(
        entity=Entity(
            id=qualified,
            kind=EntityKind.FUNCTION,
            name=qualified.rpartition(".")[2],
            source_id="package:stdlib",
            signature=signature,
            text=text,
        ),
        library=qualified.partition(".")[0],
    )


FRAGMENTS = [
    fragment("calendar.isleap", "(year)", "Return True for leap years."),
    fragment("library_that_is_not_here.f", "(a)", "It was uninstalled."),
    fragment("html.escape", "(s)", "Replace special characters by safe sequences."),
    fragment("time.time", "()", "Return the current time in seconds."),
    fragment("shlex.quote", "(s)", "Return a shell-escaped version of the string."),
    fragment("math.sqrt", "(x)", "Return the square root of x."),
]


@dataclass
class Graph:
    """A tiny graph; gives its fragments in order."""

    fragments: list[KnowledgeFragment]

    def get_clusters(
        self,
        count: int,
        *,
        seed: int | None = None,
        dreamed: Mapping[str, int] | None = None,
        stop: StopToken | None = None,
    ) -> list[KnowledgeFragment]:
        return self.fragments[:count]

    def get_stats(self) -> dict[str, Any]:
        return {"total_nodes": len(self.fragments)}


class AlwaysAllowed:
    """An energy gate on a machine that nobody uses."""

    def permission(self, trigger: Trigger) -> Permission:
        return Permission(allowed=True)

    def guard(self, stop: StopToken, trigger: Trigger) -> Callable[[], None]:
        return lambda: None


@dataclass
class House:
    """The parts of one test's Dreamer."""

    store: Store
    sandbox: Sandbox
    pool: ThreadPoolExecutor
    model: Callable[[], LanguageModel]
    events: list[Event] = field(default_factory=list)
    released: int = 0
    on_event: Callable[[Event], None] = lambda event: None

    def engine(self, fragments: list[KnowledgeFragment]) -> DreamEngine:
        guardian = Guardian(self.sandbox, SETTINGS)
        kernel = Kernel(
            model=self.model,
            prepare=self._prepare,
            probe=guardian,
            verifier=guardian,
            executor=self.pool,
            settings=lambda: SETTINGS,
            release=self._release,
            publish=self._publish,
        )
        return DreamEngine(kernel, Graph(fragments), self.store.lessons, AlwaysAllowed())

    def _prepare(self, libraries: tuple[str, ...]) -> str:
        self.sandbox.prepare(libraries, StopToken())
        return self.sandbox.name

    def _release(self) -> None:
        self.released += 1

    def _publish(self, event: Event) -> None:
        self.events.append(event)
        self.on_event(event)


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    try:
        opened = open_sandbox(
            "bubblewrap",
            home=tmp_path_factory.mktemp("home"),
            namespace="dreamer-engine",
            session_id=uuid.uuid4().hex[:8],
        )
    except SandboxError as error:
        pytest.skip(str(error))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def host(embedded_model: Path) -> Iterator[ModelHost]:
    made = ModelHost(read_header(embedded_model), context=2048, sequences=8, priority=0)
    yield made
    made.close()


@pytest.fixture
def house(tmp_path: Path, sandbox: Sandbox, host: ModelHost) -> Iterator[House]:
    store = Store.open(
        tmp_path / "dreamer.db", backups=tmp_path / "backups", output_dir=tmp_path / "lessons"
    )
    with ThreadPoolExecutor(2) as pool:
        yield House(store=store, sandbox=sandbox, pool=pool, model=lambda: host)
    store.close()


def test_a_session_of_three_dreams_is_completed_and_everything_is_recorded(house: House) -> None:
    engine = house.engine(FRAGMENTS)
    report = engine.dream(max_scenarios=3, seed=1)
    assert (report.status, report.problem) == (SessionStatus.COMPLETED, "")
    assert report.dreams_attempted == 3
    stored = house.store.lessons.dreams(report.session_id)
    assert {d.id: d.outcome for d in stored} == {d.id: d.outcome for d in report.dreams}
    notes = [d.note for d in stored if d.outcome is DreamOutcome.ABSTAINED]
    assert "The library library_that_is_not_here is not installed." in notes
    for dream in report.dreams:
        if dream.outcome is not DreamOutcome.ABSTAINED:
            assert dream.scenario is not None
            assert dream.note
            assert dream.outcome in (DreamOutcome.KEPT, DreamOutcome.FELL)
    night = house.store.lessons.nights()[0].sessions[0]
    assert night.status is SessionStatus.COMPLETED
    assert (night.attempted, night.successful) == (3, report.dreams_successful)
    assert [phase for phase, _seconds in night.phases] == [
        Phase.KNOWLEDGE,
        Phase.SCENARIO,
        Phase.CODE,
        Phase.VALIDATION,
        Phase.SAVING,
    ]
    assert len(house.store.lessons.known_solutions()) == report.dreams_successful
    assert isinstance(house.events[0], SessionStarted)
    assert isinstance(house.events[-1], SessionEnded)
    assert house.released == 1
    assert not engine.is_dreaming
    assert engine.state is EngineState.IDLE


def test_a_stop_interrupts_and_keeps_what_was_finished(house: House) -> None:
    engine = house.engine(FRAGMENTS)

    def stop_after_one(event: Event) -> None:
        solved = (DreamOutcome.KEPT, DreamOutcome.FELL)
        if isinstance(event, DreamEnded) and event.record.outcome in solved:
            engine.stop(Reason.USER_ACTIVE)

    house.on_event = stop_after_one
    report = engine.dream(max_scenarios=4, seed=2)
    assert (report.status, report.reason) == (SessionStatus.INTERRUPTED, Reason.USER_ACTIVE)
    assert engine.state is EngineState.INTERRUPTED
    stored = house.store.lessons.dreams(report.session_id)
    assert any(d.outcome in (DreamOutcome.KEPT, DreamOutcome.FELL) for d in stored)
    assert house.store.lessons.nights()[0].sessions[0].status is SessionStatus.INTERRUPTED


def test_a_stop_while_a_scenario_is_woven_leaves_that_dream_interrupted(house: House) -> None:
    engine = house.engine(FRAGMENTS)

    def stop_while_weaving(event: Event) -> None:
        if isinstance(event, SessionProgressed) and event.progress.phase is Phase.SCENARIO:
            engine.stop(Reason.USER_ACTIVE)

    house.on_event = stop_while_weaving
    report = engine.dream(max_scenarios=4, seed=2)
    stored = house.store.lessons.dreams(report.session_id)
    assert [d.outcome for d in stored] == [DreamOutcome.INTERRUPTED]
    assert house.store.lessons.dreamed_entities() == {}


def test_of_twins_in_one_night_one_is_kept(house: House) -> None:
    """The same function is dreamed about three times, beside each other."""
    escape = FRAGMENTS[2]
    report = house.engine([escape] * 3).dream(max_scenarios=3, seed=1)
    stored = house.store.lessons.dreams(report.session_id)
    fallen = [(d.outcome, d.fell_at) for d in stored if d.outcome is not DreamOutcome.KEPT]
    codes = house.store.lessons.known_solutions()
    assert report.dreams_successful == len(codes) >= 1
    assert len({fingerprint(code) for code in codes}) == len(codes)
    assert (DreamOutcome.FELL, "novelty") in fallen


def test_an_empty_graph_is_no_knowledge(house: House) -> None:
    report = house.engine([]).dream(max_scenarios=1)
    assert report.status is SessionStatus.NO_KNOWLEDGE
    assert "knowledge graph is empty" in report.problem
    assert report.to_dict()["dreams_attempted"] == 0


def test_a_file_that_is_no_model_ends_the_session_with_one_sentence(
    house: House, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + bytes(100))
    house.model = lambda: ModelHost(read_header(broken), priority=0)
    report = house.engine(FRAGMENTS).dream(max_scenarios=2)
    assert report.status is SessionStatus.ERROR
    assert "broken.gguf" in report.problem
    assert "Traceback" not in report.problem


@pytest.mark.parametrize("asked", [{"max_scenarios": 0}, {"difficulty": "impossible"}])
def test_arguments_that_are_not_allowed_are_refused(house: House, asked: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        house.engine(FRAGMENTS).dream(**asked)


class FailsOnce:
    """The real model, with a programming mistake at the first request."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self._failed = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def generate(self, *args: Any) -> list[Generation]:
        if not self._failed:
            self._failed = True
            raise ZeroDivisionError
        return self._model.generate(*args)


def test_a_bug_in_one_dream_costs_that_dream_and_not_the_night(house: House) -> None:
    failing: Any = FailsOnce(house.model())
    house.model = lambda: failing
    report = house.engine(FRAGMENTS).dream(max_scenarios=2, seed=2)
    assert report.status is SessionStatus.COMPLETED
    outcomes = [d.outcome for d in report.dreams if d.outcome is not DreamOutcome.ABSTAINED]
    assert outcomes.count(DreamOutcome.UNVERIFIED) == 1
    assert len(outcomes) == 2
