"""Which files make up a package."""

import os
from collections.abc import Iterator
from pathlib import Path

from dreamer_app.knowledge.plans import digest

_NO_API = frozenset({"tests", "test", "__pycache__", "node_modules", "_vendor", "idle_test"})


def package_files(top: str, roots: list[Path]) -> list[tuple[str, Path]]:
    """Python files of a package with their dotted names; stubs stand in for what is compiled."""
    for root in roots:
        if not (root / top).is_dir():
            for single in (root / f"{top}.py", root / f"{top}.pyi"):
                if single.is_file():
                    return [(top, single)]
    return [found for root in roots for found in _below(root / top, root)]


def _below(package: Path, root: Path) -> Iterator[tuple[str, Path]]:
    for folder, folders, names in os.walk(package):
        folders[:] = sorted(f for f in folders if f not in _NO_API and f.isidentifier())
        for name in sorted(names):
            path = Path(folder, name)
            is_stub = path.suffix == ".pyi" and f"{path.stem}.py" not in names
            dotted = _dotted(path.relative_to(root)) if is_stub or path.suffix == ".py" else ""
            if dotted:
                yield dotted, path


def _dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    if parts[-1] == "__init__":
        parts = parts[:-1]
    is_script = parts[-1] in {"__main__", "conftest"} or parts[-1].startswith("test_")
    return "" if is_script or not all(p.isidentifier() for p in parts) else ".".join(parts)


def content_hash(files: list[tuple[str, Path]], extra: tuple[str, ...]) -> str:
    """Hash of all contents; a file that cannot be read counts with the reason."""
    parts: list[str | bytes] = [*extra]
    for dotted, path in files:
        parts.append(dotted)
        try:
            parts.append(path.read_bytes())
        except OSError as error:
            parts.append(str(error))
    return digest(parts)
