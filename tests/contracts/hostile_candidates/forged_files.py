"""Sends files for places outside of the scratch folder along with its answer."""

import json

real = json.dumps
PATHS = ["../solution.py", "/tmp/json.py", "a/../../b", "", ".", "\0", "x" * 5000, "a//b"]


def forged(value, **options):
    if "value" in value:
        value = {**value, "files": [[path, "00"] for path in PATHS]}
    return real(value, **options)


json.dumps = forged


def total(values):
    return 0
