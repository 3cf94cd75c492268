"""Whether a function's source suggests a value in, a value out."""

import ast
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dreamer_app.knowledge.doctests import dotted


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EFFECTS = _words(
    """print input open exec eval compile __import__ globals locals vars setattr delattr
    breakpoint exit quit help id hash"""
)
_WORLDLY = _words(
    """os sys io time random secrets socket ssl subprocess threading _thread multiprocessing
    asyncio select selectors signal logging tempfile shutil glob pathlib fileinput
    urllib.request http ftplib smtplib poplib imaplib tkinter turtle curses readline gc weakref
    atexit faulthandler tracemalloc linecache importlib pkgutil runpy platform getpass pwd grp
    webbrowser ctypes mmap fcntl termios tty pty resource syslog sqlite3 dbm shelve zipfile
    tarfile gzip bz2 lzma datetime locale gettext uuid inspect traceback contextvars concurrent
    requests httpx aiohttp"""
)
"""Modules whose calls reach outside the function, its arguments and its result."""
_HARMLESS = _words(
    """os.path.join os.path.split os.path.splitext os.path.basename os.path.dirname
    os.path.normpath os.path.isabs os.path.commonprefix os.path.commonpath os.path.normcase
    os.path.splitdrive os.path.sep os.fspath os.fsencode os.fsdecode os.sep os.altsep os.curdir
    os.pardir os.linesep os.PathLike sys.maxsize sys.maxunicode sys.byteorder sys.float_info
    sys.hash_info sys.intern sys.getsizeof sys.version_info sys.audit datetime.date
    datetime.timedelta datetime.datetime datetime.time datetime.timezone pathlib.PurePath
    pathlib.PurePosixPath uuid.UUID uuid.uuid3 uuid.uuid5 io.StringIO io.BytesIO weakref.ref"""
)
_STATEFUL = (_WORLDLY | {"warnings"}) - _words(
    "datetime uuid pathlib inspect ctypes locale concurrent"
)
"""Modules whose own functions are about the world, whatever their source looks like."""
_TRUSTED = _words("re._compile")
"""Functions that are pure to everybody but their own debugging."""
_CHANGES = _words(
    """append extend insert remove clear sort reverse update setdefault popitem add discard
    write writelines read readline readlines send sendall recv sendto recvfrom connect close
    flush seek execute commit acquire release put appendleft popleft extendleft rotate pop"""
)
"""Methods that change their object or reach outside."""


@dataclass(slots=True)
class Effects:
    """What speaks for and against the purity of one function.

    Args:
        worldly: it reaches outside: I/O, time, randomness, global state.
        changes_self: a method changes its own object.
        changes_arguments: it changes what it is given.
        doubtful: it may do one of these.
        returns: it returns or yields something.
    """

    worldly: bool = False
    changes_self: bool = False
    changes_arguments: bool = False
    doubtful: bool = False
    returns: bool = False

    @property
    def pure(self) -> bool | None:
        """As for :class:`~dreamer_app.core.knowledge.Entity`."""
        if self.worldly or self.changes_self or self.changes_arguments or not self.returns:
            return False
        return None if self.doubtful else True


def effects(
    function: ast.FunctionDef | ast.AsyncFunctionDef,
    module: str,
    imports: Mapping[str, str],
    rebound: frozenset[str],
) -> Effects:
    """What the body of a function says.

    Args:
        module: dotted name of the module that it is in.
        imports: names that imports bind, with what they stand for.
        rebound: names of the module that some function declares ``global``.
    """
    scan = _Scan(function, imports, rebound)
    for statement in function.body:
        scan.visit(statement)
    found = scan.found
    found.worldly |= isinstance(function, ast.AsyncFunctionDef)
    found.doubtful |= module.partition(".")[0] in _STATEFUL or module in _STATEFUL
    return found


class _Scan(ast.NodeVisitor):
    """Walks one function, nested ones included."""

    def __init__(
        self,
        function: ast.FunctionDef | ast.AsyncFunctionDef,
        imports: Mapping[str, str],
        rebound: frozenset[str],
    ) -> None:
        self.found = Effects()
        given = function.args
        # What ``*args`` and ``**kwargs`` collect belongs to the function itself.
        named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
        self._parameters = {argument.arg for argument in named}
        self._collected = {a.arg for a in (given.vararg, given.kwarg) if a is not None}
        self._imports = imports
        self._local = {
            n.id
            for n in ast.walk(function)
            if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
        }
        self._rebound = rebound

    def visit(self, node: ast.AST) -> None:
        """Note what one node says, then look into it."""
        match node:
            case ast.Return(value=value) if value is not None and not _is_none(value):
                self.found.returns = True
            case ast.Yield() | ast.YieldFrom():
                self.found.returns = True
            case ast.Await():
                self.found.worldly = True
            case ast.Global(names=names):
                for name in names:
                    self._global(name)
            case ast.Name(id=name, ctx=ast.Load()) if name in self._rebound - self._local:
                self._global(name)
            case ast.Attribute() | ast.Subscript() if not isinstance(node.ctx, ast.Load):
                self._changed(node)
            case ast.Attribute():
                self._looked_up(dotted(node))
            case ast.Call():
                self._called(dotted(node.func))
        self.generic_visit(node)

    def _called(self, name: str) -> None:
        root, _, rest = name.partition(".")
        if root in self._imports:
            self.found.worldly |= _is_worldly(self._full(root, rest))
        elif not rest and name in _EFFECTS:
            self.found.worldly = True
        elif rest and rest.rpartition(".")[2] in _CHANGES:
            self._blame(root)

    def _looked_up(self, name: str) -> None:
        """``os.environ`` and ``sys.argv`` are the world without a call."""
        root, _, rest = name.partition(".")
        if self._imports.get(root) in {"os", "sys"} and rest != "path":
            self.found.worldly |= _is_worldly(self._full(root, rest))

    def _full(self, root: str, rest: str) -> str:
        return ".".join(filter(None, (self._imports[root], rest)))

    def _global(self, name: str) -> None:
        """A private one is a cache more often than a state."""
        if name.startswith("_"):
            self.found.doubtful = True
        else:
            self.found.worldly = True

    def _changed(self, target: ast.expr) -> None:
        while isinstance(target, (ast.Attribute, ast.Subscript)):
            target = target.value
        if isinstance(target, ast.Name):
            self._blame(target.id)

    def _blame(self, root: str) -> None:
        """The object that a name stands for is changed."""
        if root == "self":
            self.found.changes_self = True
        elif root in self._parameters - self._local:
            self.found.changes_arguments = True
        elif root not in self._local | self._collected:
            self.found.doubtful = True


def _is_worldly(name: str) -> bool:
    if any(name == ok or name.startswith(ok + ".") for ok in _HARMLESS):
        return name.endswith((".now", ".today", ".utcnow"))
    return name.partition(".")[0] in _WORLDLY or name.startswith("urllib.request.")


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def spread(
    known: Mapping[str, tuple[Effects, Counter[str]]], resolve: Callable[[str], str]
) -> None:
    """Carry effects from the called to their callers until nothing changes.

    Reaching outside spreads to every caller; changing oneself only to the methods of the
    same class, for whoever else calls may well have made the object.

    Args:
        known: effects and calls by dotted name of the function.
        resolve: the dotted name of the function that a called name comes to.
    """
    callers: dict[str, list[str]] = {}
    for name, (_, calls) in known.items():
        for called in calls:
            target = called if called in known else resolve(called)
            if target in known:
                callers.setdefault(target, []).append(name)
    waiting = sorted(known)
    while waiting:
        name = waiting.pop()
        mine = known[name][0]
        if name in _TRUSTED:
            continue
        for caller in callers.get(name, ()):
            theirs = known[caller][0]
            same_class = caller.rpartition(".")[0] == name.rpartition(".")[0]
            worldly = theirs.worldly or mine.worldly
            changes = theirs.changes_self or (mine.changes_self and same_class)
            if (worldly, changes) != (theirs.worldly, theirs.changes_self):
                theirs.worldly, theirs.changes_self = worldly, changes
                waiting.append(caller)
