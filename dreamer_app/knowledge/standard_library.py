"""The standard library: which of its modules are worth learning, and what to read of them."""

import importlib.machinery
import platform
import sys
import sysconfig
from pathlib import Path

from dreamer_app.core.stop import StopToken
from dreamer_app.knowledge.package_files import content_hash, package_files
from dreamer_app.knowledge.plans import Plan, SourcePlan

NAMES = frozenset({"stdlib", "python"})
_LICENCE = "PSF-2.0"
_DEPRECATED = """
    aifc asynchat asyncore audioop cgi cgitb chunk crypt distutils imghdr imp mailcap msilib nis
    nntplib ossaudiodev pipes smtpd sndhdr spwd sre_compile sre_constants sre_parse sunau
    telnetlib uu xdrlib
"""
LEFT_OUT = {
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


def plan_all(stop: StopToken) -> Plan:
    """Every module of the standard library that is worth learning, one source each."""
    names = [n for n in sorted(sys.stdlib_module_names) if n[0] != "_"]
    plan = plan_modules([n for n in names if n not in LEFT_OUT], stop)
    plan.skipped.extend((n, LEFT_OUT[n]) for n in names if n in LEFT_OUT)
    return plan


def plan_modules(names: list[str], stop: StopToken) -> Plan:
    """What to read for these modules."""
    plan = Plan()
    root = Path(sysconfig.get_path("stdlib"))
    version = platform.python_version()
    for name in names:
        stop.check()
        files = package_files(name, [root])
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
                content_hash=content_hash(files, (sys.version, platform.platform())),
                job={
                    "task": "package",
                    "name": name,
                    "source_id": f"package:{name}",
                    "files": [(dotted, str(path)) for dotted, path in files],
                    "standard": True,
                    "root": str(root),
                    "hidden": sorted(LEFT_OUT),
                },
            )
        )
    return plan


def _is_absent(name: str) -> bool:
    spec = importlib.machinery.PathFinder.find_spec(name)
    return name not in sys.builtin_module_names and spec is None
