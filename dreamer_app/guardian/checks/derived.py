"""Which values in a test file come from the candidate, directly or through others.

A value may travel far before it is compared: through a fixture, ``self`` of a test class, a
name of the module, or a function of the tests, in as an argument and out as a result. So the
names are found for the whole file together, until no more are found.
"""

import ast
from dataclasses import dataclass, field

Function = ast.FunctionDef | ast.AsyncFunctionDef
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SHOWING = frozenset({"capsys", "capfd", "tmp_path"})
"""Fixtures that show what a call does besides giving a value."""


@dataclass(slots=True)
class Derived:
    """Names whose value comes from the candidate.

    Args:
        everywhere: names of the module, and of functions and fixtures that return such values.
        of_self: attributes and methods of test classes.
        within: for each function its local names, parameters among them.
    """

    everywhere: set[str]
    of_self: set[str] = field(default_factory=set)
    within: dict[ast.AST, set[str]] = field(default_factory=dict)

    def names(self, scope: ast.AST) -> set[str]:
        """All names that count inside a scope."""
        return self.everywhere | self.within.get(scope, set())

    def mentions(self, node: ast.AST, scope: ast.AST) -> bool:
        """Whether something that comes from the candidate is part of that expression."""
        names = self.names(scope)
        return any(
            (isinstance(n, ast.Name) and n.id in names)
            or (isinstance(n, ast.Attribute) and n.attr in self.of_self and _is_self(n.value))
            for n in ast.walk(node)
        )

    @property
    def _size(self) -> int:
        return len(self.everywhere) + len(self.of_self) + sum(map(len, self.within.values()))


def derived(tree: ast.Module, subjects: set[str]) -> Derived:
    """The names of a test file that come from the candidate.

    Args:
        subjects: names of the candidate itself.
    """
    found = Derived(everywhere=subjects | solution_names(tree))
    functions = {f.name: f for f in ast.walk(tree) if isinstance(f, _FUNCTIONS)}
    before = -1
    while found._size > before:  # noqa: SLF001 - its own
        before = found._size  # noqa: SLF001
        for scope in scopes(tree):
            _follow(scope, found, functions)
    return found


def solution_names(tree: ast.Module) -> set[str]:
    """Names under which the module of the candidate is imported."""
    return {
        a.asname or a.name
        for n in ast.walk(tree)
        if isinstance(n, ast.Import)
        for a in n.names
        if a.name == "solution"
    }


def scopes(tree: ast.Module) -> list[ast.AST]:
    """Every function, and what is in none."""
    inside: list[ast.AST] = [n for n in ast.walk(tree) if isinstance(n, _FUNCTIONS)]
    return [*inside, _outside(tree)]


def _outside(tree: ast.Module) -> ast.Module:
    rest = [s for s in tree.body if not isinstance(s, (*_FUNCTIONS, ast.ClassDef))]
    return ast.Module(body=rest, type_ignores=[])


def _follow(scope: ast.AST, found: Derived, functions: dict[str, Function]) -> None:
    """Go once through a scope, from what is known to what follows from it."""
    is_function = isinstance(scope, _FUNCTIONS)
    local = found.within.setdefault(scope, set()) if is_function else found.everywhere
    if isinstance(scope, _FUNCTIONS):
        local |= _given(scope, found, functions)
    for node in ast.walk(scope):
        if node is not scope and isinstance(node, _FUNCTIONS):
            local |= {node.name} if _is_made(node, scope, found) else set()
            found.within.setdefault(node, set()).update(local)
        source, targets = _binding(node)
        if source is not None and found.mentions(source, scope):
            for target in targets:
                _bind(target, local, found)
        if isinstance(node, ast.Call):
            _pass_on(node, scope, found, functions)
    if isinstance(scope, _FUNCTIONS) and _is_made(scope, scope, found):
        arguments = scope.args.args
        if arguments and arguments[0].arg in ("self", "cls"):
            found.of_self.add(scope.name)
        elif not scope.name.startswith("test"):
            found.everywhere.add(scope.name)


def _given(function: Function, found: Derived, functions: dict[str, Function]) -> set[str]:
    """Parameters that come from the candidate, or show what it did."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    asked = {a.arg for a in arguments}
    fixtures = [f for f in functions.values() if _fixture_name(f) in asked]
    given = {_fixture_name(f) for f in fixtures if _yields(f, found)}
    if found.mentions(function, function):
        given |= asked & _SHOWING
    return given | _given_by_marks(function, found)


def _is_made(function: Function, scope: ast.AST, found: Derived) -> bool:
    """Whether calling a function of the tests gives what comes from the candidate."""
    return _yields(function, found) or any(
        found.mentions(d, scope) for d in function.decorator_list
    )


def _bind(target: ast.AST, local: set[str], found: Derived) -> None:
    for node in ast.walk(target):
        if isinstance(node, ast.Attribute) and _is_self(node.value):
            found.of_self.add(node.attr)
        elif isinstance(node, ast.Name) and not _is_self(node):
            local.add(node.id)


def _is_self(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "type":
        return any(_is_self(a) for a in node.args)
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def _yields(function: Function, found: Derived) -> bool:
    """Whether a function gives back what comes from the candidate."""
    given = (ast.Return, ast.Yield, ast.YieldFrom)
    return any(
        isinstance(n, given) and n.value is not None and found.mentions(n.value, function)
        for n in ast.walk(function)
    )


def _fixture_name(function: Function) -> str:
    """Name under which a fixture is asked for; that of the function, or of its decorator."""
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call):
            for keyword in decorator.keywords:
                if keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
                    return str(keyword.value.value)
    return function.name


def _given_by_marks(function: Function, found: Derived) -> set[str]:
    """Parameters whose cases hold what comes from the candidate."""
    names: set[str] = set()
    for decorator in function.decorator_list:
        table = parametrised(decorator)
        if table is not None and found.mentions(table[1], function):
            names |= set(table[0])
    return names


def parametrised(decorator: ast.AST) -> tuple[list[str], ast.expr] | None:
    """Names and cases of a ``parametrize``; None for any other decorator."""
    if not isinstance(decorator, ast.Call):
        return None
    if ast.unparse(decorator.func).rpartition(".")[2] != "parametrize":
        return None
    given = dict(zip(("argnames", "argvalues"), decorator.args, strict=False))
    given |= {k.arg: k.value for k in decorator.keywords if k.arg}
    if not {"argnames", "argvalues"} <= set(given):
        return None
    texts = [n.value for n in ast.walk(given["argnames"]) if isinstance(n, ast.Constant)]
    return [n.strip() for text in texts for n in str(text).split(",")], given["argvalues"]


def _pass_on(
    call: ast.Call, scope: ast.AST, found: Derived, functions: dict[str, Function]
) -> None:
    """What a function of the tests is called with comes in as its parameters."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if isinstance(call.func, ast.Name):
        name = call.func.id
    elif not (isinstance(call.func, ast.Attribute) and _is_self(call.func.value)):
        return
    function = functions.get(name)
    if function is None:
        return
    known = found.within.setdefault(function, set())
    names = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
    if names[:1] == ["self"]:
        names = names[1:]
    known |= {n for n, a in zip(names, call.args, strict=False) if found.mentions(a, scope)}
    known |= {k.arg for k in call.keywords if k.arg and found.mentions(k.value, scope)}


def _binding(node: ast.AST) -> tuple[ast.AST | None, list[ast.AST]]:
    if isinstance(node, ast.Assign):
        return node.value, list(node.targets)
    if isinstance(node, (ast.AnnAssign, ast.AugAssign, ast.NamedExpr)):
        return node.value, [node.target]
    if isinstance(node, (ast.For, ast.comprehension)):
        return node.iter, [node.target]
    if isinstance(node, ast.withitem):
        return node.context_expr, [node.optional_vars] if node.optional_vars else []
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        # Called for its effect on its arguments, as a sort in place is.
        return node.value.func, [
            a for a in node.value.args if isinstance(a, (ast.Name, ast.Attribute))
        ]
    return None, []
