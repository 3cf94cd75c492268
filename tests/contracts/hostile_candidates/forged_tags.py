"""Answers with tags that no encoder makes."""

import sys

channel = sys.modules["dreamer_app.guardian.inside.candidate"]
real = channel.dumps
channel.dumps = lambda value, **k: real({'value': ['K', -1]})

def total(values):
    return 0
