"""What the charts draw: nights gathered into bins, and the series of each chart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dreamer_app.core.journal import NightSummary
from dreamer_app.core.states import Difficulty
from ui.i18n import tr
from ui.journal import words

WINDOW = 7
"""Nights over which the success rate is averaged, so that one bad night is no cliff."""
_MOST_BINS = 120
"""More bars than that are no longer told apart in half a window."""


class Unit(StrEnum):
    """What one bar stands for."""

    NIGHT = "night"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Nights that share a bar.

    Args:
        first: date of the first of them, ISO.
        levels: lessons kept by difficulty.
        joules: energy of those that measured it; None when none did.
    """

    first: str
    tried: int
    kept: int
    tokens: int
    levels: dict[str, int]
    joules: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One colour of a chart.

    Args:
        name: for the legend; empty for none.
        ink: attribute of the theme's tokens; with a number behind a colon one of its colours.
    """

    name: str
    ink: str
    values: list[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart.

    Args:
        top: of the axis; None: as high as the bars.
    """

    title: str
    series: tuple[Series, ...]
    is_line: bool = False
    top: float | None = None


def bins(nights: Sequence[NightSummary]) -> tuple[Unit, list[Bin]]:
    """Nights (oldest first) one by one, or by week or month when they are too many."""
    for unit in Unit:
        groups: dict[str, list[NightSummary]] = {}
        for night in nights:
            groups.setdefault(_key(night.night, unit), []).append(night)
        if len(groups) <= _MOST_BINS or unit is Unit.MONTH:
            break
    return unit, [_bin(group) for group in groups.values()]


def charts(nights: Sequence[NightSummary]) -> dict[str, Chart]:
    """Every chart over these nights (oldest first), by a short name; what it has no data for
    is left out.
    """
    unit, gathered = bins(nights)
    levels = [d for d in _LEVELS if any(each.levels.get(d) for each in gathered)]
    rate = tr("Success rate in per cent, over {count} nights", count=WINDOW)
    rates = success(nights)
    if unit is not Unit.NIGHT:
        rate = _per(unit, tr("Success rate in per cent"))
        rates = [100 * each.kept / each.tried if each.tried else 0.0 for each in gathered]
    made = {
        "kept": Chart(
            title=_per(unit, tr("Kept and thrown away")),
            series=(
                Series(name=tr("kept"), ink="good", values=[float(b.kept) for b in gathered]),
                Series(
                    name=tr("thrown away"),
                    ink="edge",
                    values=[float(max(0, b.tried - b.kept)) for b in gathered],
                ),
            ),
        ),
        "rate": Chart(
            title=rate, series=(Series(name="", ink="accent", values=rates),), is_line=True, top=100
        ),
        "level": Chart(
            title=_per(unit, tr("Kept, by difficulty")),
            series=tuple(
                Series(
                    name=words.difficulty(Difficulty(level)),
                    ink=f"heat:{_SHADES[level]}",
                    values=[float(b.levels.get(level, 0)) for b in gathered],
                )
                for level in levels
            ),
        ),
        "tokens": Chart(
            title=_per(unit, tr("Tokens in thousands")),
            series=(Series(name="", ink="info", values=[b.tokens / 1000 for b in gathered]),),
        ),
        "energy": Chart(
            title=_per(unit, tr("Energy in watt-hours")),
            series=(Series(name="", ink="warn", values=[(b.joules or 0) / 3600 for b in gathered]),)
            if any(b.joules is not None for b in gathered)
            else (),
        ),
    }
    return {name: chart for name, chart in made.items() if chart.series}


def success(nights: Sequence[NightSummary]) -> list[float]:
    """Share of kept dreams in per cent, for each night over the nights that end with it."""
    rates = []
    for end in range(1, len(nights) + 1):
        some = nights[max(0, end - WINDOW) : end]
        tried = sum(night.tried for night in some)
        rates.append(100 * sum(night.kept for night in some) / tried if tried else 0.0)
    return rates


_LEVELS = (Difficulty.SIMPLE, Difficulty.MEDIUM, Difficulty.COMPLEX)
_SHADES = {Difficulty.SIMPLE: 1, Difficulty.MEDIUM: 2, Difficulty.COMPLEX: 4}


def _key(night: str, unit: Unit) -> str:
    if unit is Unit.NIGHT:
        return night
    if unit is Unit.MONTH:
        return night[:7]
    year, week, _day = date.fromisoformat(night).isocalendar()
    return f"{year}-{week:02}"


def _bin(nights: Sequence[NightSummary]) -> Bin:
    measured = [n.energy_joules for n in nights if n.energy_joules is not None]
    levels: Counter[str] = Counter()
    for night in nights:
        levels.update({name: kept for name, _tried, kept in night.by_difficulty})
    return Bin(
        first=nights[0].night,
        tried=sum(n.tried for n in nights),
        kept=sum(n.kept for n in nights),
        tokens=sum(n.tokens for n in nights),
        levels=dict(levels),
        joules=sum(measured) if measured else None,
    )


def _per(unit: Unit, what: str) -> str:
    return {
        Unit.NIGHT: tr("{what}, per night", what=what),
        Unit.WEEK: tr("{what}, per week", what=what),
        Unit.MONTH: tr("{what}, per month", what=what),
    }[unit]
