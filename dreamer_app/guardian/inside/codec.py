"""Values as JSON and back: the only language that candidate and tests have in common.

A value of a builtin type (exactly that type, no subclass) becomes a JSON scalar or a list
``[tag, ...]``; some standard types (dates, decimals, counters, ...) travel by their parts.
Whatever else there is goes through ``opaque`` and comes back through ``special``, which the
two sides define. Decoding trusts nothing: it builds builtin values by fixed constructors and
raises :class:`BadFrame` for anything else.
"""

import sys
from collections.abc import Callable
from typing import Any

MAX_DEPTH = 60
MAX_NODES = 200_000
_PLAIN_INT = 2**53
_MAX_DIGITS = 1_000_000
_LONG_INT = 10_000

Json = Any


class BadFrame(Exception):  # noqa: N818 - what arrived is bad, nobody erred
    """What arrived is not an encoded value."""


class TooLarge(Exception):  # noqa: N818 - as above
    """A value has too many parts, is too deeply nested, or contains itself."""


_SEQUENCES: dict[type, str] = {list: "l", tuple: "t", set: "s", frozenset: "z"}
_BUILDERS: dict[str, Any] = {"l": list, "t": tuple, "s": set, "z": frozenset}


class Encoder:
    """Encodes values; one per message, as it counts parts.

    Args:
        opaque: encodes what has no plain form.
    """

    def __init__(self, opaque: Callable[[Any], Json]) -> None:
        self._opaque = opaque
        self._nodes = 0

    def __call__(self, value: Any, depth: int = 0) -> Json:
        """The JSON form of a value."""
        self._nodes += 1
        if self._nodes > MAX_NODES or depth > MAX_DEPTH:
            raise TooLarge("too many parts, or nested too deeply")
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is int:
            return value if -_PLAIN_INT < value < _PLAIN_INT else _big(value)
        if kind is float:
            return value if value - value == 0 else ["f", repr(value)]
        if kind is str:
            return _text(value)
        if kind in _SEQUENCES:
            return [_SEQUENCES[kind], [self(item, depth + 1) for item in list(value)]]
        if kind is dict:
            return ["d", self._pairs(value, depth)]
        plain = _plain_parts(value, kind)
        if plain is not None:
            return plain
        parts = _standard_parts(value, kind)
        if parts is not None:
            return ["o", parts[0], self(parts[1], depth + 1)]
        return self._opaque(value)

    def _pairs(self, value: Any, depth: int) -> Json:
        return [[self(k, depth + 1), self(v, depth + 1)] for k, v in list(value.items())]


def _big(value: int) -> Json:
    if value.bit_length() > _MAX_DIGITS * 4:
        raise TooLarge("an integer with millions of digits")
    return ["i", hex(value)]


def _text(value: str) -> Json:
    try:
        value.encode()
    except UnicodeEncodeError:
        return ["u", [ord(c) for c in value]]
    return value


def _plain_parts(value: Any, kind: type) -> Json:
    if kind is bytes or kind is bytearray:
        return ["b" if kind is bytes else "B", value.hex()]
    if kind is complex:
        return ["c", [repr(value.real), repr(value.imag)]]
    if kind is range:
        return ["r", [_big(value.start), _big(value.stop), _big(value.step)]]
    if value is Ellipsis:
        return ["e"]
    if value is NotImplemented:
        return ["n"]
    return None


def _standard_parts(value: Any, kind: type) -> tuple[str, Any] | None:
    """Name and parts of a value of one of the standard library's own plain types."""
    name = f"{kind.__module__}.{kind.__qualname__}"
    takes_apart = _APART.get(name)
    if (
        takes_apart is None
        or getattr(sys.modules.get(kind.__module__), kind.__name__, 0) is not kind
    ):
        return None
    parts = takes_apart(value)
    return None if parts is None else (name, parts)


def _zone(zone: Any) -> Any:
    """Seconds east of UTC of a fixed zone, name of a known one, None without one; Ellipsis for
    any other zone.
    """
    if zone is None:
        return None
    import datetime as dt

    if type(zone) is dt.timezone:
        return zone.utcoffset(None).total_seconds()
    known = sys.modules.get("zoneinfo")
    if known is None or type(zone) is not known.ZoneInfo or not zone.key:
        return ...
    return str(zone.key)


def _with_zone(value: Any, parts: list[Any]) -> Any:
    zone = _zone(value.tzinfo)
    return None if zone is ... else [*parts, zone, value.fold]


def _factory(value: Any) -> Any:
    factory = value.default_factory
    if factory is not None and factory not in _FACTORIES.values():
        return None
    return [factory.__name__ if factory else None, list(value.items())]


_FACTORIES: dict[str, Any] = {
    f.__name__: f for f in (int, list, dict, set, str, float, tuple, bool)
}

_APART: dict[str, Callable[[Any], Any]] = {
    "datetime.date": lambda v: [v.year, v.month, v.day],
    "datetime.timedelta": lambda v: [v.days, v.seconds, v.microseconds],
    "datetime.time": lambda v: _with_zone(v, [v.hour, v.minute, v.second, v.microsecond]),
    "datetime.datetime": lambda v: _with_zone(
        v, [v.year, v.month, v.day, v.hour, v.minute, v.second, v.microsecond]
    ),
    "datetime.timezone": lambda v: [v.utcoffset(None).total_seconds()],
    "decimal.Decimal": str,
    "fractions.Fraction": lambda v: [v.numerator, v.denominator],
    "uuid.UUID": lambda v: v.hex,
    "pathlib.PosixPath": str,
    "pathlib.PurePosixPath": str,
    "pathlib.PureWindowsPath": str,
    "collections.Counter": lambda v: list(v.items()),
    "collections.OrderedDict": lambda v: list(v.items()),
    "collections.defaultdict": _factory,
    "collections.deque": lambda v: [list(v), v.maxlen],
    "zoneinfo.ZoneInfo": lambda v: v.key,
    "_io.StringIO": lambda v: None if v.closed else [v.getvalue(), v.tell()],
    "_io.BytesIO": lambda v: None if v.closed else [v.getvalue(), v.tell()],
}


def _zoned(kind: Any, parts: list[Any]) -> Any:
    import datetime as dt

    *numbers, zone, fold = parts
    if type(zone) is str:
        import zoneinfo

        return kind(*numbers, tzinfo=zoneinfo.ZoneInfo(zone), fold=fold)
    tz = None if zone is None else dt.timezone(dt.timedelta(seconds=zone))
    return kind(*numbers, tzinfo=tz, fold=fold)


def _build_standard(name: str, parts: Any) -> Any:
    module, _, attribute = name.partition(".")
    if name not in _APART:
        raise BadFrame(f"no such type: {name!r}")
    kind = getattr(__import__(module), attribute)
    if name in ("datetime.time", "datetime.datetime"):
        return _zoned(kind, parts)
    if name == "datetime.timezone":
        import datetime as dt

        return dt.timezone(dt.timedelta(seconds=parts[0]))
    if name in ("datetime.date", "datetime.timedelta", "fractions.Fraction", "collections.deque"):
        return kind(*parts)
    if name == "collections.defaultdict":
        return kind(_FACTORIES.get(parts[0]), parts[1])
    if name in ("_io.StringIO", "_io.BytesIO"):
        stream = kind(parts[0])
        stream.seek(parts[1])
        return stream
    if name == "collections.Counter":
        return kind(dict(parts))
    return kind(parts)


class Decoder:
    """Decodes what an :class:`Encoder` made, or what claims to be that.

    Args:
        special: decodes tags that are not of plain values.
    """

    def __init__(self, special: Callable[[list[Any]], Any]) -> None:
        self._special = special

    def __call__(self, data: Json, depth: int = 0) -> Any:
        """The value.

        Raises:
            BadFrame: it is no encoded value.
        """
        if data is None or type(data) in (bool, int, float, str):
            return data
        if depth > MAX_DEPTH or type(data) is not list or not data or type(data[0]) is not str:
            raise BadFrame("not an encoded value")
        try:
            return self._tagged(data[0], data, depth + 1)
        except (
            ValueError,
            TypeError,
            IndexError,
            KeyError,
            AttributeError,
            OverflowError,
            ArithmeticError,
        ) as error:
            raise BadFrame(f"not an encoded value: {type(error).__name__}") from None

    def _tagged(self, tag: str, data: list[Any], depth: int) -> Any:
        if tag in _BUILDERS:
            return _BUILDERS[tag]([self(item, depth) for item in data[1]])
        if tag == "d":
            return {self(k, depth): self(v, depth) for k, v in data[1]}
        if tag == "o":
            return _build_standard(data[1], self(data[2], depth))
        scalar = _SCALARS.get(tag)
        return scalar(data) if scalar else self._special(data)


_SCALARS: dict[str, Callable[[list[Any]], Any]] = {
    "i": lambda d: int(d[1], 16),
    "f": lambda d: float(d[1]),
    "u": lambda d: "".join(map(chr, d[1])),
    "b": lambda d: bytes.fromhex(d[1]),
    "B": lambda d: bytearray.fromhex(d[1]),
    "c": lambda d: complex(float(d[1][0]), float(d[1][1])),
    "r": lambda d: range(*(int(part[1], 16) for part in d[1])),
    "e": lambda _: ...,
    "n": lambda _: NotImplemented,
}


def type_name(kind: type) -> str:
    """``module:qualname`` of a type."""
    return f"{kind.__module__}:{kind.__qualname__}"


def literal(value: Any, depth: int = 0) -> str | None:
    """Python source that rebuilds a value of builtin types; None for any other value."""
    if depth > MAX_DEPTH:
        return None
    kind = type(value)
    if value is None or value is Ellipsis or kind in (bool, str, bytes):
        return repr(value)
    if kind is int:
        return repr(value) if value.bit_length() < _LONG_INT else hex(value)
    if kind is float:
        return repr(value) if value - value == 0 else f"float({str(value)!r})"
    if kind is complex:
        real, imag = literal(value.real), literal(value.imag)
        return f"complex({real}, {imag})"
    if kind is bytearray or kind is range:
        return repr(value)
    return _container_literal(value, kind, depth + 1)


def _container_literal(value: Any, kind: type, depth: int) -> str | None:
    if kind is dict:
        pairs = [(literal(k, depth), literal(v, depth)) for k, v in value.items()]
        if any(k is None or v is None for k, v in pairs):
            return None
        return "{" + ", ".join(f"{k}: {v}" for k, v in pairs) + "}"
    if kind not in _SEQUENCES:
        return None
    items = [literal(item, depth) for item in value]
    parts = [item for item in items if item is not None]
    if len(parts) != len(items):
        return None
    if kind is list:
        return f"[{', '.join(parts)}]"
    if kind is tuple:
        return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"
    inner = "{" + ", ".join(sorted(parts)) + "}" if parts else ""
    if kind is frozenset:
        return f"frozenset({inner})"
    return inner or "set()"
