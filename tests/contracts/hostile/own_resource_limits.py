"""Raises its limits before it misbehaves."""

import resource

def solve(x):
    for name in dir(resource):
        if name.startswith("RLIMIT_"):
            try:
                resource.setrlimit(getattr(resource, name), (-1, -1))
            except (OSError, ValueError):
                pass
    held = []
    while True:
        held.append(b"x" * 2**22)
