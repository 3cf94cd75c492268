"""Why lessons are rejected: what the chips say, and what of it is stored."""

from ui.i18n import tr

_EARLIER = {
    "wrong": ("Wrong", "Falsch"),
    "trivial": ("Trivial",),
    "unclear-task": ("Unclear task", "Unklare Aufgabe"),
    "weak-tests": ("Weak tests", "Schwache Tests"),
    "duplicate": ("Duplicate", "Doppelt"),
    "private": ("Private", "Privat"),
    "not-useful": ("Not useful to me", "Für mich nicht nützlich"),
}
"""The keys, and the words that were stored in their place before there were keys."""


def reasons() -> dict[str, str]:
    """What is stored, with what the chip says, in the order of the digits."""
    return {
        "wrong": tr("Wrong"),
        "trivial": tr("Trivial"),
        "unclear-task": tr("Unclear task"),
        "weak-tests": tr("Weak tests"),
        "duplicate": tr("Duplicate"),
        "private": tr("Private"),
        "not-useful": tr("Not useful to me"),
    }


def reason(stored: str) -> str:
    """A stored reason in the user's language; a person's own words as they are."""
    key = next((key for key, words in _EARLIER.items() if stored in words), stored)
    return reasons().get(key, stored)
