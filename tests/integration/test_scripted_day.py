"""Two hours and a night on one clock: the journal's timeline of states, line by line."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dreamer_app.core.states import Reason, Trigger
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.engine import DreamEngine
from dreamer_app.dreaming.kernel import Kernel
from dreamer_app.energy.desk import DeskReading
from dreamer_app.knowledge import GraphRAG
from dreamer_app.schedule import BackgroundScheduler
from dreamer_app.services.automatic import AutomaticService
from dreamer_app.settings import Settings
from dreamer_app.store import Store
from tests.day import Day

SETTINGS = Settings(enable_dreaming=True, idle_threshold_minutes=10)
STEP = 10.0


class House:
    """The whole of automatic dreaming on a day in the test's hands; a dream lasts until ended."""

    def __init__(self, day: Day, store: Store, pool: ThreadPoolExecutor) -> None:
        self.day, self.store = day, store
        self.energy = day.energy(SETTINGS)
        unused: Any = None
        kernel = Kernel(
            model=unused,
            prepare=self._dream_until_stopped,
            probe=unused,
            verifier=unused,
            executor=pool,
            settings=lambda: SETTINGS,
            release=lambda: None,
            clock=day,
        )
        graph = GraphRAG(store.knowledge, clock=day)
        self.engine = DreamEngine(kernel, graph, store.lessons, self.energy)
        self.automatic = AutomaticService(
            lambda: self.engine,
            self.energy,
            store.lessons,
            lambda: SETTINGS,
            pool,
            lambda _event: None,
            day,
        )
        self.dreaming = threading.Event()

    def run(self, minutes: float) -> None:
        """Time passes; the watch and the scheduler look as they do."""
        for _ in range(round(minutes * 60 / STEP)):
            self.day.pass_time(STEP)
            self.look()

    def look(self) -> None:
        """One look of each."""
        self.energy.tick()
        self.settle()
        self.automatic._scheduler.tick()
        self.settle()

    def come_back(self) -> None:
        """A key is pressed."""
        self.day.touch()
        self.look()

    def settle(self) -> None:
        """Let a session that was begun begin, and one that was stopped end."""
        for _ in range(4000):
            begun, session = self.automatic._scheduler._session, self.engine.session
            if begun is None:
                return
            if session is not None and self.dreaming.is_set() and not session.stop.is_stopped():
                return
            StopToken().wait(0.005)
        raise AssertionError("a session neither begins nor ends")

    def lines(self) -> list[str]:
        """What the journal shows of it."""
        start = self.day.now() - timedelta(days=2)
        found = []
        for state in self.store.lessons.states(start):
            by = f"by {state.source}" if state.source else ""
            line = f"{state.at:%H:%M} {state.state} {state.reason} {by}"
            found.append(" ".join(line.split()))
        return found

    def sessions(self) -> list[tuple[Trigger, Reason | None]]:
        """What began each of them, and what ended it."""
        nights = self.store.lessons.nights()
        every = sorted((s for n in nights for s in n.sessions), key=lambda s: s.started_at)
        return [(session.trigger, session.reason) for session in every]

    def _dream_until_stopped(self, _libraries: tuple[str, ...]) -> str:
        session = self.engine.session
        assert session is not None
        self.dreaming.set()
        while not session.stop.wait(0.005):
            pass
        self.dreaming.clear()
        return "none"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], House]]:
    monkeypatch.setattr(BackgroundScheduler, "start_thread", lambda _self: None)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    store = Store.open(tmp_path / "d.db", backups=tmp_path / "b", output_dir=tmp_path / "out")
    GraphRAG(store.knowledge).ingest("bisect")
    with ThreadPoolExecutor(2) as pool:
        made: list[House] = []

        def make(at: str) -> House:
            made.append(House(Day(at), store, pool))
            return made[0]

        yield make
        made[0].automatic.stop()
    store.close()
    monkeypatch.undo()
    time.tzset()


def test_the_timeline_of_a_day_is_right_line_by_line(house: Callable[[str], House]) -> None:
    home = house("2026-06-10T12:00")
    day = home.day
    home.automatic.start()
    home.look()
    home.run(5)  # nobody there from 12:00 on
    day.desk = DeskReading(inhibitor="Film")
    home.run(5)  # 12:10
    day.desk = DeskReading()  # that it is over counts after five quiet minutes
    home.run(4)
    day.load(on_battery=True, battery_percent=80.0)
    home.run(5)  # 12:19
    day.load(others_cpu_percent=95.0)
    home.run(1)  # 12:20
    day.load(on_battery=False)
    home.run(5)  # 12:25
    day.load(others_cpu_percent=1.0)
    home.run(10)  # 12:35, and a dream
    home.come_back()
    home.run(5)  # 12:40
    day.sleep(20 * 60)  # 13:00
    home.run(3)
    day.sleep(1800)  # somebody sets the clock: 13:33
    home.run(7)  # 13:40
    home.automatic.pause(None)
    home.run(4)  # 13:44
    home.automatic.resume()
    home.run(5)  # 13:49
    home.come_back()
    home.run(2)
    day.source = ""
    home.run(1)
    day.source = "another script"
    home.run(1)
    day.sleep(12 * 3600)  # 01:53
    home.run(2)
    home.come_back()
    home.run(10)  # 02:05
    home.automatic.stop()
    home.settle()
    assert home.lines() == [
        "12:00 started",
        "12:00 waiting user_active by script",
        "12:01 waiting not_idle_long_enough by script",
        "12:10 waiting screen_inhibited by script",
        "12:15 waiting on_battery by script",
        "12:20 waiting cpu_busy by script",
        "12:30 allowed by script",
        "12:35 waiting user_active by script",
        "12:36 waiting not_idle_long_enough by script",
        "13:00 waiting just_resumed by script",
        "13:01 waiting not_idle_long_enough by script",
        "13:33 waiting just_resumed by script",
        "13:34 waiting not_idle_long_enough by script",
        "13:35 allowed by script",
        "13:40 waiting paused by script",
        "13:44 allowed by script",
        "13:49 waiting user_active by script",
        "13:50 waiting not_idle_long_enough by script",
        "13:51 waiting activity_unknown",
        "13:52 waiting not_idle_long_enough by another script",
        "01:53 waiting just_resumed by another script",
        "01:54 waiting not_idle_long_enough by another script",
        "01:55 waiting user_active by another script",
        "01:56 waiting not_idle_long_enough by another script",
        "02:00 allowed by another script",
        "02:05 closed quit",
    ]
    assert home.sessions() == [
        (Trigger.IDLE, Reason.USER_ACTIVE),
        (Trigger.IDLE, Reason.PAUSED),
        (Trigger.IDLE, Reason.USER_ACTIVE),
        (Trigger.NIGHTLY, Reason.QUIT),
    ]
