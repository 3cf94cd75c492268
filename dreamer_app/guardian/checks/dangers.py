"""No calls that a lesson should not teach or that reach out of a function: bandit's grade.

A module of the second table is allowed where the lesson declares it as its library; what
ends the process or reaches into the interpreter never is.
"""

import ast
from collections.abc import Iterator

from dreamer_app.core.dreams import CheckResult
from dreamer_app.guardian.checks.careless import careless
from dreamer_app.guardian.checks.libraries_used import imported
from dreamer_app.guardian.checks.reach import (
    Imports,
    at_import,
    computed_parts,
    places,
    read_imports,
    replacements,
    works,
)
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
    """
    chflags chown chroot close closerange dup dup2 execl execle execlp execlpe execv execve
    execvp execvpe fchmod fchown fdopen getlogin lchown mkfifo mknod nice openpty pipe pipe2
    popen posix_spawn posix_spawnp pread putenv pwrite sendfile setegid seteuid setgid
    setgroups setpgid setpriority setregid setresgid setresuid setreuid setuid spawnl spawnle
    spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe startfile system umask unsetenv wait wait3
    wait4 waitpid write writev
    """.split()  # noqa: SIM905 - read as a paragraph
)
_CALLED = {
    "asyncio.create_subprocess_exec": "starts a program",
    "asyncio.create_subprocess_shell": "starts a program",
    "asyncio.open_connection": "opens a connection",
    "asyncio.open_unix_connection": "opens a connection",
    "asyncio.start_server": "opens a connection",
    "asyncio.start_unix_server": "opens a connection",
    "concurrent.futures.ProcessPoolExecutor": "starts processes",
    "concurrent.futures.process.ProcessPoolExecutor": "starts processes",
    "logging.handlers.DatagramHandler": "opens a connection",
    "logging.handlers.HTTPHandler": "opens a connection",
    "logging.handlers.SMTPHandler": "opens a connection",
    "logging.handlers.SocketHandler": "opens a connection",
    "logging.handlers.SysLogHandler": "opens a connection",
    "weakref.finalize": "does something when it is torn down",
}
"""What it is in full, and what calling it does."""
_MODULES = frozenset(
    [
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
        "imaplib",
        "importlib",
        "inspect",
        "marshal",
        "mmap",
        "multiprocessing",
        "nntplib",
        "pdb",
        "pickle",
        "poplib",
        "posix",
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
        "wsgiref",
        "xmlrpc",
    ]
)
_HARMLESS = ("urllib.parse", "http.HTTPStatus", "inspect.cleandoc")


def no_dangers(examination: Examination) -> CheckResult:
    """Look for dangerous imports, calls and attributes."""
    declared = set(examination.verification.libraries)
    roots = {name.partition(".")[0] for name in declared}
    tree, tests = examination.tree, examination.tests_tree
    imports = read_imports(tree)
    found = [*_imports(tree, roots), *_uses(tree, roots), *_reaches(tree, imports, roots)]
    found += [*_on_import(tree, imports), *places(tree, imports, tests), *careless(tree, roots)]
    if found:
        return failed(NAME, f"The code {found[0]}.", found=found)
    return passed(NAME, "Nothing dangerous.")


def _reaches(tree: ast.Module, imports: Imports, allowed: set[str]) -> Iterator[str]:
    """Dangerous parts of modules, by whatever name, and parts of modules that are changed."""
    yield from replacements(tree, imports)
    yield from computed_parts(tree, imports)
    for node in ast.walk(tree):
        full = imports.full(node)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "getattr" and node.args[1:]:
            name = node.args[1]
            made = str(name.value) if isinstance(name, ast.Constant) else ""
            full = f"{imports.full(node.args[0])}.{made}"
            if made in _INTERPRETER and "inspect" not in allowed:
                yield f"reaches into the interpreter ({made})"
        module, _, part = full.rpartition(".")
        if module == "os" and (part in _OS | _ENDS or part.startswith("sched_")):
            yield f"calls {full}"
        elif module == "sys" and part in _INTERPRETER | {"exit", "modules", "addaudithook"}:
            yield f"uses {full}"
        elif full in _CALLED and full.partition(".")[0] not in allowed:
            yield _CALLED[full]


def _on_import(tree: ast.Module, imports: Imports) -> Iterator[str]:
    """A lesson defines things; it does nothing when it is imported or torn down."""
    body = [s for s in tree.body if not is_main_guard(s)]
    for node in at_import(ast.Module(body=body, type_ignores=[])):
        does = isinstance(node, (ast.For, ast.While, ast.With, ast.Delete, ast.Assert, ast.Raise))
        does = does or (isinstance(node, ast.Expr) and not is_docstring(node))
        if does or works(node, imports):
            line = getattr(node, "lineno", 0)
            yield f"does something when it is imported (line {line})"
    for node in ast.walk(tree):
        named = node.name if isinstance(node, ast.FunctionDef) else ""
        named = node.id if isinstance(node, ast.Name) else named
        if "__del__" in (named, node.attr if isinstance(node, ast.Attribute) else ""):
            yield "does something when it is torn down (__del__)"


def _imports(tree: ast.Module, allowed: set[str]) -> Iterator[str]:
    for module, name in imported(tree):
        root = module.partition(".")[0]
        if root in allowed or module in _HARMLESS or f"{module}.{name}" in _HARMLESS:
            continue
        if root in _MODULES or (root.startswith("_") and root != "__future__"):
            yield f"imports {root}"
        if name == "*" and root in ("asyncio", "os", "shutil", "sys"):
            yield f"imports everything of {root}"


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
