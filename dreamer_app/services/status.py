"""What is going on and why, in one line; and what is missing."""

from dataclasses import dataclass, replace

from dreamer_app.core.dreams import Progress
from dreamer_app.core.errors import DreamerError
from dreamer_app.core.states import Reason
from dreamer_app.paths import Paths
from dreamer_app.services.automatic import AutomaticService
from dreamer_app.services.dreams import DreamService
from dreamer_app.services.knowledge import KnowledgeService
from dreamer_app.services.models import ModelService
from dreamer_app.services.reasons import named
from dreamer_app.services.settings import SettingsService
from dreamer_app.store import LessonsStore

_PROBLEMS = (
    Reason.NO_MODEL,
    Reason.MODEL_CRASHED,
    Reason.NO_SANDBOX,
    Reason.NO_KNOWLEDGE,
    Reason.ACTIVITY_UNKNOWN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state line of tray, window and terminal.

    Args:
        state: ``waiting``, ``dreaming``, ``paused``, ``off`` or ``problem``.
        line: a whole sentence for people.
        endpoint: host and port of the server that has the model; empty with a file.
    """

    state: str
    reason: Reason | None
    line: str
    progress: Progress | None = None
    activity_source: str = ""
    endpoint: str = ""


def _refused(reason: Reason, detail: str, source: str) -> Status:
    """The state in which a reason stands in the way."""
    said = named(reason, detail)
    if reason is Reason.DISABLED:
        return Status(state="off", reason=reason, line=f"Off: {said}")
    if reason is Reason.PAUSED:
        return Status(state="paused", reason=reason, line=f"Paused {detail}".rstrip())
    state = "problem" if reason in _PROBLEMS else "waiting"
    return Status(state=state, reason=reason, line=f"Waiting: {said}", activity_source=source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """One thing that dreaming needs, and whether it is there."""

    name: str
    ok: bool
    detail: str
    hint: str = ""


class StatusService:
    """Reads the state of all the rest."""

    def __init__(
        self,
        paths: Paths,
        settings: SettingsService,
        dreams: DreamService,
        automatic: AutomaticService,
        knowledge: KnowledgeService,
        models: ModelService,
        lessons: LessonsStore,
    ) -> None:
        self._lessons = lessons
        self._paths = paths
        self._settings = settings
        self._dreams = dreams
        self._automatic = automatic
        self._knowledge = knowledge
        self._models = models

    def now(self) -> Status:
        """This process's state and reason, and where the model is if it is elsewhere; cheap."""
        return self._placed(self._state())

    def _placed(self, status: Status) -> Status:
        place = self._models.endpoint_place
        if place:
            line = f"{status.line}; the model is at {place}"
            status = replace(status, line=line, endpoint=place)
        return status

    def _state(self) -> Status:
        if self._dreams.is_dreaming:
            progress = self._dreams.progress
            dream = f" {max(progress.dream, 1)} of {progress.dreams}" if progress else ""
            return Status(state="dreaming", reason=None, line=f"Dreaming{dream}", progress=progress)
        if self._automatic.is_paused:
            until = self._automatic.paused_until
            when = f" until {until.astimezone():%H:%M}" if until else ""
            return Status(state="paused", reason=Reason.PAUSED, line=f"Paused{when}")
        permission = self._automatic.permission()
        metrics = self._automatic.metrics()
        source = metrics.activity_source if metrics else ""
        if permission.reason is None:
            return Status(
                state="waiting", reason=None, line="About to dream", activity_source=source
            )
        return _refused(permission.reason, permission.detail, source)

    def reported(self) -> Status:
        """The state of the Dreamer that runs on this home, as it told it last.

        For a process that does not dream by itself: what it knows is in the database.
        """
        return self._placed(self._told())

    def _told(self) -> Status:
        told = self._lessons.state_of_running()
        if self._lessons.is_dreaming_elsewhere():
            source = told.source if told else ""
            return Status(state="dreaming", reason=None, line="Dreaming", activity_source=source)
        if told is None:
            return Status(state="off", reason=Reason.QUIT, line=f"Off: {self._would()}")
        if told.reason not in set(Reason):
            line = "Starting" if told.state == "started" else "About to dream"
            return Status(state="waiting", reason=None, line=line, activity_source=told.source)
        status = _refused(Reason(told.reason), told.detail, told.source)
        since = f"{told.at.astimezone():%a %H:%M}"
        return replace(status, line=f"{status.line}, since {since}")

    def _would(self) -> str:
        """What a Dreamer would do that runs."""
        settings = self._settings.current
        if not settings.enable_dreaming:
            return named(Reason.QUIT, "automatic dreaming is not enabled")
        if not settings.when_away:
            return named(Reason.QUIT, f"it would dream at {settings.night_hours}")
        minutes = settings.idle_threshold_minutes
        return named(
            Reason.QUIT,
            f"it would dream at {settings.night_hours}, or after {minutes:g} min without input",
        )

    def doctor(self) -> list[Diagnosis]:
        """Model, sandboxes, knowledge, folder: what is there, what is missing, how to get it."""
        return [*self._model(), *self._sandboxes(), self._graph(), self._folder()]

    def _model(self) -> list[Diagnosis]:
        try:
            info = self._models.chosen()
        except DreamerError as error:
            return [Diagnosis(name="model", ok=False, detail=error.message, hint=error.hint)]
        detail = f"{info.name} ({info.where}). {self._models.fit_sentence(info)}"
        return [Diagnosis(name="model", ok=True, detail=detail)]

    def _sandboxes(self) -> list[Diagnosis]:
        from dreamer_app.sandbox import probe_backends

        tests = probe_backends(self._paths.sandbox, self._settings.current.docker_namespace)
        return [
            Diagnosis(
                name=f"sandbox {test.name}",
                ok=test.ok,
                detail=test.problem or "; ".join(f"{k}: {v}" for k, v in test.facts),
                hint=test.hint,
            )
            for test in tests
        ]

    def _graph(self) -> Diagnosis:
        if self._knowledge.is_empty():
            return Diagnosis(
                name="knowledge",
                ok=False,
                detail="Nothing has been read yet.",
                hint="Add something: dreamer ingest stdlib.",
            )
        sources = len(self._knowledge.sources())
        return Diagnosis(name="knowledge", ok=True, detail=f"{sources} sources.")

    def _folder(self) -> Diagnosis:
        return Diagnosis(name="folder", ok=True, detail=str(self._paths.home))
