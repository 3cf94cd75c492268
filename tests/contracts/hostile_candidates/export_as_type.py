"""Claims that the name under test is one of Python's own types."""

import json

real = json.dumps


def forged(value, **options):
    if "exports" in value:
        value = {"exports": [["total", "value", []]]}
    elif "value" in value:
        value = {"value": ["T", "builtins:int", 0]}
    return real(value, **options)


json.dumps = forged


def total(values):
    return 0
