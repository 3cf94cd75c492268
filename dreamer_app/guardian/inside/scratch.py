"""One folder that both sandboxes show each other at the same path, by copies of what changed.

Tests write a file for the candidate to read, or read what it wrote: before a call the files
that changed go over as data, and come back after it. Nothing but plain files and folders
travels, no links, and nothing outside the folder is ever written.
"""

import os

FOLDER = "/tmp/scratch"  # noqa: S108 - the sandbox's own
_FILES = 64
_BYTES = 1 << 20

Change = list[str | None]
"""A path below the folder, and its content in hexadecimal; None for a folder."""


class Scratch:
    """The folder as one side sees it."""

    def __init__(self) -> None:
        os.makedirs(FOLDER, exist_ok=True)  # noqa: PTH103 - pathlib costs 10 ms
        self._known: dict[str, tuple[int, int]] = {}

    def changes(self) -> list[Change]:
        """What is new or different since the last time."""
        found: list[Change] = []
        for entry in _walk(FOLDER):
            state = entry.stat(follow_symlinks=False)
            mark = (state.st_mtime_ns, state.st_size)
            path = entry.path[len(FOLDER) + 1 :]
            is_folder = entry.is_dir(follow_symlinks=False)
            if path in self._known and (is_folder or self._known[path] == mark):
                continue
            self._known[path] = mark
            if is_folder:
                found.append([path, None])
            elif entry.is_file(follow_symlinks=False) and state.st_size <= _BYTES:
                with open(entry.path, "rb") as file:  # noqa: PTH123
                    found.append([path, file.read(_BYTES).hex()])
        return found[:_FILES]

    def apply(self, changes: object) -> None:
        """Write what the other side sent.

        Raises:
            ValueError: it is not a list of changes, or leads out of the folder.
        """
        if type(changes) is not list or len(changes) > _FILES:
            raise ValueError("no list of files")
        for change in changes:
            path, content = change
            if type(path) is not str or not _is_below(path):
                raise ValueError("a path that leads out of the scratch folder")
            whole = f"{FOLDER}/{path}"
            if content is None:
                os.makedirs(whole, exist_ok=True)  # noqa: PTH103
            else:
                with open(whole, "wb") as file:  # noqa: PTH123
                    file.write(bytes.fromhex(content))
            state = os.stat(whole)  # noqa: PTH116
            self._known[path] = (state.st_mtime_ns, state.st_size)


def _is_below(path: str) -> bool:
    parts = path.split("/")
    if not path or "\0" in path or any(part in ("", ".", "..") for part in parts):
        return False
    whole = FOLDER
    for part in parts:
        whole = f"{whole}/{part}"
        if os.path.islink(whole):  # noqa: PTH114
            return False
    return True


def _walk(folder: str) -> list["os.DirEntry[str]"]:
    """Entries below a folder, folders before what is in them."""
    found: list[os.DirEntry[str]] = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name)[: 2 * _FILES]:
            found.append(entry)
            if entry.is_dir(follow_symlinks=False):
                found += _walk(entry.path)
    return found
