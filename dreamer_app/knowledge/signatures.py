"""Signatures as they stand in code."""

from collections.abc import Iterator

import griffe


def signature(obj: griffe.Object) -> str:
    """``(text, width=70, *, strict: bool = False) -> str`` of a function or a class.

    Of a method it keeps ``self``, so that it is true of the name that the id says.
    """
    function = obj
    if isinstance(obj, griffe.Class):
        init = obj.members.get("__init__")
        if not isinstance(init, griffe.Function):
            return ""
        function = init
    if not isinstance(function, griffe.Function):
        return ""
    bound = isinstance(obj, griffe.Class) or "classmethod" in function.labels
    parameters = list(function.parameters)[1 if bound else 0 :]
    returns = (
        "" if isinstance(obj, griffe.Class) or not function.returns else f" -> {function.returns}"
    )
    return f"({', '.join(_parameters(parameters))}){returns}"


def _parameters(parameters: list[griffe.Parameter]) -> Iterator[str]:
    kinds = griffe.ParameterKind
    previous = None
    for parameter in parameters:
        kind = parameter.kind
        if previous is kinds.positional_only and kind is not kinds.positional_only:
            yield "/"
        if kind is kinds.keyword_only and previous not in {
            kinds.keyword_only,
            kinds.var_positional,
        }:
            yield "*"
        yield _parameter(parameter)
        previous = kind
    if previous is kinds.positional_only:
        yield "/"


def _parameter(parameter: griffe.Parameter) -> str:
    kinds = griffe.ParameterKind
    stars = {kinds.var_positional: "*", kinds.var_keyword: "**"}.get(
        parameter.kind or kinds.positional_or_keyword, ""
    )
    text = stars + parameter.name
    if parameter.annotation is not None:
        text += f": {parameter.annotation}"
    if parameter.default is not None and not stars:
        text += (
            f" = {parameter.default}"
            if parameter.annotation is not None
            else f"={parameter.default}"
        )
    return text
