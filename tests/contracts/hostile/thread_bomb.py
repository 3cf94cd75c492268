"""Starts threads without end."""

import threading
import time

def solve(x):
    while True:
        try:
            threading.Thread(target=time.sleep, args=(1000,)).start()
        except RuntimeError:
            pass
