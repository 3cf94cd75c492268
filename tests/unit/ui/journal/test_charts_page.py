"""Charts and calendar over real nights."""

from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from dreamer_app.core.journal import NightSummary
from ui.journal.charts_page import success
from ui.journal.heat_map import HeatMap
from ui.journal.night_overview import summed


def night(day: str, tried: int, kept: int, **more: Any) -> NightSummary:
    return NightSummary(
        night=day,
        sessions=(),
        seconds=60.0,
        tried=tried,
        kept=kept,
        pending=kept,
        approved=0,
        rejected=0,
        tokens=10,
        **more,
    )


def test_an_empty_journal_has_nothing_to_draw(world: Any, qtbot: QtBot) -> None:
    window = world.window()
    window.show_page(2)
    qtbot.waitUntil(lambda: "Nothing to draw yet" in window.charts.notice)


def test_the_page_sums_the_nights_up_and_draws_them(world: Any, qtbot: QtBot) -> None:
    world.dream(2, fell=2, nights=3)
    window = world.window()
    window.show_page(2)
    qtbot.waitUntil(lambda: window.charts.headline != "" and window.charts.has_plots)
    assert window.charts.headline.startswith("In 3 nights: I dreamed ")
    assert "6 kept" in window.charts.headline


def test_a_night_of_the_calendar_leads_to_its_lessons(world: Any, qtbot: QtBot) -> None:
    world.dream(2, nights=3)
    window = world.window()
    qtbot.waitUntil(lambda: window.lessons.nights.rowCount() == 4)
    chosen = window.lessons.nights.nights[1].night
    window.charts.night_wanted.emit(chosen)
    qtbot.waitUntil(lambda: window.lessons.model.rowCount() == 2)
    assert window.lessons.list.filters.query.night == chosen


def test_the_success_rate_is_taken_over_a_week_of_dreams() -> None:
    nights = [night(f"2026-01-0{n}", 10, n % 2 * 10) for n in range(1, 9)]
    assert success(nights)[0] == 100
    assert success(nights)[7] == 100 * 30 / 70


def test_a_night_without_dreams_has_no_success() -> None:
    assert success([night("2026-01-01", 0, 0)]) == [0.0]


def test_summed_nights_add_what_fell_and_what_was_kept() -> None:
    total = summed(
        [
            night("2026-01-02", 3, 1, fell_at=(("lint", 2),), by_library=(("re", 3, 1),)),
            night("2026-01-01", 4, 2, fell_at=(("lint", 1), ("mutation", 1))),
        ]
    )
    assert (total.tried, total.kept) == (7, 3)
    assert total.fell_at == (("lint", 3), ("mutation", 1))
    assert total.by_library == (("re", 3, 1),)


def test_keys_choose_a_night_of_the_calendar(qtbot: QtBot) -> None:
    calendar = HeatMap()
    qtbot.addWidget(calendar)
    calendar.resize(900, 200)
    calendar.show_nights({"2026-01-06": 4}, date(2026, 1, 7))
    calendar.show()
    qtbot.keyClick(calendar, Qt.Key.Key_Up)
    with qtbot.waitSignal(calendar.night_wanted) as wanted:
        qtbot.keyClick(calendar, Qt.Key.Key_Return)
    assert wanted.args == ["2026-01-06"]


def test_a_click_beside_the_calendar_chooses_nothing(qtbot: QtBot) -> None:
    calendar = HeatMap()
    qtbot.addWidget(calendar)
    calendar.resize(900, 200)
    calendar.show_nights({"2026-01-06": 4}, date(2026, 1, 7))
    with qtbot.assertNotEmitted(calendar.night_wanted):
        qtbot.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
