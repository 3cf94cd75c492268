"""Model, sandbox and Guardian: opened when somebody needs them, gone when nobody does."""

import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from dreamer_app.core.dreams import CheckResult, Judgement, Progress, Verification
from dreamer_app.core.errors import SandboxError
from dreamer_app.core.execution import Observation
from dreamer_app.core.inference import ModelInfo
from dreamer_app.core.ports import Clock, LanguageModel, Sandbox
from dreamer_app.core.states import CheckOutcome, Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.paths import Paths
from dreamer_app.services.counting import CountedSandbox
from dreamer_app.settings import Settings

if TYPE_CHECKING:
    from dreamer_app.inference import Crashes, Endpoint, Fit

_SEQUENCES = 16


class Workshop:
    """What one session works with. Nothing of it is there while Dreamer waits.

    Args:
        settings: gives the settings in force.
        model_path: overrides the setting for this program's run; empty for none.
        clock: tells when hosts crashed.
    """

    def __init__(
        self,
        paths: Paths,
        settings: Callable[[], Settings],
        *,
        model_path: str = "",
        clock: Clock | None = None,
    ) -> None:
        self._paths = paths
        self._settings = settings
        self._model_path = model_path
        self._clock = clock
        self._lock = threading.RLock()
        self._host: LanguageModel | None = None
        self._sandbox: Sandbox | None = None
        self._runs = 0
        self._crashes: dict[str, Crashes] = {}
        self._last: tuple[str, ModelInfo] | None = None
        """The model file that was opened last, and what the settings said then."""
        self.stop_token: Callable[[], StopToken] = StopToken
        """Gives the token of the session that runs."""
        self.session_id: Callable[[], str] = lambda: uuid.uuid4().hex[:12]
        """Gives the id of the session that runs, for the names of its sandboxes."""
        self.in_session: Callable[[], bool] = lambda: False
        """Whether it is a session that works here, and not a person who waits."""
        self.warn: Callable[[str], None] = lambda _: None
        """Is told, before a model is loaded, that memory is short for it."""

    def chosen_model(self) -> ModelInfo:
        """The model to dream with; ModelError when there is none."""
        from dreamer_app.inference import choose_model, find_models

        settings = self._settings()
        endpoint = self._endpoint()
        if endpoint is not None:
            from dreamer_app.inference import describe_endpoint

            return describe_endpoint(endpoint)
        configured = self._model_path or settings.model_path
        found = [] if configured else find_models(self._paths.models)
        return choose_model(
            configured,
            found,
            context=settings.model_context,
            sequences=self.sequences,
            gpu_free=self.gpu_free,
            anyway=settings.model_anyway,
        )

    @property
    def sequences(self) -> int:
        """Samples that the host draws at once, and that every estimate counts with."""
        return max(_SEQUENCES, self._settings().samples)

    def fit_of(self, info: ModelInfo) -> "Fit":
        """Whether a model fits into memory now, as it would be loaded."""
        from dreamer_app.inference import fit

        return fit(
            info,
            context=self._settings().model_context,
            sequences=self.sequences,
            gpu_free=self.gpu_free,
        )

    @property
    def gpu_free(self) -> int:
        """Bytes on a GPU that take something off what a model needs in memory."""
        if self._settings().model_gpu_layers == 0:
            return 0
        from dreamer_app.inference import gpu_room

        return gpu_room()

    @property
    def endpoint_place(self) -> str:
        """Host and port of the endpoint that is dreamed with; empty with a model file."""
        endpoint = self._endpoint()
        if endpoint is None:
            return ""
        from dreamer_app.inference import place_of

        return place_of(endpoint.url)

    def model(self) -> LanguageModel:
        """The model's host, whose process has begun to load the model; or the endpoint."""
        with self._lock:
            if self._host is None:
                self._host = self._open_model()
            return self._host

    def _open_model(self) -> LanguageModel:
        settings = self._settings()
        endpoint = self._endpoint()
        if endpoint is not None:
            from dreamer_app.inference import EndpointModel

            return EndpointModel(endpoint, sequences=self.sequences)
        from dreamer_app.inference import Crashes, ModelHost, hash_of, promised_hash

        info = self.chosen_model()
        self._last = settings.model_path, info
        sha256 = hash_of(info.path, self._paths.model_hashes, self.stop_token())
        info = replace(info, sha256=sha256)  # every lesson names the very file it is from
        its_fit = self.fit_of(info)
        if its_fit.verdict != "fits":
            self.warn(its_fit.sentence)
        host = ModelHost(
            info,
            crashes=self._crashes.setdefault(str(info.path), Crashes(self._clock)),
            context=settings.model_context,
            sequences=self.sequences,
            threads=settings.model_threads,
            gpu_layers=self._gpu_layers(info),
            priority=settings.process_priority,
            copies=self._paths.model_copies,
            check=not promised_hash(info.path),
        )
        host.warm()  # it loads while the first task is woven
        return host

    def _gpu_layers(self, info: ModelInfo) -> int:
        """The setting; left to Dreamer, as many as fit where there is a GPU."""
        from dreamer_app.inference import fit, gpus

        settings = self._settings()
        found = gpus() if settings.model_gpu_layers < 0 else []
        if not found:
            return settings.model_gpu_layers
        free = max(gpu.free for gpu in found)
        its_fit = fit(info, context=settings.model_context, sequences=self.sequences, gpu_free=free)
        return its_fit.gpu_layers

    def forget_crashes(self) -> None:
        """A person asks: a model whose host crashed too often may be tried again."""
        for crashes in self._crashes.values():
            crashes.forget()

    def given_up(self) -> str:
        """A sentence when the model crashed too often to begin again unasked; else empty."""
        settings, last = self._settings(), self._last
        if last is None or self._endpoint() is not None or last[0] != settings.model_path:
            return ""
        crashes = self._crashes.get(str(last[1].path))
        if crashes is None or not crashes.enough:
            return ""
        return f"the model {last[1].name} crashed again and again; Dream now tries it again"

    def _endpoint(self) -> "Endpoint | None":
        """The endpoint of the settings; a file named for this run comes before it."""
        settings = self._settings()
        if self._model_path or not settings.model_endpoint:
            return None
        from dreamer_app.inference import Endpoint

        return Endpoint(
            url=settings.model_endpoint,
            model=settings.model_endpoint_model,
            key=settings.model_endpoint_key,
            outside_allowed=settings.model_endpoint_outside,
        )

    def prepare(self, libraries: tuple[str, ...]) -> str:
        """Open the sandbox, make it ready for these libraries, and give its name."""
        sandbox = self.sandbox()
        sandbox.prepare(libraries, self.stop_token())
        return sandbox.name

    def observe(
        self,
        code: str,
        expressions: Sequence[str],
        libraries: Sequence[str],
        stop: StopToken,
        *,
        seconds_each: float = 5.0,
    ) -> list[Observation]:
        """See :class:`dreamer_app.core.ports.Probe`."""
        from dreamer_app.guardian import Guardian

        guardian = Guardian(self.sandbox, self._settings())
        return guardian.observe(code, expressions, libraries, stop, seconds_each=seconds_each)

    def verify(self, verification: Verification, stop: StopToken) -> Judgement:
        """See :class:`dreamer_app.core.ports.Verifier`."""
        from dreamer_app.guardian import Guardian

        guardian = Guardian(self.sandbox, self._settings(), self.model)
        return guardian.verify(verification, stop)

    def novelty(self, code: str, known: Sequence[str]) -> CheckResult:
        """See :class:`dreamer_app.core.ports.Verifier`."""
        from dreamer_app.guardian.checks.novelty import compared

        return compared(code, known)

    def judge(self, verification: Verification, stop: StopToken) -> Judgement:
        """Make the sandbox ready and verify; unverified where there is none that is ready."""
        began = time.monotonic()
        try:
            self.prepare(verification.libraries)
        except SandboxError as error:
            broken = CheckResult(name="sandbox", outcome=CheckOutcome.BROKEN, summary=str(error))
            return Judgement(
                verdict=Verdict.UNVERIFIED,
                checks=(broken,),
                seconds=time.monotonic() - began,
                strict=self._settings().validation_strict,
            )
        return self.verify(verification, stop)

    def live(self, progress: Progress) -> Progress:
        """A session's progress with what only the workshop knows: runs, and the speed just now."""
        host = self._host
        speed = host.tokens_per_second() if host is not None else 0.0
        return replace(
            progress,
            sandbox_runs=self._runs,
            tokens_per_second=speed or progress.tokens_per_second,
        )

    def _count_run(self) -> None:
        with self._lock:
            self._runs += 1

    def kill(self) -> None:
        """Kill the model's host and every sandbox at once; does not wait for anything.

        :meth:`release` comes after it.
        """
        host, sandbox = self._host, self._sandbox
        if host is not None:
            host.kill()
        if sandbox is not None:
            sandbox.kill()

    def release(self) -> None:
        """End the model's host and every sandbox; both come back when they are needed."""
        with self._lock:
            host, self._host = self._host, None
            sandbox, self._sandbox = self._sandbox, None
            self._runs = 0
        if host is not None:
            host.close()
        if sandbox is not None:
            sandbox.close()

    @contextmanager
    def beside(self) -> Iterator["Workshop"]:
        """A workshop of its own, for work that does not belong to the session."""
        own = Workshop(self._paths, self._settings, model_path=self._model_path)
        own.warn = self.warn
        try:
            yield own
        finally:
            own.release()

    def sandbox(self) -> Sandbox:
        """The sandbox, opened now if it was not."""
        with self._lock:
            if self._sandbox is None:
                from dreamer_app.sandbox import open_sandbox

                settings = self._settings()
                opened = open_sandbox(
                    settings.sandbox,
                    home=self._paths.sandbox,
                    namespace=settings.docker_namespace,
                    session_id=self.session_id(),
                    priority=settings.process_priority,
                    background=self.in_session() and settings.process_priority > 0,
                )
                self._sandbox = CountedSandbox(opened, self._count_run)
                self._sandbox.sweep()
            return self._sandbox
