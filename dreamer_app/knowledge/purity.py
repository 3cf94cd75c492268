"""Whether a function's source suggests a value in, a value out."""

import ast

from dreamer_app.knowledge.doctests import dotted

_EFFECTS = frozenset(
    "print input open exec eval compile __import__ globals locals vars setattr delattr breakpoint "
    "exit quit help id hash".split()
)
_WORLDLY = frozenset(
    "os sys io time random secrets socket ssl subprocess threading _thread multiprocessing asyncio "
    "select selectors signal logging warnings tempfile shutil glob pathlib fileinput urllib.request "
    "http ftplib smtplib poplib imaplib tkinter turtle curses readline gc weakref atexit faulthandler "
    "tracemalloc linecache importlib pkgutil runpy platform getpass pwd grp webbrowser ctypes mmap "
    "fcntl termios tty pty resource syslog sqlite3 dbm shelve zipfile tarfile gzip bz2 lzma datetime "
    "locale gettext uuid inspect traceback contextvars concurrent requests httpx aiohttp".split()
)
"""Modules whose calls reach outside the function, its arguments and its result."""
_HARMLESS = frozenset(
    "os.path.join os.path.split os.path.splitext os.path.basename os.path.dirname os.path.normpath "
    "os.path.isabs os.path.commonprefix os.path.commonpath os.path.normcase os.fspath "
    "os.path.splitdrive os.fsencode os.fsdecode sys.maxsize sys.maxunicode sys.byteorder "
    "sys.float_info sys.hash_info sys.intern os.sep os.altsep os.curdir os.pardir os.linesep "
    "os.PathLike os.path datetime.date datetime.timedelta datetime.datetime datetime.time "
    "datetime.timezone pathlib.PurePath pathlib.PurePosixPath uuid.UUID uuid.uuid3 uuid.uuid5 "
    "sys.getsizeof sys.version_info io.StringIO io.BytesIO weakref.ref".split()
)
_CHANGES = frozenset(
    "append extend insert remove clear sort reverse update setdefault popitem add discard write "
    "writelines read readline readlines send recv sendall close flush seek execute commit acquire "
    "release put appendleft popleft extendleft rotate pop".split()
)
"""Methods that change their object or reach outside."""


class _Scan(ast.NodeVisitor):
    """Collects what speaks against purity in one function."""

    def __init__(self, parameters: frozenset[str], imports: dict[str, str]) -> None:
        self.parameters = parameters
        self.imports = imports
        self.local: set[str] = set()
        self.impure = False
        self.doubtful = False
        self.returns = False

    def visit_Global(self, node: ast.Global) -> None:
        self.impure = True

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.doubtful = True

    def visit_Return(self, node: ast.Return) -> None:
        if node.value is not None and not _is_none(node.value):
            self.returns = True
        self.generic_visit(node)

    def visit_Yield(self, node: ast.Yield) -> None:
        self.returns = True
        self.generic_visit(node)

    def visit_YieldFrom(self, node: ast.YieldFrom) -> None:
        self.returns = True
        self.generic_visit(node)

    def visit_Await(self, node: ast.Await) -> None:
        self.impure = True

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.local.add(node.id)

    def visit_Delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            self._changed(target)

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self._changed(target)
            self.visit(target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._changed(node.target)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = dotted(node.func)
        root, _, rest = name.partition(".")
        full = ".".join(filter(None, (self.imports.get(root, root), rest)))
        if root in self.imports:
            self.impure |= _is_worldly(full)
        elif not rest and name in _EFFECTS:
            self.impure = True
        elif rest and root not in self.local and rest.rpartition(".")[2] in _CHANGES:
            self.impure |= root in self.parameters
            self.doubtful = True
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        name = dotted(node)
        root, _, rest = name.partition(".")
        if isinstance(node.ctx, ast.Store):
            self._changed(node)
        elif self.imports.get(root) in {"os", "sys"}:
            self.impure |= _is_worldly(f"{self.imports[root]}.{rest}")
        self.generic_visit(node)

    def _changed(self, target: ast.expr) -> None:
        base = target
        while isinstance(base, (ast.Attribute, ast.Subscript)):
            base = base.value
        if base is target or not isinstance(base, ast.Name):
            return
        if base.id in self.parameters:
            self.impure = True
        elif base.id not in self.local:
            self.doubtful = True


def _is_worldly(name: str) -> bool:
    if any(name == ok or name.startswith(ok + ".") for ok in _HARMLESS if "." in ok):
        return name.endswith((".now", ".today", ".utcnow"))
    root = name.partition(".")[0]
    return root in _WORLDLY or any(name.startswith(f"{w}.") for w in _WORLDLY if "." in w)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def is_pure(
    function: ast.FunctionDef | ast.AsyncFunctionDef, imports: dict[str, str]
) -> bool | None:
    """True: nothing speaks against it; False: something does; None: unclear.

    Args:
        imports: names of the module (and of the function itself) that imports bind, with
            what they stand for.
    """
    if isinstance(function, ast.AsyncFunctionDef):
        return False
    args = function.args
    named = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
    scan = _Scan(frozenset(a.arg for a in named if a is not None), imports)
    for statement in function.body:
        scan.visit(statement)
    if scan.impure or not scan.returns:
        return False
    return None if scan.doubtful else True
