"""The window comes back as it was left; what cannot be opened is said."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from dreamer_app.core.journal import LessonQuery, LessonSort
from dreamer_app.core.states import Difficulty, ReviewState
from ui.journal.calls import Calls
from ui.journal.editor import LessonEditor
from ui.journal.splitter import LineSplitter
from ui.journal.window import JournalWindow


def test_order_and_filters_are_those_of_the_last_time_and_what_waits_is_shown(world: Any) -> None:
    window = world.window()
    filters = window.lessons.list.filters
    asked = replace(filters.query, sort=LessonSort.TITLE, difficulty=Difficulty.MEDIUM)
    filters.set_query(replace(asked, text="moon", review=ReviewState.APPROVED, night="2026-01-05"))
    window.close()
    again = world.window().lessons.list.filters
    assert again.query == asked
    assert again.search.text() == ""


@pytest.mark.parametrize("damaged", ["{", "[]", '{"sort": "by moon"}', '{"review": 7}'])
def test_a_damaged_memory_of_filters_counts_as_none(world: Any, damaged: str) -> None:
    window = world.window()
    window.close()
    window.memory.setValue("journal/query", damaged)
    window.memory.sync()
    assert world.window().lessons.list.filters.query == LessonQuery(review=ReviewState.PENDING)


def test_the_page_is_that_of_the_last_time(world: Any, qtbot: QtBot) -> None:
    window = world.window()
    window.show_page(2)
    window.close()
    again = world.window()
    assert again.page == 2
    assert again.focusWidget() is again.charts
    qtbot.waitUntil(lambda: not again.calls.is_busy)


def chosen_span(window: JournalWindow) -> list[str]:
    chips = window.charts.findChildren(QToolButton)
    return [chip.text() for chip in chips if chip.isChecked()]


def test_the_span_of_the_charts_is_that_of_the_last_time(world: Any, qtbot: QtBot) -> None:
    world.dream(1, nights=40)
    window = world.window()
    assert chosen_span(window) == ["30 nights"]
    window.charts.show_span(0)
    window.close()
    again = world.window()
    again.show_page(2)
    qtbot.waitUntil(lambda: again.charts.has_plots)
    assert chosen_span(again) == ["All"]
    assert again.charts.headline.startswith("In 40 nights")


@pytest.mark.parametrize("damaged", ["", "7", "many", "-1"])
def test_a_damaged_memory_of_the_span_counts_as_none(world: Any, damaged: str) -> None:
    window = world.window()
    window.memory.setValue("charts/span", damaged)
    assert chosen_span(window) == ["30 nights"]


def test_the_knowledge_shares_its_room_as_the_last_time(world: Any, qtbot: QtBot) -> None:
    world.knowledge.ingest(["tomli_w"])
    window = world.window()
    window.show_page(1)
    qtbot.waitUntil(lambda: window.knowledge.notice == "")
    before = sizes(window)
    for splitter in window.knowledge.findChildren(LineSplitter):
        first, second = splitter.sizes()
        splitter.setSizes([first + 40, second - 40])
    after = sizes(window)
    assert all(new != old for new, old in zip(after, before, strict=True))
    window.close()
    again = world.window()
    again.show_page(1)
    qtbot.waitUntil(lambda: again.knowledge.notice == "")
    assert sizes(again) == after


def sizes(window: JournalWindow) -> list[list[int]]:
    """How the splitters of the knowledge share their room."""
    return [splitter.sizes() for splitter in window.knowledge.findChildren(LineSplitter)]


def test_sections_that_were_all_closed_stay_closed(world: Any, qtbot: QtBot) -> None:
    world.dream(1)
    window = world.window()
    window.lessons.detail.restore_sections(["none"])
    window.close()
    again = world.window()
    assert again.lessons.detail.open_sections() == ["none"]


def editor_of(window: JournalWindow, qtbot: QtBot) -> LessonEditor:
    qtbot.waitUntil(lambda: window.lessons.detail.lesson is not None)
    window.lessons.edit()
    qtbot.waitUntil(lambda: bool(window.findChildren(LessonEditor)))
    return window.findChildren(LessonEditor)[0]


def test_the_editor_has_the_size_in_which_it_was_left(world: Any, qtbot: QtBot) -> None:
    world.dream(1)
    window = world.window()
    editor = editor_of(window, qtbot)
    editor.resize(701, 502)
    editor.close()
    qtbot.waitUntil(lambda: not window.findChildren(LessonEditor))
    again = editor_of(window, qtbot)
    assert (again.width(), again.height()) == (701, 502)


def test_a_file_that_no_program_opens_is_said(
    world: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (lesson_id,) = world.dream(1)
    world.store.lessons.settle()
    window = world.window()
    qtbot.waitUntil(lambda: window.lessons.detail.lesson is not None)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    window.lessons.detail.file_wanted.emit(lesson_id)
    qtbot.waitUntil(lambda: f"dream_{lesson_id}.py" in window.problem)


def test_the_menu_opens_the_folder_of_the_log(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    window = world.window()
    opened: list[QUrl] = []

    def open_it(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_it)
    entry = next(a for a in window.header.menu.actions() if a.text() == "Open log folder")
    entry.trigger()
    assert [url.toLocalFile() for url in opened] == [str(world.paths.logs)]


def test_an_error_of_the_program_itself_names_the_way_to_its_log(
    calls: Calls, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with qtbot.waitSignal(calls.problem) as problem:
        calls.ordered(lambda: 1 // 0)
    assert "ZeroDivisionError" in str(problem.args[0])
    assert "Open log folder" in problem.args[0].hint
    assert "a service call failed" in caplog.text
