"""Hashes of fetched models, kept beside them: what was checked once stays known."""

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_FILE = "fetched.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """What a fetched file was when it was checked.

    Args:
        size: bytes.
        modified_ns: the file's own time; a file that changed is another file.
    """

    sha256: str
    size: int
    repository: str = ""
    revision: str = ""
    modified_ns: int = 0


def keep_pin(folder: Path, name: str, pin: Pin) -> None:
    """Remember a file's hash; whole or not at all."""
    rows = _rows(folder)
    entry = asdict(pin) | {"modified_ns": (folder / name).stat().st_mtime_ns}
    temporary = folder / f"{_FILE}.{os.getpid()}.new"
    temporary.write_text(json.dumps({**rows, name: entry}, indent=2) + "\n", encoding="utf-8")
    temporary.replace(folder / _FILE)


def known_hash(path: Path) -> str:
    """The sha256 of a fetched file that is still as it was; empty when nothing is known."""
    row = _rows(path.parent).get(path.name, {})
    with contextlib.suppress(OSError, TypeError, KeyError):
        state = path.stat()
        if (row["size"], row["modified_ns"]) == (state.st_size, state.st_mtime_ns):
            return str(row["sha256"])
    return ""


def _rows(folder: Path) -> dict[str, Any]:
    try:
        rows = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return rows if isinstance(rows, dict) else {}
