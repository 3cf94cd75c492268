"""Names as they were imported: what a call or an attribute is, whatever it is called here."""

import ast
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

_BELOW = "etc|proc|sys|dev|tmp|usr|var|run|bin|sbin|lib\\w*|boot|python"
_SYSTEM = re.compile(rf"/(?:{_BELOW})(?:/|$)")
_CLIMBING = re.compile(rf"(?:\.{{1,2}}/)*\.\./(?:{_BELOW})/")
_ROOTS = frozenset({"Path", "PosixPath", "listdir", "open", "scandir", "walk", "chdir", "iglob"})
_FILES = frozenset(
    """
    chmod glob iterdir mkdir open read_bytes read_text rename replace rglob rmdir symlink_to touch
    unlink write_bytes write_text
    """.split()  # noqa: SIM905 - read as a paragraph
)
_WORKS = frozenset({"glob", "os", "shutil", "subprocess", "tempfile", "threading"})
_IDLE = (
    *("os.cpu_count", "os.fspath", "os.path.", "threading.BoundedSemaphore", "threading.Condition"),
    *("threading.Event", "threading.Lock", "threading.RLock", "threading.Semaphore"),
    "threading.local",
)


@dataclass(frozen=True, slots=True)
class Imports:
    """What names of a module were imported as.

    Args:
        names: the name here, and what it is in full.
        modules: those of the names here that are modules.
    """

    names: dict[str, str]
    modules: frozenset[str]

    def full(self, node: ast.AST) -> str:
        """``os.system`` for what is that, by whatever name; empty for no imported thing."""
        if isinstance(node, ast.Name):
            return self.names.get(node.id, "")
        if isinstance(node, ast.Attribute):
            owner = self.full(node.value)
            return f"{owner}.{node.attr}" if owner else ""
        return ""


def read_imports(tree: ast.Module) -> Imports:
    """The imports anywhere in a module."""
    names: dict[str, str] = {}
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name.partition(".")[0]
                names[alias.asname or root] = alias.name if alias.asname else root
                modules.add(alias.asname or root)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    return Imports(names, frozenset(modules))


def replacements(tree: ast.Module, imports: Imports) -> Iterator[str]:
    """Attributes of imported things that get another value."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            if imports.full(node):
                yield f"changes {ast.unparse(node)[:60]} for everybody"
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("setattr", "delattr")
            and node.args
            and imports.full(node.args[0])
        ):
            yield f"changes {ast.unparse(node.args[0])[:60]} for everybody"


def computed_parts(tree: ast.Module, imports: Imports) -> Iterator[str]:
    """Parts of modules whose name is put together where it is asked for."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "getattr"
            and len(node.args) > 1
            and isinstance(node.args[0], ast.Name)
            and node.args[0].id in imports.modules
            and not isinstance(node.args[1], ast.Constant)
        ):
            yield f"asks {node.args[0].id} for a part whose name is made"


def places(tree: ast.Module, imports: Imports, tests: ast.Module) -> Iterator[str]:
    """Fixed places of the system or of its user, other than in docstrings.

    Settings that the tests give are neither: they are read by their name.
    """
    yield from _asking(tree, imports, _given(tests))
    docstrings = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            place = _path(node.value)
            if place:
                yield f"names a place of the system ({place[:40]})"
        elif isinstance(node, ast.Call) and node.args and _path_root(node.args[0]):
            called = ast.unparse(node.func).rpartition(".")[2]
            if called in _ROOTS:
                yield "names a place of the system (/)"


def _asking(tree: ast.Module, imports: Imports, given: set[str]) -> Iterator[str]:
    settings = {id(node) for node in _settings(tree, imports, given)}
    for node in ast.walk(tree):
        if id(node) in settings or not isinstance(node, (ast.Attribute, ast.Name)):
            continue
        full = imports.full(node)
        if full in ("os.environ", "os.environb", "os.getenv", "pathlib.Path.home"):
            yield f"asks who uses this machine ({full})"
        elif isinstance(node, ast.Attribute) and node.attr == "expanduser":
            yield "asks who uses this machine (expanduser)"


def _given(tests: ast.Module) -> set[str]:
    """Variables of the environment that the tests set or take away, but none of Python's own."""
    return {
        str(node.args[0].value)
        for node in ast.walk(tests)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("setenv", "delenv")
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and not str(node.args[0].value).startswith("PYTHON")
    }


def _settings(tree: ast.Module, imports: Imports, given: set[str]) -> Iterator[ast.expr]:
    """The environment, wherever no more is read from it than one of these variables."""
    for node in ast.walk(tree):
        asked: ast.expr | None = None
        environment: ast.expr | None = None
        if isinstance(node, ast.Call) and node.args:
            asked, environment = node.args[0], node.func
            if isinstance(environment, ast.Attribute) and environment.attr == "get":
                environment = environment.value
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            asked, environment = node.slice, node.value
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            asked, environment = node.left, node.comparators[0]
        named = isinstance(asked, ast.Constant) and asked.value in given
        whole = imports.full(environment) if environment is not None else ""
        if named and environment is not None and whole in ("os.environ", "os.getenv"):
            yield environment


def _path(value: object) -> str:
    """A text or bytes as the place of the system that it is; empty for any other."""
    text = value.decode(errors="replace") if isinstance(value, bytes) else value
    if not isinstance(text, str) or len(text) > 4096 or "\n" in text:
        return ""
    if text.startswith("/"):
        normal = "/" + posixpath.normpath(text).lstrip("/")
        return normal if _SYSTEM.match(normal) else ""
    return text if _CLIMBING.match(text) else ""


def _path_root(node: ast.expr) -> bool:
    value = node.value if isinstance(node, ast.Constant) else None
    return value in ("/", b"/", "//") and bool(value)


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is imported: all but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            arguments = [*child.args.defaults, *(d for d in child.args.kw_defaults if d)]
            for part in (*arguments, *getattr(child, "decorator_list", [])):
                yield part
                yield from at_import(part)
        else:
            yield child
            yield from at_import(child)


def works(node: ast.AST, imports: Imports) -> bool:
    """Whether a call touches files, threads or the terminal."""
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name) and node.func.id in ("open", "print"):
        return True
    full = imports.full(node.func)
    if full.partition(".")[0] in _WORKS:
        return not full.startswith(_IDLE)
    return isinstance(node.func, ast.Attribute) and not full and node.func.attr in _FILES
