"""The only place that picks implementations and wires the rooms together."""

import gc
import logging
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import cached_property

from dreamer_app.asking import Asked
from dreamer_app.core.clock import SystemClock
from dreamer_app.core.energy import Permission
from dreamer_app.core.events import Event, KnowledgeChanged, ProblemRaised, Publish
from dreamer_app.core.ports import Clock
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.engine import DreamEngine
from dreamer_app.dreaming.kernel import Kernel
from dreamer_app.energy import EnergyManager
from dreamer_app.energy.meter import EnergyMeter
from dreamer_app.knowledge import GraphRAG
from dreamer_app.paths import Paths
from dreamer_app.services.automatic import AutomaticService
from dreamer_app.services.drafts import DraftService
from dreamer_app.services.dreams import DreamService
from dreamer_app.services.exports import ExportService
from dreamer_app.services.journal import JournalService
from dreamer_app.services.knowledge import KnowledgeService
from dreamer_app.services.memory import give_back_memory
from dreamer_app.services.models import ModelService
from dreamer_app.services.preflight import question
from dreamer_app.services.readiness import Preflight, Readiness
from dreamer_app.services.settings import SettingsService
from dreamer_app.services.status import StatusService
from dreamer_app.services.workshop import Workshop
from dreamer_app.settings import Settings
from dreamer_app.store import Store

_log = logging.getLogger(__name__)
_SWEEP_SECONDS = 120.0
_STORING_SECONDS = 1.5
"""A session whose model and sandboxes are dead needs a fraction of it."""


class Services:
    """Everything that a face may call. Made by :func:`build`."""

    def __init__(
        self,
        paths: Paths,
        settings: Settings,
        executor: Executor,
        publish: Publish,
        clock: Clock,
        model_path: str,
    ) -> None:
        self.paths = paths
        self._executor = executor
        self._tell = publish
        publish = self._publish
        self._clock = clock
        self.store = Store.open(
            paths.database,
            backups=paths.backups,
            output_dir=paths.output_dir(settings.output_dir),
            clock=clock,
        )
        self.settings = SettingsService(settings, paths.settings_file, publish, self._apply)
        self.workshop = Workshop(
            paths, lambda: self.settings.current, model_path=model_path, clock=clock
        )
        self.workshop.stop_token = self._stop_token
        self.workshop.warn = lambda sentence: publish(ProblemRaised(message=sentence))
        self.workshop.in_session = lambda: self.engine.session is not None
        self.graph = GraphRAG(self.store.knowledge, clock=clock)
        self.energy = EnergyManager(
            settings,
            clock=clock,
            on_change=lambda _: self._look(),
            blockers=self._blocker,
        )
        self.dreams = DreamService(
            lambda: self.engine,
            executor,
            publish,
            self.workshop.forget_crashes,
            self.workshop.live,
        )
        self.journal = JournalService(
            self.store.lessons,
            self.workshop,
            publish,
            lambda: paths.output_dir(self.settings.current.output_dir),
            self.energy.guard_errand,
        )
        self.knowledge = KnowledgeService(self.graph, self.store, publish, self.energy.guard_errand)
        self.models = ModelService(paths, self.settings, self.workshop)
        preflight = Preflight(paths, model_path)
        self._sweeping = Asked("dreamer_app.services.sweeping", _SWEEP_SECONDS)
        self.readiness = Readiness(
            lambda: self.settings.current,
            is_empty=self.knowledge.is_empty,
            is_elsewhere=self.store.lessons.is_dreaming_elsewhere,
            given_up=self.workshop.given_up,
            changed=self._look,
            look=preflight,
            give_up=preflight.close,
            clock=clock,
        )
        self.drafts = DraftService(paths.drafts)
        self.exports = ExportService(self.store)
        self.automatic = AutomaticService(
            lambda: self.engine,
            self.energy,
            self.store.lessons,
            lambda: self.settings.current,
            executor,
            publish,
            clock,
        )
        self.status = StatusService(
            paths,
            self.settings,
            self.dreams,
            self.automatic,
            self.knowledge,
            self.models,
            self.store.lessons,
        )

    @cached_property
    def kernel(self) -> Kernel:
        """What dreaming works with (guide: ``KernelBuilder().build()``)."""
        return Kernel(
            model=self.workshop.model,
            prepare=self.workshop.prepare,
            probe=self.workshop,
            verifier=self.workshop,
            executor=self._executor,
            settings=lambda: self.settings.current,
            energy_used=EnergyMeter().joules,
            kill=self.workshop.kill,
            release=self._release,
            publish=self._publish,
            clock=self._clock,
        )

    @cached_property
    def engine(self) -> DreamEngine:
        """The DreamEngine."""
        return DreamEngine(self.kernel, self.graph, self.store.lessons, self.energy)

    def sweep(self) -> None:
        """Remove what an earlier Dreamer left that was killed; goes on behind the scenes."""
        threading.Thread(target=self._sweep, name="sweep", daemon=True).start()

    def close(self) -> None:
        """Stop dreaming and end all children; may be called twice.

        A session that goes on is waited for a moment, so that its end is stored.
        """
        self._sweeping.close()
        self.dreams.stop(Reason.QUIT)
        self.automatic.stop()
        self.readiness.close()
        if not self.engine.wait_until_ended(_STORING_SECONDS):
            _log.warning("A session has not ended in time; it will be marked as interrupted.")
        self.workshop.release()
        self.store.close()

    def _release(self) -> None:
        """After a session: nothing of it stays in memory while Dreamer waits."""
        self.workshop.release()
        self.graph.forget()
        gc.unfreeze()
        gc.collect()
        give_back_memory()

    def _sweep(self) -> None:
        try:
            asked = question(self.paths, self.settings.current, "")
            _log.info("Removed of earlier sessions: %s", self._sweeping.ask(asked))
        except (OSError, subprocess.SubprocessError) as error:
            _log.info("What earlier sessions left was not looked for: %s", error)

    def _blocker(self) -> Permission | None:
        return self.readiness.blocker()

    def _look(self) -> None:
        self.automatic.look()

    def _publish(self, event: Event) -> None:
        if isinstance(event, KnowledgeChanged):
            self.readiness.forget()
        self._tell(event)

    def _apply(self, settings: Settings) -> None:
        self.store.use_output_dir(self.paths.output_dir(settings.output_dir))
        self.readiness.forget()
        self.automatic.apply(settings)

    def _stop_token(self) -> StopToken:
        session = self.engine.session
        return session.stop if session is not None else StopToken()


def build(
    paths: Paths,
    settings: Settings,
    *,
    executor: Executor,
    publish: Publish,
    clock: Clock | None = None,
    model_path: str = "",
) -> Services:
    """Wire everything; nothing heavy is loaded until it is needed.

    Args:
        executor: runs sessions and their dreams; the caller shuts it down.
        publish: is told every event, from any thread.
        model_path: a GGUF file to dream with, whatever the settings say.
    """
    return Services(paths.ensure(), settings, executor, publish, clock or SystemClock(), model_path)


@contextmanager
def closing(services: Services) -> Iterator[Services]:
    """Close the services at the end of a block."""
    try:
        yield services
    finally:
        services.close()
