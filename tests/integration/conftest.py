"""Fixtures of presence that several files use."""

from collections.abc import Iterator

import pytest

from dreamer_app.energy.sentinel_link import SentinelLink
from tests.integration.presence import Screen


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    screen = Screen(monkeypatch)
    yield screen
    screen.close()


@pytest.fixture
def sentinel() -> SentinelLink:
    """One that is not started."""
    return SentinelLink()
