"""Which check let how many dreams fall, in the order in which a dream comes to them."""

from dreamer_app.core.journal import NightSummary
from ui.i18n import tr
from ui.journal import words

ORDER = (
    "no_candidate",
    "parses_sane",
    "tests_sound",
    "libraries_used",
    "no_secrets",
    "no_dangers",
    "lint",
    "novelty",
    "stubs_fail",
    "tests_pass",
    "coverage",
    "hidden_tests",
    "agreement",
    "mutation",
    "model_review",
)
"""What a dream passes on its way, as the Guardian goes through it."""
_BEFORE = "abstained"
"""Here a dream ends before there is anything to try; it does not count as tried."""


def funnel(night: NightSummary) -> list[tuple[str, int, int]]:
    """Rows of name, how many came there and how many remained; the first is all that was tried.

    Checks at which nothing fell are left out.
    """
    if not night.tried:
        return []
    fell = dict(night.fell_at)
    fell.pop(_BEFORE, None)
    places = {name: place for place, name in enumerate(ORDER)}
    left = night.tried
    rows = [(tr("tried"), left, left)]
    for name in sorted(fell, key=lambda each: places.get(each, len(places))):
        rows.append((words.fell_at(name), left, max(0, left - fell[name])))
        left = rows[-1][2]
    if left > night.kept:  # it broke without a check that could be named
        rows.append((tr("could not be checked"), left, night.kept))
    rows.append((tr("kept"), night.kept, night.kept))
    return rows


def remains(came: int, left: int) -> str:
    """A row's numbers: how many remained, and how many fell."""
    # Isolated, so that a language from right to left does not swap the numbers.
    fell = f"  (\N{MINUS SIGN}{words.number(came - left)})" if came > left else ""
    return f"\N{LEFT-TO-RIGHT ISOLATE}{words.number(left)}{fell}\N{POP DIRECTIONAL ISOLATE}"
