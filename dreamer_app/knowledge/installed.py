"""The libraries of this interpreter: found by name, never imported.

What is only needed to look is imported in the functions that do: the waiting program stays small.
"""

import importlib.util
import re
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dreamer_app.core.errors import InputError
from dreamer_app.core.stop import StopToken
from dreamer_app.knowledge import standard_library
from dreamer_app.knowledge.package_files import content_hash, package_files
from dreamer_app.knowledge.plans import Plan, SourcePlan
from dreamer_app.paths import resource

if TYPE_CHECKING:
    from importlib.metadata import PackageMetadata

_TOOLS = frozenset({"pip", "setuptools", "wheel", "dreamer", "pkg-resources", "distlib", "uv"})
_NOT_TO_IMPORT = frozenset({"pkg_resources", "setuptools", "distutils", "tests", "test", "docs"})


class Installed:
    """What is installed at this moment."""

    @cached_property
    def distributions(self) -> dict[str, list[str]]:
        """Distributions by the public top-level names that they install."""
        import importlib.metadata

        return {
            name: sorted(set(found))
            for name, found in sorted(importlib.metadata.packages_distributions().items())
            if name.isidentifier() and not name.startswith("_")
        }

    def plan(self, name: str, stop: StopToken) -> Plan | None:
        """What to read for a name; None when nothing of that name is installed.

        Args:
            name: ``stdlib``, an import name (also dotted) or a distribution's name.
        """
        if name in standard_library.NAMES:
            return standard_library.plan_all(stop)
        top = name.partition(".")[0]
        why = standard_library.LEFT_OUT.get(top)
        if why:
            return Plan(skipped=[(top, why)])
        if top in sys.stdlib_module_names:
            return standard_library.plan_modules([top], stop)
        if top in self.distributions or _is_importable(top):
            return self._plan([top], stop)
        wanted = _normal(name)
        tops = [t for t, found in self.distributions.items() if wanted in map(_normal, found)]
        if tops:
            return self._plan(tops, stop)
        if any(_normal(known) == wanted for known in _distribution_names()):
            return Plan(skipped=[(name, "it installs nothing that can be imported")])
        return None

    def _plan(self, tops: list[str], stop: StopToken) -> Plan:
        plan = Plan()
        for top in tops:
            stop.check()
            files = package_files(top, _locations(top))
            if files:
                plan.sources.append(self._source(top, files))
            else:
                plan.skipped.append((top, "it is compiled, and has neither source nor stubs"))
        return plan

    def _source(self, top: str, files: list[tuple[str, Path]]) -> SourcePlan:
        version, licence = self._metadata(top)
        first = files[0][1]
        return SourcePlan(
            source_id=f"package:{top}",
            kind="package",
            name=top,
            location=str(first.parent if first.stem == "__init__" else first),
            version=version,
            licence=licence,
            content_hash=content_hash(files, (version,)),
            job={
                "task": "package",
                "name": top,
                "source_id": f"package:{top}",
                "files": [(dotted, str(path)) for dotted, path in files],
                "standard": False,
            },
        )

    def _metadata(self, top: str) -> tuple[str, str]:
        """Version and licence of the distribution that installs a top-level name."""
        import importlib.metadata

        for name in self.distributions.get(top, ()):
            found = importlib.metadata.metadata(name)
            return found["Version"] or "", _licence(found)
        return "", ""

    def not_found(self, what: str) -> InputError:
        """The error for a name that is neither a path nor installed, with close names."""
        import difflib

        known = {*sys.stdlib_module_names, *self.distributions, "stdlib", *_distribution_names()}
        public = sorted(name for name in known if not name.startswith("_"))
        close = difflib.get_close_matches(what, public, n=3)
        hint = "Give a path, the name of an installed package, or stdlib."
        if close:
            hint = f"Did you mean {' or '.join(close)}?"
        return InputError(
            f"{what!r} is neither a file or folder, nor a package installed for {sys.executable}.",
            hint=hint,
        )

    def starter_items(self) -> list[str]:
        """The standard library, examples of it that ship here, and what is installed beside it.

        Packaging tools, type stubs and Dreamer itself are left out.
        """
        names = [
            name
            for name, found in self.distributions.items()
            if not set(map(_normal, found)) & _TOOLS
            and name not in _NOT_TO_IMPORT
            and not all(_normal(d).startswith("types-") for d in found)
        ]
        return ["stdlib", str(resource("knowledge", "python-by-example.md")), *names]


def _distribution_names() -> list[str]:
    import importlib.metadata

    return [d.metadata["Name"] for d in importlib.metadata.distributions() if d.metadata["Name"]]


def _normal(name: str) -> str:
    """A distribution's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _is_importable(top: str) -> bool:
    """Whether a name that no distribution claims can be imported all the same."""
    return any(package_files(top, [place]) for place in _locations(top))


def _locations(top: str) -> list[Path]:
    """The folders in which a top-level package or module lies."""
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError, AttributeError):
        return []
    if spec is None:
        return []
    if spec.submodule_search_locations is not None:
        return [Path(place).parent for place in spec.submodule_search_locations]
    return [Path(spec.origin).parent] if spec.origin else []


def _licence(found: "PackageMetadata") -> str:
    """The SPDX expression; failing that, what the classifiers or the old field say."""
    if "License-Expression" in found:
        return found["License-Expression"]
    named = [
        c.rpartition(" :: ")[2]
        for c in found.get_all("Classifier") or ()
        if c.startswith("License :: ") and c.count("::") > 1
    ]
    plain = "".join(found.get_all("License") or ()).strip()
    return " AND ".join(named) or (plain if plain and "\n" not in plain and len(plain) < 60 else "")
