"""Asks a name server."""

import socket

def solve(x):
    try:
        socket.getaddrinfo("example.com", 80)
    except OSError:
        return 2 * x
    return "resolved"
