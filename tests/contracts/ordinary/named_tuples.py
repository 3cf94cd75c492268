# --- code
from typing import NamedTuple


class Version(NamedTuple):
    major: int
    minor: int = 0

    def bumped(self):
        return self._replace(minor=self.minor + 1)

    @property
    def text(self):
        return f"{self.major}.{self.minor}"


def parse_version(text):
    """A version from its text."""
    major, _, minor = text.partition(".")
    return Version(int(major), int(minor or 0))

# --- tests
import pytest

from solution import Version, parse_version


@pytest.fixture(params=["3.11", "4"])
def version(request):
    return parse_version(request.param)


def test_text(version):
    assert version.text in ("3.11", "4.0")
    assert version._asdict() == {"major": version.major, "minor": version.minor}


def test_parsed():
    assert parse_version("3.11") == Version(3, 11)
    assert parse_version("4") == (4, 0)
    assert parse_version("2.7").text == "2.7"


def test_bumped():
    assert parse_version("1.9").bumped() == Version(major=1, minor=10)
    assert parse_version("1.9")._replace(major=2) == (2, 9)
    assert parse_version("1.2") < parse_version("1.10")


def test_no_version():
    with pytest.raises(ValueError):
        parse_version("x.y")

# --- another
import collections


class Version(collections.namedtuple("Version", "major minor", defaults=[0])):
    def bumped(self):
        return Version(self.major, self.minor + 1)

    @property
    def text(self):
        return str(self.major) + "." + str(self.minor)


def parse_version(text):
    parts = [int(part) for part in text.split(".")]
    return Version(*parts)
