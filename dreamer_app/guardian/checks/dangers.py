"""No calls that a lesson should not teach or that reach out of a function: bandit's grade.

A module of the second table is allowed where the lesson declares it as its library; what
ends the process or reaches into the interpreter never is.
"""

import ast
import re
from collections.abc import Iterator

from dreamer_app.core.dreams import CheckResult
from dreamer_app.guardian.checks.careless import careless
from dreamer_app.guardian.checks.libraries_used import imported
from dreamer_app.guardian.examination import Examination, failed, passed
from dreamer_app.guardian.parsing import is_docstring, is_main_guard

NAME = "no_dangers"
_CALLS = frozenset({"eval", "exec", "compile", "__import__", "exit", "quit", "breakpoint", "input"})
_ENDS = frozenset({"_exit", "abort", "kill", "killpg", "fork", "forkpty", "setsid"})
_INTERPRETER = frozenset(
    [
        "_getframe",
        "settrace",
        "setprofile",
        "__subclasses__",
        "__globals__",
        "__code__",
        "__builtins__",
        "__closure__",
        "f_back",
        "f_locals",
        "f_globals",
        "gi_frame",
        "tb_frame",
        "__bases__",
        "__mro__",
        "__loader__",
        "__spec__",
        "_current_frames",
        "meta_path",
        "path_hooks",
        "excepthook",
    ]
)
_OS = frozenset(
    [
        "system",
        "popen",
        "execv",
        "execve",
        "execvp",
        "execl",
        "execlp",
        "spawnl",
        "spawnv",
        "spawnve",
        "posix_spawn",
        "putenv",
        "setuid",
        "chroot",
        "chown",
    ]
)
_MODULES = frozenset(
    [
        "_pickle",
        "_thread",
        "antigravity",
        "atexit",
        "builtins",
        "cffi",
        "code",
        "codeop",
        "ctypes",
        "dill",
        "dreamer_app",
        "faulthandler",
        "fcntl",
        "ftplib",
        "gc",
        "grp",
        "http",
        "importlib",
        "inspect",
        "marshal",
        "mmap",
        "multiprocessing",
        "pdb",
        "pickle",
        "pty",
        "pwd",
        "pytest",
        "requests",
        "resource",
        "runpy",
        "shelve",
        "signal",
        "smtplib",
        "socket",
        "socketserver",
        "spwd",
        "ssl",
        "subprocess",
        "syslog",
        "telnetlib",
        "termios",
        "tracemalloc",
        "tty",
        "unittest",
        "urllib",
        "webbrowser",
    ]
)
_SYSTEM = re.compile(r"/(?:etc|proc|sys|dev|tmp|usr|var|run|bin|sbin|lib\w*|boot|python)(?:/|$)")
_HARMLESS = ("urllib.parse", "http.HTTPStatus", "inspect.cleandoc")


def no_dangers(examination: Examination) -> CheckResult:
    """Look for dangerous imports, calls and attributes."""
    declared = set(examination.verification.libraries)
    roots = {name.partition(".")[0] for name in declared}
    tree = examination.tree
    found = [*_imports(tree, roots), *_uses(tree, roots), *_on_import(tree), *_paths(tree)]
    found += careless(tree, roots)
    if found:
        return failed(NAME, f"The code {found[0]}.", found=found)
    return passed(NAME, "Nothing dangerous.")


def _on_import(tree: ast.Module) -> Iterator[str]:
    """A lesson defines things; it does nothing when it is imported or torn down."""
    for statement in tree.body:
        if is_docstring(statement) or is_main_guard(statement):
            continue
        if isinstance(statement, (ast.Expr, ast.For, ast.While, ast.With, ast.Delete)):
            yield f"does something when it is imported (line {statement.lineno})"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == "__del__":
            yield "does something when it is torn down (__del__)"


def _paths(tree: ast.Module) -> Iterator[str]:
    """Fixed places of the system, other than in docstrings."""
    docstrings = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in docstrings:
            continue
        if isinstance(node.value, str) and _SYSTEM.match(node.value):
            yield f"names a place of the system ({node.value[:40]})"


def _imports(tree: ast.Module, allowed: set[str]) -> Iterator[str]:
    for module, name in imported(tree):
        root = module.partition(".")[0]
        if root in allowed or module in _HARMLESS or f"{module}.{name}" in _HARMLESS:
            continue
        if root in _MODULES:
            yield f"imports {root}"


def _uses(tree: ast.Module, allowed: set[str]) -> Iterator[str]:
    defined = {
        n.name for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in _CALLS - defined:
                yield f"calls {node.func.id}"
        elif isinstance(node, ast.Attribute):
            yield from _attribute(node, allowed)
        elif isinstance(node, ast.Name) and node.id in ("__builtins__", "__loader__", "SystemExit"):
            yield f"uses {node.id}"
        elif isinstance(node, ast.ImportFrom) and node.module in ("os", "sys"):
            for alias in node.names:
                if alias.name in _OS | _ENDS | _INTERPRETER | {"exit", "modules"}:
                    yield f"imports {node.module}.{alias.name}"


def _attribute(node: ast.Attribute, allowed: set[str]) -> Iterator[str]:
    owner = ast.unparse(node.value)
    if node.attr in _INTERPRETER and "inspect" not in allowed:
        yield f"reaches into the interpreter ({node.attr})"
    elif owner in ("os", "posix") and node.attr in _OS | _ENDS:
        yield f"calls {owner}.{node.attr}"
    elif (
        owner == "sys"
        and node.attr in ("exit", "modules", "setrecursionlimit", "stdout", "stderr")
        and (node.attr in ("exit", "modules") or isinstance(node.ctx, ast.Store))
    ):
        yield f"uses sys.{node.attr}"
