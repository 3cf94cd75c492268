"""The file system that a sandbox sees: the local interpreter, and nothing of the machine.

It is a folder of hard links where the file system allows them and copies where not: the
interpreter, its standard library, the shared libraries that these need, and time zones.
Every set of files has a folder named by its content's fingerprint, so it is built once, and
again only when something changed. One more folder for each distribution is laid beside it.

Inside, everything is below ``/python`` (the interpreter and ``/python/lib``, the shared
libraries) and ``/libraries/<distribution>``; no folder of this machine is there.
"""

import os
import shutil
import stat
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dreamer_app.core.errors import SandboxError
from dreamer_app.core.stop import StopToken
from dreamer_app.paths import resource
from dreamer_app.sandbox.libraries import InstalledFiles, fingerprint
from dreamer_app.sandbox.owner import Owner, own_folder, sweep_folders

PYTHON = "/python/bin/python3"
SUPERVISOR = "/python/supervisor.py"
SHARED = ".shared"
"""Folder in a library's folder with the shared libraries it needs from the system."""

_RECIPE = "2"
_LEFT_OUT = frozenset(
    ("test", "tests", "idlelib", "turtledemo", "ensurepip", "tkinter", "site-packages",
     "dist-packages", "lib2to3")
)  # fmt: skip
_FOLDERS = ("proc", "dev", "tmp", "libraries", "etc")
_PASSWD = "nobody:x:65534:65534:nobody:/tmp:/python/bin/python3\n"  # noqa: S105 - no password

ENVIRONMENT = {
    "PATH": "/python/bin",
    "LD_LIBRARY_PATH": "/python/lib",
    "HOME": "/tmp",  # noqa: S108 - the sandbox's own
    "USER": "nobody",
    "LOGNAME": "nobody",
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "TMPDIR": "/tmp",  # noqa: S108 - the sandbox's own
    # One thread each: the libraries would otherwise start one per processor of the machine.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
"""All that a sandbox finds in its environment."""

Files = list[tuple[Path, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSystem:
    """Folders of this machine that make up what a sandbox sees.

    Args:
        root: what is mounted on ``/``.
        libraries: pairs of a name below ``/libraries`` and the folder for it.
    """

    root: Path
    libraries: tuple[tuple[str, Path], ...] = ()

    @property
    def search_path(self) -> str:
        """Where Python finds the libraries, inside."""
        return ":".join(f"/libraries/{name}" for name, _ in self.libraries)

    @property
    def loader_path(self) -> str:
        """Where the loader finds shared libraries, inside."""
        extra = [f"/libraries/{name}/{SHARED}" for name, at in self.libraries
                 if (at / SHARED).is_dir()]  # fmt: skip
        return ":".join([ENVIRONMENT["LD_LIBRARY_PATH"], *extra])


class RootFileSystems:
    """Builds and finds the folders below ``home``."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def build(self, distributions: Sequence[InstalledFiles], stop: StopToken) -> FileSystem:
        """The folders for the interpreter and these distributions, built where missing.

        Raises:
            SandboxError: this machine has no interpreter that can be taken along.
            Stopped: a stop was asked for; nothing half-built stays.
        """
        _check_platform()
        root = self._root(stop)
        layers = [(d.key, self._layer(d, root, stop)) for d in distributions]
        return FileSystem(root=root, libraries=tuple(layers))

    def _root(self, stop: StopToken) -> Path:
        files = _interpreter_files()
        target = self._home / "root" / f"python-{_RECIPE}-{fingerprint(files)}"
        if not target.is_dir():
            binaries = [source for source, _ in files if _is_binary(source)]
            files += _shared(binaries, stop, place="python/lib")
            with _Building(target) as folder:
                for name in _FOLDERS:
                    (folder / name).mkdir()
                # An engine gives what it mounts there the mode of what it covers.
                (folder / "tmp").chmod(0o1777)
                (folder / "etc" / "passwd").write_text(_PASSWD)
                _lay(files, folder, stop)
        return target

    def _layer(self, distribution: InstalledFiles, root: Path, stop: StopToken) -> Path:
        target = self._home / "libraries" / distribution.key
        if not target.is_dir():
            files = list(distribution.files)
            binaries = [source for source, _ in files if _is_binary(source)]
            there = {source.name for source in binaries}
            there |= {path.name for path in (root / "python" / "lib").iterdir()}
            shared = _shared(binaries, stop, place=SHARED)
            files += [(source, place) for source, place in shared
                      if Path(place).name not in there and place.startswith(SHARED)]  # fmt: skip
            with _Building(target) as folder:
                _lay(files, folder, stop)
        return target

    def sweep(self) -> int:
        """Remove folders that a build left half done; their number."""
        return sweep_folders(self._home.glob("*/.building-*"))


class _Building:
    """A folder that appears under its name whole or not at all."""

    def __init__(self, target: Path) -> None:
        self._target = target

    def __enter__(self) -> Path:
        self._folder = own_folder(self._target.parent, "building", Owner.this())
        self._folder.chmod(0o755)
        return self._folder

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            try:
                self._folder.rename(self._target)
            except OSError:
                if not self._target.is_dir():  # else another thread was faster
                    raise
        shutil.rmtree(self._folder, ignore_errors=True)


def _check_platform() -> None:
    if not sys.platform.startswith("linux"):
        raise SandboxError(
            f"The sandbox cannot be built on {sys.platform}.",
            hint="It is made of the local Python, which must be one for Linux.",
        )
    if getattr(sys, "frozen", False):
        raise SandboxError(
            "The sandbox cannot be built from a frozen program.",
            hint="Run Dreamer with the Python that it was installed with.",
        )


def _interpreter_files() -> Files:
    """The interpreter, its standard library and the programs that run inside."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    executable = Path(sys.executable).resolve()
    standard = Path(sysconfig.get_path("stdlib"))
    dynamic = Path(sysconfig.get_config_var("DESTSHARED") or standard / "lib-dynload")
    place = f"python/{sys.platlibdir}/{version}"
    files: Files = [(executable, PYTHON[1:])]
    files += _below(standard, place, without=_LEFT_OUT | {dynamic.name})
    files += [
        (path, f"{place}/lib-dynload/{path.name}")
        for path in sorted(dynamic.glob("*.so"))
        if not path.name.startswith(("_tkinter", "_test", "_ctypes_test", "xxlimited"))
    ]
    for name in ("supervisor.py", "surroundings.py", "program.py"):
        files.append((resource("sandbox", name), f"python/{name}"))
    zones = Path("/usr/share/zoneinfo")
    if zones.is_dir():
        files += _below(zones, "usr/share/zoneinfo", without={"posix", "right"})
    return files


def _below(folder: Path, place: str, *, without: Iterable[str]) -> Files:
    """All files below a folder, except what tests, builds and other versions need."""
    left_out = set(without)
    tag = f".{sys.implementation.cache_tag}.pyc"
    found: Files = []
    for parent, names, leaves in os.walk(folder):
        names[:] = sorted(n for n in names if n not in left_out and not n.startswith("config-"))
        where = Path(parent).relative_to(folder).as_posix()
        for leaf in sorted(leaves):
            path = Path(parent, leaf)
            if leaf.endswith((".a", ".o")) or (leaf.endswith(".pyc") and not leaf.endswith(tag)):
                continue
            if path.is_file():
                found.append((path, f"{place}/{where}/{leaf}".replace("/./", "/")))
    return found


def _is_binary(path: Path) -> bool:
    """Whether a file is an ELF object that may need shared libraries."""
    if ".so" not in path.name and not os.access(path, os.X_OK):
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _shared(binaries: Sequence[Path], stop: StopToken, *, place: str) -> Files:
    """The shared libraries that these need, as ``ldd`` resolves them; the loader in its place."""
    found: dict[str, Path] = {}
    for start in range(0, len(binaries), 40):
        stop.check()
        try:
            done = subprocess.run(
                ["ldd", *map(str, binaries[start : start + 40])],
                capture_output=True, text=True, check=False, timeout=120,
                env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C"},
            )  # fmt: skip
        except FileNotFoundError:
            raise SandboxError(
                "The program 'ldd', which tells what a sandbox needs, is not on the PATH.",
                hint="Install it (on Debian: 'apt install libc-bin').",
            ) from None
        for line in done.stdout.splitlines():
            name, arrow, rest = line.strip().partition(" => ")
            target = (rest if arrow else name).rpartition(" (")[0]
            if target.startswith("/") and not line.startswith("/"):
                found[name if arrow else target] = Path(target)
    libc = found.get("libc.so.6")
    if libc is not None and (libc.parent / "libgcc_s.so.1").is_file():
        # Not linked but loaded by name when a thread is cancelled.
        found.setdefault("libgcc_s.so.1", libc.parent / "libgcc_s.so.1")
    return [
        (path, name[1:] if name.startswith("/") else f"{place}/{name}")
        for name, path in sorted(found.items())
    ]


def _lay(files: Files, folder: Path, stop: StopToken) -> None:
    """Put files into a folder: links where possible, copies where not."""
    made: set[Path] = set()
    for count, (source, place) in enumerate(files):
        if count % 100 == 0:
            stop.check()
        target = folder / place
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        if not target.exists():
            _take(source.resolve(), target)


def _take(source: Path, target: Path) -> None:
    mode = source.stat().st_mode
    if mode & stat.S_IROTH and not mode & (stat.S_ISUID | stat.S_ISGID):
        try:
            os.link(source, target)
        except OSError:
            pass
        else:
            return
    shutil.copy2(source, target)
    target.chmod(0o755 if mode & stat.S_IXUSR else 0o644)
