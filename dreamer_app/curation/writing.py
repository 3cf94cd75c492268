"""A folder of files, whole or not at all, never over another."""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from dreamer_app.core.errors import InputError


def digest_of(files: Mapping[str, bytes]) -> str:
    """Twelve hex digits that stand for names and contents."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()[:12]


def write_folder(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Write files, named relative to ``folder``, which comes into being complete.

    Returns:
        False when the folder was there already with exactly these contents.

    Raises:
        InputError: the folder holds something else, or cannot be written.
    """
    if folder.exists():
        if all(_holds(folder / name, content) for name, content in files.items()):
            return False
        raise InputError(
            f"{folder} exists and holds something else; nothing was written.",
            hint="Move it away or choose another folder.",
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=folder.parent) as temporary:
            inner = Path(temporary) / folder.name
            for name, content in files.items():
                _write(inner / name, content)
            inner.rename(folder)
    except OSError as error:
        raise InputError(
            f"The export cannot be written to {folder} ({error.strerror or error}).",
            hint="Free some space or choose a folder that can be written.",
        ) from error
    return True


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
