"""From import names to the installed files that provide them, dependencies included.

The standard library needs none, and what looks the others up is loaded for these only: it
stays in an app that waits.
"""

import hashlib
import importlib.util
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from dreamer_app.core.errors import SandboxError

if TYPE_CHECKING:
    from importlib.metadata import Distribution

_SKIPPED = re.compile(r"(^|/)\.\.(/|$)|\.opt-[12]\.pyc$|^/")


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledFiles:
    """What one installed distribution puts on the search path.

    Args:
        name: distribution and version, fit for a folder name.
        files: pairs of a file here and its place below the search path entry.
    """

    name: str
    files: tuple[tuple[Path, str], ...]

    @property
    def key(self) -> str:
        """Folder name that changes whenever a file does."""
        return f"{self.name}-{fingerprint(self.files)}"


def fingerprint(files: Iterable[tuple[Path, str]]) -> str:
    """Hash over places, sizes and times of change.

    Reading hundreds of megabytes at each start to hash their content would find nothing
    that size and time in nanoseconds do not.
    """
    digest = hashlib.sha256()
    for source, place in sorted(files, key=lambda pair: pair[1]):
        found = source.stat()
        digest.update(f"{place}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


class InstalledLibraries:
    """The distributions of the running interpreter; looked up once, not thread-safe."""

    def __init__(self) -> None:
        self._providers: Mapping[str, list[str]] | None = None
        self._known: dict[str, InstalledFiles] = {}

    def closure(self, libraries: Iterable[str]) -> tuple[InstalledFiles, ...]:
        """The files behind these import names and all that they require.

        Args:
            libraries: import names; those of the standard library need nothing.

        Raises:
            SandboxError: one is not installed; it names it.
        """
        found: dict[str, InstalledFiles] = {}
        for library in libraries:
            top = library.partition(".")[0]
            if top in sys.stdlib_module_names or top in sys.builtin_module_names:
                continue
            names = self._distributions_of(top)
            if not names:
                loose = self._loose_files(top)
                found[loose.name] = loose
            for name in names:
                self._add(name, found)
        return tuple(found[name] for name in sorted(found))

    def _distributions_of(self, top: str) -> list[str]:
        if self._providers is None:
            import importlib.metadata

            self._providers = importlib.metadata.packages_distributions()
        return sorted(set(self._providers.get(top, ())))

    def _add(self, name: str, found: dict[str, InstalledFiles]) -> None:
        import importlib.metadata

        key = _normal(name)
        if key in found:
            return
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            return  # an optional requirement that is not there; its absence shows inside
        if key not in self._known:
            self._known[key] = _files_of(distribution)
        found[key] = self._known[key]
        for required in _requirements(distribution):
            self._add(required, found)

    def _loose_files(self, top: str) -> InstalledFiles:
        """A module or package on the search path that belongs to no distribution."""
        try:
            spec = importlib.util.find_spec(top)
        except (ImportError, ValueError):
            spec = None
        if spec is None:
            raise SandboxError(
                f"The library {top!r} is not installed.",
                hint=f"Install what provides it, e.g. 'pip install {top}', or leave it out.",
            )
        files: list[tuple[Path, str]] = []
        for folder in spec.submodule_search_locations or ():
            root = Path(folder)
            files += [
                (path, str(PurePosixPath(top, *path.relative_to(root).parts)))
                for path in sorted(root.rglob("*"))
                if path.is_file()
            ]
        if not files and spec.origin and Path(spec.origin).is_file():
            files = [(Path(spec.origin), Path(spec.origin).name)]
        return InstalledFiles(name=f"module-{_normal(top)}", files=tuple(files))


def _normal(name: str) -> str:
    """A distribution's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _files_of(distribution: "Distribution") -> InstalledFiles:
    files = []
    for recorded in distribution.files or ():
        place = recorded.as_posix()
        if _SKIPPED.search(place):
            continue
        source = Path(str(distribution.locate_file(recorded)))
        if source.is_file():
            files.append((source, place))
    name = _normal(distribution.metadata["Name"])
    return InstalledFiles(name=f"{name}-{distribution.version}", files=tuple(files))


def _requirements(distribution: "Distribution") -> list[str]:
    """Names that this distribution requires on this machine, without extras."""
    from packaging.requirements import InvalidRequirement, Requirement

    names = []
    for text in distribution.requires or ():
        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            continue
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            names.append(requirement.name)
    return names
