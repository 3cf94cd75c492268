"""Who owns a sandbox, in a form that tells a dead owner from a living one with its number."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """One running instance of the program.

    Args:
        pid: its process id.
        started: kernel ticks after boot at which it started; pids are used again.
        boot: id of the boot.
        view: the process namespace its pid is a number in.
    """

    pid: int
    started: int
    boot: str
    view: int

    @classmethod
    def this(cls) -> "Owner":
        """This process."""
        return cls(
            pid=os.getpid(), started=_start_time(os.getpid()) or 0, boot=_boot(), view=_view()
        )

    @classmethod
    def parse(cls, text: str) -> "Owner | None":
        """The inverse of ``str``; None for what is none."""
        parts = text.split(".")
        if len(parts) != 4 or not all(part.isdigit() for part in (*parts[:2], parts[3])):
            return None
        return cls(pid=int(parts[0]), started=int(parts[1]), boot=parts[2], view=int(parts[3]))

    def __str__(self) -> str:
        return f"{self.pid}.{self.started}.{self.boot}.{self.view}"

    def is_gone(self) -> bool:
        """Whether it certainly runs no more; False where that cannot be seen from here."""
        if self.boot != _boot():
            return True
        if self.view != _view():
            return False
        return _start_time(self.pid) != self.started


def own_folder(parent: Path, word: str, owner: Owner) -> Path:
    """A new folder for something passing, which :func:`sweep_folders` finds if its owner dies.

    Args:
        parent: made where it is missing; only this user may enter it.
        word: what its name begins with, after a point.
    """
    parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Path(tempfile.mkdtemp(prefix=f".{word}-{owner}-", dir=parent))


def sweep_folders(folders: Iterable[Path]) -> int:
    """Remove those of :func:`own_folder` whose owner is gone; their number."""
    removed = 0
    for folder in folders:
        owner = Owner.parse(folder.name.split("-")[1])
        if owner is not None and owner.is_gone():
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip().replace("-", "")
    except OSError:
        return "unknown"


def _view() -> int:
    try:
        return Path("/proc/self/ns/pid").stat().st_ino
    except OSError:
        return 0


def _start_time(pid: int) -> int | None:
    """Field 22 of ``/proc/PID/stat``; None when there is no such process, or a dead one."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    # The name, in parentheses, may itself hold spaces and parentheses.
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in "ZX" else int(fields[19])
