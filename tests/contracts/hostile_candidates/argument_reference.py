"""Claims that its result is the argument, under a forged tag."""

import sys

channel = sys.modules["dreamer_app.guardian.inside.candidate"]
real = channel.dumps
channel.dumps = lambda value, **k: real({'value': ['A', 0]})

def total(values):
    return 0
