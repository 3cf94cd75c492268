"""Types of Python literals, as they are written in a signature."""

from typing import Any

from dreamer_app.core import syntax


def value_of(literal: str) -> Any:
    """The value of a literal.

    Raises:
        ValueError: it is not made of builtin literals alone.
    """
    try:
        return syntax.literal(literal)
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError) as error:
        raise ValueError(literal[:80]) from error


def shape_of(value: Any) -> str:
    """The type of a value as an annotation: ``list[int]``, ``dict[str, float]``, ...

    Mixed or empty containers are written without what they hold.
    """
    if value is None:
        return "None"
    name = type(value).__name__
    if isinstance(value, dict):
        keys, values = joined(map(shape_of, value)), joined(map(shape_of, value.values()))
        return f"dict[{keys}, {values}]" if keys and values else name
    if isinstance(value, tuple):
        parts = [shape_of(v) for v in value]
        return f"tuple[{', '.join(parts)}]" if 0 < len(parts) <= 4 else name
    if isinstance(value, (list, set, frozenset)):
        held = joined(map(shape_of, value))
        return f"{name}[{held}]" if held else name
    return name


def joined(shapes: Any) -> str:
    """The one annotation that fits all of these; empty when there is none."""
    found = sorted(set(shapes))
    if len(found) == 1:
        return str(found[0])
    if found in (["float", "int"], ["bool", "int"]):
        return "float" if "float" in found else "int"
    bare = {shape.partition("[")[0] for shape in found}
    return bare.pop() if len(bare) == 1 else ""


def is_hashable(value: Any) -> bool:
    """Whether a value can be a key."""
    try:
        hash(value)
    except TypeError:
        return False
    return True


def is_number(shape: str) -> bool:
    """Whether values of that shape can be added up."""
    return shape in ("int", "float")


def is_orderable(shape: str) -> bool:
    """Whether values of that shape can be sorted."""
    plain = ("int", "float", "str", "bytes")
    held = shape.removeprefix("tuple[").removesuffix("]").split(", ")
    return shape in plain or (shape.startswith("tuple[") and all(h in plain for h in held))
