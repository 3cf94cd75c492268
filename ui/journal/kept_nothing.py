"""What is said of nights that kept nothing: what was tried, why it fell, what helps."""

from dreamer_app.core.journal import NightSummary
from dreamer_app.core.states import SessionStatus
from ui.i18n import plural, said, tr
from ui.journal import words

_MOST_REASONS = 3
KNOWLEDGE, SETTINGS = "knowledge", "settings"
"""Where the way out is."""


def story(night: NightSummary) -> tuple[str, str]:
    """A title and sentences about a night (or several as one) without a kept lesson."""
    fell = _why(night)
    if night.only_waited:
        return tr("I did not dream that night"), tr("The page of the night says what I waited for.")
    if words.is_running(night):
        return words.headline(night), fell
    if night.tried:
        title = plural(
            "I dreamed {count} solution and kept none",
            "I dreamed {count} solutions and kept none",
            night.tried,
        )
    else:
        title = tr("Nothing came of it")
    return title, " ".join(part for part in (fell, _ended(night), advice(night)[0]) if part)


def advice(night: NightSummary) -> tuple[str, str]:
    """What helps, and where it is done; both empty when nothing is known to help."""
    for session in reversed(night.sessions):
        if session.status is SessionStatus.NO_KNOWLEDGE:
            return tr("Give Dreamer something to know."), KNOWLEDGE
        if session.status is SessionStatus.ERROR:
            return tr("The settings say what is missing and how to get it."), SETTINGS
    most = night.fell_at[0][0] if night.fell_at else ""
    return _advices().get(most, ("", ""))


def _why(night: NightSummary) -> str:
    if not night.fell_at:
        return ""
    reasons = ", ".join(
        f"{words.fell_at(name)} ({words.number(count)})"
        for name, count in night.fell_at[:_MOST_REASONS]
    )
    return tr("Why they were thrown away: {reasons}.", reasons=reasons)


def _ended(night: NightSummary) -> str:
    """How the last session ended, when it did not end well."""
    for session in reversed(night.sessions):
        if session.problem:
            return said(session.problem)
        if session.status is SessionStatus.INTERRUPTED and session.reason is not None:
            return tr("It was interrupted: {reason}.", reason=words.reason(session.reason))
    return ""


def _advices() -> dict[str, tuple[str, str]]:
    larger = (
        tr("A larger model writes better solutions: choose one in the settings."),
        SETTINGS,
    )
    examples = (
        tr("Knowledge with documented examples makes better tasks: add some."),
        KNOWLEDGE,
    )
    sandbox = (tr("The settings say what is wrong with the sandbox."), SETTINGS)
    by_model = ("tests_pass", "hidden_tests", "no_candidate", "parses_sane", "lint")
    by_choice = ("agreement", "libraries_used", "no_dangers", "no_secrets")
    by_task = ("abstained", "tests_sound", "stubs_fail", "coverage", "mutation", "novelty")
    return {
        **dict.fromkeys((*by_model, *by_choice), larger),
        **dict.fromkeys(by_task, examples),
        "sandbox": sandbox,
    }
