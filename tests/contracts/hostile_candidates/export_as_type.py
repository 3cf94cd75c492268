"""Claims that the name under test is one of Python's own types."""

import sys

channel = sys.modules["dreamer_app.guardian.inside.candidate"]
real = channel.dumps


def forged(value, **options):
    if "exports" in value:
        value = {"exports": [["total", "value", []]]}
    elif "value" in value:
        value = {"value": ["T", "builtins:int", 0]}
    return real(value, **options)


channel.dumps = forged


def total(values):
    return 0
