"""What stands in at the ports of a dream: a probe in this process, and a kernel of few parts."""

from collections.abc import Sequence
from concurrent.futures import Executor
from typing import Any

from dreamer_app.core.execution import Observation
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.kernel import Kernel
from dreamer_app.settings import Settings


class InProcessProbe:
    """Evaluates in this process and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def observe(
        self,
        code: str,
        expressions: Sequence[str],
        libraries: Sequence[str],
        stop: StopToken,
        *,
        seconds_each: float = 5.0,
    ) -> list[Observation]:
        scope: dict[str, object] = {}
        exec(code, scope)
        self.asked += [(code, expression) for expression in expressions]
        return [self._one(expression, scope) for expression in expressions]

    @staticmethod
    def _one(expression: str, scope: dict[str, object]) -> Observation:
        try:
            shown = repr(eval(expression, scope))
            return Observation(expression=expression, literal=shown, representation=shown)
        except Exception as error:
            return Observation(expression=expression, exception=type(error).__name__)


def kernel(executor: Executor, **parts: Any) -> Kernel:
    """A kernel with these parts; the others are never used."""
    unused: Any = None
    given: dict[str, Any] = {
        "model": lambda: unused,
        "prepare": lambda _: "none",
        "probe": unused,
        "verifier": unused,
        "settings": Settings,
        "release": lambda: None,
        **parts,
    }
    return Kernel(executor=executor, **given)
