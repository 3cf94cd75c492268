"""Processor time and memory of Dreamer's containers, which are nobody's children here.

A container is started by its engine, so that no tree of processes leads from us to it. All of
ours are in control groups below one called ``dreamer`` or ``dreamernight``, which keeps counting
what they have used when they are gone.
"""

import sys
from pathlib import Path

_ROOT = Path("/sys/fs/cgroup")
_SELF = Path("/proc/self/cgroup")
_NAMES = ("dreamer", "dreamer.slice", "dreamernight", "dreamernight.slice")
"""As the engine's driver (cgroupfs, systemd) wants groups to be called."""
_COUNTERS = (("", "cpu.stat"), ("cpuacct", "cpuacct.usage"), ("cpu,cpuacct", "cpuacct.usage"))
"""Version 2; version 1, whose controllers are mounted in either of two ways."""
_MEMORY_COUNTERS = (("", ("anon", "shmem")), ("memory", ("total_rss", "total_shmem")))


class OwnGroups:
    """The groups of that name beside this process's own, and beside every group around it.

    The system's engine has its containers at the top, a user's own engine below that user.

    Args:
        root: where control groups are mounted.
        myself: as ``/proc/self/cgroup``.
    """

    def __init__(self, root: Path = _ROOT, myself: Path = _SELF) -> None:
        self._root = root
        self._folders = self._candidates(myself) if sys.platform == "linux" else []

    def processor_seconds(self) -> float:
        """What all in them have used up to now; 0.0 while there are none."""
        return sum(self._seconds(folder) for folder in self._folders)

    def memory_bytes(self) -> int:
        """What all in them hold now, without pages of files; 0 while there are none."""
        return sum(self._bytes(folder) for folder in self._folders)

    def _bytes(self, folder: str) -> int:
        for mount, names in _MEMORY_COUNTERS:
            try:
                text = (self._root / mount / folder / "memory.stat").read_text(encoding="ascii")
            except OSError:
                continue
            counters = dict(line.split(maxsplit=1) for line in text.splitlines())
            return sum(int(counters.get(name, "0")) for name in names)
        return 0

    def _seconds(self, folder: str) -> float:
        for mount, file in _COUNTERS:
            try:
                text = (self._root / mount / folder / file).read_text(encoding="ascii")
            except OSError:
                continue
            return _of_version_1(text) if file == "cpuacct.usage" else _of_version_2(text)
        return 0.0

    @staticmethod
    def _candidates(myself: Path) -> list[str]:
        try:
            lines = myself.read_text(encoding="utf-8").splitlines()
        except OSError:
            lines = []
        around = {""}
        ours = set()
        for line in lines:
            path = line.split(":", 2)[-1].strip("/")
            parts = path.split("/") if path else []
            ours |= {"/".join(parts[:n]) for n in range(1, len(parts) + 1)}
            around |= {"/".join(parts[:n]) for n in range(len(parts))}
        found = {f"{folder}/{name}".lstrip("/") for folder in around for name in _NAMES}
        # One that we are in ourselves holds no containers only; its processes are our children.
        return sorted(found - ours)


def _of_version_1(text: str) -> float:
    return int(text) / 1e9


def _of_version_2(text: str) -> float:
    counters = dict(line.split(maxsplit=1) for line in text.splitlines())
    return int(counters.get("usage_usec", "0")) / 1e6
