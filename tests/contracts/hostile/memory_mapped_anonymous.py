"""Maps memory page by page and touches it."""

import mmap

def solve(x):
    maps = []
    while True:
        area = mmap.mmap(-1, 2**24)
        area.write(b"x" * 2**24)
        maps.append(area)
