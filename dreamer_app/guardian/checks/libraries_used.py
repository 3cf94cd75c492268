"""The declared libraries are there and really used; nothing else is imported."""

import ast
import sys

from dreamer_app.core.dreams import CheckResult
from dreamer_app.guardian.examination import Examination, failed, passed

NAME = "libraries_used"


def libraries_used(examination: Examination) -> CheckResult:
    """Compare imports, uses and declarations."""
    declared = examination.verification.libraries
    bindings = imported(examination.tree)
    used = {n.id for n in ast.walk(examination.tree) if isinstance(n, ast.Name)}
    modules = sorted({module for module, _ in bindings})
    evidence = {"declared": list(declared), "imports": modules}
    unused = [
        library
        for library in declared
        if not any(_belongs(module, library) and name in used for module, name in bindings)
    ]
    if unused:
        return failed(NAME, f"{unused[0]} is declared and not used.", unused=unused, **evidence)
    roots = {library.partition(".")[0] for library in declared} | sys.stdlib_module_names
    strange = [m for m in modules if m.partition(".")[0] not in roots]
    if strange:
        return failed(
            NAME, f"{strange[0]} is imported and not declared.", undeclared=strange, **evidence
        )
    if "solution" in modules or "tests" in modules:
        return failed(NAME, "The code imports itself or its tests.", **evidence)
    missing = examination.bench.missing if declared else []
    if missing:
        return failed(NAME, f"{missing[0]} is not installed.", missing=missing, **evidence)
    what = f"Uses {', '.join(declared)}." if declared else "No library is declared."
    return passed(NAME, what, **evidence)


def imported(tree: ast.AST) -> list[tuple[str, str]]:
    """Pairs of a module (or its attribute, in full) and the name it is bound to."""
    found: list[tuple[str, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(a.name, a.asname or a.name.partition(".")[0]) for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            found += [(module, a.asname or a.name) for a in node.names]
    return found


def _belongs(module: str, library: str) -> bool:
    return module == library or module.startswith(f"{library}.") or library.startswith(f"{module}.")
