"""A real store below a thin face with the services' calls, and windows that end cleanly."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from benchmarks import journal_data
from dreamer_app.core.dreams import Judgement, Progress, SessionReport
from dreamer_app.core.events import IngestProgressed, KnowledgeChanged, LessonsChanged
from dreamer_app.core.journal import LessonQuery, LessonRow
from dreamer_app.core.knowledge import Entity, IngestReport, Relation, Source
from dreamer_app.core.states import DreamOutcome, ReviewState, Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.knowledge import GraphRAG
from dreamer_app.paths import Paths
from dreamer_app.store import Store
from ui.bridge import Bridge
from ui.journal.calls import Calls
from ui.journal.window import JournalWindow


class StoredJournal:
    """The journal's service over a real store, publishing as the real one does."""

    def __init__(self, store: Store, publish: Callable[[Any], None]) -> None:
        self._lessons = store.lessons
        self._publish = publish
        self.verdict = Verdict.ACCEPTED

    def __getattr__(self, name: str) -> Any:
        return getattr(self._lessons, name)

    def decide(self, lesson_ids: Sequence[str], after: ReviewState, reason: str = "") -> str:
        batch = self._lessons.decide(lesson_ids, after, reason)
        self._publish(LessonsChanged(lesson_ids=tuple(lesson_ids)))
        return batch

    def similar(self, lesson_id: str, limit: int = 10) -> list[LessonRow]:
        rows = self._lessons.rows(LessonQuery(), limit=limit + 1)
        return [row for row in rows if row.id != lesson_id][:limit]

    def verify_again(
        self,
        lesson_id: str,
        *,
        code: str | None = None,
        tests: str | None = None,
        stop: StopToken | None = None,
    ) -> Judgement:
        lesson = self._lessons.get_lesson(lesson_id)
        assert lesson.judgement is not None
        return replace(lesson.judgement, verdict=self.verdict, seconds=9.5)

    def save_edit(self, lesson_id: str, code: str, tests: str, judgement: Judgement) -> None:
        self._lessons.replace_code(lesson_id, code, tests, judgement)
        self._publish(LessonsChanged(lesson_ids=(lesson_id,)))

    def lesson_file(self, lesson_id: str) -> Path | None:
        return None


class StoredKnowledge:
    """The knowledge service over a real graph in a real store."""

    def __init__(self, store: Store, publish: Callable[[Any], None]) -> None:
        self._store = store
        self._graph = GraphRAG(store.knowledge)
        self._publish = publish
        self.asked: list[str] = []
        self.may_read = threading.Event()
        self.may_read.set()

    def ingest(self, items: Sequence[str], stop: StopToken | None = None) -> IngestReport:
        """Reads when ``may_read`` allows, so that a test can look at a reading under way."""
        stop = stop or StopToken()
        self.asked += items
        reports = []
        for number, item in enumerate(items):
            self._publish(IngestProgressed(source=item, done=number, total=len(items)))
            while not self.may_read.wait(0.01):
                stop.check()
            reports.append(self._graph.ingest(item, stop=stop))
        self._publish(KnowledgeChanged())
        return IngestReport(
            added=tuple(name for report in reports for name in report.added),
            entities=sum(report.entities for report in reports),
        )

    def sources(self) -> list[Source]:
        return self._graph.sources()

    def remove(self, source_id: str) -> bool:
        removed = self._graph.remove_source(source_id)
        self._publish(KnowledgeChanged())
        return removed

    def stats(self) -> dict[str, Any]:
        return self._graph.get_stats()

    def top(self, limit: int = 50) -> list[tuple[Entity, int]]:
        return self._graph.top(limit)

    def search(self, text: str, limit: int = 50) -> list[Entity]:
        return self._graph.search(text, limit)

    def neighbourhood(self, entity_id: str) -> tuple[list[Entity], list[Relation]]:
        return self._graph.neighbourhood(entity_id)

    def starter_items(self) -> list[str]:
        return ["networkx"]

    def is_empty(self) -> bool:
        return not self.sources()

    def dreamed(self) -> dict[str, int]:
        return self._store.lessons.dreamed_entities()


@dataclass
class Dreams:
    """What the window sees of dreaming."""

    is_dreaming: bool = False
    progress: Progress | None = None

    def start(self, **_chosen: object) -> Future[SessionReport]:
        self.is_dreaming = True
        return Future()

    def stop(self, *_reason: object) -> None:
        self.is_dreaming = False


class World:
    """One home with its store, bridge, services; makes windows and ends them."""

    def __init__(self, home: Path) -> None:
        self.paths = Paths(home).ensure()
        self.store = Store.open(
            self.paths.database, backups=self.paths.backups, output_dir=home / "out"
        )
        self.bridge = Bridge()
        self.dreams = Dreams()
        self.journal = StoredJournal(self.store, self.bridge.publish)
        self.knowledge = StoredKnowledge(self.store, self.bridge.publish)
        self.line = "Waiting: keyboard used 12 s ago"
        self.services: Any = SimpleNamespace(
            paths=self.paths,
            dreams=self.dreams,
            journal=self.journal,
            knowledge=self.knowledge,
            status=SimpleNamespace(now=self._status),
            exports=SimpleNamespace(
                formats=lambda: [("alpaca", "Instruction and answer"), ("chat", "Messages")],
                export=self._export,
            ),
        )
        self._windows: list[JournalWindow] = []

    def _status(self) -> Any:
        state = "dreaming" if self.dreams.is_dreaming else "waiting"
        return SimpleNamespace(
            state=state,
            reason=None,
            line=self.line,
            progress=self.dreams.progress,
            activity_source="test",
        )

    def _export(self, format_name: str, folder: Path) -> Any:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{format_name}.jsonl"
        path.write_text("{}\n")
        approved = self.store.lessons.count(LessonQuery(review=ReviewState.APPROVED))
        return SimpleNamespace(
            folder=folder, files=(path,), examples=approved, left_out=(("abc", "duplicate"),)
        )

    def dream(self, kept: int, *, fell: int = 0, nights: int = 1, seed: int = 1) -> list[str]:
        """Put nights into the store; the ids of the kept lessons, as they were dreamed."""
        ids = []
        for session, dreams in journal_data.nights(nights, max(kept, 1), seed):
            self.store.lessons.begin_session(session)
            good = [d for d in dreams if d.outcome is DreamOutcome.KEPT][:kept]
            bad = [d for d in dreams if d.outcome is DreamOutcome.FELL][:fell]
            for record in (*good, *bad):
                self.store.lessons.record_dream(record)
            self.store.lessons.end_session(
                replace(session, ended_at=dreams[-1].started_at, attempted=kept + fell)
            )
            ids += [d.id for d in good]
        return ids

    def window(self) -> JournalWindow:
        """The journal, shown."""
        window = JournalWindow(self.services, self.bridge)
        self._windows.append(window)
        window.show()
        return window

    def state_of(self, lesson_id: str) -> ReviewState:
        return self.store.lessons.get_lesson(lesson_id).review

    def close(self) -> None:
        for window in self._windows:
            window.shut_down()
            window.close()
            window.deleteLater()
        self.store.close()


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
