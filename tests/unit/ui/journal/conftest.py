"""The real services over a home of the test's own, and windows that end cleanly.

Two things are not real here, as they are not what these tests are about: the Guardian behind
"verify" (what it finds is set by the test; it needs a sandbox), and a session in progress.
"""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from benchmarks import journal_data
from dreamer_app.core.dreams import Judgement, Progress, SessionReport, Verification
from dreamer_app.core.knowledge import IngestReport
from dreamer_app.core.states import DreamOutcome, ReviewState, SessionStatus, Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.paths import Paths
from dreamer_app.services.assembly import build
from dreamer_app.services.status import StatusService
from dreamer_app.settings import Settings
from ui.bridge import Bridge
from ui.journal.calls import Calls
from ui.journal.window import JournalWindow
from ui.pool import QtExecutor


class Verdicts:
    """Stands at the place of a workshop that verifies: each lesson gets the verdict set here."""

    def __init__(self) -> None:
        self.verdict = Verdict.ACCEPTED
        self.may_end = threading.Event()
        self.may_end.set()
        self.stop_token = StopToken

    @contextmanager
    def beside(self) -> Iterator["Verdicts"]:
        yield self

    def prepare(self, libraries: tuple[str, ...]) -> str:
        return "none"

    def kill(self) -> None:
        pass

    def verify(self, verification: Verification, stop: StopToken) -> Judgement:
        while not self.may_end.wait(0.01):
            stop.check()
        stop.check()
        return Judgement(verdict=self.verdict, checks=(), seconds=9.5, agreement=0.5)


class Reading:
    """Lets readings begin when a test allows, so that it can look at one under way."""

    def __init__(self, graph: Any) -> None:
        self.asked: list[str] = []
        self.may_begin = threading.Event()
        self.may_begin.set()
        self._read = graph.ingest_many
        graph.ingest_many = self._wait_and_read

    def _wait_and_read(
        self, items: Sequence[str], *, stop: StopToken | None = None, progress: Any = None
    ) -> IngestReport:
        self.asked += items
        while not self.may_begin.wait(0.01):
            (stop or StopToken()).check()
        report: IngestReport = self._read(items, stop=stop, progress=progress)
        return report


@dataclass
class Dreams:
    """A session in progress, as far as the window sees it."""

    is_dreaming: bool = False
    progress: Progress | None = None

    def start(self, **_chosen: object) -> Future[SessionReport]:
        self.is_dreaming = True
        return Future()

    def stop(self, *_reason: object) -> None:
        self.is_dreaming = False


class World:
    """One home with its services and bridge; makes windows and ends them."""

    def __init__(self, home: Path) -> None:
        self.paths = Paths(home)
        self.bridge = Bridge()
        self._executor = QtExecutor()
        self.services = self._build()
        self.store = self.services.store
        self.journal = self.services.journal
        self.knowledge = self.services.knowledge
        self.reading = Reading(self.services.graph)
        self.verdicts = Verdicts()
        self.services.workshop.beside = self.verdicts.beside
        self._real_dreams = self.services.dreams
        self.dreams = self.services.dreams = Dreams()
        self.services.status = StatusService(
            self.paths,
            self.services.settings,
            self.services.dreams,
            self.services.automatic,
            self.knowledge,
            self.services.models,
            self.store.lessons,
        )
        self._windows: list[JournalWindow] = []

    def _build(self) -> Any:
        return build(self.paths, Settings(), executor=self._executor, publish=self.bridge.publish)

    def dream(
        self,
        kept: int,
        *,
        fell: int = 0,
        nights: int = 1,
        seed: int = 1,
        fell_at: str = "tests_pass",
        **ending: Any,
    ) -> list[str]:
        """Put nights into the store; the ids of the kept lessons, as they were dreamed.

        Args:
            fell_at: the check at which the others fell.
            ending: fields of the session's record as it ends.
        """
        ids = []
        for session, dreams in journal_data.nights(nights, max(kept, 2 * fell, 1), seed):
            self.store.lessons.begin_session(session)
            good = [d for d in dreams if d.outcome is DreamOutcome.KEPT][:kept]
            bad = [replace(d, fell_at=fell_at) for d in dreams if d.outcome is DreamOutcome.FELL]
            for record in (*good, *bad[:fell]):
                self.store.lessons.record_dream(record)
            self.store.lessons.end_session(
                replace(
                    session,
                    status=ending.get("status", SessionStatus.COMPLETED),
                    reason=ending.get("reason"),
                    problem=ending.get("problem", ""),
                    ended_at=dreams[-1].started_at,
                    attempted=kept + fell,
                )
            )
            ids += [d.id for d in good]
        return ids

    def window(self, *, is_large: bool = True) -> JournalWindow:
        """The journal, shown; large, or as it comes on the screen that there is."""
        window = JournalWindow(self.services, self.bridge)
        if is_large:
            window.resize(1280, 800)
        self._windows.append(window)
        window.show()
        return window

    def state_of(self, lesson_id: str) -> ReviewState:
        state: ReviewState = self.store.lessons.get_lesson(lesson_id).review
        return state

    def close(self) -> None:
        for window in self._windows:
            window.shut_down()
            window.close()
            window.deleteLater()
        self.services.dreams = self._real_dreams
        self.services.close()
        self._executor.shutdown()


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    """An empty home."""
    made = World(tmp_path / "home")
    yield made
    made.close()
    qtbot.wait(1)  # deferred deletions


@pytest.fixture
def calls(qtbot: QtBot) -> Iterator[Calls]:
    """Lanes that end with the test."""
    made = Calls()
    yield made
    made.close()


@pytest.fixture
def memory(tmp_path: Path) -> QSettings:
    """What a window remembers, in a file of the test."""
    return QSettings(str(tmp_path / "memory.ini"), QSettings.Format.IniFormat)
