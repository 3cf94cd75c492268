"""Hashes of model files: what was checked or computed once stays known."""

import contextlib
import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dreamer_app.core.errors import ModelError
from dreamer_app.core.stop import StopToken
from dreamer_app.inference.gguf import bad_model

_FILE = "fetched.json"
_BLOCK = 1 << 22
_BLOB = re.compile(r"(?:sha256-)?([0-9a-f]{64})")
"""How Ollama and the cache of the hub's library call a file: by the hash of what is in it."""


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
    entry = asdict(pin) | {"modified_ns": (folder / name).stat().st_mtime_ns}
    _write(folder / _FILE, {**_rows(folder / _FILE), name: entry})


def known_hash(path: Path) -> str:
    """The sha256 of a fetched file that is still as it was; empty when nothing is known."""
    return _still(path, _rows(path.parent / _FILE).get(path.name))


def hash_of(path: Path, memory: Path, stop: StopToken) -> str:
    """The sha256 of a model file, computed unless it is known of the file as it is now.

    A large file takes some seconds once; what is read for it is in the system's cache when the
    model is loaded next.

    Args:
        memory: the file in which computed hashes are kept.

    Raises:
        ModelError: the file cannot be read, or is not the one that was fetched.
        Stopped: meanwhile.
    """
    whole = path.resolve()
    known = known_hash(path) or _still(path, _rows(memory).get(str(whole)))
    if known:
        return known
    try:
        actual = _computed(path, stop)
        promised = promised_hash(path)
        if promised and actual != promised:
            raise ModelError(
                f"The model {path} is not what was fetched: it has the sha256 {actual} instead "
                f"of {promised}.",
                hint="It was damaged or replaced; fetch it again, or rename it if that was you.",
            )
        state = path.stat()
    except OSError as error:
        raise bad_model(path, f"it cannot be read ({error})") from error
    entry = {"sha256": actual, "size": state.st_size, "modified_ns": state.st_mtime_ns}
    with contextlib.suppress(OSError):  # then it is computed again the next time
        memory.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = {k: v for k, v in _rows(memory).items() if Path(k).exists()}
        _write(memory, {**kept, str(whole): entry})
    return actual


def promised_hash(path: Path) -> str:
    """What the file's sha256 has to be, by who fetched it; empty when nobody says."""
    row = _rows(path.parent / _FILE).get(path.name)
    if isinstance(row, dict):
        return str(row.get("sha256", ""))
    whole = path.resolve()
    match = _BLOB.fullmatch(whole.name) if whole.parent.name == "blobs" else None
    return match[1] if match else ""


def _computed(path: Path, stop: StopToken) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            stop.check()
            digest.update(block)
    return digest.hexdigest()


def _still(path: Path, row: Any) -> str:
    """The hash in a row, if the file is still as it was then."""
    with contextlib.suppress(OSError, TypeError, KeyError):
        state = path.stat()
        if (row["size"], row["modified_ns"]) == (state.st_size, state.st_mtime_ns):
            return str(row["sha256"])
    return ""


def _write(file: Path, rows: dict[str, Any]) -> None:
    """Whole or not at all."""
    temporary = file.with_name(f"{file.name}.{os.getpid()}.new")
    temporary.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    temporary.replace(file)


def _rows(file: Path) -> dict[str, Any]:
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return rows if isinstance(rows, dict) else {}
