"""The sandbox that the contract of sandboxes is tested on."""

import threading
from collections.abc import Iterator

import pytest

from dreamer_app.core.ports import Sandbox
from tests.contracts.backends import BACKENDS, containers_of, opened


@pytest.fixture(scope="module", params=BACKENDS)
def sandbox(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sandbox]:
    """One for each module and backend; nothing of it is left when it is closed."""
    threads = threading.active_count()
    with opened(request.param, tmp_path_factory.mktemp("home")) as one:
        yield one
        one.close()
        assert containers_of(one) == []
    assert threading.active_count() <= threads
