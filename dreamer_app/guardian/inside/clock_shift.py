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
    """Replace the two ways in which ``datetime`` asks the kernel itself; the rest asks ``time``.

    They are replaced in the type, not the type by another one: its values stay of exactly
    that type, and whoever imported it before asks the shifted clock too.
    """
    import ctypes
    import datetime as dt
    import gc

    kind = dt.datetime

    def moment(cls: Any, tz: Any = None) -> Any:
        return cls.fromtimestamp(now(), tz)

    def in_greenwich(cls: Any) -> Any:
        return cls.fromtimestamp(now(), dt.UTC).replace(tzinfo=None)

    moment.__name__, in_greenwich.__name__ = "now", "utcnow"
    members: Any = gc.get_referents(kind.__dict__)[0]
    members.update(now=classmethod(moment), utcnow=classmethod(in_greenwich))
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))
