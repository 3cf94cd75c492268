"""Ways of writing that a lesson should not teach: what bandit calls medium and high severity.

Each rule names bandit's (B103, B202, ...). Bandit itself is a framework that judges files through
plug-ins; what is wanted of it here are these few rules, over a tree that is parsed already.
"""

import ast
from collections.abc import Iterator

_WEAK_HASHES = frozenset({"md5", "md4", "sha1"})
_STATEMENTS = frozenset({"execute", "executemany", "executescript", "raw"})
_UNSAFE_LOADERS = frozenset({"load", "load_all"})
_SAFE = ("SafeLoader", "CSafeLoader", "BaseLoader")


def careless(tree: ast.Module, declared: set[str]) -> Iterator[str]:
    """What is careless in the code, in words that go on "The code ...".

    Args:
        declared: libraries of the lesson: what it is about may be shown.
    """
    names = {n.name.lower() for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    # A function that says in its name which hash it computes is about that hash.
    subjects = declared | {h for h in _WEAK_HASHES if any(h in name for name in names)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _in_call(node, subjects)
        elif isinstance(node, ast.Constant) and node.value in ("0.0.0.0", "::"):  # noqa: S104
            yield "listens on every address (B104)"
        elif isinstance(node, ast.Attribute) and node.attr == "_create_unverified_context":
            yield "does not verify certificates (B323)"


def _in_call(node: ast.Call, subjects: set[str]) -> Iterator[str]:
    owner, _, name = _name(node.func).rpartition(".")
    keywords = {k.arg: k.value for k in node.keywords}
    if _is(keywords.get("shell"), wanted=True):
        yield "runs a command through a shell (B602)"
    if _is(keywords.get("verify"), wanted=False):
        yield "does not verify certificates (B501)"
    if name == "mktemp" and owner in ("", "tempfile"):
        yield "uses a temporary name that somebody else may take (B306)"
    if name == "chmod" and _is_open_to_all(node):
        yield "gives everybody access to a file (B103)"
    if name in _STATEMENTS and node.args and _is_put_together(node.args[0]):
        yield "puts a database statement together from text (B608)"
    if owner == "yaml" and name in _UNSAFE_LOADERS and not _has_safe_loader(node):
        yield "loads YAML that may make any object (B506)"
    if name in ("extractall", "unpack_archive") and "filter" not in keywords and owner != "zipfile":
        yield "unpacks an archive that may lead out of its folder (B202)"
    harmless = bool(subjects & {"hashlib", name})
    harmless = harmless or _is(keywords.get("usedforsecurity"), wanted=False)
    if owner == "hashlib" and name in _WEAK_HASHES and not harmless:
        yield f"uses the broken hash {name} (B324)"


def _name(node: ast.expr) -> str:
    """``a.b.c`` as text; empty for what is no plain name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_name(node.value)}.{node.attr}"
    return ""


def _is(node: ast.expr | None, *, wanted: bool) -> bool:
    return isinstance(node, ast.Constant) and node.value is wanted


def _is_open_to_all(node: ast.Call) -> bool:
    last = node.args[-1] if node.args else None
    is_number = isinstance(last, ast.Constant) and type(last.value) is int
    return is_number and bool(ast.literal_eval(last) & 0o002 if last is not None else 0)


def _is_put_together(node: ast.expr) -> bool:
    """Whether a text is made by formatting or joining values into it."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
        return not (isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant))
    is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return is_method and node.func.attr == "format"  # type: ignore[attr-defined]


def _has_safe_loader(node: ast.Call) -> bool:
    given = [*node.args[1:], *(k.value for k in node.keywords if k.arg == "Loader")]
    return any(_name(loader).rpartition(".")[2] in _SAFE for loader in given)
