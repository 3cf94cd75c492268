"""JSON by the interpreter's own functions in C.

Python's ``json`` around them takes 7 ms to import, for ``re`` and what that needs, and every
process in here would.
"""

from _json import encode_basestring_ascii, make_encoder, make_scanner
from collections.abc import Callable
from typing import Any


class _Options:
    """What ``make_scanner`` asks for, as ``json.loads`` has it."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float, parse_int = float, int
    parse_constant = {"NaN": float("nan"), "Infinity": 1e999, "-Infinity": -1e999}.get


_scan: Any = make_scanner(_Options)  # type: ignore[arg-type]  # looks at attributes only


def dumps(value: Any) -> str:
    """As ``json.dumps``."""
    form = (encode_basestring_ascii, None, ": ", ", ", False, False, True)
    make: Any = make_encoder
    return "".join(make({}, _refuse, *form)(value, 0))


def loads(text: str) -> Any:
    """As ``json.loads``, of a text without white space around it.

    Raises:
        ValueError: it is something else.
    """
    try:
        value, end = _scan(text, 0)
    except StopIteration:
        raise ValueError("not JSON") from None
    if end != len(text):
        raise ValueError("more than one value")
    return value


def _refuse(value: Any) -> Any:
    raise TypeError(f"a {type(value).__name__} has no form in JSON")


def in_plain_json(receive: Any, send: Any) -> tuple[Callable[[], Any], Callable[[Any], None]]:
    """The functions that receive and send values, made of a program's own (``RECEIVE``, ``SEND``).

    Those import ``json`` when they are called; their ``frame`` takes and gives bytes.
    """
    return (lambda: loads(receive.frame().decode())), (lambda v: send.frame(dumps(v).encode()))
