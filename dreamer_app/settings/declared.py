"""Every setting of the program, declared once: name, default, range, words for people."""

from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any

from dreamer_app.core.errors import SettingError
from dreamer_app.core.setting import SettingSpec, Value


def _setting(
    name: str,
    default: Value,
    label: str,
    help_text: str,
    group: str,
    *,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] = (),
    pattern: str = "",
) -> Any:
    meta = {
        "name": name,
        "label": label,
        "help": help_text,
        "group": group,
        "unit": unit,
        "minimum": low,
        "maximum": high,
        "choices": choices,
        "pattern": pattern,
    }
    return field(default=default, metadata=meta)


_GENERAL, _WHEN, _ENERGY, _DREAMS = "General", "When to dream", "Energy", "Dreams"
_GUARDIAN, _SANDBOX, _MODEL = "Guardian", "Sandbox", "Model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings, typed and validated. The guide's names and defaults are kept exactly."""

    enable_dreaming: bool = _setting(
        "ENABLE_DREAMING",
        False,
        "Dream automatically",
        "Begin by itself when you are away or at night. Dream now works in any case.",
        _GENERAL,
    )
    idle_threshold_minutes: float = _setting(
        "DREAMING_IDLE_THRESHOLD_MINUTES",
        30.0,
        "Begin after",
        "How long nobody may have touched keyboard and mouse before dreaming begins.",
        _WHEN,
        unit="minutes",
        low=0.01,
        high=1440,
    )
    when_away: bool = _setting(
        "DREAMING_WHEN_AWAY",
        True,
        "Dream when you are away",
        "At any hour after the time above without input; off: only in the night hours.",
        _WHEN,
    )
    night_idle_minutes: float = _setting(
        "DREAMING_NIGHT_IDLE_MINUTES",
        5.0,
        "At night begin after",
        "So long without keyboard and mouse is enough at night, where the time by day is longer.",
        _WHEN,
        unit="minutes",
        low=0.01,
        high=1440,
    )
    night_hours: str = _setting(
        "DREAMING_NIGHT_HOURS",
        "2-6",
        "Night hours",
        "Hours of the night in which to dream, e.g. 2-6 or 22-5 over midnight; several nights "
        "differ as mon-fri 2-6, sat-sun 3-9.",
        _WHEN,
    )
    max_scenarios: int = _setting(
        "DREAMING_MAX_SCENARIOS",
        10,
        "Dreams in a session",
        "At most that many scenarios in one session.",
        _DREAMS,
        low=1,
        high=10000,
    )
    cpu_threshold: float = _setting(
        "DREAMING_CPU_THRESHOLD",
        0.7,
        "Stop above processor load",
        "Load by other programs above which dreaming stops (0-1).",
        _ENERGY,
        low=0.01,
        high=1,
    )
    memory_threshold: float = _setting(
        "DREAMING_MEMORY_THRESHOLD",
        0.8,
        "Stop above memory use",
        "Share of memory in use by other programs above which dreaming stops (0-1).",
        _ENERGY,
        low=0.01,
        high=1,
    )
    scenario_complexity: str = _setting(
        "DREAMING_SCENARIO_COMPLEXITY",
        "medium",
        "Complexity",
        "How hard the scenarios are; adaptive follows your success rate.",
        _DREAMS,
        choices=("simple", "medium", "complex", "adaptive"),
    )
    validation_strict: bool = _setting(
        "DREAMING_VALIDATION_STRICT",
        True,
        "Strict validation",
        "Every check of the Guardian must hold. Leave this on.",
        _GUARDIAN,
    )
    output_dir: str = _setting(
        "DREAMING_OUTPUT_DIR",
        "./data/synthetic_training",
        "Lessons folder",
        "Where lessons are written as files; relative to Dreamer's data folder.",
        _GENERAL,
    )
    docker_namespace: str = _setting(
        "DREAMING_DOCKER_NAMESPACE",
        "venom-dream-worker",
        "Container namespace",
        "Names of Dreamer's containers begin with this.",
        _SANDBOX,
        pattern=r"[a-z0-9][a-z0-9_.-]{0,62}",
    )
    process_priority: int = _setting(
        "DREAMING_PROCESS_PRIORITY",
        19,
        "Priority",
        "Nice value of everything that dreams: 0 normal, 19 lowest.",
        _ENERGY,
        low=0,
        high=19,
    )
    model_path: str = _setting(
        "DREAMING_MODEL_PATH",
        "",
        "Model",
        "The GGUF file to dream with; empty takes the best one found that fits.",
        _MODEL,
    )
    model_anyway: bool = _setting(
        "DREAMING_MODEL_ANYWAY",
        False,
        "Load it all the same",
        "Dream with the model chosen above also where the memory that is free is too small for "
        "it; the machine may become slow.",
        _MODEL,
    )
    model_context: int = _setting(
        "DREAMING_MODEL_CONTEXT",
        4096,
        "Context",
        "Tokens of context the model is given.",
        _MODEL,
        unit="tokens",
        low=512,
        high=131072,
    )
    model_threads: int = _setting(
        "DREAMING_MODEL_THREADS",
        0,
        "Threads",
        "Processor threads of the model; 0 chooses by the number of cores.",
        _MODEL,
        low=0,
        high=256,
    )
    model_gpu_layers: int = _setting(
        "DREAMING_MODEL_GPU_LAYERS",
        -1,
        "Layers on the GPU",
        "How many layers go to a GPU; -1 puts there what fits, 0 none.",
        _MODEL,
        low=-1,
        high=1000,
    )
    model_endpoint: str = _setting(
        "DREAMING_MODEL_ENDPOINT",
        "",
        "Model on another machine",
        "Address of an OpenAI-compatible server in your network, such as "
        "http://192.168.1.20:8080, to dream with instead of a file; empty for none.",
        _MODEL,
        pattern=r"(https?://\S+)?",
    )
    model_endpoint_model: str = _setting(
        "DREAMING_MODEL_ENDPOINT_MODEL",
        "",
        "Its model",
        "Name of the model on that server; may stay empty where it has only one.",
        _MODEL,
    )
    model_endpoint_key: str = _setting(
        "DREAMING_MODEL_ENDPOINT_KEY",
        "",
        "Its key",
        "Key that the server asks for; empty for none. It is kept in Dreamer's settings file.",
        _MODEL,
    )
    model_endpoint_outside: bool = _setting(
        "DREAMING_MODEL_ENDPOINT_OUTSIDE",
        False,
        "Let text leave the house",
        "Allow a server outside your own network. Prompts made of what Dreamer has read, your "
        "own code included, are then sent to it.",
        _MODEL,
    )
    samples: int = _setting(
        "DREAMING_SAMPLES",
        12,
        "Samples per scenario",
        "Independent solutions drawn for each scenario. More find more and agree better.",
        _DREAMS,
        low=2,
        high=64,
    )
    grounding: str = _setting(
        "DREAMING_GROUNDING",
        "auto",
        "Grounding",
        "How much the model may invent: full leaves it only the code, some also the words, "
        "free also the task; auto follows the model's size.",
        _DREAMS,
        choices=("auto", "full", "some", "free"),
    )
    sandbox: str = _setting(
        "DREAMING_SANDBOX",
        "auto",
        "Sandbox",
        "Where code of the model runs; auto takes Docker when an engine answers.",
        _SANDBOX,
        choices=("auto", "docker", "bubblewrap"),
    )
    mutation_threshold: float = _setting(
        "DREAMING_MUTATION_THRESHOLD",
        0.8,
        "Mutation score",
        "Share of deliberately broken variants that the tests must catch (0-1).",
        _GUARDIAN,
        low=0,
        high=1,
    )
    agreement_threshold: float = _setting(
        "DREAMING_AGREEMENT_THRESHOLD",
        0.8,
        "Agreement to accept",
        "Share of independent solutions that must behave alike to be accepted (0-1).",
        _GUARDIAN,
        low=0,
        high=1,
    )
    uncertain_threshold: float = _setting(
        "DREAMING_UNCERTAIN_THRESHOLD",
        0.5,
        "Agreement to keep as uncertain",
        "Below this share of agreement a lesson is thrown away (0-1).",
        _GUARDIAN,
        low=0,
        high=1,
    )
    repeats: int = _setting(
        "DREAMING_TEST_REPEATS",
        5,
        "Test runs",
        "How often the tests run, with other hash seeds and orders.",
        _GUARDIAN,
        low=1,
        high=50,
    )
    model_review: bool = _setting(
        "DREAMING_MODEL_REVIEW",
        False,
        "Review by the model",
        "Have the model read each lesson that passed all else; its doubt marks it uncertain.",
        _GUARDIAN,
    )
    on_battery: bool = _setting(
        "DREAMING_ON_BATTERY",
        False,
        "Dream on battery",
        "Dream also when the machine is not plugged in.",
        _ENERGY,
    )
    battery_minimum: int = _setting(
        "DREAMING_BATTERY_MINIMUM",
        40,
        "Battery at least",
        "Below this charge no dream begins, even when dreaming on battery is on.",
        _ENERGY,
        unit="%",
        low=0,
        high=100,
    )
    max_temperature: float = _setting(
        "DREAMING_MAX_TEMPERATURE",
        85.0,
        "Stop above temperature",
        "Temperature of the processor above which dreaming stops.",
        _ENERGY,
        unit="°C",
        low=30,
        high=120,
    )
    resume_quiet_seconds: int = _setting(
        "DREAMING_RESUME_QUIET_SECONDS",
        60,
        "Wait after waking up",
        "After the machine slept, nothing begins for this long: its user is about to come.",
        _ENERGY,
        unit="s",
        low=0,
        high=3600,
    )
    respect_full_screen: bool = _setting(
        "DREAMING_RESPECT_FULL_SCREEN",
        True,
        "Not beside full-screen programs",
        "Do not begin while a program fills the screen: a film, a game, a presentation.",
        _ENERGY,
    )
    respect_inhibitors: bool = _setting(
        "DREAMING_RESPECT_INHIBITORS",
        True,
        "Not while the screen is kept on",
        "Do not begin while a program keeps the screen on: a film, a call.",
        _ENERGY,
    )
    exclusive_apps: str = _setting(
        "DREAMING_EXCLUSIVE_APPS",
        "",
        "Never beside these programs",
        "Names of programs, separated by commas, beside which Dreamer does not dream.",
        _ENERGY,
    )
    dream_when_locked: bool = _setting(
        "DREAMING_WHEN_LOCKED",
        True,
        "Dream while locked",
        "Dream also while the screen is locked.",
        _ENERGY,
    )
    catch_up: bool = _setting(
        "DREAMING_CATCH_UP",
        False,
        "Make up for missed nights",
        "Dream at the next idle time when the machine slept through the night hours.",
        _WHEN,
    )
    notifications: bool = _setting(
        "DREAMING_NOTIFICATIONS",
        True,
        "Morning summary",
        "One notification when you are back, if there are lessons to review.",
        _GENERAL,
    )
    start_at_login: bool = _setting(
        "DREAMING_START_AT_LOGIN",
        False,
        "Start at login",
        "Start hidden in the tray when you log in.",
        _GENERAL,
    )
    language: str = _setting(
        "DREAMING_LANGUAGE",
        "",
        "Language",
        "Language of the program; empty follows the system.",
        _GENERAL,
    )

    def __post_init__(self) -> None:
        """Refuse values that are allowed one by one, and contradict each other."""
        low, high = self.uncertain_threshold, self.agreement_threshold
        if low > high:
            raise SettingError(
                f"DREAMING_UNCERTAIN_THRESHOLD ({low:g}) is above DREAMING_AGREEMENT_THRESHOLD "
                f"({high:g}): no lesson could be uncertain.",
                hint="Choose one that is not above it.",
            )


def specs() -> tuple[SettingSpec, ...]:
    """What is known of every setting, in the order of the dialog."""
    return tuple(_spec(f) for f in fields(Settings))


def _spec(declared: "Field[Any]") -> SettingSpec:
    default = declared.default
    if default is MISSING:  # pragma: no cover - a mistake in this file
        raise TypeError(declared.name)
    return SettingSpec(
        attribute=declared.name, kind=type(default), default=default, **declared.metadata
    )
