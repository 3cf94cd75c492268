"""What tests would need to speak for the process that runs them, and no honest test does.

They run where their outcome is reported from, so they must not get at that: not by frames,
descriptors and modules, not by the insides of the proxies, not by putting something else in
the place of what others rely on.
"""

import ast
import sys
from collections.abc import Iterator

MODULES = frozenset(
    """
    __main__ bdb builtins cffi cgitb code codeop ctypes dreamer_app faulthandler fcntl gc
    importlib marshal mmap multiprocessing pdb pkgutil posix pty runpy socket subprocess trace
    tracemalloc
    """.split()  # noqa: SIM905 - read as a paragraph
)
"""Modules through which tests could get at what runs them."""
_WORDS = frozenset({"code", "trace"})
"""Modules whose names attributes bear as often, and that only other modules of these hold."""
_BUILTINS = frozenset(
    """
    __import__ __builtins__ __loader__ __spec__ breakpoint compile delattr eval exec globals
    locals vars
    """.split()  # noqa: SIM905 - as above
)
_ONLY: dict[str, frozenset[str]] = {
    "sys": frozenset(
        """
        argv byteorder float_info getdefaultencoding getrecursionlimit getsizeof hash_info
        int_info intern maxsize maxunicode platform setrecursionlimit stderr stdin stdout
        version version_info
        """.split()  # noqa: SIM905 - as above
    ),
    "os": frozenset(
        """
        PathLike access chdir chmod environ fspath getcwd getenv linesep listdir makedirs mkdir
        name path pathsep remove rename replace rmdir scandir sep stat symlink unlink urandom
        utime walk
        """.split()  # noqa: SIM905 - as above
    ),
    "io": frozenset(
        """
        BufferedReader BufferedWriter BytesIO IOBase SEEK_CUR SEEK_END SEEK_SET StringIO
        TextIOBase TextIOWrapper UnsupportedOperation
        """.split()  # noqa: SIM905 - as above
    ),
    "inspect": frozenset(
        """
        cleandoc getdoc isabstract isasyncgen isasyncgenfunction isawaitable isclass iscoroutine
        iscoroutinefunction isfunction isgenerator isgeneratorfunction ismethod signature
        """.split()  # noqa: SIM905 - as above
    ),
}
"""Modules of which tests may use these parts."""
_REPLACEABLE = frozenset({"stdin", "stdout", "stderr"})
_PROXIES = frozenset({"_callbacks", "_handles", "_parts", "_receive", "_remote", "_say", "_send"})
_PARTS = frozenset({"CodeType", "FunctionType", "ProcessPoolExecutor", "walk_stack", "walk_tb"})
_SPECIAL = (
    frozenset(
        """
        __aenter__ __aexit__ __aiter__ __anext__ __annotations__ __await__ __bytes__ __call__
        __cause__ __context__ __dataclass_fields__ __delitem__ __doc__ __enter__ __exit__
        __fspath__ __length_hint__ __members__ __missing__ __module__ __name__ __next__
        __notes__ __post_init__ __qualname__ __reversed__ __setitem__ __slots__ __version__
        __wrapped__ __matmul__ __imatmul__ __rmatmul__ __isub__ __ior__ __iand__ __ixor__
        """.split()  # noqa: SIM905 - as above
    )
    | {name for kind in (int, float, list, dict, set) for name in dir(kind)}
) - frozenset(
    """
    __class__ __class_getitem__ __delattr__ __dir__ __getattribute__ __getnewargs__
    __getstate__ __init_subclass__ __new__ __reduce__ __reduce_ex__ __setattr__
    __subclasshook__
    """.split()  # noqa: SIM905 - as above
)


def forging(tree: ast.Module) -> Iterator[str]:
    """How tests reach for what runs them, in words that go on "The tests ..."."""
    modules, names, solution = _imports(tree)
    yield from _bad_imports(tree)
    parents = {id(n.value): n for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            if node.id in _BUILTINS - solution:
                yield f"reach into the interpreter ({node.id})"
            owner = modules.get(node.id, "")
            if owner in _ONLY and isinstance(node.ctx, ast.Load):
                parent = parents.get(id(node))
                if parent is None or parent.attr not in _ONLY[owner]:
                    what = f"{owner}.{parent.attr}" if parent else f"{owner} as a value"
                    yield f"reach for what runs them ({what})"
        elif isinstance(node, ast.Attribute):
            yield from _attribute(node, parents, modules, names)
        elif isinstance(node, ast.Call):
            yield from _call(node)


def _imports(tree: ast.Module) -> tuple[dict[str, str], set[str], set[str]]:
    """Names of modules, names that were imported from modules, and those of the solution."""
    modules: dict[str, str] = {}
    names: set[str] = set()
    solution: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {
                a.asname or a.name.partition(".")[0]: a.name if a.asname else a.name.split(".")[0]
                for a in node.names
            }
        elif isinstance(node, ast.ImportFrom):
            found = {a.asname or a.name for a in node.names}
            names |= found
            solution |= found if node.module == "solution" else set()
    return modules, names, solution


def _bad_imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name.partition(".")[0]
                if root in MODULES or (root.startswith("_") and root != "__future__"):
                    yield f"reach into the interpreter (import {alias.name})"
        elif isinstance(node, ast.ImportFrom) and node.module not in (None, "solution"):
            module = str(node.module)
            root = module.partition(".")[0]
            if root in MODULES or (root.startswith("_") and root != "__future__"):
                yield f"reach into the interpreter (import {module})"
            for alias in node.names:
                only = _ONLY.get(module)
                if _is_inner(alias.name) or (only is not None and alias.name not in only):
                    yield f"reach for what runs them ({module}.{alias.name})"
                if module == "unittest.mock" and alias.name in ("patch", "*"):
                    yield "put something else in the place of what others rely on (patch)"


def _is_inner(name: str) -> bool:
    """Whether a name, as a part of something, leads to where the tests are run."""
    if name.startswith("__") and name.endswith("__"):
        return name not in _SPECIAL
    bare = name.lstrip("_")
    if name in _PROXIES | _PARTS or bare in MODULES:
        return True
    return bare in ("os", "sys", "inspect") or (
        name.startswith("_") and bare in sys.stdlib_module_names
    )


def _attribute(
    node: ast.Attribute,
    parents: dict[int, ast.Attribute],
    modules: dict[str, str],
    names: set[str],
) -> Iterator[str]:
    root: ast.expr = node.value
    while isinstance(root, ast.Attribute):
        root = root.value
    of_module = isinstance(root, ast.Name) and modules.get(root.id, "solution") != "solution"
    parent = parents.get(id(node))
    is_type_name = node.attr == "__class__" and parent is not None
    is_type_name = is_type_name and parent.attr in ("__name__", "__qualname__")  # type: ignore[union-attr]
    private = node.attr.startswith("_") and not node.attr.endswith("__")
    inner = _is_inner(node.attr) and not is_type_name
    if (inner and (of_module or node.attr not in _WORDS)) or (private and of_module):
        yield f"reach for what runs them ({node.attr})"
    imported = of_module or (isinstance(root, ast.Name) and root.id in names)
    if node.attr == "patch" and imported:
        yield "put something else in the place of what others rely on (patch)"
    if isinstance(node.ctx, ast.Load):
        return
    special = node.attr.startswith("__") and node.attr.endswith("__")
    if (special or imported or _is_type(root)) and node.attr not in _REPLACEABLE:
        yield f"put something else in the place of {ast.unparse(node)[:60]}"


def _is_type(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "type"


def _call(node: ast.Call) -> Iterator[str]:
    name = ast.unparse(node.func).rpartition(".")[2]
    if any(k.arg in ("capture_locals", "tb_locals", "opener", "closefd") for k in node.keywords):
        yield "reach for what runs them (by an option)"
    if name in ("attrgetter", "methodcaller"):
        parts = node.args if name == "attrgetter" else node.args[:1]
    elif name in ("getattr", "getattr_static"):
        parts = node.args[1:2]
    elif name == "open" and node.args and isinstance(node.args[0], ast.Constant):
        if type(node.args[0].value) is int:
            yield "write to a descriptor"
        return
    else:
        return
    for part in parts:
        if isinstance(part, ast.Constant) and type(part.value) is str:
            if any(map(_is_inner, part.value.split("."))):
                yield f"reach for what runs them ({part.value[:40]})"
        elif name != "getattr":
            yield f"reach for what runs them ({name} of a name that is made)"
