"""The parameters that a task's function has beside what it is about."""

from dataclasses import dataclass

from dreamer_app.dreaming.calls import Arguments
from dreamer_app.dreaming.naming import extra_name
from dreamer_app.dreaming.shapes import shape_of, value_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """One further parameter.

    Args:
        name: in the task's signature.
        shape: its annotation.
        literal: the value that works, as source.
        passed: how the library's function is given it, e.g. ``width=width``.
    """

    name: str
    shape: str
    literal: str
    passed: str


def extras_of(rest: Arguments, declared: list[str], taken: set[str]) -> list[Extra]:
    """Parameters for all arguments of a call after the first.

    Args:
        declared: parameter names of the library's function, in order.
        taken: names that are in use; the new ones are added.
    """
    result: list[Extra] = []

    def add(wanted: str, literal: str, keyword: str) -> None:
        name = extra_name(wanted, taken)
        taken.add(name)
        passed = f"{keyword}={name}" if keyword else name
        shape = shape_of(value_of(literal))
        result.append(Extra(name=name, shape=shape, literal=literal, passed=passed))

    for position, literal in enumerate(rest.positional, start=1):
        wanted = declared[position] if position < len(declared) else f"option{position}"
        add(wanted, literal, "")
    for keyword, literal in rest.keywords:
        add(keyword, literal, keyword)
    return result
