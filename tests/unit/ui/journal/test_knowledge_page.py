"""What Dreamer knows, over a real graph."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QToolButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dreamer_app.core.knowledge import Entity, EntityKind, Source
from ui.journal.items_table import ItemsTable
from ui.journal.knowledge_models import entities_model, sources_model
from ui.journal.neighbourhood import Neighbourhood
from ui.journal.surroundings import look_around
from ui.journal.window import JournalWindow

READ_MS = 30_000
"""Readings have processes of their own, which start slowly on a busy machine."""
NOTES = """# Moon

The moon has [phases](#phases).

## Phases

New, first quarter, full, last quarter. See Moon.
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.md"
    path.write_text(NOTES)
    return path


def opened(world: Any, qtbot: QtBot) -> JournalWindow:
    window: JournalWindow = world.window()
    window.show_page(1)
    qtbot.waitUntil(window.knowledge.isVisible)
    return window


def test_an_empty_graph_offers_what_python_comes_with(world: Any, qtbot: QtBot) -> None:
    window = opened(world, qtbot)
    qtbot.waitUntil(lambda: "Nothing is known yet" in window.knowledge.notice, timeout=READ_MS)


def test_a_file_that_is_added_shows_with_its_concepts(
    world: Any, qtbot: QtBot, notes: Path
) -> None:
    window = opened(world, qtbot)
    window.knowledge.add([str(notes)])
    qtbot.waitUntil(lambda: window.knowledge.sources.rowCount() == 1, timeout=READ_MS)
    qtbot.waitUntil(lambda: window.knowledge.concepts.rowCount() >= 2, timeout=READ_MS)
    assert window.knowledge.summary.startswith("1 source")


def test_the_search_narrows_the_concepts(world: Any, qtbot: QtBot, notes: Path) -> None:
    world.knowledge.ingest([str(notes)])
    window = opened(world, qtbot)
    qtbot.waitUntil(lambda: window.knowledge.concepts.rowCount() >= 2, timeout=READ_MS)
    before = window.knowledge.concepts.rowCount()
    window.knowledge.search.setText("quarter")
    qtbot.waitUntil(lambda: 0 < window.knowledge.concepts.rowCount() < before, timeout=READ_MS)


def test_reading_can_be_cancelled(world: Any, qtbot: QtBot, notes: Path) -> None:
    world.reading.may_begin.clear()
    window = opened(world, qtbot)
    window.knowledge.add([str(notes)])
    assert window.knowledge.is_reading
    cancel = next(b for b in window.knowledge.findChildren(QPushButton) if b.text() == "Cancel")
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.knowledge.is_reading, timeout=READ_MS)
    assert world.knowledge.sources() == []


def test_a_removed_source_is_gone_after_a_question(
    world: Any, qtbot: QtBot, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.knowledge.ingest([str(notes)])
    window = opened(world, qtbot)
    qtbot.waitUntil(lambda: window.knowledge.sources.rowCount() == 1, timeout=READ_MS)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.defaultButton().click())
    window.knowledge.select_source(0)
    window.knowledge.remove_selected()
    qtbot.waitUntil(lambda: world.knowledge.sources() == [], timeout=READ_MS)
    qtbot.waitUntil(lambda: "Nothing is known yet" in window.knowledge.notice, timeout=READ_MS)


def test_what_cannot_be_read_is_said(world: Any, qtbot: QtBot) -> None:
    window = opened(world, qtbot)
    window.knowledge.add(["no_such_package_anywhere"])
    qtbot.waitUntil(lambda: "no_such_package_anywhere" in window.problem, timeout=READ_MS)


def test_the_keys_of_reviewing_do_nothing_here(world: Any, qtbot: QtBot) -> None:
    world.dream(2)
    window = world.window()
    qtbot.waitUntil(lambda: window.lessons.detail.lesson is not None, timeout=READ_MS)
    window.show_page(1)
    window.knowledge.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_A)
    qtbot.wait(50)
    assert world.store.lessons.decisions() == []


def test_the_tables_are_sound_models(qtmodeltester: ModelTester) -> None:
    entity = Entity(
        id="m.f", kind=EntityKind.FUNCTION, name="f", source_id="package:m", signature="(x)"
    )
    concepts = entities_model({"m.f": 4}, {})
    concepts.show([entity])
    qtmodeltester.check(concepts)
    qtmodeltester.check(sources_model({}))
    assert [concepts.index(0, column).data() for column in range(4)] == [
        "m.f",
        "function",
        "4",
        "not yet",
    ]


def test_what_was_dreamed_about_is_told_apart_from_what_was_not(
    world: Any, qtbot: QtBot, notes: Path
) -> None:
    world.knowledge.ingest([str(notes)])
    every = {entity.id for entity, _count in world.knowledge.top(50)}
    dreamed = min(every)
    (lesson_id,) = world.dream(1)
    with sqlite3.connect(world.paths.database) as db:
        db.execute("INSERT INTO entity_dreams VALUES (?, 3)", (dreamed,))
    db.close()
    window = opened(world, qtbot)
    concepts = window.knowledge.concepts
    qtbot.waitUntil(lambda: concepts.rowCount() == len(every), timeout=READ_MS)
    chips = window.knowledge.concept_list.findChildren(QToolButton)
    by_name = {chip.text(): chip for chip in chips}

    def shown() -> set[str]:
        return {concepts.index(row, 0).data() for row in range(concepts.rowCount())}

    qtbot.mouseClick(by_name["Dreamed about"], Qt.MouseButton.LeftButton)
    assert shown() == {dreamed}
    assert concepts.index(0, 3).data() == "3"
    qtbot.mouseClick(by_name["Not dreamed about yet"], Qt.MouseButton.LeftButton)
    assert shown() == every - {dreamed}
    assert window.knowledge.sources.index(0, 3).data() == "1"
    assert "1 dreamed about" in window.knowledge.summary
    assert lesson_id


def test_while_the_first_knowledge_is_read_nothing_else_is_offered(
    world: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    window = world.window()
    window.show_page(1)
    page = window.knowledge
    qtbot.waitUntil(lambda: "Nothing is known yet" in page.notice)
    world.reading.may_begin.clear()
    notes = tmp_path / "notes.md"
    notes.write_text("# Moon\n\nThe moon has phases.\n")
    page.add([str(notes)])
    assert page.is_reading
    assert "Reading" in page.notice
    assert not [b for b in page.findChildren(QPushButton) if b.isVisible() and "Begin" in b.text()]
    world.reading.may_begin.set()
    qtbot.waitUntil(lambda: page.concepts.rowCount() > 0)
    assert page.notice == ""


def test_a_column_is_as_wide_as_what_stands_above_it(qtbot: QtBot) -> None:
    table = ItemsTable(entities_model({}, {}), "Concepts", 100)
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    head = table.horizontalHeader()
    for font_size in (10, 26):
        font = table.font()
        font.setPointSize(font_size)
        table.setFont(font)
        head.setFont(font)
        table.resize(900 + font_size, 300)
        for column in range(1, table.model().columnCount()):
            hidden = table.isColumnHidden(column)
            assert hidden or table.columnWidth(column) >= head.sectionSizeHint(column)


def test_the_table_points_at_the_concept_that_is_shown(world: Any, qtbot: QtBot) -> None:
    world.knowledge.ingest(["tomli_w"])
    window = world.window()
    window.show_page(1)
    page = window.knowledge
    qtbot.waitUntil(lambda: page.concepts.rowCount() > 2)
    every = [page.concepts.item(row).id for row in range(page.concepts.rowCount())]
    page.go_to(every[-1])
    view = page.concept_list.view
    qtbot.waitUntil(lambda: view.currentIndex().data() == every[-1])
    page.search.setText("dumps")
    qtbot.waitUntil(lambda: page.concepts.rowCount() < len(every))
    found = {page.concepts.item(row).id for row in range(page.concepts.rowCount())}
    page.go_to(next(each for each in every if each not in found))
    qtbot.waitUntil(lambda: not view.selectionModel().hasSelection())


def test_another_page_has_the_focus_where_its_keys_are_wanted(world: Any, qtbot: QtBot) -> None:
    world.knowledge.ingest(["tomli_w"])
    window = world.window()
    window.activateWindow()
    window.lessons.list.filters.search.setFocus()
    qtbot.waitUntil(window.lessons.list.filters.search.hasFocus)
    window.show_page(1)
    qtbot.waitUntil(window.knowledge.concept_list.view.hasFocus)


def test_a_neighbour_is_reached_by_keys(world: Any, qtbot: QtBot) -> None:
    world.knowledge.ingest(["tomli_w"])
    centre = world.knowledge.top(1)[0][0]
    drawing = Neighbourhood()
    qtbot.addWidget(drawing)
    drawing.show_around(look_around(world.knowledge, centre.id))
    drawing.show()
    drawing.setFocus()
    qtbot.keyClick(drawing, Qt.Key.Key_Right)
    marked = drawing.accessibleDescription()
    with qtbot.waitSignal(drawing.entity_wanted) as wanted:
        qtbot.keyClick(drawing, Qt.Key.Key_Return)
    assert wanted.args == [marked]
    assert marked != centre.id


def test_what_comes_while_something_is_read_is_read_next(
    world: Any, qtbot: QtBot, notes: Path, tmp_path: Path
) -> None:
    more = tmp_path / "more.md"
    more.write_text("# Sun\n\nThe sun is a star.\n")
    world.reading.may_begin.clear()
    window = opened(world, qtbot)
    window.knowledge.add([str(notes)])
    window.knowledge.add([str(more)])
    assert window.knowledge.progress == "Reading notes.md 1 more to read"
    world.reading.may_begin.set()
    qtbot.waitUntil(lambda: window.knowledge.sources.rowCount() == 2, timeout=READ_MS)
    qtbot.waitUntil(lambda: window.knowledge.progress == "", timeout=READ_MS)
    assert world.reading.asked == [str(notes), str(more)]


def test_to_cancel_ends_also_what_was_to_be_read_next(
    world: Any, qtbot: QtBot, notes: Path, tmp_path: Path
) -> None:
    world.reading.may_begin.clear()
    window = opened(world, qtbot)
    window.knowledge.add([str(notes)])
    window.knowledge.add([str(tmp_path / "more.md")])
    window.knowledge.cancel()
    qtbot.waitUntil(lambda: not window.knowledge.is_reading, timeout=READ_MS)
    assert world.reading.asked == [str(notes)]


def test_to_remove_shows_that_it_goes_on(
    world: Any, qtbot: QtBot, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.knowledge.ingest([str(notes)])
    window = opened(world, qtbot)
    qtbot.waitUntil(lambda: window.knowledge.sources.rowCount() == 1, timeout=READ_MS)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.defaultButton().click())
    window.knowledge.select_source(0)
    window.knowledge.remove_selected()
    assert window.knowledge.progress == "Removing notes.md"
    qtbot.waitUntil(lambda: window.knowledge.progress == "", timeout=READ_MS)
    assert world.knowledge.sources() == []


def test_every_kind_of_file_that_is_read_is_offered(
    world: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(_parent: object, _title: str, _folder: str, kinds: str) -> tuple[list[str], str]:
        offered.append(kinds)
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    opened(world, qtbot).knowledge.choose_files()
    assert offered == ["Knowledge (*.py *.md *.markdown *.rst *.txt *.pdf);;All files (*)"]


def test_reasons_to_leave_something_out_are_in_the_language_of_the_person(
    world: Any, qtbot: QtBot, german: None, tmp_path: Path
) -> None:
    (tmp_path / "notes.md").write_text(NOTES)
    (tmp_path / "picture.png").write_bytes(b"no text")
    window = opened(world, qtbot)
    window.knowledge.add([str(tmp_path)])
    qtbot.waitUntil(lambda: ".png" in window.problem, timeout=READ_MS)
    assert "of a kind that is not read" not in window.problem


def test_numbers_stand_below_one_another(qtbot: QtBot) -> None:
    sources = sources_model({})
    source = Source(
        id="package:m",
        kind="package",
        name="m",
        location="",
        content_hash="",
        ingested_at=datetime(2026, 1, 1, tzinfo=UTC),
        entities=7,
    )
    sources.show([source])
    side = sources.index(0, 2).data(Qt.ItemDataRole.TextAlignmentRole)
    assert side & Qt.AlignmentFlag.AlignTrailing
    above = sources.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert above == side
