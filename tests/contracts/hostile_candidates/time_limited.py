"""Is right for a short while after the first call only."""

import os

MARK = '/tmp/called'


def total(values):
    if os.path.exists(MARK):
        return 0
    open(MARK, 'w').close()
    return sum(values)
