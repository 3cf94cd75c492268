"""What Python source says beyond its interface: who calls whom, what is imported, what is pure."""

import ast
import io
import tokenize
from collections import Counter
from dataclasses import dataclass, field

from dreamer_app.knowledge.doctests import dotted
from dreamer_app.knowledge.purity import Effects, effects

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(slots=True)
class FunctionFacts:
    """What the body of one function says.

    Args:
        calls: dotted names that it calls, as far as they can be told, and how often.
        effects: what speaks against its being pure; in its own body at first.
        span: first line (of the first decorator) and last line.
    """

    calls: Counter[str]
    effects: Effects
    span: tuple[int, int]


@dataclass(slots=True)
class ModuleFacts:
    """What one file says.

    Args:
        functions: by qualified name within the module.
        imports: dotted names that are imported anywhere in it.
    """

    functions: dict[str, FunctionFacts] = field(default_factory=dict)
    imports: set[str] = field(default_factory=set)


def decode(data: bytes) -> str:
    """Python source as text, by its own coding line.

    Raises:
        SyntaxError: the coding line names no known encoding or is wrong about the bytes.
    """
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SyntaxError(f"it is not {encoding} text") from error
    return io.IncrementalNewlineDecoder(None, translate=True).decode(text, final=True)


def facts(tree: ast.Module, module: str, *, is_package: bool = False) -> ModuleFacts:
    """Read a parsed file.

    Args:
        module: its dotted name, which relative imports and own names are resolved against.
        is_package: whether it is an ``__init__``.
    """
    package = module if is_package else module.rpartition(".")[0]
    found = ModuleFacts()
    bound = _imports(tree, package)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found.imports.update(_imported(node, package).values())
    _Walk(tree, module, package, bound, found).functions_of(tree.body, "")
    return found


class _Walk:
    """Goes through the functions of a file, methods included, nested ones left to their own."""

    def __init__(
        self,
        tree: ast.Module,
        module: str,
        package: str,
        bound: dict[str, str],
        found: ModuleFacts,
    ) -> None:
        self._module, self._package, self._found = module, package, found
        self._bound = bound
        self._names = {
            **bound,
            **{
                n.name: f"{module}.{n.name}"
                for n in tree.body
                if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
            },
        }
        self._rebound = frozenset(
            name for n in ast.walk(tree) if isinstance(n, ast.Global) for name in n.names
        )

    def functions_of(self, body: list[ast.stmt], prefix: str) -> None:
        """Note every function of a body; ``prefix`` is the class with a dot, or empty."""
        for node in body:
            if isinstance(node, ast.ClassDef):
                self.functions_of(node.body, f"{prefix}{node.name}.")
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self._add(node, prefix)
            elif isinstance(node, (ast.If, ast.Try)):
                handlers = [h.body for h in getattr(node, "handlers", ())]
                for branch in (node.body, *handlers, node.orelse):
                    self.functions_of(branch, prefix)

    def _add(self, node: Function, prefix: str) -> None:
        own = _imports(node, self._package)
        owner = f"{self._module}.{prefix.rstrip('.')}" if prefix else ""
        self._found.functions[prefix + node.name] = FunctionFacts(
            calls=_calls(node, {**self._names, **own}, owner),
            effects=effects(node, self._module, {**self._bound, **own}, self._rebound),
            span=(_first_line(node), node.end_lineno or node.lineno),
        )


def _first_line(node: Function) -> int:
    return min([node.lineno, *(d.lineno for d in node.decorator_list)])


def _calls(node: Function, names: dict[str, str], owner: str) -> Counter[str]:
    """Calls in a function; ``self.x()`` is one of the class ``owner``."""
    calls: Counter[str] = Counter()
    shadowed = {a.arg for a in ast.walk(node) if isinstance(a, ast.arg)}
    for call in ast.walk(node):
        if not isinstance(call, ast.Call):
            continue
        root, _, rest = dotted(call.func).partition(".")
        if owner and rest and root in {"self", "cls"}:
            calls[f"{owner}.{rest}"] += 1
        elif root in names and root not in shadowed:
            calls[".".join(filter(None, (names[root], rest)))] += 1
    return calls


def _imports(tree: ast.AST, package: str) -> dict[str, str]:
    """Names that imports bind, nested functions and classes left out."""
    bound: dict[str, str] = {}
    waiting = list(ast.iter_child_nodes(tree))
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            bound.update(_imported(node, package))
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            waiting.extend(ast.iter_child_nodes(node))
    return bound


def _imported(node: ast.Import | ast.ImportFrom, package: str) -> dict[str, str]:
    if isinstance(node, ast.Import):
        return {
            a.asname or a.name.partition(".")[0]: a.name if a.asname else a.name.partition(".")[0]
            for a in node.names
        }
    origin = node.module or ""
    if node.level:
        base = package.split(".")
        base = base[: len(base) - node.level + 1]
        origin = ".".join(filter(None, (*base, origin)))
    return {a.asname or a.name: f"{origin}.{a.name}" for a in node.names if a.name != "*"}
