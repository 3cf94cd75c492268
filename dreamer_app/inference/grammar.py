"""A JSON schema as a grammar (GBNF) that a small model cannot get lost in.

Every string, list and number is bounded, because a small model left alone never closes a
quote; keys come in the schema's order and there is no free white space. Only a grammar that
llama.cpp is known to parse comes out: its own converter makes patterns that it then rejects,
and a rejected grammar crashes it.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

MAX_STRING = 240
"""Characters of a string whose schema gives no ``maxLength``."""
_LONGEST_STRING = 1000
_MAX_ITEMS = 8
_MAX_DEPTH = 12
_DIGITS = 15

_BASE = (
    r'char ::= [^"\\\x00-\x1f] | "\\" (["\\/bfnrt] | "u" [0-9a-fA-F]{4})',
    rf'integer ::= "-"? ("0" | [1-9] [0-9]{{0,{_DIGITS}}})',
    rf'number ::= integer ("." [0-9]{{1,{_DIGITS}}})?',
    'boolean ::= "true" | "false"',
    'null ::= "null"',
)


class SchemaError(Exception):
    """The schema asks for something that cannot be turned into a grammar."""


def grammar_for(schema: Any) -> str:
    """The grammar whose sentences are JSON values of the schema.

    Known: type (also a list of types), properties, required, items, minItems, maxItems,
    minLength, maxLength, enum, const, anyOf, oneOf and local ``$ref``. All properties are
    written, whether required or not. Other keywords only narrow and are left to whoever
    reads the answer.

    Raises:
        SchemaError: it allows nothing, nests too deeply, or is of an unknown type.
    """
    writer = _Writer(schema)
    root = writer.rule(schema, 0)
    return "\n".join([f"root ::= {root}", *writer.lines, *_BASE]) + "\n"


class _Writer:
    """Collects rules; every complex value gets one of its own."""

    def __init__(self, schema: Any) -> None:
        self._root = schema
        self.lines: list[str] = []

    def rule(self, schema: Any, depth: int) -> str:
        """A name or expression for one schema."""
        if depth > _MAX_DEPTH:
            raise SchemaError(f"it nests deeper than {_MAX_DEPTH} levels or refers to itself")
        if schema is True or schema == {}:
            return self._named(["string", "number", "boolean", "null"], depth)
        if not isinstance(schema, Mapping):
            raise SchemaError(f"{schema!r} is not a schema")
        if "$ref" in schema:
            return self.rule(self._resolve(str(schema["$ref"])), depth + 1)
        if "const" in schema:
            return _literal(schema["const"])
        if "enum" in schema:
            return self._add(" | ".join(_literal(value) for value in _some(schema["enum"])))
        for key in ("anyOf", "oneOf"):
            if key in schema:
                return self._add(" | ".join(self.rule(s, depth + 1) for s in _some(schema[key])))
        return self._typed(schema, depth)

    def _typed(self, schema: Mapping[str, Any], depth: int) -> str:
        kind = schema.get("type", "object" if "properties" in schema else None)
        if isinstance(kind, list):
            options = [self._typed({**schema, "type": one}, depth + 1) for one in _some(kind)]
            return self._add(" | ".join(options))
        if kind == "object":
            return self._object(schema, depth)
        if kind == "array":
            return self._array(schema, depth)
        if kind == "string":
            low, high = _bounds(schema, "minLength", "maxLength", MAX_STRING, _LONGEST_STRING)
            return self._add(f'"\\"" char{{{low},{high}}} "\\""')
        if kind in ("integer", "number", "boolean", "null"):
            return str(kind)
        raise SchemaError(f"the type {kind!r} is not known")

    def _object(self, schema: Mapping[str, Any], depth: int) -> str:
        properties = schema.get("properties", {})
        if not properties:
            return '"{}"'
        parts = []
        for number, (key, value) in enumerate(properties.items()):
            comma = ", " if number else ""
            name = _quote(f"{comma}{json.dumps(key, ensure_ascii=False)}: ")
            parts.append(f"{name} {self.rule(value, depth + 1)}")
        return self._add('"{" ' + " ".join(parts) + ' "}"')

    def _array(self, schema: Mapping[str, Any], depth: int) -> str:
        low, high = _bounds(schema, "minItems", "maxItems", _MAX_ITEMS, 64)
        if high == 0:
            return '"[]"'
        item = self.rule(schema.get("items", True), depth + 1)
        more = f'{item} (", " {item}){{{max(0, low - 1)},{high - 1}}}'
        return self._add(f'"[" {more} "]"' if low else f'"[" ({more})? "]"')

    def _named(self, kinds: Sequence[str], depth: int) -> str:
        return self._add(" | ".join(self._typed({"type": kind}, depth) for kind in kinds))

    def _resolve(self, reference: str) -> Any:
        if not reference.startswith("#"):
            raise SchemaError(f"the reference {reference!r} leads outside")
        found = self._root
        for part in reference[1:].strip("/").split("/"):
            try:
                found = found[part] if part else found
            except (KeyError, TypeError, IndexError):
                raise SchemaError(f"the reference {reference!r} leads nowhere") from None
        return found

    def _add(self, body: str) -> str:
        name = f"r{len(self.lines)}"
        self.lines.append(f"{name} ::= {body}")
        return name


def _bounds(
    schema: Mapping[str, Any], low_key: str, high_key: str, default: int, most: int
) -> tuple[int, int]:
    low, high = schema.get(low_key, 0), schema.get(high_key)
    if high is None:
        high = max(default, low if isinstance(low, int) else 0)
    if not isinstance(low, int) or not isinstance(high, int) or not 0 <= low <= high:
        raise SchemaError(f"{low_key} {low!r} and {high_key} {high!r} leave nothing")
    if low > most:
        raise SchemaError(f"{low_key} {low} is more than {most}")
    return low, min(high, most)


def _some(values: Any) -> Sequence[Any]:
    if not isinstance(values, list) or not values:
        raise SchemaError("a list of alternatives is empty")
    return values


def _literal(value: Any) -> str:
    return _quote(json.dumps(value, ensure_ascii=False))


def _quote(text: str) -> str:
    """Text as a literal of the grammar."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'
