"""Kills its parent."""

import os
import signal


def total(values):
    os.kill(os.getppid(), signal.SIGKILL)
    return 6
