"""Sends files for places outside of the scratch folder along with its answer."""

import json
import sys

channel = sys.modules["dreamer_app.guardian.inside.candidate"]
real = channel.dumps
PATHS = ["../solution.py", "/tmp/json.py", "a/../../b", "", ".", "\0", "x" * 5000, "a//b"]


def forged(value, **options):
    if "value" in value:
        value = {**value, "files": [[path, "00"] for path in PATHS]}
    return real(value, **options)


channel.dumps = forged


def total(values):
    return 0
