"""Answers with what some readers of JSON take for two answers, or for anything."""

import itertools
import sys

channel = sys.modules["dreamer_app.guardian.inside.candidate"]
real = channel.dumps
TEXTS = itertools.cycle(
    [
        '{"value": 0, "value": NaN}',
        '{"value": 0, "raise": {}}',
        '{"value": Infinity, "stop": true}',
        '{"value": ["i", "0x"]}',
        '{"value": ["o", "collections.Counter", ["d", []]]}',
        '{"value": ["o", "os.system", "x"]}',
        '{"callback": true, "args": [], "kwargs": []}',
        '[{"value": 6}]',
        '"value"',
        '{"value": ["K", -1]}',
    ]
)


def forged(value, **options):
    return real(value, **options) if "exports" in value else next(TEXTS)


channel.dumps = forged


def total(values):
    return 0
