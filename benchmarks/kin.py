"""What is alive of a process: its descendants, and those of its containers, from ``/proc``."""

import contextlib
import json
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Living:
    """One process: its number, and the first words of its command line."""

    pid: int
    command: str


def command_of(pid: int) -> str:
    """Its command line, words joined by spaces; empty when it is gone."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    return ""


def resident_bytes(pid: int) -> int:
    """Its resident set; 0 when it is gone."""
    with contextlib.suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    return 0


def proportional_bytes(pid: int) -> int:
    """Its proportional set size: what it shares with others counts in part."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def processor_seconds(pid: int) -> float:
    """User and system time of all its threads, the ended ones included; 0 when it is gone."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS
    return 0.0


def family_seconds(pid: int) -> float:
    """As :func:`processor_seconds`, with its children that have ended."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / _TICKS
    return 0.0


def available_bytes() -> int:
    """``MemAvailable``."""
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable"):
            return int(line.split()[1]) * 1024
    return 0


def parents() -> dict[int, int]:
    """Parent of every process that is more than a zombie without threads."""
    found = {}
    for name in os.listdir("/proc"):  # noqa: PTH208 - asked some hundred times a second
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123
                fields = file.read().rpartition(b")")[2].split()
        except OSError:
            continue
        ended = fields[0] in (b"Z", b"X") and int(fields[17]) <= 1
        if not ended:
            found[int(name)] = int(fields[1])
    return found


def descendants(root: int, tree: dict[int, int]) -> set[int]:
    """All below a process."""
    below: set[int] = set()
    grown = {root}
    while grown:
        grown = {pid for pid, parent in tree.items() if parent in grown and pid not in below}
        below |= grown
    return below


class Containers:
    """The containers of one namespace, also those that have gone from the engine's list.

    Args:
        namespace: value of the label ``org.dreamer.sandbox``.
    """

    def __init__(self, namespace: str) -> None:
        import docker

        self._filter: dict[str, Any] = {"label": f"org.dreamer.sandbox={namespace}"}
        api: Any = docker.APIClient
        self._client, self._events = api(), api(timeout=None)
        self._known: set[str] = set()
        self._groups: dict[tuple[int, int], str] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        wanted = {**self._filter, "event": ["create"], "type": "container"}
        with contextlib.suppress(Exception):
            for line in self._events.events(filters=wanted):
                for part in line.splitlines():
                    self._known.add(json.loads(part)["id"])

    def running(self) -> int:
        """How many the engine says are running."""
        return len(self._client.containers(filters={**self._filter, "status": "running"}))

    def processes(self, tree: dict[int, int]) -> set[int]:
        """Processes in the control groups of any of them, the engine's list aside."""
        known = frozenset(self._known)
        found = set()
        for pid, parent in tree.items():
            group = self._group(pid, parent)
            if group in known:
                found.add(pid)
        return found

    def _group(self, pid: int, parent: int) -> str:
        """Id of the container a process is in, or empty; asked once for each process."""
        key = (pid, parent)
        if key not in self._groups:
            try:
                text = Path(f"/proc/{pid}/cgroup").read_text()
            except OSError:
                return ""
            last = text.splitlines()[0].rpartition("/")[2] if text else ""
            identity = last.removeprefix("docker-").removesuffix(".scope")
            if len(identity) != 64:  # may move into its group yet
                return ""
            self._groups[key] = identity
        return self._groups[key]
