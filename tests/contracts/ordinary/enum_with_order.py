# --- code
from enum import IntEnum


class Level(IntEnum):
    LOW = 1
    MIDDLE = 2
    HIGH = 3


def at_least(levels, limit):
    """The levels that are not below the limit, highest first."""
    return sorted((level for level in levels if level >= limit), reverse=True)

# --- tests
from solution import Level, at_least


def test_at_least():
    every = [Level.LOW, Level.HIGH, Level.MIDDLE]
    assert at_least(every, Level.MIDDLE) == [Level.HIGH, Level.MIDDLE]
    assert at_least(every, Level.LOW) == [3, 2, 1]
    assert at_least([Level.LOW], Level.HIGH) == []


def test_order():
    assert Level.LOW < Level.HIGH
    assert Level.HIGH == 3
    assert max(Level.LOW, Level.MIDDLE) is Level.MIDDLE
    assert Level.LOW + 1 == 2

# --- another
import enum


class Level(enum.IntEnum):
    LOW = 1
    MIDDLE = 2
    HIGH = 3


def at_least(levels, limit):
    kept = [level for level in levels if not level < limit]
    kept.sort(key=lambda level: -level)
    return kept
