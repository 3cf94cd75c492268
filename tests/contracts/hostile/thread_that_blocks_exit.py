"""Leaves a thread that never ends."""

import threading
import time

def solve(x):
    threading.Thread(target=time.sleep, args=(1000,)).start()
    return 2 * x
