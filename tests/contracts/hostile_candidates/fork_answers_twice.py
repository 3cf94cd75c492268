"""Forks in a call, so that two processes answer."""

import os


def total(values):
    os.fork()
    return 0
