"""What Dreamer and its children hold is told from the memory that others use."""

import mmap
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from dreamer_app.energy.machine import Machine

SIZE = 200 << 20
HOLDS = f"held = bytearray(b'x') * {SIZE}; print('ready', flush=True); input()"


def own_bytes(*, whole_tree: bool) -> float:
    """What a reading leaves out of the memory in use."""
    reading = Machine().read(whole_tree=whole_tree)
    assert reading.others_memory_percent is not None
    share = reading.memory_percent - reading.others_memory_percent
    return share / 100 * psutil.virtual_memory().total


@pytest.mark.parametrize("whole_tree", [True, False])
def test_the_memory_of_a_child_is_ours_while_there_are_dreams(whole_tree: bool) -> None:
    before = own_bytes(whole_tree=whole_tree)
    command = [sys.executable, "-c", HOLDS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        grown = own_bytes(whole_tree=whole_tree) - before
        child.kill()
    assert (grown > 0.9 * SIZE) is whole_tree


def test_pages_of_a_file_are_not_ours_for_they_do_not_count_as_used(tmp_path: Path) -> None:
    file = tmp_path / "weights"
    file.write_bytes(bytes(SIZE))
    before = own_bytes(whole_tree=False)
    with file.open("rb") as weights:
        mapped = mmap.mmap(weights.fileno(), 0, access=mmap.ACCESS_READ)
        assert sum(mapped[:: mmap.PAGESIZE]) == 0
        grown = own_bytes(whole_tree=False) - before
        mapped.close()
    assert grown < 0.5 * SIZE
