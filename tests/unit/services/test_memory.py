"""One heap for all threads: what a night leaves in pieces is given back."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import ctypes, re, threading
from pathlib import Path
from dreamer_app.services.memory import share_memory

share_memory()
block = ctypes.CDLL(None).malloc
block.restype = ctypes.c_void_p
found = []

def take():
    found.append(block(1000))

for _ in range(4):
    thread = threading.Thread(target=take)
    thread.start()
    thread.join()
maps = Path("/proc/self/maps").read_text()
low, high = (int(edge, 16) for edge in re.search(r"(\\w+)-(\\w+) .*\\[heap\\]", maps).groups())
print(all(low <= place < high for place in found))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a setting of glibc")
def test_threads_take_memory_from_the_one_heap_there_is() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "True"
