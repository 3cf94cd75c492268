"""Answers with arrays of strange types where none was asked for."""

import sys

channel = sys.modules["dreamer_app.guardian.inside.candidate"]
real = channel.dumps


def forged(value, **options):
    if "value" in value:
        value = {"value": ["a", "O", ["l", [["h", 0, "solution:total", ["__eq__"], "x"]]]]}
    return real(value, **options)


channel.dumps = forged


def total(values):
    return 0
