"""Holds more and more memory."""

def solve(x):
    held = []
    while True:
        held.append(bytearray(b"x" * 2**22))
