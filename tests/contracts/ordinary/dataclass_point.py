# --- code
import math
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Point:
    """A point of the plane."""

    x: float
    y: float = 0.0
    tags: list = field(default_factory=list, compare=False)

    def distance(self, other):
        return math.hypot(self.x - other.x, self.y - other.y)

    def moved(self, dx, dy):
        return Point(self.x + dx, self.y + dy, self.tags)

# --- tests
import dataclasses

import pytest

from solution import Point


def test_equal():
    assert Point(1, 2) == Point(1, 2)
    assert Point(1, 2) != Point(2, 1)


def test_distance():
    assert Point(0, 0).distance(Point(3, 4)) == pytest.approx(5.0)
    assert Point(7, 6).distance(Point(1, -2)) == pytest.approx(10.0)


def test_moved():
    assert Point(1, 1).moved(2, 3) == Point(3, 4)


def test_as_dictionary():
    assert dataclasses.asdict(Point(1, 2, ["a"])) == {"x": 1, "y": 2, "tags": ["a"]}
    assert dataclasses.astuple(Point(5)) == (5, 0.0, [])


def test_replaced():
    assert dataclasses.replace(Point(1, 2), y=9) == Point(1, 9)


def test_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Point(1, 2).x = 5


def test_order():
    assert sorted([Point(2, 1), Point(1, 5), Point(1, 2)]) == [Point(1, 2), Point(1, 5), Point(2, 1)]
    assert Point(1, 2) < Point(1, 3)

# --- another
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Point:
    x: float
    y: float = 0.0
    tags: list = field(default_factory=list, compare=False)

    def distance(self, other):
        return ((self.x - other.x) ** 2 + (self.y - other.y) ** 2) ** 0.5

    def moved(self, dx, dy):
        x, y = dx + self.x, dy + self.y
        return Point(x=x, y=y, tags=self.tags)
