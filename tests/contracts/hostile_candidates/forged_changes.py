"""Claims to have changed the arguments, and to have returned one of them."""

import json

real = json.dumps


def forged(value, **options):
    if "value" in value:
        value = {"value": ["A", -1], "changed": [[0, ["l", []]], [-1, 6], ["0", 6], [0, 6]]}
    return real(value, **options)


json.dumps = forged


def total(values):
    return values
