"""Claims to have changed the arguments, and to have returned one of them."""

import sys

channel = sys.modules["dreamer_app.guardian.inside.candidate"]
real = channel.dumps


def forged(value, **options):
    if "value" in value:
        value = {"value": ["A", -1], "changed": [[0, ["l", []]], [-1, 6], ["0", 6], [0, 6]]}
    return real(value, **options)


channel.dumps = forged


def total(values):
    return values
