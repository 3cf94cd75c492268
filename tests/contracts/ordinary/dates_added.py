# --- code
from datetime import date, timedelta


def next_workday(day):
    """The first Monday to Friday after a day."""
    following = day + timedelta(days=1)
    while following.weekday() >= 5:
        following += timedelta(days=1)
    return following

# --- tests
from datetime import date

import pytest

from solution import next_workday


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 3, 4), date(2024, 3, 5)),
        (date(2024, 3, 8), date(2024, 3, 11)),
        (date(2024, 3, 9), date(2024, 3, 11)),
        (date(2024, 3, 10), date(2024, 3, 11)),
        (date(2024, 3, 7), date(2024, 3, 8)),
        (date(2024, 12, 31), date(2025, 1, 1)),
    ],
)
def test_next_workday(day, expected):
    assert next_workday(day) == expected

# --- another
import datetime


def next_workday(day):
    ahead = {4: 3, 5: 2}.get(day.weekday(), 1)
    return day + datetime.timedelta(ahead)
