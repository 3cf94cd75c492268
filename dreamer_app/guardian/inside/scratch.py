"""One folder that both sandboxes show each other at the same path, by copies of what changed.

Tests write a file for the candidate to read, or read what it wrote: before a call the files
that changed go over as data, and come back after it. Nothing but plain files and folders
travels, no links, and nothing outside the folder is ever written.
"""

import os
import sys

FOLDER = "/tmp/scratch"  # noqa: S108 - the sandbox's own
_EMPTIED = ("/tmp", "/dev/shm")  # noqa: S108 - as above
_FILES = 256
_BYTES = 1 << 20
_ALL_BYTES = 3 << 20
"""In hexadecimal they are still less than a frame may hold."""

Change = list[str | bool | None]
"""A path below the folder, and its content in hexadecimal; None for a folder, and False for
what is there no more."""


def settle() -> None:
    """Go on in the folder: what this process writes without saying where, it writes there."""
    os.makedirs(FOLDER, exist_ok=True)  # noqa: PTH103 - pathlib costs 10 ms
    os.chdir(FOLDER)
    # What the other side wrote there is data, and no module to import.
    sys.path[:] = [place for place in sys.path if place not in ("", ".")]
    os.environ["HOME"] = os.environ["TMPDIR"] = FOLDER
    if "tempfile" in sys.modules:
        vars(sys.modules["tempfile"])["tempdir"] = None


class Litter:
    """What a run leaves in the places where it may write, told from what was there before."""

    def __init__(self) -> None:
        self._before = {folder: _names(folder) for folder in _EMPTIED}

    def clear(self) -> bool:
        """Remove it, so that the next run begins as the first did; whether nothing stayed."""
        for folder, before in self._before.items():
            if _names(folder) - before:
                _remove_below(folder, before)
        return not any(_names(folder) - before for folder, before in self._before.items())


def _names(folder: str) -> set[str]:
    try:
        return set(os.listdir(folder))  # noqa: PTH208 - as above
    except OSError:
        return set()


def _remove_below(folder: str, kept: set[str]) -> None:
    """Remove what a folder holds, without following a link; what cannot be removed stays."""
    waiting = [f"{folder}/{name}" for name in _names(folder) - kept]
    while waiting:
        path = waiting.pop()
        try:
            if os.path.islink(path) or not os.path.isdir(path):  # noqa: PTH112, PTH114
                os.unlink(path)  # noqa: PTH108
                continue
            os.chmod(path, 0o700)  # noqa: PTH101
            inside = os.listdir(path)  # noqa: PTH208
            if inside:
                waiting.append(path)
                waiting += [f"{path}/{name}" for name in inside]
            else:
                os.rmdir(path)  # noqa: PTH106
        except OSError:
            # Too deep to be named, or in use.
            return


class Scratch:
    """The folder as one side sees it."""

    def __init__(self) -> None:
        os.makedirs(FOLDER, exist_ok=True)  # noqa: PTH103
        self._known: dict[str, tuple[int, int]] = {}

    def changes(self) -> list[Change]:
        """What is new, different or gone since the last time; what has no room comes next time."""
        found: list[Change] = []
        room, seen = _ALL_BYTES, set()
        for entry in _walk(FOLDER):
            state = entry.stat(follow_symlinks=False)
            is_folder = entry.is_dir(follow_symlinks=False)
            mark = (-1, -1) if is_folder else (state.st_mtime_ns, state.st_size)
            path = entry.path[len(FOLDER) + 1 :]
            seen.add(path)
            if self._known.get(path) == mark or len(found) == _FILES:
                continue
            if is_folder:
                found.append([path, None])
            elif entry.is_file(follow_symlinks=False) and state.st_size <= _BYTES:
                if state.st_size > room:
                    continue
                room -= state.st_size
                with open(entry.path, "rb") as file:  # noqa: PTH123
                    found.append([path, file.read(_BYTES).hex()])
            self._known[path] = mark
        gone: list[Change] = []
        for path in sorted(set(self._known) - seen, reverse=True)[:_FILES]:
            del self._known[path]
            gone.append([path, False])
        return gone + found

    def apply(self, changes: object) -> None:
        """Do what the other side did.

        Raises:
            ValueError: it is not a list of changes, or leads out of the folder.
        """
        if type(changes) is not list or len(changes) > 2 * _FILES:
            raise ValueError("no list of files")
        for change in changes:
            path, content = change
            if type(path) is not str or not _is_below(path):
                raise ValueError("a path that leads out of the scratch folder")
            self._apply(path, content)

    def _apply(self, path: str, content: object) -> None:
        whole = f"{FOLDER}/{path}"
        is_folder = os.path.isdir(whole)  # noqa: PTH112
        if content is False or (content is not None) == is_folder:
            _remove(whole)
            self._known.pop(path, None)
        if content is False:
            return
        if content is None:
            os.makedirs(whole, exist_ok=True)  # noqa: PTH103
            self._known[path] = (-1, -1)
            return
        with open(whole, "wb") as file:  # noqa: PTH123
            file.write(bytes.fromhex(str(content)))
        state = os.stat(whole)  # noqa: PTH116
        self._known[path] = (state.st_mtime_ns, state.st_size)


def _remove(whole: str) -> None:
    if os.path.isdir(whole):  # noqa: PTH112
        _remove_below(whole, set())
        os.rmdir(whole)  # noqa: PTH106
    elif os.path.exists(whole):  # noqa: PTH110
        os.unlink(whole)  # noqa: PTH108


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
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda e: e.name)[: 4 * _FILES]
    except FileNotFoundError:
        return found
    for entry in inside:
        found.append(entry)
        if entry.is_dir(follow_symlinks=False):
            found += _walk(entry.path)
    return found
