"""Backtracks without end."""

import re


def total(values):
    return re.match('(a+)+$', 'a' * 64 + 'b')
