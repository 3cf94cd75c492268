"""Prints without end to the real standard output."""

import os


def total(values):
    while True:
        os.write(1, b'x' * 65536)
