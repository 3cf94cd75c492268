"""What the engine tells whoever listens, through one ``publish(event)``."""

from collections.abc import Callable
from dataclasses import dataclass

from dreamer_app.core.dreams import DreamRecord, Progress, SessionReport
from dreamer_app.core.energy import Permission
from dreamer_app.core.states import Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStarted:
    """A REM session began."""

    session_id: str
    trigger: Trigger
    dreams: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionProgressed:
    """A session moved on; published at most a few times a second."""

    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class DreamEnded:
    """A dream ended; it is committed."""

    record: DreamRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded:
    """A REM session ended, however it did."""

    report: SessionReport
    trigger: Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionChanged:
    """Whether automatic dreaming may begin changed, or the reason did."""

    permission: Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestProgressed:
    """Ingestion moved on. ``total`` is 0 while unknown."""

    source: str
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeChanged:
    """Sources were added, replaced or removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonsChanged:
    """Lessons were added, edited or decided; ids empty means many."""

    lesson_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsChanged:
    """Settings were saved."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRaised:
    """Something a person should know: one sentence, and the way out."""

    message: str
    hint: str = ""


Event = (
    SessionStarted
    | SessionProgressed
    | DreamEnded
    | SessionEnded
    | PermissionChanged
    | IngestProgressed
    | KnowledgeChanged
    | LessonsChanged
    | SettingsChanged
    | ProblemRaised
)

Publish = Callable[[Event], None]
