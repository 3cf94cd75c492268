"""Raises texts that steer terminals, break files and turn the reading direction."""


def total(values):
    raise ValueError("\x1b]0;owned\x07\x1b[2J\u202e\udcff\x00\x9b31m" * 50)
