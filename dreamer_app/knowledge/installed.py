"""The libraries of this interpreter: found by name, never imported."""

import difflib
import importlib.machinery
import importlib.metadata
import importlib.util
import os
import platform
import re
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dreamer_app.core.errors import InputError
from dreamer_app.core.stop import StopToken
from dreamer_app.knowledge.plans import Plan, SourcePlan, digest
from dreamer_app.paths import resource

STANDARD_LIBRARY = frozenset({"stdlib", "python"})
_LICENCE = "PSF-2.0"
_DEPRECATED = """
    aifc asynchat asyncore audioop cgi cgitb chunk crypt distutils imghdr imp mailcap msilib nis
    nntplib ossaudiodev pipes smtpd sndhdr spwd sre_compile sre_constants sre_parse sunau
    telnetlib uu xdrlib
"""
_LEFT_OUT = {
    **dict.fromkeys(("antigravity", "this"), "it does something when imported"),
    **dict.fromkeys(
        ("idlelib", "lib2to3", "turtledemo", "ensurepip", "pydoc_data", "test", "venv"),
        "it is a program or data, not a library",
    ),
    "encodings": "it is the inside of codecs",
    **dict.fromkeys(
        ("ntpath", "nturl2path", "nt", "msvcrt", "winreg", "winsound", "posix", "genericpath"),
        "it is the inside of os and os.path",
    ),
    **dict.fromkeys(
        _DEPRECATED.split(),
        "it is deprecated, and gone in later versions of Python",
    ),
}
"""Modules of the standard library that are no good to learn, and why."""
_NO_API = frozenset({"tests", "test", "__pycache__", "node_modules", "_vendor", "idle_test"})


def plan_installed(name: str, stop: StopToken) -> Plan | None:
    """What to read for a name; None when nothing of that name is installed.

    Args:
        name: ``stdlib``, an import name (also dotted) or a distribution's name.
    """
    if name in STANDARD_LIBRARY:
        return plan_standard_library(stop)
    top = name.partition(".")[0]
    if top in sys.stdlib_module_names:
        if top in _LEFT_OUT:
            return Plan(skipped=[(top, _LEFT_OUT[top])])
        return _plan_standard([top], stop)
    if top in import_names():
        return _plan_packages([top], stop)
    try:
        found = importlib.metadata.distribution(name)
    except (importlib.metadata.PackageNotFoundError, ValueError):
        return _plan_packages([top], stop) if _is_package_here(top) else None
    wanted = normal(found.metadata["Name"])
    tops = sorted(t for t, dists in import_names().items() if wanted in map(normal, dists))
    if not tops:
        return Plan(skipped=[(name, "it installs no Python package")])
    return _plan_packages(tops, stop)


def _is_package_here(top: str) -> bool:
    """Whether a name that no distribution claims can be imported all the same."""
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError, AttributeError):
        return False
    return spec is not None and spec.origin is not None


def not_found(what: str) -> InputError:
    """The error for a name that is neither a path nor installed, with close names."""
    known = {*sys.stdlib_module_names, *import_names(), "stdlib"}
    known |= {d.metadata["Name"] for d in importlib.metadata.distributions() if d.metadata["Name"]}
    close = difflib.get_close_matches(what, sorted(n for n in known if n[0] != "_"), n=3)
    hint = "Give a path, the name of an installed package, or stdlib."
    if close:
        hint = f"Did you mean {' or '.join(close)}?"
    return InputError(
        f"{what!r} is neither a file or folder, nor a package installed for {sys.executable}.",
        hint=hint,
    )


@cache
def import_names() -> dict[str, list[str]]:
    """Distributions by the public top-level names they install."""
    found = importlib.metadata.packages_distributions()
    return {
        name: sorted(set(dists))
        for name, dists in sorted(found.items())
        if name.isidentifier() and not name.startswith("_")
    }


def normal(name: str) -> str:
    """A distribution's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def plan_standard_library(stop: StopToken) -> Plan:
    """Every module of the standard library that is worth learning, one source each."""
    names = [n for n in sorted(sys.stdlib_module_names) if n[0] != "_"]
    plan = _plan_standard([n for n in names if n not in _LEFT_OUT], stop)
    plan.skipped.extend((n, _LEFT_OUT[n]) for n in names if n in _LEFT_OUT)
    return plan


def _plan_standard(names: list[str], stop: StopToken) -> Plan:
    plan = Plan()
    root = Path(sysconfig.get_path("stdlib"))
    version = platform.python_version()
    for name in names:
        stop.check()
        files = [*_files_of(name, [root])]
        if not files and _is_absent(name):
            plan.skipped.append((name, "it is not part of Python on this system"))
            continue
        plan.sources.append(
            SourcePlan(
                source_id=f"package:{name}",
                kind="stdlib",
                name=name,
                location=str(files[0][1]) if files else "",
                version=version,
                licence=_LICENCE,
                content_hash=_hash(files, (sys.version, platform.platform())),
                job=_job(name, files, standard=True, root=root),
            )
        )
    return plan


def _is_absent(name: str) -> bool:
    spec = importlib.machinery.PathFinder.find_spec(name)
    return name not in sys.builtin_module_names and spec is None


def _plan_packages(tops: list[str], stop: StopToken) -> Plan:
    plan = Plan()
    for top in tops:
        stop.check()
        files = [*_files_of(top, _locations(top))]
        if not files:
            plan.skipped.append((top, "it is compiled, and has neither source nor stubs"))
            continue
        version, licence = _metadata(top)
        plan.sources.append(
            SourcePlan(
                source_id=f"package:{top}",
                kind="package",
                name=top,
                location=str(files[0][1].parent if files[0][1].stem == "__init__" else files[0][1]),
                version=version,
                licence=licence,
                content_hash=_hash(files, (version,)),
                job=_job(top, files, standard=False, root=files[0][1].parent),
            )
        )
    return plan


def _job(
    name: str, files: list[tuple[str, Path]], *, standard: bool, root: Path
) -> dict[str, object]:
    return {
        "task": "package",
        "name": name,
        "source_id": f"package:{name}",
        "files": [(n, str(p)) for n, p in files],
        "standard": standard,
        "root": str(root),
        "hidden": sorted(_LEFT_OUT) if standard else [],
    }


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


def _files_of(top: str, roots: list[Path]) -> Iterator[tuple[str, Path]]:
    """Python files of a package with their dotted names; stubs stand in for what is compiled."""
    for root in roots:
        for suffix in (".py", ".pyi"):
            single = root / f"{top}{suffix}"
            if not (root / top).is_dir() and single.is_file():
                yield top, single
                return
        for folder, folders, names in os.walk(root / top):
            folders[:] = sorted(f for f in folders if f not in _NO_API and f.isidentifier())
            for name in sorted(names):
                path = Path(folder, name)
                if path.suffix == ".py" or (
                    path.suffix == ".pyi" and f"{path.stem}.py" not in names
                ):
                    dotted = _dotted(path.relative_to(root))
                    if dotted:
                        yield dotted, path


def _dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    if parts[-1] == "__init__":
        parts = parts[:-1]
    is_script = parts[-1] in {"__main__", "conftest"} or parts[-1].startswith("test_")
    return "" if is_script or not all(p.isidentifier() for p in parts) else ".".join(parts)


def _hash(files: list[tuple[str, Path]], extra: tuple[str, ...]) -> str:
    parts: list[str | bytes] = [*extra]
    for dotted, path in files:
        parts.append(dotted)
        try:
            parts.append(path.read_bytes())
        except OSError as error:
            parts.append(str(error))
    return digest(parts)


def _metadata(top: str) -> tuple[str, str]:
    """Version and licence of the distribution that installs a top-level name."""
    for name in import_names().get(top, ()):
        try:
            found = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        return found["Version"] or "", _licence(found)
    return "", ""


def _licence(found: importlib.metadata.PackageMetadata) -> str:
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


_TOOLS = frozenset({"pip", "setuptools", "wheel", "dreamer", "pkg-resources", "distlib", "uv"})


def starter_items() -> list[str]:
    """What every Python user has: the standard library, examples of it, what is beside it.

    Only distributions that a person can ``import``; packaging tools and Dreamer itself are
    left out.
    """
    names = [
        name
        for name, dists in import_names().items()
        if not set(map(normal, dists)) & _TOOLS
        and name not in {"pkg_resources", "setuptools", "distutils", "tests", "test", "docs"}
        and not all(normal(d).startswith("types-") for d in dists)
    ]
    return ["stdlib", str(resource("knowledge", "python-by-example.md")), *names]
