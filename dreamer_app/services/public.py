"""The guide's Python API: its names, with the arguments it leaves out filled in.

The defaults belong to one home (``DREAMER_HOME``, or the platform's folder), which is opened
when the first piece needs it.
"""

import asyncio
import atexit
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from dreamer_app import settings as settings_module
from dreamer_app.core.events import Event
from dreamer_app.core.ports import JournalRepository, Sandbox
from dreamer_app.curation import DatasetCurator as _DatasetCurator
from dreamer_app.dreaming.coder import CoderAgent as _CoderAgent
from dreamer_app.dreaming.engine import DreamEngine
from dreamer_app.dreaming.kernel import Kernel
from dreamer_app.dreaming.weaver import ScenarioWeaver as _ScenarioWeaver
from dreamer_app.energy import EnergyManager
from dreamer_app.guardian import Guardian as _Guardian
from dreamer_app.knowledge import GraphRAG as _GraphRAG
from dreamer_app.paths import Paths
from dreamer_app.schedule import BackgroundScheduler
from dreamer_app.services.assembly import Services, build
from dreamer_app.settings import Settings
from dreamer_app.store import LessonsStore as _LessonsStore

__all__ = [
    "BackgroundScheduler",
    "CoderAgent",
    "DatasetCurator",
    "DreamEngine",
    "EnergyManager",
    "GraphRAG",
    "Guardian",
    "KernelBuilder",
    "LessonsStore",
    "ScenarioWeaver",
    "run_app",
]


def _unheard(event: Event) -> None:
    """Publish to nobody."""


@cache
def _home() -> Services:
    paths = Paths.from_environment()
    executor = ThreadPoolExecutor(thread_name_prefix="dreamer")
    services = build(
        paths, settings_module.load(paths.settings_file), executor=executor, publish=_unheard
    )

    def close() -> None:
        services.close()
        executor.shutdown()
        _home.cache_clear()

    atexit.register(close)
    return services


class KernelBuilder:
    """Builds the kernel: model, Guardian, sandbox and pool."""

    def build(self) -> Kernel:
        """The kernel of this home."""
        return _home().kernel


def GraphRAG() -> _GraphRAG:  # noqa: N802 - the guide's name
    """The knowledge graph of this home."""
    return _home().graph


def LessonsStore() -> _LessonsStore:  # noqa: N802 - the guide's name
    """The lessons of this home."""
    return _home().store.lessons


class Guardian(_Guardian):
    """The Guardian, with this home's sandbox and settings unless others are given."""

    def __init__(self, sandbox: Sandbox | None = None, settings: Settings | None = None) -> None:
        workshop = _home().workshop
        super().__init__(
            sandbox or workshop.sandbox, settings or _home().settings.current, workshop.model
        )


class ScenarioWeaver(_ScenarioWeaver):
    """The ScenarioWeaver, with this home's kernel unless another is given."""

    def __init__(self, kernel: Kernel | None = None) -> None:
        super().__init__(kernel or _home().kernel)


class CoderAgent(_CoderAgent):
    """The CoderAgent, with this home's model unless another kernel is given."""

    def __init__(self, kernel: Kernel | None = None) -> None:
        super().__init__((kernel or _home().kernel).model)


class DatasetCurator(_DatasetCurator):
    """The DatasetCurator, over this home's lessons unless other ones are given."""

    def __init__(self, lessons_store: JournalRepository | None = None) -> None:
        super().__init__(lessons_store or _home().store.lessons)


async def run_app() -> None:
    """Keep a program with scheduled dreaming alive until it is cancelled."""
    await asyncio.Event().wait()
