"""How quick the journal's window is over 100,000 lessons.

``python -m benchmarks.journal [HOME]`` opens the real window over the real services and prints
each step beside its bar. HOME is filled by ``benchmarks.journal_data`` when it is not there
(some minutes); the steps are taken back by undo. The first figure is that of the first click on
the moon: the window's modules are imported within it. A watchdog notes the longest time for
which the main thread did not answer.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QEventLoop, QItemSelection, QItemSelectionModel, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from benchmarks import journal_data
from dreamer_app import settings as settings_module
from dreamer_app.core.journal import LessonSort
from dreamer_app.core.states import Difficulty, ReviewState, Verdict
from dreamer_app.paths import Paths
from dreamer_app.services.assembly import build
from ui.bridge import Bridge
from ui.pool import QtExecutor
from ui.theme import DARK, LIGHT, Theme, palette_of

if TYPE_CHECKING:
    from ui.journal.window import JournalWindow

_PATIENCE = 60.0
_TURN_MS = 1
_PAGES = 40
_DECISIONS = 40
_BULK = 1000
_FILTERS: tuple[dict[str, Any], ...] = (
    {"verdict": Verdict.UNCERTAIN},
    {"difficulty": Difficulty.COMPLEX},
    {"library": "networkx"},
    {"source_id": "package:heapq"},
    {"least_agreement": 0.95},
    {"least_rating": 2},
    {"flagged": True},
    {"review": None, "sort": LessonSort.TITLE},
)


class Watchdog:
    """The longest time between two turns of the event loop, to about a millisecond.

    On a busy machine the wall's clock also counts the time of others; the processor time of
    the main thread beside it is the window's own part.
    """

    def __init__(self) -> None:
        self._last = (perf_counter(), thread_time())
        self._longest = (0.0, 0.0)
        self._turns = 0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_TURN_MS)

    def longest(self) -> tuple[float, float]:
        """Wall and processor seconds since the last call of this; begins anew.

        Two more turns come first: what was asked for just now is painted in them.
        """
        seen = self._turns + 2
        while self._turns < seen:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        longest, self._longest = self._longest, (0.0, 0.0)
        self._last = (perf_counter(), thread_time())
        return longest

    def _tick(self) -> None:
        now = (perf_counter(), thread_time())
        wall, own = (new - old for new, old in zip(now, self._last, strict=True))
        self._longest = (max(self._longest[0], wall), max(self._longest[1], own))
        self._last = now
        self._turns += 1


class Bench:
    """Drives one window."""

    def __init__(self, home: Path) -> None:
        paths = Paths(home).ensure()
        bridge, self._executor = Bridge(), QtExecutor()
        settings = settings_module.load(paths.settings_file, environment={})
        self._services = build(paths, settings, executor=self._executor, publish=bridge.publish)
        self._dog = Watchdog()
        began = perf_counter()
        self.window = self._open(bridge)
        self._until(lambda: self.window.lessons.model.rowCount() > 0)
        QApplication.processEvents()  # they are painted now
        told("first click to the first lessons", perf_counter() - began, 0.5)
        self._until(lambda: self.window.lessons.detail.lesson is not None)
        told("shown with the first lesson", perf_counter() - began)
        self._until(lambda: self.window.lessons.nights.rowCount() > 1)
        told("shown with all nights", perf_counter() - began)
        self._settle()
        self._blocked("opening the window", bar=None)

    def _open(self, bridge: Bridge) -> "JournalWindow":
        """As the shell does at the first click: import, make, show."""
        from ui.journal.window import JournalWindow

        window = JournalWindow(self._services, bridge)
        window.resize(1280, 800)
        window.show()
        return window

    def decide(self) -> None:
        """Approve one after the other by key, then take it all back."""
        page, times = self.window.lessons, []
        page.list.table.setFocus()
        for _ in range(_DECISIONS):
            lesson = page.detail.lesson
            began = perf_counter()
            QTest.keyClick(page.list.table, Qt.Key.Key_A)
            self._until(lambda before=lesson: page.detail.lesson is not before)  # type: ignore[misc]
            times.append(perf_counter() - began)
            self._settle()
        told("decision to next lesson, median", sorted(times)[len(times) // 2], 0.05)
        told("decision to next lesson, longest", max(times), 0.05)
        self._blocked("deciding")
        for _ in range(_DECISIONS):
            page.review.undo()
        self._settle()

    def search(self) -> None:
        """Type a word, in what waits and in all lessons."""
        filters = self.window.lessons.list.filters
        for review in (ReviewState.PENDING, None):
            filters.set_query(replace(filters.query, review=review))
            self._settle()
            self._dog.longest()
            self._type("waiting" if review else "all")
        filters.set_query(replace(filters.query, review=ReviewState.PENDING))
        self._settle()

    def _type(self, among: str) -> None:
        field = self.window.lessons.list.filters.search
        field.setFocus()
        keys, answers = [], []
        for letter in "intervals":
            began = perf_counter()
            QTest.keyClicks(field, letter)
            keys.append(perf_counter() - began)
            self._until(lambda: self.window.lessons.list.filters.query.text == field.text())
            self._until(lambda: not self.window.lessons.model.is_loading)
            QApplication.processEvents()  # they are painted now
            answers.append(perf_counter() - began)
            self._settle()
        told(f"search {among}, the longest key", max(keys), 0.05)
        told(f"search {among}, key to result, median", sorted(answers)[len(answers) // 2], 0.05)
        told(f"search {among}, key to result, longest", max(answers), 0.05)
        self._blocked(f"searching {among}")
        field.clear()
        self._until(lambda: self.window.lessons.list.filters.query.text == "")
        self._settle()

    def scroll(self) -> None:
        """Page down, then from the top to the end and back."""
        page, times = self.window.lessons, []
        table = page.list.table
        table.setFocus()
        keys = [Qt.Key.Key_PageDown] * _PAGES + [Qt.Key.Key_End, Qt.Key.Key_Home]
        for key in keys:
            before = table.currentIndex().row()
            began = perf_counter()
            QTest.keyClick(table, key)
            self._until(lambda old=before: table.currentIndex().row() != old)  # type: ignore[misc]
            self._until(lambda: page.model.row(table.currentIndex().row()) is not None)
            QApplication.processEvents()
            times.append(perf_counter() - began)
        told("scrolling, key to lessons, median", sorted(times)[len(times) // 2])
        told("scrolling, key to lessons, longest", max(times))
        self._settle()
        self._blocked("scrolling")

    def filter(self) -> None:
        """Ask for lessons by each filter in turn."""
        filters = self.window.lessons.list.filters
        pending = filters.query
        for change in _FILTERS:
            began = perf_counter()
            filters.set_query(replace(pending, **change))
            self._until(lambda: not self.window.lessons.model.is_loading)
            told(f"list by {next(iter(change))}", perf_counter() - began)
            self._settle()
        self._blocked("filtering")
        filters.set_query(pending)
        self._settle()

    def bulk(self) -> None:
        """Approve a thousand, then take it back."""
        page = self.window.lessons
        model, selection = page.model, page.list.table.selectionModel()
        page.list.table.setFocus()
        chosen = QItemSelection(model.index(0, 0), model.index(_BULK - 1, model.columnCount() - 1))
        selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        QTimer.singleShot(0, _answer_yes)
        self._dog.longest()
        began = perf_counter()
        page.act.approve()
        self._settle()
        told(f"bulk of {_BULK}", perf_counter() - began, 1.0)
        self._blocked("deciding in bulk")
        began = perf_counter()
        page.review.undo()
        self._settle()
        told(f"undo of {_BULK}", perf_counter() - began, 1.0)
        self._blocked("undoing in bulk")
        began = perf_counter()
        page.review.redo()
        self._settle()
        told(f"redo of {_BULK}", perf_counter() - began, 1.0)
        self._blocked("redoing in bulk")
        page.review.undo()
        self._settle()

    def look_around(self) -> None:
        """What else a person does; each thing may block the main thread."""
        window, page = self.window, self.window.lessons
        sections = page.detail.open_sections()
        every = ["task", "code", "tests", "evidence", "alternatives", "origin", "similar", "notes"]
        nights = page.nights.nights
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        steps: tuple[tuple[str, Callable[[], object]], ...] = (
            ("opening every section", lambda: page.detail.restore_sections(every)),
            ("going on with all of them open", lambda: page.step(1)),
            ("closing them", lambda: page.detail.restore_sections(sections)),
            ("showing a lesson large", lambda: page.set_focused(True)),
            ("going back", page.back),
            ("showing a night", lambda: page.show_night(nights[0].night)),
            ("showing all nights", lambda: page.show_night("")),
            ("opening the filters", lambda: page.list.filters.open_panel(is_open=True)),
            ("closing the filters", lambda: page.list.filters.open_panel(is_open=False)),
            ("showing all keys", window.keys_overlay.open),
            ("closing them again", page.back),
            ("showing the knowledge", lambda: window.show_page(1)),
            ("going back to the lessons", lambda: window.show_page(0)),
            ("making it small", lambda: window.resize(800, 600)),
            ("making it large", lambda: window.resize(1280, 800)),
            ("going dark", lambda: app.setPalette(palette_of(DARK))),
            ("going light", lambda: app.setPalette(palette_of(LIGHT))),
        )
        for name, step in steps:
            self._dog.longest()
            step()
            self._settle()
            QApplication.sendPostedEvents()  # among them the one that begins a new look
            self._until(lambda: window.dressing.is_done)
            if "knowledge" in name and window.knowledge.isVisible():
                self._until(lambda: window.knowledge.neighbourhood.centre != "")
            self._blocked(name)

    def charts(self) -> None:
        """Open the charts over all nights."""
        began = perf_counter()
        self.window.show_page(2)
        self._until(lambda: self.window.charts.has_plots and self.window.charts.headline != "")
        told("charts", perf_counter() - began)
        self._blocked("drawing charts")
        self.window.charts.show_span(0)
        self._until(lambda: self.window.charts.has_plots)
        self._blocked("drawing charts of all nights")

    def close(self) -> None:
        """Memory, then the end."""
        resident = psutil.Process().memory_info().rss / 2**20
        print(f"{'resident memory':54} {resident:8.0f} MiB   bar 250 MB")
        self.window.shut_down()
        self.window.close()
        self._services.close()
        self._executor.shutdown()

    def _blocked(self, doing: str, bar: float | None = 0.05) -> None:
        wall, own = self._dog.longest()
        told(f"main thread blocked while {doing}", wall, bar)
        told("    of which its own processor time", own)

    def _settle(self) -> None:
        self._until(lambda: not self.window.calls.is_busy)

    def _until(self, is_there: Callable[[], bool]) -> None:
        end = perf_counter() + _PATIENCE
        while not is_there():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if perf_counter() > end:
                raise TimeoutError("the window did not get there")


def _answer_yes() -> None:
    """Press the default button of the question that is open."""
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox):
        box.defaultButton().click()
    else:
        QTimer.singleShot(5, _answer_yes)


def _know(home: Path) -> None:
    """Read Python's library into the graph, once, in a process of its own: memory is measured."""
    environment = {**os.environ, "DREAMER_HOME": str(home)}
    command = [sys.executable, "-m", "dreamer_app.cli"]
    told = subprocess.run(
        [*command, "knowledge", "--json"], env=environment, capture_output=True, check=True
    )
    if not json.loads(told.stdout)["total_nodes"]:
        print("Reading the standard library ...", file=sys.stderr)
        subprocess.run([*command, "ingest", "stdlib"], env=environment, check=True)


def told(what: str, seconds: float, bar: float | None = None) -> None:
    """One line: what, how long, the bar."""
    beside = "" if bar is None else f"   bar {bar * 1000:.0f} ms"
    print(f"{what:54} {seconds * 1000:8.1f} ms{beside}", flush=True)


def main() -> None:
    """Fill the home if need be, then measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(tempfile.gettempdir()) / "dreamer-journal-benchmark"
    parser.add_argument("home", type=Path, nargs="?", default=default)
    parser.add_argument("--nights", type=int, default=1000)
    chosen = parser.parse_args()
    if not Paths(chosen.home).database.exists():
        print(f"Filling {chosen.home} ...", file=sys.stderr)
        journal_data.fill(chosen.home, count=chosen.nights, kept_each=100)
    # What was on the screen last time is not what is measured.
    (chosen.home / "journal.ini").unlink(missing_ok=True)
    app = QApplication([])
    app.setStyle("Fusion")
    Theme(app)
    _know(chosen.home)
    bench = Bench(chosen.home)
    for step in (
        bench.decide,
        bench.search,
        bench.filter,
        bench.scroll,
        bench.bulk,
        bench.look_around,
        bench.charts,
    ):
        step()
    bench.close()


if __name__ == "__main__":
    main()
