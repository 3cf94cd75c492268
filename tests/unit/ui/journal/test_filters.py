"""Filters of the lesson list: chosen, shown as chips, saved under names."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from dreamer_app.core.journal import LessonQuery, LessonSort
from dreamer_app.core.states import Difficulty, ReviewState, Verdict
from ui.journal.filters import FilterBar
from ui.journal.saved_filters import SavedFilters

QUERY = LessonQuery(
    text="fold",
    review=ReviewState.APPROVED,
    verdict=Verdict.UNCERTAIN,
    library="heapq",
    difficulty=Difficulty.MEDIUM,
    source_id="package:heapq",
    flagged=True,
    least_agreement=0.8,
    least_rating=2,
    sort=LessonSort.NEWEST,
)


@pytest.fixture
def bar(qtbot: QtBot, memory: QSettings) -> FilterBar:
    made = FilterBar()
    qtbot.addWidget(made)
    made.use_memory(memory)
    made.offer_libraries(["heapq", "textwrap"])
    made.offer_sources(["package:heapq", "file:/home/me/notes.md"])
    made.show()
    return made


def choose(qtbot: QtBot, bar: FilterBar, field: str, downs: int) -> None:
    """Choose by keys, as a person does."""
    box = bar.panel.box(field)
    box.setFocus()
    for _ in range(downs):
        qtbot.keyClick(box, Qt.Key.Key_Down)


def saved_menu(bar: FilterBar) -> QMenu:
    tool = next(b for b in bar.findChildren(QToolButton) if b.accessibleName() == "Saved filters")
    tool.menu().aboutToShow.emit()
    return tool.menu()


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == text)


@pytest.mark.parametrize(
    ("field", "downs", "expected"),
    [
        ("verdict", 2, {"verdict": Verdict.UNCERTAIN}),
        ("difficulty", 1, {"difficulty": Difficulty.SIMPLE}),
        ("library", 2, {"library": "textwrap"}),
        ("source_id", 2, {"source_id": "file:/home/me/notes.md"}),
        ("least_agreement", 1, {"least_agreement": 0.6}),
        ("least_rating", 3, {"least_rating": 3}),
    ],
)
def test_each_field_restricts_the_query(
    qtbot: QtBot, bar: FilterBar, field: str, downs: int, expected: dict[str, Any]
) -> None:
    bar.open_panel(is_open=True)
    before = bar.query
    choose(qtbot, bar, field, downs)
    assert bar.query == replace(before, **expected)
    assert bar.is_restricted


def test_what_is_in_force_shows_as_a_chip_that_takes_itself_away(
    qtbot: QtBot, bar: FilterBar
) -> None:
    bar.set_query(replace(bar.query, library="heapq", least_rating=2, flagged=True))
    assert [chip.text() for chip in bar.chips] == ["heapq", "At least ★★", "Flagged"]
    qtbot.mouseClick(bar.chips[0], Qt.MouseButton.LeftButton)
    assert bar.query == replace(
        LessonQuery(), review=ReviewState.PENDING, least_rating=2, flagged=True
    )
    assert len(bar.chips) == 2


def test_escape_puts_the_panel_away(qtbot: QtBot, bar: FilterBar) -> None:
    bar.open_panel(is_open=True)
    assert bar.panel.isVisible()
    qtbot.keyClick(bar.panel.box("verdict"), Qt.Key.Key_Escape)
    assert not bar.panel.isVisible()


def test_a_source_is_called_by_its_name(bar: FilterBar) -> None:
    box = bar.panel.box("source_id")
    assert [box.itemText(row) for row in range(box.count())] == ["Any", "heapq", "notes.md"]


def test_a_filter_is_saved_under_a_name_and_used_after_a_restart(
    qtbot: QtBot, bar: FilterBar, memory: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_a, **_k: ("doubtful heaps", True))
    bar.set_query(QUERY)
    entry(saved_menu(bar), "Save these filters…").trigger()
    memory.sync()
    again = FilterBar()
    qtbot.addWidget(again)
    again.use_memory(QSettings(memory.fileName(), QSettings.Format.IniFormat))
    again.set_night("2026-01-06")
    entry(saved_menu(again), "doubtful heaps").trigger()
    assert again.query == replace(QUERY, night="2026-01-06")
    assert entry(saved_menu(again), "doubtful heaps").isChecked()


def test_a_saved_filter_can_be_removed(bar: FilterBar) -> None:
    bar.set_query(QUERY)
    bar.save_as("mine")
    forget = next(a.menu() for a in saved_menu(bar).actions() if a.text() == "Remove")
    assert isinstance(forget, QMenu)
    forget.actions()[0].trigger()
    assert bar.saved.names == []


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", '[{"name": 3}]', '[{"name": "x", "verdict": "odd"}]', '{"name": "x"}']
)
def test_a_file_that_was_spoilt_has_no_saved_filters(memory: QSettings, text: str) -> None:
    memory.setValue("journal/filters", text)
    assert SavedFilters(memory).names == []


def test_what_a_newer_version_saved_is_read_as_far_as_it_is_known(memory: QSettings) -> None:
    memory.setValue("journal/filters", '[{"name": "x", "library": "re", "colour": "red"}]')
    assert SavedFilters(memory).get("x") == LessonQuery(library="re")
