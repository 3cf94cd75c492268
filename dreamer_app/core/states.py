"""The closed sets of words: every state that is stored, shown or compared."""

from enum import StrEnum


class Difficulty(StrEnum):
    """How hard a scenario is (guide, "Configuration"); ADAPTIVE picks one of the others."""

    SIMPLE = "simple"
    MEDIUM = "medium"
    COMPLEX = "complex"
    ADAPTIVE = "adaptive"


class Verdict(StrEnum):
    """What the Guardian says of a candidate."""

    ACCEPTED = "accepted"
    UNCERTAIN = "uncertain"
    """No fault found, but independent agreement is too low to vouch for it."""
    REJECTED = "rejected"
    UNVERIFIED = "unverified"
    """The sandbox or the model failed: neither a pass nor a fail."""


class CheckOutcome(StrEnum):
    """What one check of the Guardian found."""

    PASSED = "passed"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    SKIPPED = "skipped"
    BROKEN = "broken"
    """The check itself could not be carried out."""


class ReviewState(StrEnum):
    """A person's decision about a lesson; only a person's action changes it."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


class SessionStatus(StrEnum):
    """How a REM session ended (guide, ``enter_rem_phase``)."""

    RUNNING = "running"
    COMPLETED = "completed"
    INTERRUPTED = "interrupted"
    ERROR = "error"
    NO_KNOWLEDGE = "no_knowledge"


class DreamOutcome(StrEnum):
    """What became of one dream."""

    KEPT = "kept"
    """A lesson was saved (verdict accepted or uncertain)."""
    FELL = "fell"
    """Candidates were made and none survived the Guardian."""
    ABSTAINED = "abstained"
    """The knowledge fragment made no sensible task."""
    UNVERIFIED = "unverified"
    """The sandbox or the model failed."""
    INTERRUPTED = "interrupted"


class EngineState(StrEnum):
    """What the DreamEngine is doing."""

    IDLE = "idle"
    DREAMING = "dreaming"
    INTERRUPTED = "interrupted"


class Phase(StrEnum):
    """The phases of one session (guide, "Dreaming Workflow")."""

    STARTING = "starting"
    KNOWLEDGE = "knowledge"
    SCENARIO = "scenario"
    CODE = "code"
    VALIDATION = "validation"
    SAVING = "saving"


class Trigger(StrEnum):
    """What started a session."""

    MANUAL = "manual"
    IDLE = "idle"
    NIGHTLY = "nightly"


class ScenarioKind(StrEnum):
    """What kind of task a scenario sets."""

    REIMPLEMENT = "reimplement"
    """Write documented behaviour anew; the library is the oracle."""
    APPLY = "apply"
    """Use documented behaviour in a fixed small task; the library is the oracle."""
    OWN_TASK = "own_task"
    """A task that the model invented; agreement among samples is the oracle."""


class Oracle(StrEnum):
    """Where a scenario's expected values come from; never from a model's guess."""

    DOCUMENTED = "documented"
    LIBRARY = "library"
    OWN_CODE = "own_code"
    AGREEMENT = "agreement"


class Reason(StrEnum):
    """Why Dreamer does not dream now, or why it stopped. One name for each, everywhere."""

    DISABLED = "disabled"
    USER_ACTIVE = "user_active"
    NOT_IDLE_LONG_ENOUGH = "not_idle_long_enough"
    OUTSIDE_HOURS = "outside_hours"
    ON_BATTERY = "on_battery"
    BATTERY_LOW = "battery_low"
    CPU_BUSY = "cpu_busy"
    MEMORY_BUSY = "memory_busy"
    MEMORY_TOO_SMALL = "memory_too_small"
    TOO_HOT = "too_hot"
    FULL_SCREEN = "full_screen"
    EXCLUSIVE_APP = "exclusive_app"
    SCREEN_INHIBITED = "screen_inhibited"
    JUST_RESUMED = "just_resumed"
    SESSION_LOCKED = "session_locked"
    ACTIVITY_UNKNOWN = "activity_unknown"
    DESK_UNKNOWN = "desk_unknown"
    """Nobody has looked yet whether there is a film or a call, or the look hangs."""
    PAUSED = "paused"
    ANOTHER_INSTANCE = "another_instance"
    NO_MODEL = "no_model"
    MODEL_CRASHED = "model_crashed"
    """Its host crashed too often in a short time; it is left alone until a person asks."""
    NO_SANDBOX = "no_sandbox"
    NO_KNOWLEDGE = "no_knowledge"
    COOLING_DOWN = "cooling_down"
    """A session ended a short while ago; the next one waits."""
    STOPPED_BY_USER = "stopped_by_user"
    SLEEP = "sleep"
    QUIT = "quit"
