"""The programs that the Guardian sends into sandboxes, put together from ``inside``."""

from functools import cache
from importlib import resources

_PACKAGE = "dreamer_app.guardian.inside"
_WORKER = ("clock_shift", "trace", "codec", "pipes", "scratch", "candidate", "observer", "worker")
_TESTER = ("codec", "pipes", "scratch", "handles", "remote", "pytest_standin", "runner", "tester")


def _texts(names: tuple[str, ...]) -> list[tuple[str, str]]:
    folder = resources.files(_PACKAGE)
    return [
        (f"{_PACKAGE}.{name}", folder.joinpath(f"{name}.py").read_text(encoding="utf-8"))
        for name in names
    ]


_BOOT = """\
import sys
codes = []
for name, text in {texts!r}:
    code = compile(text, name, "exec", dont_inherit=True)
    module = sys.modules[name] = type(sys)(name)
    exec(code, module.__dict__)
    codes.append((name, code))
"""


@cache
def worker(libraries: tuple[str, ...]) -> str:
    """The program that holds candidates."""
    boot = _BOOT.format(texts=_texts(_WORKER))
    return (
        f"{boot}from {_PACKAGE}.worker import Worker\n"
        f"Worker(RECEIVE, SEND, codes).run({list(libraries)!r})\n"
    )


@cache
def tester(libraries: tuple[str, ...]) -> str:
    """The program that holds tests."""
    boot = _BOOT.format(texts=_texts(_TESTER))
    return (
        f"{boot}from {_PACKAGE}.tester import Tester\n"
        f"Tester(RECEIVE, SEND).run({list(libraries)!r})\n"
    )
