"""Answers with exceptions that are hard to make and worse to show."""

import itertools
import sys

channel = sys.modules["dreamer_app.guardian.inside.candidate"]
real = channel.dumps
KINDS = itertools.cycle(
    [
        ("UnicodeDecodeError", {"object": 5, "start": -5, "end": -4, "encoding": None}),
        ("UnicodeTranslateError", {"object": [1], "start": 10**9, "end": 10**9 + 1}),
        ("BaseExceptionGroup", {"exceptions": 3}),
        ("GeneratorExit", {}),
        ("StopIteration", {"value": 6}),
        ("StopAsyncIteration", {}),
        ("SystemExit", {"code": 0}),
        ("SyntaxError", {"text": 7, "offset": -1, "lineno": "x"}),
        ("MemoryError", {}),
        ("ImportError", {"path": 9, "name": 1}),
    ]
)


def forged(value, **options):
    if "exports" in value:
        return real(value, **options)
    name, attributes = next(KINDS)
    mro = [f"builtins:{name}", "builtins:BaseException"]
    return real({"raise": {"mro": mro, "text": "", "args": [6], "attributes": attributes}})


channel.dumps = forged


def total(values):
    return 0
