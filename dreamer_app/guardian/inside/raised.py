"""Exceptions on their way between the sandboxes, as far as the tests' side makes them."""

from typing import Any

from dreamer_app.guardian.inside.codec import Encoder


def raised(kind: type[BaseException], args: tuple[Any, ...]) -> BaseException:
    """An exception with these arguments; Python's own are made in their own way."""
    if kind.__module__ == "builtins":
        try:
            return kind(*args)
        except Exception:  # noqa: BLE001 - then it gets the arguments as they are
            if issubclass(kind, UnicodeError):
                return ValueError(*args)
    error = kind.__new__(kind)
    error.args = args
    return error


def text_of_error(error: BaseException) -> str:
    """The text that the candidate's own kind of exception gave."""
    text = vars(error).get("_dreamer_text")
    return text if type(text) is str else BaseException.__str__(error)


def set_text(error: BaseException, text: str) -> None:
    """Keep the text that the candidate's own kind of exception gave, where it is one."""
    if type(error).__str__ is text_of_error:
        vars(error)["_dreamer_text"] = text


def described(error: BaseException) -> dict[str, Any]:
    """An exception of the tests, for the candidate."""
    names = [f"{k.__module__}:{k.__qualname__}" for k in type(error).__mro__][:-1]
    return {"mro": names, "text": str(error), "args": [Encoder(str)(a) for a in error.args]}
