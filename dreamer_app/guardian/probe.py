"""Evaluating expressions against code, in a sandbox: the port ``Probe``."""

import json
from collections.abc import Sequence
from typing import Any

from dreamer_app.core.execution import Limits, Observation, SandboxProgram
from dreamer_app.core.ports import Sandbox
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian import sources
from dreamer_app.guardian.channel import Broken, Worker

_BATCH = 400
_LOAD_SECONDS = 10.0
_WALL_SECONDS = 120.0
_LITERAL, _KEPT, _NAME, _DEEDS = 1_000_000, 10_000, 300, 20


def observe(
    sandbox: Sandbox,
    code: str,
    expressions: Sequence[str],
    libraries: Sequence[str],
    stop: StopToken,
    *,
    seconds_each: float = 5.0,
) -> list[Observation]:
    """See :class:`dreamer_app.core.ports.Probe`."""
    found: list[Observation] = []
    for first in range(0, len(expressions), _BATCH):
        batch = list(expressions[first : first + _BATCH])
        found += _observe_batch(sandbox, code, batch, tuple(libraries), stop, seconds_each)
    return found


def _observe_batch(
    sandbox: Sandbox,
    code: str,
    expressions: list[str],
    libraries: tuple[str, ...],
    stop: StopToken,
    seconds_each: float,
) -> list[Observation]:
    program = SandboxProgram(
        source=sources.worker(libraries),
        libraries=libraries,
        limits=Limits(wall_seconds=_WALL_SECONDS + _LOAD_SECONDS),
        environment=(("PYTHONHASHSEED", "0"),),
    )
    worker = Worker(sandbox.start(program, stop))
    try:
        worker.ready()
        return ask(worker, code, expressions, seconds_each)
    except Broken:
        stop.check()
        raise
    finally:
        worker.close()
        stop.check()


def ask(
    worker: Worker,
    code: str,
    expressions: list[str],
    seconds_each: float,
    *,
    together: float = 0.0,
    budget: float = 100.0,
) -> list[Observation]:
    """Observe in a sandbox that is already there.

    Args:
        together: seconds in which to try all of them in one fork, one after the other, which
            is faster; 0 for a fork for each. What does not end in that time is done again
            in a fork for each.
        budget: seconds after which those that remain count as timed out.
    """
    request = {
        "code": code,
        "expressions": expressions,
        "seconds": seconds_each,
        "load_seconds": _LOAD_SECONDS + together,
        "together": together,
        "budget": budget,
    }
    found: list[Observation] = []
    failed = "crashed"
    for number, frame in enumerate(worker.observations(request, 1 + len(expressions))):
        seen = _parsed(frame)
        if number == 0:
            if seen.get("loaded") is not True:
                failed = _load_problem(seen)
                break
            continue
        found.append(_observation(expressions[number - 1], seen))
        if "problem" in frame:
            failed = str(frame["problem"])
            break
    missing = expressions[len(found) :]
    return found + [Observation(expression=e, problem=failed) for e in missing]


def _load_problem(seen: dict[str, Any]) -> str:
    if seen.get("exception"):
        return f"the code raised {seen['exception']}"
    return str(seen.get("problem", "crashed"))


def _parsed(frame: dict[str, Any]) -> dict[str, Any]:
    if "text" not in frame:
        return {"problem": str(frame.get("problem", "crashed"))}
    try:
        seen = json.loads(frame["text"])
    except (ValueError, TypeError, RecursionError):
        return {"problem": "crashed"}
    return seen if type(seen) is dict else {"problem": "crashed"}


def _observation(expression: str, seen: dict[str, Any]) -> Observation:
    """What is kept of an observation; whoever sent it may not have kept to any length."""
    literal, did = seen.get("literal"), seen.get("did")
    return Observation(
        expression=expression,
        literal=literal if isinstance(literal, str) and len(literal) <= _LITERAL else None,
        representation=str(seen.get("representation", ""))[:_KEPT],
        exception=str(seen.get("exception", ""))[:_NAME],
        problem=str(seen.get("problem", ""))[:_NAME],
        output=str(seen.get("output", ""))[:_KEPT],
        did=tuple(str(deed)[:_NAME] for deed in did[:_DEEDS]) if type(did) is list else (),
    )
