"""NightHours: windows of local wall time, true to daylight saving."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dreamer_app.core.night_hours import NightHours

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("text", ["2-6", "22-5", "mon-fri 2-6, sat-sun 3-9", "0-24", "sun 23-4"])
def test_hours_as_people_write_them_are_read(text: str) -> None:
    assert any(NightHours.parse(text).windows)


@pytest.mark.parametrize("text", ["", "6", "2-2", "25-3", "2-25", "funday 2-6", "2-6;3-4"])
def test_other_words_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text) or "^$"):
        NightHours.parse(text)


def test_a_window_over_midnight_holds_the_hours_after_it() -> None:
    hours = NightHours.parse("22-5")
    begin, end = hours.spell_at(at("2026-06-10T01:00"), ZoneInfo("UTC")) or (None, None)
    assert (begin, end) == (at("2026-06-09T22:00"), at("2026-06-10T05:00"))


def test_the_end_of_a_window_is_outside_it() -> None:
    assert not NightHours.parse("2-6").contains(datetime(2026, 6, 10, 6, 0))  # noqa: DTZ001


def test_a_window_of_a_weekday_reaches_into_the_next_day_only() -> None:
    hours = NightHours.parse("fri 23-3")
    saturday, sunday = datetime(2026, 6, 13, 2), datetime(2026, 6, 14, 2)  # noqa: DTZ001
    assert (hours.contains(saturday), hours.contains(sunday)) == (True, False)


def test_the_night_on_which_clocks_go_forward_begins_at_the_leap() -> None:
    spell = NightHours.parse("2-6").spell_at(at("2026-03-29T02:30"), BERLIN)
    assert spell == (at("2026-03-29T01:00"), at("2026-03-29T04:00"))


def test_the_night_on_which_clocks_go_back_is_an_hour_longer() -> None:
    spell = NightHours.parse("2-6").spell_at(at("2026-10-25T01:30"), BERLIN)
    assert spell == (at("2026-10-25T00:00"), at("2026-10-25T05:00"))


def test_an_end_that_comes_twice_counts_the_first_time() -> None:
    hours = NightHours.parse("22-1")
    first_one_o_clock = at("2026-11-01T05:00")
    before = hours.spell_at(first_one_o_clock - timedelta(minutes=1), NEW_YORK)
    after = [hours.spell_at(first_one_o_clock + timedelta(minutes=m), NEW_YORK) for m in (0, 60)]
    assert before is not None
    assert after == [None, None]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Africa/Cairo"])
@pytest.mark.parametrize("text", ["2-6", "22-5", "0-3", "1-2"])
def test_every_night_of_a_year_is_one_unbroken_window(text: str, zone: str) -> None:
    hours, moment = NightHours.parse(text), at("2026-01-01T12:00")
    begins = []
    inside = False
    while moment < at("2027-01-01T12:00"):
        now = hours.spell_at(moment, ZoneInfo(zone)) is not None
        if now and not inside:
            begins.append(moment)
        inside = now
        moment += timedelta(minutes=30)
    assert len(begins) == 365


def test_the_next_window_is_the_one_that_begins_first() -> None:
    hours = NightHours.parse("mon-fri 2-6, sat-sun 3-9")
    friday_noon = at("2026-06-12T12:00")
    spell = hours.next_spell(friday_noon, ZoneInfo("UTC"))
    assert spell == (at("2026-06-13T03:00"), at("2026-06-13T09:00"))


def test_the_last_window_is_the_one_that_ended_last() -> None:
    spell = NightHours.parse("22-5").last_spell(at("2026-06-12T04:00"), ZoneInfo("UTC"))
    assert spell == (at("2026-06-10T22:00"), at("2026-06-11T05:00"))
