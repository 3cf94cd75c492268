"""Documented calls of a function, taken apart into literal arguments."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dreamer_app.core import syntax
from dreamer_app.core.knowledge import Example
from dreamer_app.dreaming.shapes import value_of


@dataclass(frozen=True, slots=True)
class Arguments:
    """Arguments of one call, as Python literals.

    Args:
        positional: source text of each, in order.
        keywords: pairs of name and source text.
    """

    positional: tuple[str, ...]
    keywords: tuple[tuple[str, str], ...] = ()

    @property
    def source(self) -> str:
        """As written between the parentheses of a call."""
        named = [f"{name}={text}" for name, text in self.keywords]
        return ", ".join([*self.positional, *named])

    def with_first(self, literal: str) -> "Arguments":
        """The same with another first argument."""
        return Arguments((literal, *self.positional[1:]), self.keywords)


def documented_calls(name: str, examples: Iterable[Example]) -> list[Arguments]:
    """Arguments of the documented calls of ``name`` that are literals throughout.

    Names that an earlier example bound to a literal count as that literal.

    Args:
        name: last component of the function's name.
    """
    bound: dict[str, str] = {}
    found: dict[Arguments, None] = {}
    for example in examples:
        try:
            tree = syntax.parse(example.source)
        except (SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) == name:
                arguments = _arguments(node, bound)
                if arguments is not None and arguments.positional:
                    found.setdefault(arguments)
        _bind(tree, bound)
    return list(found)


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _arguments(node: ast.Call, bound: dict[str, str]) -> Arguments | None:
    if any(isinstance(arg, ast.Starred) for arg in node.args):
        return None
    texts = [_literal(arg, bound) for arg in node.args]
    named = [(k.arg, _literal(k.value, bound)) for k in node.keywords]
    if None in texts or any(key is None or text is None for key, text in named):
        return None
    return Arguments(tuple(str(text) for text in texts), tuple((str(k), str(t)) for k, t in named))


def _literal(node: ast.expr, bound: dict[str, str]) -> str | None:
    if isinstance(node, ast.Name) and node.id in bound:
        return bound[node.id]
    text = ast.unparse(node)
    try:
        value_of(text)
    except ValueError:
        return None
    return text


def _bind(tree: ast.Module, bound: dict[str, str]) -> None:
    for statement in tree.body:
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            continue
        target = statement.targets[0]
        if isinstance(target, ast.Name):
            text = _literal(statement.value, bound)
            if text is None:
                bound.pop(target.id, None)
            else:
                bound[target.id] = text


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a signature; ``default`` is empty for a required one."""

    name: str
    default: str = ""
    annotation: str = ""
    keyword_only: bool = False


def parameters(signature: str) -> list[Parameter] | None:
    """The named parameters of ``(a, b=1, *, c=2)``; None when it cannot be read.

    Variadic parameters are left out, since a call need not give them.
    """
    head = signature.strip()
    if not head.startswith("("):
        return None
    head = head.replace("<unrepresentable>", "None")
    try:
        tree = syntax.parse(f"def f{head}: pass")
    except SyntaxError:
        return None
    function = tree.body[0]
    if not isinstance(function, ast.FunctionDef):
        return None
    given = function.args
    names = [*given.posonlyargs, *given.args]
    padding: list[ast.expr | None] = [None] * (len(names) - len(given.defaults))
    pairs = [*zip(names, [*padding, *given.defaults], strict=True)]
    result = [_parameter(arg, default) for arg, default in pairs]
    result += [
        _parameter(arg, default, keyword_only=True)
        for arg, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)
    ]
    return result


def _parameter(arg: ast.arg, default: Any, *, keyword_only: bool = False) -> Parameter:
    return Parameter(
        arg.arg,
        ast.unparse(default) if default is not None else "",
        ast.unparse(arg.annotation) if arg.annotation is not None else "",
        keyword_only,
    )
