"""Holds memory in the buffers of sockets that nobody reads."""

import socket

def solve(x):
    held = []
    while True:
        pair = socket.socketpair()
        pair[0].setblocking(False)
        try:
            while True:
                pair[0].send(b"x" * 65536)
        except BlockingIOError:
            held.append(pair)
