"""A night in numbers."""

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dreamer_app.core.dreams import SessionRecord
from dreamer_app.core.journal import NightSummary
from dreamer_app.core.states import Phase, SessionStatus, Trigger
from dreamer_app.guardian.checks import ALL
from ui.journal import words
from ui.journal.funnel import ORDER, funnel, remains
from ui.journal.kept_nothing import story
from ui.journal.night_overview import NightOverview


def night(**more: Any) -> NightSummary:
    session = SessionRecord(
        id="s",
        trigger=Trigger.NIGHTLY,
        status=more.pop("status", SessionStatus.COMPLETED),
        started_at=datetime(2026, 1, 6, 2, tzinfo=UTC),
        phases=more.pop("phases", ()),
    )
    numbers: dict[str, Any] = {
        "seconds": 600.0,
        "tried": 0,
        "kept": 0,
        "pending": 0,
        "approved": 0,
        "rejected": 0,
        "tokens": 0,
    }
    return NightSummary(night="2026-01-05", sessions=(session,), **(numbers | more))


def shown(overview: NightOverview) -> list[str]:
    """The words on the page, and of the lists of bars what a screen reader says."""
    labels = [w.text() for w in overview.findChildren(QLabel) if w.isVisibleTo(overview)]
    return labels + [bars.accessibleName() for bars in overview.findChildren(type(overview._fell))]


@pytest.fixture
def overview(qtbot: QtBot) -> NightOverview:
    made = NightOverview()
    qtbot.addWidget(made)
    made.resize(700, 900)
    made.show()
    return made


def test_the_funnel_goes_through_the_checks_as_the_guardian_does() -> None:
    of_the_guardian = [name for name, _check in ALL]
    assert [name for name in ORDER if name in of_the_guardian] == of_the_guardian


def test_each_check_says_how_many_came_and_how_many_remained() -> None:
    fell = (("tests_pass", 4), ("abstained", 7), ("lint", 1), ("mutation", 2))
    rows = funnel(night(tried=10, kept=3, fell_at=fell))
    assert rows == [
        ("tried", 10, 10),
        ("careless code", 10, 9),
        ("tests fail", 9, 5),
        ("weak tests", 5, 3),
        ("kept", 3, 3),
    ]


def test_what_broke_without_a_check_is_not_passed_off_as_kept() -> None:
    rows = funnel(night(tried=3, kept=1, fell_at=(("lint", 1),)))
    assert rows[-2:] == [("could not be checked", 2, 1), ("kept", 1, 1)]


@pytest.mark.parametrize(("came", "left", "said"), [(9, 5, "5  (\N{MINUS SIGN}4)"), (3, 3, "3")])
def test_a_row_says_what_remained_and_what_fell(came: int, left: int, said: str) -> None:
    assert remains(came, left).strip("\u2066\u2069") == said


def test_the_headline_is_short_and_the_counts_stand_below(overview: NightOverview) -> None:
    overview.show_nights([night(tried=41, kept=9)])
    assert overview.headline == "I dreamed 41 solutions"
    assert "9 kept, 32 thrown away, 10 minutes" in shown(overview)


def test_a_night_that_kept_nothing_still_tells_of_difficulties_and_libraries(
    overview: NightOverview,
) -> None:
    some = night(tried=5, by_difficulty=(("simple", 5, 0),), by_library=(("textwrap", 5, 0),))
    overview.show_nights([some])
    words_shown = [text.replace("\u2066", "") for text in shown(overview)]
    assert "Simple: 0 / 5" in words_shown
    assert "textwrap: 0 / 5" in words_shown
    assert overview._cards["levels"].isVisible()
    assert overview._cards["libraries"].isVisible()


def test_the_time_of_a_night_is_told_by_phase(overview: NightOverview) -> None:
    phases = ((Phase.KNOWLEDGE, 30.0), (Phase.CODE, 600.0), (Phase.SAVING, 1.0))
    overview.show_nights([night(tried=1, phases=phases)])
    expected = (
        "Choosing what to dream about: 30 seconds, Writing solutions: 10 minutes, Saving: 1 second"
    )
    assert expected in shown(overview)
    assert overview._cards["times"].isVisible()


def test_a_night_that_goes_on_is_not_said_to_be_empty() -> None:
    tonight = night(status=SessionStatus.RUNNING)
    assert words.in_one_line(tonight) == "Dreaming now…"
    assert story(tonight) == ("Dreaming now…", "")
    later = night(status=SessionStatus.RUNNING, tried=3, kept=1)
    assert words.in_one_line(later) == "Dreaming now: 1 kept, 2 thrown away, 10 minutes"
