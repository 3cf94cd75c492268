"""Sends packets to everybody."""

import os
import socket

def solve(x):
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            s.sendto(b"reached", ("255.255.255.255", int(os.environ.get("PORT", "80"))))
    except OSError:
        pass
    return 2 * x
