"""Adaptive difficulty (guide, roadmap 4): start simple, rise with success, fall without."""

from collections.abc import Sequence

from dreamer_app.core.states import Difficulty

_LEVELS = (Difficulty.SIMPLE, Difficulty.MEDIUM, Difficulty.COMPLEX)
_WINDOW = 8
_RISE, _FALL = 0.5, 0.15


def adapted(outcomes: Sequence[tuple[str, bool]]) -> Difficulty:
    """The difficulty to dream at next.

    Args:
        outcomes: pairs of difficulty and whether the dream was kept, newest first.

    Returns:
        One above the latest level when at least half of its last eight dreams were kept, one
        below when fewer than 15 % were, else the same; simple without any history.
    """
    if not outcomes:
        return Difficulty.SIMPLE
    level = Difficulty(outcomes[0][0])
    if level not in _LEVELS:
        return Difficulty.SIMPLE
    at_level = [kept for name, kept in outcomes if name == level][:_WINDOW]
    if len(at_level) < _WINDOW:
        return level
    rate = sum(at_level) / len(at_level)
    place = _LEVELS.index(level) + (rate >= _RISE) - (rate < _FALL)
    return _LEVELS[min(max(place, 0), len(_LEVELS) - 1)]
