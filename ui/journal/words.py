"""What states and numbers are called in the window."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from PySide6.QtCore import QDate, QDateTime, QLocale

from dreamer_app.core.dreams import Lesson
from dreamer_app.core.journal import NightSummary
from dreamer_app.core.states import (
    CheckOutcome,
    Difficulty,
    Phase,
    Reason,
    ReviewState,
    SessionStatus,
    Verdict,
)
from ui.i18n import plural, tr

_MINUTE, _HOUR = 60.0, 3600.0
_KEEPS = (">>>", "- ", "* ", "+ ", "#", "..", ":", "|", "=")
DASH = "\N{EN DASH}"
"""Stands for what was not measured."""


def duration(seconds: float) -> str:
    """A length of time in its two largest words at most: "12 minutes", "1 h 5 min"."""
    if seconds < _MINUTE:
        return plural("{count} second", "{count} seconds", round(seconds))
    if seconds < _HOUR:
        return plural("{count} minute", "{count} minutes", round(seconds / _MINUTE))
    hours, rest = divmod(round(seconds / _MINUTE), 60)
    return tr("{hours} h {minutes} min", hours=hours, minutes=rest)


def headline(night: NightSummary) -> str:
    """The words of the morning: "I dreamed 42 solutions"; of tonight, that it goes on."""
    if is_running(night):
        return tr("Dreaming now…")
    if not night.tried:
        return tr("I did not dream anything.")
    return plural("I dreamed {count} solution", "I dreamed {count} solutions", night.tried)


def counts(night: NightSummary) -> str:
    """What stands below the headline: "9 kept, 33 thrown away, 2 h 5 min"."""
    if not night.tried:
        return ""
    return tr(
        "{kept} kept, {thrown} thrown away, {time}",
        kept=number(night.kept),
        thrown=number(max(0, night.tried - night.kept)),
        time=duration(night.seconds),
    )


def in_one_line(night: NightSummary) -> str:
    """Headline and counts: "I dreamed 42 solutions: 9 kept, 33 thrown away, 2 h 5 min"."""
    if not night.tried:
        return headline(night)
    return tr("{dreamed}: {counts}", dreamed=headline(night).rstrip("…"), counts=counts(night))


def is_running(night: NightSummary) -> bool:
    """Whether a session of it goes on."""
    return any(session.status is SessionStatus.RUNNING for session in night.sessions)


def number(value: float) -> str:
    """A whole number with the language's separators."""
    return QLocale().toString(round(value))


def energy(joules: float) -> str:
    """Energy in watt-hours, as electricity is counted."""
    hours = joules / 3600
    digits = 0 if hours >= 10 else 1 if hours >= 1 else 2
    return tr("{amount} Wh", amount=QLocale().toString(hours, "f", digits))


def percent(share: float | None) -> str:
    """A share of one as whole per cent; a dash when it was not measured."""
    return DASH if share is None else tr("{number}%", number=round(share * 100))


def night_name(night: str) -> str:
    """The date of a night for people, with its weekday; the year when it is not this one."""
    day = date.fromisoformat(night)
    is_this_year = day.year == datetime.now(UTC).astimezone().year
    pattern = tr("ddd d MMM") if is_this_year else tr("ddd d MMM yyyy")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def moment(at: datetime) -> str:
    """Date and time of day, local, short."""
    local = QDateTime.fromMSecsSinceEpoch(round(at.timestamp() * 1000))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def time_of_day(at: datetime) -> str:
    """Hours and minutes, local."""
    local = QDateTime.fromMSecsSinceEpoch(round(at.timestamp() * 1000))
    return QLocale().toString(local.time(), QLocale.FormatType.ShortFormat)


def day(at: datetime) -> str:
    """A date, local, short."""
    local = at.astimezone()
    shown = QDate(local.year, local.month, local.day)
    return QLocale().toString(shown, QLocale.FormatType.ShortFormat)


def verdict(value: Verdict) -> str:
    """The Guardian's verdict."""
    return {
        Verdict.ACCEPTED: tr("Accepted"),
        Verdict.UNCERTAIN: tr("Uncertain"),
        Verdict.REJECTED: tr("Refused"),
        Verdict.UNVERIFIED: tr("Unverified"),
    }[value]


def verdict_meaning(value: Verdict) -> str:
    """What a verdict means, one sentence."""
    return {
        Verdict.ACCEPTED: tr("Every check of the Guardian held."),
        Verdict.UNCERTAIN: tr(
            "No fault was found, but too few independent solutions agree to vouch for it."
        ),
        Verdict.REJECTED: tr("A check of the Guardian failed."),
        Verdict.UNVERIFIED: tr("It could not be checked: neither a pass nor a fail."),
    }[value]


def review(value: ReviewState) -> str:
    """A person's decision."""
    return {
        ReviewState.PENDING: tr("To review"),
        ReviewState.APPROVED: tr("Approved"),
        ReviewState.REJECTED: tr("Rejected"),
    }[value]


def difficulty(value: Difficulty) -> str:
    """How hard a scenario is."""
    return {
        Difficulty.SIMPLE: tr("Simple"),
        Difficulty.MEDIUM: tr("Medium"),
        Difficulty.COMPLEX: tr("Complex"),
        Difficulty.ADAPTIVE: tr("Adaptive"),
    }[value]


def outcome(value: CheckOutcome) -> str:
    """What a check found."""
    return {
        CheckOutcome.PASSED: tr("passed"),
        CheckOutcome.FAILED: tr("failed"),
        CheckOutcome.UNCERTAIN: tr("uncertain"),
        CheckOutcome.SKIPPED: tr("not done"),
        CheckOutcome.BROKEN: tr("could not be carried out"),
    }[value]


def phase(value: Phase) -> str:
    """What the engine does just now."""
    return {
        Phase.STARTING: tr("Getting ready"),
        Phase.KNOWLEDGE: tr("Choosing what to dream about"),
        Phase.SCENARIO: tr("Weaving a task"),
        Phase.CODE: tr("Writing solutions"),
        Phase.VALIDATION: tr("Checking them in the sandbox"),
        Phase.SAVING: tr("Saving"),
    }[value]


def session_status(value: SessionStatus) -> str:
    """How a session ended."""
    return {
        SessionStatus.RUNNING: tr("running"),
        SessionStatus.COMPLETED: tr("completed"),
        SessionStatus.INTERRUPTED: tr("interrupted"),
        SessionStatus.ERROR: tr("ended with an error"),
        SessionStatus.NO_KNOWLEDGE: tr("nothing to dream about"),
    }[value]


def reason(value: Reason) -> str:
    """Why a session ended or does not begin, as words after "interrupted:"."""
    return _reasons()[value]


def _reasons() -> dict[Reason, str]:
    return {
        Reason.DISABLED: tr("automatic dreaming is not enabled"),
        Reason.USER_ACTIVE: tr("you came back"),
        Reason.NOT_IDLE_LONG_ENOUGH: tr("you were not away long enough"),
        Reason.OUTSIDE_HOURS: tr("outside the night hours"),
        Reason.ON_BATTERY: tr("running on battery"),
        Reason.BATTERY_LOW: tr("the battery is low"),
        Reason.CPU_BUSY: tr("other programs need the processor"),
        Reason.MEMORY_BUSY: tr("memory is in use"),
        Reason.MEMORY_TOO_SMALL: tr("too little memory"),
        Reason.TOO_HOT: tr("the processor is too hot"),
        Reason.FULL_SCREEN: tr("a full-screen program runs"),
        Reason.SLEEP: tr("the machine went to sleep"),
        Reason.QUIT: tr("Dreamer was closed"),
        Reason.STOPPED_BY_USER: tr("you stopped it"),
        Reason.PAUSED: tr("paused"),
        Reason.EXCLUSIVE_APP: tr("a program runs that Dreamer leaves alone"),
        Reason.SCREEN_INHIBITED: tr("a program keeps the screen on"),
        Reason.JUST_RESUMED: tr("the machine woke a moment ago"),
        Reason.SESSION_LOCKED: tr("the screen is locked"),
        Reason.ACTIVITY_UNKNOWN: tr("nothing here tells when keyboard or mouse are used"),
        Reason.DESK_UNKNOWN: tr("it is not known yet what is on the screen"),
        Reason.ANOTHER_INSTANCE: tr("another Dreamer runs"),
        Reason.COOLING_DOWN: tr("a session ended a short while ago"),
        Reason.NO_MODEL: tr("no model"),
        Reason.MODEL_CRASHED: tr("the model crashed again and again"),
        Reason.NO_SANDBOX: tr("no sandbox"),
        Reason.NO_KNOWLEDGE: tr("nothing to dream about"),
    }


def check(name: str) -> str:
    """What a check of the Guardian is about."""
    known = {
        "parses_sane": tr("is sane Python"),
        "tests_sound": tr("sound tests"),
        "libraries_used": tr("libraries used"),
        "no_secrets": tr("no secrets"),
        "no_dangers": tr("no dangers"),
        "lint": tr("lint"),
        "novelty": tr("novelty"),
        "stubs_fail": tr("stubs fail"),
        "tests_pass": tr("tests pass"),
        "hidden_tests": tr("hidden tests"),
        "coverage": tr("coverage"),
        "agreement": tr("agreement"),
        "mutation": tr("mutation"),
        "model_review": tr("the model's review"),
    }
    return known.get(name) or name.replace("_", " ")


def fell_at(name: str) -> str:
    """Why a dream was thrown away, from the name of the check at which it ended."""
    known = {
        "abstained": tr("no sensible task"),
        "no_candidate": tr("no solution written"),
        "interrupted": tr("interrupted"),
        "parses": tr("not valid Python"),
        "parses_sane": tr("not valid Python"),
        "tests_sound": tr("tests that prove nothing"),
        "libraries_used": tr("libraries not used"),
        "no_secrets": tr("a secret inside"),
        "no_dangers": tr("dangerous code"),
        "lint": tr("careless code"),
        "novelty": tr("known already"),
        "stubs_fail": tr("a stub passes too"),
        "tests_pass": tr("tests fail"),
        "hidden_tests": tr("hidden tests fail"),
        "coverage": tr("tests leave code out"),
        "agreement": tr("no agreement"),
        "mutation": tr("weak tests"),
        "model_review": tr("the model doubts it"),
        "sandbox": tr("the sandbox failed"),
    }
    return known.get(name) or check(name)


def source(source_id: str) -> str:
    """A source by its id (kind, colon, name): its name, of a path the last part."""
    name = source_id.partition(":")[2] or source_id
    return name.rstrip("/\\").replace("\\", "/").rpartition("/")[2] or name


def reflowed(text: str) -> str:
    """A docstring with its lines joined to paragraphs; code, lists and titles stay as they are."""
    made: list[str] = []
    for block in text.strip().split("\n\n"):
        lines = block.split("\n")
        is_prose = all((line and line[0].isalnum()) or line[:1] in "`'\"(*" for line in lines)
        joins = is_prose and not any(line.lstrip().startswith(_KEEPS) for line in lines)
        made.append(" ".join(lines) if joins else block)
    return "\n\n".join(made)


def title(lesson: Lesson) -> str:
    """What a lesson is called: its scenario's title, or its situation where it had none."""
    return lesson.scenario.title if lesson.scenario else lesson.situation


def listed(names: Sequence[str], limit: int = 3) -> str:
    """A few names in one line, how many more there are after them."""
    shown = ", ".join(names[:limit])
    more = len(names) - limit
    return f"{shown} +{more}" if more > 0 else shown
