"""How many threads a model is worth on this machine."""

import os
from pathlib import Path


def physical_cores() -> int:
    """Cores this process may use, without hyper-threads, at least one.

    Two threads on one core share its arithmetic units, so they only get in each other's way.
    """
    import psutil

    logical = psutil.cpu_count() or 1
    physical = psutil.cpu_count(logical=False) or logical
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else logical
    return max(1, min(physical, allowed))


def multiplies_brain_floats(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether the processor has products of 16-bit brain floats; False where it is not told."""
    try:
        return "avx512_bf16" in cpuinfo.read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
