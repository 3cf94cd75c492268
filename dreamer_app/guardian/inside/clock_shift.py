"""Makes this process believe in another time of day: what reads the clock is replaced."""

import time
from typing import Any


def shift(seconds: float) -> None:
    """Move ``time`` and ``datetime`` by that many seconds."""
    real = time.time

    def moved() -> float:
        return real() + seconds

    def with_default(function: Any) -> Any:
        return lambda when=None: function(moved() if when is None else when)

    time.time = moved
    time.time_ns = lambda: int(moved() * 1e9)
    time.localtime = with_default(time.localtime)
    time.gmtime = with_default(time.gmtime)
    time.ctime = with_default(time.ctime)
    _shift_text()
    _shift_clocks(seconds)
    _shift_datetime(moved)


def _shift_text() -> None:
    formats, shows = time.strftime, time.asctime

    def strftime(form: str, when: Any = None) -> str:
        return formats(form, time.localtime() if when is None else when)

    def asctime(when: Any = None) -> str:
        return shows(time.localtime() if when is None else when)

    time.strftime, time.asctime = strftime, asctime


def _shift_clocks(seconds: float) -> None:
    real = time.clock_gettime

    def clock_gettime(clock: int) -> float:
        return real(clock) + (seconds if clock == time.CLOCK_REALTIME else 0.0)

    time.clock_gettime = clock_gettime
    time.clock_gettime_ns = lambda clock: int(clock_gettime(clock) * 1e9)


def _shift_datetime(now: Any) -> None:
    import datetime as dt

    real_date, real = dt.date, dt.datetime

    class Like(type):
        """Instances and subclasses of the real type pass for those of its stand-in."""

        def __instancecheck__(cls, value: Any) -> bool:
            return isinstance(value, cls.__mro__[1])

        def __subclasscheck__(cls, kind: type) -> bool:
            return issubclass(kind, cls.__mro__[1])

    class Date(real_date, metaclass=Like):  # type: ignore[misc, valid-type]
        def __new__(cls, *args: Any, **kwargs: Any) -> Any:
            return real_date(*args, **kwargs)

        @classmethod
        def today(cls) -> Any:
            return real_date.fromtimestamp(now())

    class DateTime(real, metaclass=Like):  # type: ignore[misc, valid-type]
        def __new__(cls, *args: Any, **kwargs: Any) -> Any:
            return real(*args, **kwargs)

        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return real.fromtimestamp(now(), tz)

        @classmethod
        def today(cls) -> Any:
            return real.fromtimestamp(now())

        @classmethod
        def utcnow(cls) -> Any:
            return real.fromtimestamp(now(), dt.UTC).replace(tzinfo=None)

    Date.__name__ = Date.__qualname__ = "date"
    DateTime.__name__ = DateTime.__qualname__ = "datetime"
    dt.date, dt.datetime = Date, DateTime  # type: ignore[misc]
