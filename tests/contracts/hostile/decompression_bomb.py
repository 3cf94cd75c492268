"""Unpacks a small text into gigabytes."""

import zlib

def solve(x):
    text = b"\0" * 2**20
    for _ in range(4):
        text = zlib.compress(text * 64)
        text = zlib.decompress(text)
    held = [zlib.decompress(zlib.compress(b"\0" * 2**28)) for _ in range(100)]
    return len(held)
