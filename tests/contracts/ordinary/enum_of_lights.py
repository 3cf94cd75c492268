# --- code
from enum import Enum


class Light(Enum):
    """A traffic light."""

    RED = 30
    GREEN = 20
    AMBER = 5

    @property
    def seconds(self):
        return self.value

    def following(self):
        order = list(Light)
        return order[(order.index(self) + 1) % len(order)]


def cycle_seconds(lights):
    """How long some lights take one after the other."""
    return sum(light.seconds for light in lights)

# --- tests
import pytest

from solution import Light, cycle_seconds


def test_following():
    assert Light.RED.following() is Light.GREEN
    assert Light.GREEN.following() == Light.AMBER
    assert Light.AMBER.following() is Light.RED


def test_values():
    assert Light.RED.value == 30
    assert Light(5) is Light.AMBER
    assert Light["GREEN"].name == "GREEN"
    assert Light.AMBER.seconds == 5


def test_members():
    assert [light.name for light in Light] == ["RED", "GREEN", "AMBER"]
    assert len(Light) == 3
    assert isinstance(Light.RED, Light)


def test_unknown():
    with pytest.raises(ValueError):
        Light(99)


def test_cycle():
    assert cycle_seconds([Light.RED, Light.GREEN]) == 50
    assert cycle_seconds(list(Light)) == 55
    assert cycle_seconds([]) == 0

# --- another
import enum


class Light(enum.Enum):
    RED = 30
    GREEN = 20
    AMBER = 5

    @property
    def seconds(self):
        return {"RED": 30, "GREEN": 20, "AMBER": 5}[self.name]

    def following(self):
        after = {"RED": "GREEN", "GREEN": "AMBER", "AMBER": "RED"}
        return Light[after[self.name]]


def cycle_seconds(lights):
    total = 0
    for light in lights:
        total += light.value
    return total
