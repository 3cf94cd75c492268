"""Memory that is really free for a new process: the machine's, or less inside a cgroup."""

from pathlib import Path

_CGROUPS = Path("/sys/fs/cgroup")
_UNLIMITED = 1 << 60


def free_memory(root: Path = _CGROUPS, process: Path = Path("/proc/self/cgroup")) -> int:
    """Bytes that a new process could have without anything being swapped or killed.

    A container or a service sees the whole machine's memory but is killed at its own limit,
    so the smallest room of every cgroup around this process counts.
    """
    import psutil

    machine = int(psutil.virtual_memory().available)
    return min([machine, *(_room(folder) for folder in _folders(root, process))])


def total_memory(root: Path = _CGROUPS, process: Path = Path("/proc/self/cgroup")) -> int:
    """Bytes that a process could ever have here, were nothing else running."""
    import psutil

    limits = [
        _number(folder / "memory.max", folder / "memory.limit_in_bytes")
        for folder in _folders(root, process)
    ]
    machine = int(psutil.virtual_memory().total)
    return min([machine, *(limit for limit in limits if limit is not None)])


def _folders(root: Path, process: Path) -> list[Path]:
    try:
        lines = process.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return []
    folders = [root, root / "memory"]
    for line in lines:
        _, controllers, path = (*line.split(":", 2), "", "")[:3]
        if controllers in ("", "memory"):
            base = root / "memory" if controllers else root
            inner = base / path.lstrip("/")
            folders += [f for f in (inner, *inner.parents) if f.is_relative_to(base)]
    return folders


def _room(folder: Path) -> int:
    """What a cgroup has left; page cache that can be given back counts as free."""
    limit = _number(folder / "memory.max", folder / "memory.limit_in_bytes")
    used = _number(folder / "memory.current", folder / "memory.usage_in_bytes")
    if limit is None or used is None or limit >= _UNLIMITED:
        return _UNLIMITED
    return max(0, limit - used + _reclaimable(folder / "memory.stat"))


def _reclaimable(stat: Path) -> int:
    try:
        pairs = [line.split() for line in stat.read_text(encoding="ascii").splitlines()]
        values = {pair[0]: int(pair[1]) for pair in pairs if len(pair) == 2}
    except (OSError, ValueError):
        return 0
    return values.get("total_inactive_file", values.get("inactive_file", 0))


def _number(*files: Path) -> int | None:
    for file in files:
        try:
            text = file.read_text(encoding="ascii").strip()
        except OSError:
            continue
        return int(text) if text.isdigit() else None
    return None
