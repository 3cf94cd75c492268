"""Leaves an orphan that holds the pipe open."""

import os
import time

if os.fork() == 0:
    os.setsid()
    time.sleep(3600)
    os._exit(0)

def total(values):
    return 0
