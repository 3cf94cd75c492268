"""What the dreaming room is given to work with."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field

from dreamer_app.core.clock import SystemClock
from dreamer_app.core.events import Event, Publish
from dreamer_app.core.ports import Clock, LanguageModel, Probe, Verifier
from dreamer_app.settings import Settings


def _unheard(event: Event) -> None:
    """Publish to nobody."""


def _unmeasured() -> float | None:
    return None


def _nothing_to_kill() -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kernel:
    """The model, the Guardian, the sandbox and the pool, as one bundle (guide: ``kernel``).

    Args:
        model: gives the loaded model; called when a session begins. Raises ModelError.
        prepare: makes the sandbox ready for these libraries and gives its name. Raises
            SandboxError.
        settings: gives the settings in force; read anew for each session.
        executor: runs dreams beside each other; any ``concurrent.futures.Executor``.
        energy_used: joules since some moment, rising; None where the machine does not count.
        kill: called at a stop, in the thread that stops: kills model and sandboxes at once,
            whether anybody waits for them or not; must not wait.
        release: called when a session has ended, so that no memory stays taken.
    """

    model: Callable[[], LanguageModel]
    prepare: Callable[[tuple[str, ...]], str]
    probe: Probe
    verifier: Verifier
    executor: Executor
    settings: Callable[[], Settings]
    release: Callable[[], None]
    kill: Callable[[], None] = _nothing_to_kill
    energy_used: Callable[[], float | None] = _unmeasured
    publish: Publish = _unheard
    clock: Clock = field(default_factory=SystemClock)
