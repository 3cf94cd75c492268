"""The virtual list over a real store."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dreamer_app.core.journal import LessonQuery, LessonSort
from dreamer_app.core.states import ReviewState
from ui.journal.calls import Calls
from ui.journal.lessons_model import PAGE, LessonsModel

PENDING = LessonQuery(review=ReviewState.PENDING, sort=LessonSort.OLDEST)


@pytest.fixture
def model(world: Any, calls: Calls) -> LessonsModel:
    return LessonsModel(world.journal, calls)


def load(qtbot: QtBot, model: LessonsModel, query: LessonQuery = PENDING) -> None:
    with qtbot.waitSignal(model.counted):
        model.show(query)


def stored_titles(world: Any, query: LessonQuery) -> list[str]:
    return [row.title for row in world.store.lessons.rows(query, limit=10_000)]


def test_it_holds_what_a_table_model_must(
    world: Any, model: LessonsModel, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    world.dream(5)
    qtmodeltester.check(model)
    load(qtbot, model)
    qtmodeltester.check(model)


def test_all_pages_together_are_what_the_store_holds_in_its_order(
    world: Any, model: LessonsModel, qtbot: QtBot
) -> None:
    world.dream(PAGE + 60)
    load(qtbot, model)
    last = model.index(model.rowCount() - 1, 0)
    assert last.data() == "…"
    qtbot.waitUntil(lambda: last.data() != "…")
    shown = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert shown == stored_titles(world, PENDING)


def test_the_first_page_is_shown_before_the_list_is_counted(
    world: Any, model: LessonsModel, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    world.dream(PAGE + 60)
    with qtbot.waitSignal(model.loaded):
        model.show(PENDING)
    assert (model.rowCount(), model.is_counted) == (PAGE, False)
    qtmodeltester.check(model)
    qtbot.waitUntil(lambda: model.is_counted)
    assert model.rowCount() == PAGE + 60


def test_a_decided_row_stays_in_its_place(world: Any, model: LessonsModel, qtbot: QtBot) -> None:
    ids = world.dream(3)
    load(qtbot, model)
    row = model.find(ids[0])
    model.change([ids[0]], review=ReviewState.APPROVED)
    assert model.rowCount() == 3
    assert model.is_gone(row)
    assert model.stored_count == 2


def test_a_page_after_decided_rows_misses_nothing(
    world: Any, model: LessonsModel, qtbot: QtBot
) -> None:
    world.dream(PAGE + 20)
    expected = stored_titles(world, PENDING)
    load(qtbot, model)
    decided = [r.id for n in range(7) if (r := model.row(n))]
    world.store.lessons.decide(decided, ReviewState.APPROVED)
    model.change(decided, review=ReviewState.APPROVED)
    last = model.index(model.rowCount() - 1, 0)
    qtbot.waitUntil(lambda: last.data() != "…")
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == expected


def test_undo_brings_a_row_back_into_the_query(
    world: Any, model: LessonsModel, qtbot: QtBot
) -> None:
    ids = world.dream(2)
    load(qtbot, model)
    model.change(ids, review=ReviewState.REJECTED)
    model.change([ids[1]], review=ReviewState.PENDING)
    assert model.stored_count == 1
    assert not model.is_gone(model.find(ids[1]))


def test_the_next_open_lesson_is_found_from_the_top_again(
    world: Any, model: LessonsModel, qtbot: QtBot
) -> None:
    world.dream(3)
    load(qtbot, model)
    ids = [r.id for n in range(3) if (r := model.row(n))]
    model.change([ids[1]], review=ReviewState.APPROVED)
    assert model.next_open(0) == 2
    assert model.next_open(2) == 0
    model.change(ids, review=ReviewState.APPROVED)
    assert model.next_open(0) == -1


def test_a_row_speaks_for_itself_to_a_screen_reader(
    world: Any, model: LessonsModel, qtbot: QtBot
) -> None:
    world.dream(1)
    load(qtbot, model)
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    row = model.row(0)
    assert row is not None
    assert spoken.startswith(row.title)
    assert "To review" in spoken


def test_a_newer_query_supersedes_the_older(world: Any, model: LessonsModel, qtbot: QtBot) -> None:
    world.dream(4)
    model.show(PENDING)
    load(qtbot, model, LessonQuery(review=ReviewState.APPROVED))
    qtbot.wait(50)
    assert model.rowCount() == 0
