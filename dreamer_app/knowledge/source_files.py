"""Files and folders that a person points at."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dreamer_app.core.errors import InputError
from dreamer_app.core.stop import StopToken
from dreamer_app.knowledge.extraction import Extraction
from dreamer_app.knowledge.plans import Plan, SourcePlan, digest

if TYPE_CHECKING:
    from dreamer_app.knowledge.documents import DocumentBuilder

KINDS = {
    ".py": "Python",
    ".md": "Markdown",
    ".markdown": "Markdown",
    ".rst": "reStructuredText",
    ".txt": "plain text",
    ".pdf": "PDF",
}
LARGEST = 2 * 1024 * 1024
"""Bytes above which a file is taken for data."""
LARGEST_PDF = 50 * 1024 * 1024
_MOST_FILES = 20_000
_HIGHEST = 4
"""Folders above a file in which what it imports is looked for."""
_IGNORED = frozenset(
    {"node_modules", "__pycache__", "site-packages", "venv", "env", "build", "dist"}
)


def plan_file(path: Path) -> Plan:
    """What to read for one file.

    Raises:
        InputError: it is not there, of a kind that is not read, too large, or no text.
    """
    path = path.expanduser()
    if not path.is_file():
        raise InputError(f"There is no file {path}.", hint="Check the path.")
    if path.suffix.lower() not in KINDS:
        raise InputError(
            f"{path} is of a kind that is not read ({path.suffix or 'no suffix'}).",
            hint=f"Dreamer reads {_kinds()}.",
        )
    found = _plan(path)
    if isinstance(found, str):
        raise InputError(f"{path} cannot be read: {found}.", hint=f"Dreamer reads {_kinds()}.")
    return Plan(sources=[found])


def _kinds() -> str:
    return ", ".join(f"{suffix} ({kind})" for suffix, kind in KINDS.items())


def plan_folder(folder: Path, known: list[str], stop: StopToken) -> Plan:
    """What to read for a folder and all below it.

    Hidden folders, virtual environments, caches and what a build made are passed over, and
    links to folders are not followed.

    Args:
        known: ids of all sources, to find those whose file is gone.

    Raises:
        InputError: it is not there, or holds nothing that can be read.
    """
    folder = folder.expanduser()
    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}.", hint="Check the path.")
    folder = folder.resolve()
    plan = Plan()
    others: Counter[str] = Counter()
    seen: set[Path] = set()
    for path in _files(folder, plan):
        stop.check()
        if path.suffix.lower() not in KINDS:
            others[path.suffix.lower() or "without suffix"] += 1
            continue
        real = path.resolve()
        if real in seen:
            continue
        if len(seen) >= _MOST_FILES:
            plan.skipped.append((str(folder), f"only its first {_MOST_FILES} files are read"))
            break
        seen.add(real)
        found = _plan(real)
        if isinstance(found, str):
            plan.skipped.append((str(real), found))
        else:
            plan.sources.append(found)
    plan.skipped.extend(
        (f"{folder}: {suffix}", f"{count} of a kind that is not read")
        for suffix, count in sorted(others.items())
    )
    prefix = f"file:{folder}{os.sep}"
    plan.gone = [i for i in known if i.startswith(prefix) and not Path(i[5:]).is_file()]
    if not plan.sources and not plan.gone:
        raise InputError(
            f"{folder} holds nothing that can be read.", hint=f"Dreamer reads {_kinds()}."
        )
    return plan


def _files(folder: Path, plan: Plan) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        plan.skipped.append((str(error.filename), error.strerror or "it cannot be opened"))

    for here, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(
            f
            for f in folders
            if f not in _IGNORED
            and not f.startswith(".")
            and not f.endswith(".egg-info")
            and not Path(here, f, "pyvenv.cfg").exists()
        )
        for name in sorted(names):
            path = Path(here, name)
            if not name.startswith(".") and path.is_file():
                yield path


def _plan(path: Path) -> SourcePlan | str:
    """The plan for one file, or why it is left out."""
    path = path.resolve()
    try:
        is_pdf = path.suffix.lower() == ".pdf"
        most = LARGEST_PDF if is_pdf else LARGEST
        if path.stat().st_size > most:
            return f"it is larger than {most // 1024 // 1024} MB"
        data = path.read_bytes()
    except OSError as error:
        return error.strerror or str(error)
    if not is_pdf and b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "it is not text"
    source_id = f"file:{path}"
    return SourcePlan(
        source_id=source_id,
        kind="file",
        name=path.name,
        location=str(path),
        content_hash=digest([str(path), data]),
        job={"task": "file", "path": str(path), "source_id": source_id},
    )


def read_source_file(path: Path, source_id: str) -> Extraction:
    """Read one file; runs in the reading process.

    Raises:
        OSError, SyntaxError, ValueError: it cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix == ".py":
        return _read_python(path, source_id)
    from dreamer_app.knowledge.documents import DocumentBuilder, decode_text

    builder = DocumentBuilder(path, source_id)
    if suffix == ".pdf":
        from dreamer_app.knowledge.pdf import read_pdf

        read_pdf(path, builder)
    else:
        text = decode_text(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
        _prose_reader(suffix)(text, builder)
    return builder.finish()


def _prose_reader(suffix: str) -> "Callable[[str, DocumentBuilder], None]":
    """What takes down a text of that kind; only what is needed is loaded."""
    if suffix in {".md", ".markdown"}:
        from dreamer_app.knowledge.markdown import read_markdown

        return read_markdown
    if suffix == ".rst":
        from dreamer_app.knowledge.restructured import read_restructured

        return read_restructured
    from dreamer_app.knowledge.plain_text import read_plain

    return read_plain


def _read_python(path: Path, source_id: str) -> Extraction:
    from dreamer_app.knowledge.module_tree import ModuleFile, ModuleTree
    from dreamer_app.knowledge.python_api import ApiReader

    stem = path.parent.name if path.stem == "__init__" else path.stem
    name = re.sub(r"\W", "_", stem) or "module"
    tree = ModuleTree()
    tree.load([ModuleFile(name=name, path=path)])
    if tree.skipped:
        raise ValueError(tree.skipped[0][1])

    def identify(dotted: str) -> str:
        local = dotted[len(name) + 1 :]
        return f"{source_id}#{local}" if local else source_id

    return ApiReader(
        tree=tree,
        top=name,
        source_id=source_id,
        identify=identify,
        outside=_Neighbours(path).entity_id,
    ).read()


class _Neighbours:
    """Finds what a file imports among the files around it.

    Args:
        path: the file; what it imports may lie beside it or up to some folders higher.
    """

    def __init__(self, path: Path) -> None:
        self._roots = list(path.parents)[:_HIGHEST]
        self._places: dict[str, Path | None] = {}

    def entity_id(self, dotted: str) -> str:
        """Entity id of a name in a file near by; otherwise it is a library's."""
        from dreamer_app.knowledge.names import library_name

        parts = dotted.split(".")
        for length in range(len(parts), 0, -1):
            place = self._place(".".join(parts[:length]))
            if place is not None:
                local = ".".join(parts[length:])
                return f"file:{place}#{local}" if local else f"file:{place}"
        return library_name(dotted)

    def _place(self, module: str) -> Path | None:
        if not module.strip("."):  # the folder itself, of "from . import name"
            return None
        if module not in self._places:
            relative = Path(*module.split("."))
            candidates = (
                root / form
                for root in self._roots
                for form in (relative.with_suffix(".py"), relative / "__init__.py")
            )
            found = next((c for c in candidates if c.is_file()), None)
            self._places[module] = found.resolve() if found else None
        return self._places[module]
