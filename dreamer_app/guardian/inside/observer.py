"""Evaluates expressions against a candidate: each in a fresh fork of the loaded state."""

import os
import time
from _ast import Expr, Expression, PyCF_ONLY_AST  # ``ast`` around them takes 3 ms
from collections.abc import Callable, Iterator
from typing import Any

from dreamer_app.guardian.inside.candidate import FILE, MODULE, Captured, load
from dreamer_app.guardian.inside.codec import literal
from dreamer_app.guardian.inside.pipes import Garbled, Gone, Late, Pipe, Reaper
from dreamer_app.guardian.inside.plain_json import dumps, loads
from dreamer_app.guardian.inside.watch import Watch

_KEPT = 10_000
_ITEMS = 1000
_ADDRESS = " at 0x"


def observe(first: dict[str, Any], pipe: Pipe) -> None:
    """Load the code, then send one observation per expression, or a list of them all."""
    import io
    import sys

    out = Captured()
    sys.stdout = sys.stderr = out
    sys.stdin = io.StringIO()
    did = Watch(FILE).start()
    try:
        namespace = load(first["code"])
        failed: dict[str, Any] | None = None
    except BaseException as error:  # noqa: BLE001 - whatever it does is what is observed
        failed = {"exception": error_name(error)}
    pipe.send(dumps({"loaded": failed is None, **(failed or {})}))
    if failed is not None:
        return
    out.take()
    reaper = Reaper()
    expressions = first["expressions"]
    if first.get("together") and expressions:
        texts = _in_fork(expressions, namespace, out, did, first["together"], reaper)
        seen = loads(texts) if texts.startswith("[") else []
        if len(seen) == len(expressions):
            pipe.send(texts)
            return
    until = time.monotonic() + first.get("budget", 1e9)
    for expression in expressions:
        if time.monotonic() > until:
            pipe.send('{"problem": "timeout"}')
            continue
        text = _in_fork([expression], namespace, out, did, first["seconds"], reaper)
        pipe.send(loads(text)[0] if text.startswith("[") else text)


def _in_fork(
    expressions: list[str],
    namespace: dict[str, Any],
    out: Captured,
    did: Callable[[], list[str]],
    seconds: float,
    reaper: Reaper,
) -> str:
    ours, theirs = Pipe.pair()
    pid = os.fork()
    if pid == 0:
        try:
            inner = Pipe(*theirs, blocking=True)
            inner.send(dumps(list(_each(expressions, namespace, out, did))))
        finally:
            os._exit(0)
    for end in theirs:
        os.close(end)
    try:
        return ours.receive(time.monotonic() + seconds)
    except Late:
        return '{"problem": "timeout"}'
    except Gone:
        return '{"problem": "crashed"}'
    except Garbled:
        return '{"problem": "too large"}'
    finally:
        ours.close()
        reaper.kill(pid)


def _each(
    expressions: list[str],
    namespace: dict[str, Any],
    out: Captured,
    did: Callable[[], list[str]],
) -> Iterator[str]:
    told = 0
    for expression in expressions:
        seen = evaluate(expression, namespace, out)
        deeds = did()
        if deeds[told:]:
            seen["did"] = deeds[told:]
        told = len(deeds)
        yield dumps(seen)


def evaluate(expression: str, namespace: dict[str, Any], out: Captured) -> dict[str, Any]:
    """What one expression does; statements may come before it."""
    try:
        value = _run(expression, namespace)
        seen = _describe(value)
    except BaseException as error:  # noqa: BLE001 - whatever it does is what is observed
        seen = {"exception": error_name(error), "representation": _shown(error)}
    seen["output"] = out.take()[:_KEPT]
    return seen


def _run(expression: str, namespace: dict[str, Any]) -> Any:
    tree: Any = compile(expression, "<probe>", "exec", PyCF_ONLY_AST)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], Expr) else None
    if tree.body:
        exec(compile(tree, "<probe>", "exec"), namespace)  # noqa: S102 - inside the sandbox
    if not isinstance(last, Expr):
        return None
    return eval(compile(Expression(last.value), "<probe>", "eval"), namespace)  # noqa: S307


def _describe(value: Any) -> dict[str, Any]:
    kind = type(value)
    if hasattr(kind, "__next__") and hasattr(kind, "__iter__"):
        items = [item for item, _ in zip(value, range(_ITEMS), strict=False)]
        return {"representation": _cut(f"iterator of {_shown(items)}")}
    if hasattr(kind, "__await__") and hasattr(value, "send"):
        import asyncio

        return _describe(asyncio.run(_wait_for(value)))
    source = literal(value)
    if source is not None and len(source) > _KEPT * 100:
        source = None
    if source is None and _repr_of(kind) is object.__repr__:
        # How an object of the code keeps what it knows is its own business.
        fields = {} if kind.__module__ == MODULE else getattr(value, "__dict__", {})
        state = sorted(field for field in fields.items() if field[0] != "__doc__")
        return {"representation": _cut(f"{kind.__qualname__} with {_shown(state)}")}
    return {"literal": source, "representation": _cut(_shown(value))}


def _cut(text: str) -> str:
    """A text of bounded length that is another one wherever the whole is."""
    if len(text) <= _KEPT:
        return text
    import hashlib

    mark = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
    return f"{text[: _KEPT - 100]}... {mark}"


async def _wait_for(value: Any) -> Any:
    return await value


def _shown(value: Any) -> str:
    """What it calls itself, without addresses in memory."""
    first, *others = repr(value).split(_ADDRESS)
    return first + "".join(_without_address(other) for other in others)


def _without_address(text: str) -> str:
    rest = text.lstrip("0123456789abcdefABCDEF")
    return f"{_ADDRESS}{text}" if rest == text else rest


def _repr_of(kind: Any) -> Any:
    return kind.__repr__


def error_name(error: BaseException) -> str:
    """Qualified name of an exception's type; builtin ones without their module."""
    kind = type(error)
    if kind.__module__ == "builtins":
        return kind.__qualname__
    return f"{kind.__module__}.{kind.__qualname__}"
