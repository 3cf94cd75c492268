# --- code
from datetime import datetime
from zoneinfo import ZoneInfo


def departure_in(moment, zone):
    """The same moment on the clocks of another zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    there = moment.astimezone(ZoneInfo(zone))
    days = there.toordinal() - moment.toordinal()
    return there, days

# --- tests
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import pytest

from solution import departure_in


def test_winter_and_summer():
    winter = datetime(2024, 1, 15, 12, 0, tzinfo=timezone.utc)
    summer = datetime(2024, 7, 15, 12, 0, tzinfo=timezone.utc)
    assert departure_in(winter, "Europe/Berlin")[0].hour == 13
    assert departure_in(summer, "Europe/Berlin")[0].hour == 14
    assert departure_in(winter, "Asia/Tokyo")[1] == 0


def test_equals_the_moment():
    moment = datetime(2024, 3, 1, 9, 30, tzinfo=ZoneInfo("America/New_York"))
    there, days = departure_in(moment, "Asia/Tokyo")
    assert days == 0
    assert departure_in(there, "America/New_York") == (moment, 0)
    assert there == datetime(2024, 3, 1, 23, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert there.strftime("%H:%M") == "23:30"


def test_another_day():
    late = datetime(2024, 3, 1, 22, 0, tzinfo=timezone.utc)
    assert departure_in(late, "Asia/Tokyo")[1] == 1
    early = datetime(2024, 3, 1, 2, 0, tzinfo=timezone.utc)
    assert departure_in(early, "America/New_York")[1] == -1


def test_naive_is_refused():
    with pytest.raises(ValueError, match="zone"):
        departure_in(datetime(2024, 1, 1), "Europe/Berlin")

# --- another
import zoneinfo


def departure_in(moment, zone):
    if not moment.tzinfo:
        raise ValueError("a moment without a zone")
    there = moment.astimezone(zoneinfo.ZoneInfo(zone))
    return there, (there.date() - moment.date()).days
