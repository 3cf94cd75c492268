"""Ignores every signal that can be ignored, then sleeps."""

import signal
import time

for number in range(1, 32):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass


def total(values):
    time.sleep(3600)
