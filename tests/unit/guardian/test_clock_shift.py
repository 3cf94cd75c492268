"""Every way to read the time of day tells the shifted one; in a process of its own."""

import subprocess
import sys

import pytest

YEARS = 400 * 365.25 * 86_400 / 100
READINGS = {
    "time": "time.time()",
    "nanoseconds": "time.time_ns() / 1e9",
    "local time": "time.mktime(time.localtime())",
    "Greenwich time": "calendar.timegm(time.gmtime())",
    "formatted": "calendar.timegm(time.strptime(time.strftime('%Y-%m-%d'), '%Y-%m-%d'))",
    "as text": "time.mktime(time.strptime(time.asctime()))",
    "text of now": "time.mktime(time.strptime(time.ctime()))",
    "the kernel's clock": "time.clock_gettime(time.CLOCK_REALTIME)",
    "now": "datetime.datetime.now().timestamp()",
    "now with a zone": "datetime.datetime.now(datetime.timezone.utc).timestamp()",
    "now in Greenwich": "calendar.timegm(datetime.datetime.utcnow().timetuple())",
    "today": "datetime.datetime.today().timestamp()",
    "the date": "calendar.timegm(datetime.date.today().timetuple())",
}


@pytest.mark.parametrize("what", READINGS)
def test_it_is_shifted(what: str) -> None:
    source = f"""
import calendar, datetime, time
real = time.time()
from dreamer_app.guardian.inside.clock_shift import shift
shift({YEARS})
print({READINGS[what]} - real)
"""
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True
    )
    # A date is up to a day, and a zone up to fourteen hours, beside the moment.
    assert abs(float(done.stdout) - YEARS) < 2 * 86_400


def test_the_clock_that_only_measures_is_not() -> None:
    source = """
import time
from dreamer_app.guardian.inside.clock_shift import shift
before = time.clock_gettime(time.CLOCK_MONOTONIC)
shift(1e9)
print(time.clock_gettime(time.CLOCK_MONOTONIC) - before < 1e6)
"""
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True
    )
    assert done.stdout == "True\n"


def test_moments_of_the_shifted_clock_are_of_pythons_own_types() -> None:
    source = """
import datetime
from datetime import date, datetime as moment
from dreamer_app.guardian.inside.clock_shift import shift
moment.now()
before = date.today()
shift(1e9)
made = [moment(2024, 2, 29), moment.now(), moment.now(datetime.UTC), moment.utcnow()]
assert all(type(one) is moment is datetime.datetime for one in made)
assert type(date.today()) is type(made[0].date()) is date is datetime.date
assert date.today() - before > datetime.timedelta(11_000)
class Own(moment):
    pass
print(type(Own.now()) is Own and Own.now() - made[1] < datetime.timedelta(1))
"""
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True
    )
    assert done.stdout == "True\n"
