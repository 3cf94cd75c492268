"""The scheduler, the engine and the EnergyManager together, as the guide puts them together."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from dreamer_app.core.events import Event, SessionStarted
from dreamer_app.core.states import Reason, Trigger
from dreamer_app.dreaming.engine import DreamEngine
from dreamer_app.dreaming.kernel import Kernel
from dreamer_app.knowledge import GraphRAG
from dreamer_app.schedule import BackgroundScheduler
from dreamer_app.settings import Settings
from dreamer_app.store import Store
from tests.day import Day

ON = Settings(enable_dreaming=True)


def at_once(work: Callable[[], object]) -> "Future[object]":
    """Run in the calling thread."""
    future: Future[object] = Future()
    future.set_result(work())
    return future


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "d.db", backups=tmp_path / "b", output_dir=tmp_path / "out")
    yield opened
    opened.close()


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def build(store: Store, events: list[Event]) -> Iterator[Callable[[Day], DreamEngine]]:
    """Makes an engine of a day, over a graph in which there is nothing yet."""
    unused: Any = None
    with ThreadPoolExecutor(1) as pool:

        def make(day: Day) -> DreamEngine:
            kernel = Kernel(
                model=lambda: unused,
                prepare=lambda _: "none",
                probe=unused,
                verifier=unused,
                executor=pool,
                settings=lambda: ON,
                release=lambda: None,
                publish=events.append,
                clock=day,
            )
            graph = GraphRAG(store.knowledge, clock=day)
            return DreamEngine(kernel, graph, store.lessons, day.energy(ON))

        yield make


def begun(events: list[Event]) -> list[Trigger]:
    return [event.trigger for event in events if isinstance(event, SessionStarted)]


def test_a_scheduler_without_an_energy_manager_asks_the_one_of_the_engine(
    build: Callable[[Day], DreamEngine], events: list[Event]
) -> None:
    day = Day("2026-06-10T12:00")
    scheduler = BackgroundScheduler(settings=ON, clock=day, submit=at_once)
    scheduler.schedule_nightly_dreaming(build(day), start_hour=2)
    scheduler.schedule_idle_dreaming(build(day), check_interval_minutes=5)
    scheduler.tick()
    while_there = (scheduler.status().reason, begun(events))
    for _ in range(round(ON.idle_threshold_minutes * 3)):
        day.pass_time(20)
        scheduler.tick()
    assert (while_there, begun(events)) == ((Reason.USER_ACTIVE, []), [Trigger.IDLE])
