"""Charts and calendar over real nights."""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dreamer_app.core.journal import NightSummary
from ui.journal.calendar import Calendar
from ui.journal.chart_series import Unit, bins, charts, success
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
    calendar.show_nights({"2026-01-06": (9, 4)}, date(2026, 1, 7))
    calendar.show()
    qtbot.keyClick(calendar, Qt.Key.Key_Up)
    with qtbot.waitSignal(calendar.night_wanted) as wanted:
        qtbot.keyClick(calendar, Qt.Key.Key_Return)
    assert wanted.args == ["2026-01-06"]


def test_a_click_beside_the_calendar_chooses_nothing(qtbot: QtBot) -> None:
    calendar = HeatMap()
    qtbot.addWidget(calendar)
    calendar.resize(900, 200)
    calendar.show_nights({"2026-01-06": (9, 4)}, date(2026, 1, 7))
    with qtbot.assertNotEmitted(calendar.night_wanted):
        qtbot.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))


YEARS = {(date(2023, 1, 1) + timedelta(days=n)).isoformat(): (4, 1) for n in range(1000)}


@pytest.fixture
def calendar(qtbot: QtBot) -> Calendar:
    """Nearly three years of nights."""
    made = Calendar()
    qtbot.addWidget(made)
    made.resize(1100, 240)
    made.show_nights(YEARS, date(2025, 9, 26))
    made.show()
    return made


def test_every_night_of_years_can_be_reached(qtbot: QtBot, calendar: Calendar) -> None:
    assert calendar.span.endswith("Sep 2025")
    assert not calendar.later.isEnabled()
    spans = [calendar.span]
    while calendar.earlier.isEnabled():
        qtbot.mouseClick(calendar.earlier, Qt.MouseButton.LeftButton)
        spans.append(calendar.span)
    assert len(spans) == 3
    assert calendar.map.span[0] <= date(2023, 1, 1)
    qtbot.mouseClick(calendar.later, Qt.MouseButton.LeftButton)
    assert calendar.span == spans[1]


def test_keys_go_to_earlier_years(qtbot: QtBot, calendar: Calendar) -> None:
    calendar.map.setFocus()
    for _ in range(60):
        qtbot.keyClick(calendar.map, Qt.Key.Key_Left)
    assert calendar.map.span[1] < date(2025, 1, 1)
    with qtbot.waitSignal(calendar.night_wanted) as wanted:
        qtbot.keyClick(calendar.map, Qt.Key.Key_Return)
    assert wanted.args == ["2024-08-02"]


def test_a_day_says_what_was_tried_and_kept(qtbot: QtBot, calendar: Calendar) -> None:
    calendar.show_nights({"2020-01-06": (9, 4)}, date(2020, 1, 7))
    assert calendar.map.sentence(date(2020, 1, 6)) == "Mon 6 Jan 2020: 4 of 9 kept"
    assert calendar.map.sentence(date(2020, 1, 7)) == "Tue 7 Jan 2020: no night"


def test_a_night_that_kept_nothing_is_drawn_otherwise_than_a_day_without_one(
    qtbot: QtBot, calendar: Calendar
) -> None:
    def drawn(nights: dict[str, tuple[int, int]]) -> object:
        calendar.show_nights(nights, date(2020, 1, 7))
        return calendar.map.grab().toImage()

    assert drawn({"2020-01-06": (9, 0)}) != drawn({})
    assert drawn({"2020-01-06": (9, 0)}) != drawn({"2020-01-06": (9, 1)})


def test_a_year_fills_the_width_of_the_calendar(qtbot: QtBot, calendar: Calendar) -> None:
    first, _end = calendar.map.span
    last_column = calendar.map._cell(52, 0)
    assert first == date(2024, 9, 23)
    assert calendar.map.width() - last_column.right() < 53


def many(count: int, **more: Any) -> list[NightSummary]:
    first = date(2023, 1, 1)
    return [night((first + timedelta(days=n)).isoformat(), 4, 1, **more) for n in range(count)]


@pytest.mark.parametrize(
    ("count", "unit", "bars"),
    [(120, Unit.NIGHT, 120), (364, Unit.WEEK, 53), (1000, Unit.MONTH, 33)],
)
def test_many_nights_share_bars_and_none_is_lost(count: int, unit: Unit, bars: int) -> None:
    found, gathered = bins(many(count))
    assert (found, len(gathered)) == (unit, bars)
    assert sum(each.tried for each in gathered) == 4 * count


def test_the_turn_of_the_year_falls_into_one_week() -> None:
    nights = [night(f"2026-12-{28 + n}", 1, 1) for n in range(4)]
    nights += [night(f"2027-01-0{n}", 1, 1) for n in range(1, 4)]
    _unit, gathered = bins([*many(200), *nights])
    assert gathered[-1].tried == 7


def test_energy_is_drawn_only_where_it_was_measured() -> None:
    assert "energy" not in charts(many(3))
    measured = charts([*many(2), night("2023-02-01", 1, 1, energy_joules=7200.0)])["energy"]
    assert measured.series[0].values == [0.0, 0.0, 2.0]


def test_kept_lessons_are_drawn_by_their_difficulty() -> None:
    nights = many(2, by_difficulty=(("simple", 3, 1), ("complex", 1, 2)))
    chart = charts(nights)["level"]
    assert [(s.name, s.values) for s in chart.series] == [
        ("Simple", [1.0, 1.0]),
        ("Complex", [2.0, 2.0]),
    ]


def test_a_chart_says_its_numbers_to_a_screen_reader(world: Any, qtbot: QtBot) -> None:
    world.dream(2, fell=2, nights=3)
    window = world.window()
    window.show_page(2)
    qtbot.waitUntil(lambda: window.charts.has_plots)
    spoken = [w.accessibleDescription() for w in window.charts.findChildren(QWidget)]
    assert "kept from 2 to 2, at the end 2; thrown away from 2 to 2, at the end 2" in (spoken)


def test_another_span_draws_the_charts_anew(world: Any, qtbot: QtBot) -> None:
    world.dream(1, nights=130)
    window = world.window()
    window.show_page(2)
    qtbot.waitUntil(lambda: window.charts.has_plots)
    assert "Kept and thrown away, per night" in window.charts.titles
    window.charts.show_span(0)
    qtbot.waitUntil(lambda: "Kept and thrown away, per week" in window.charts.titles)


def test_making_and_drawing_each_chart_has_a_turn_of_its_own(world: Any, qtbot: QtBot) -> None:
    world.dream(2, fell=2, nights=3)
    window = world.window()
    page = window.charts
    steps: list[tuple[int, int]] = []

    def note() -> None:
        waiting = [name for name in page._charts if name not in page._cards]
        steps.append((len(page._frames), len(waiting)))

    page._turns._timer.timeout.connect(note)
    window.show_page(2)
    qtbot.waitUntil(lambda: page.has_plots)
    count = len(page.titles)
    assert count > 2
    made_and_drawn = [
        step for n in range(count) for step in ((n + 1, count - n), (n + 1, count - n - 1))
    ]
    assert steps == [(0, count), *made_and_drawn]


def test_dates_have_their_year_where_it_is_not_the_same_for_all() -> None:
    from ui.journal.plots import _pattern

    assert _pattern(["2026-01-01", "2026-12-31"]) == "d MMM"
    assert _pattern(["2025-12-01", "2026-02-01"]) == "d MMM yy"
    assert _pattern(["2023-01-01", "2026-02-01"]) == "MMM yyyy"


def test_the_pointer_reads_the_values_of_a_bar(world: Any, qtbot: QtBot) -> None:
    world.dream(2, fell=3, nights=3)
    window = world.window()
    window.show_page(2)
    qtbot.waitUntil(lambda: window.charts.has_plots)
    plot = window.charts._frames["kept"].plot
    qtbot.waitUntil(lambda: plot.plotItem.vb.width() > 100)
    middle = plot.plotItem.vb.mapViewToScene(QPointF(1, 1))
    assert plot.said_at(middle).splitlines()[1:] == ["kept: 2", "thrown away: 3"]
    assert plot.said_at(QPointF(1, 1)) == ""


def test_a_journal_that_cannot_be_read_offers_to_try_again(world: Any, qtbot: QtBot) -> None:
    window = world.window()
    world.store.close()
    window.show_page(2)
    qtbot.waitUntil(lambda: "could not be read" in window.charts.notice)
    again = next(b for b in window.charts.findChildren(QPushButton) if b.text() == "Try again")
    qtbot.waitUntil(again.isVisible)  # a layout shows what it is given in a turn of its own
