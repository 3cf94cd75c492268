"""When a session has ended, the waiting program keeps nothing of it."""

import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dreamer_app.core.events import Event
from dreamer_app.core.states import SessionStatus
from dreamer_app.knowledge.selection import Subject
from dreamer_app.paths import Paths
from dreamer_app.services.assembly import Services, build, closing
from dreamer_app.settings import Settings


def unheard(_event: Event) -> None:
    pass


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    missing = Settings(model_path=str(tmp_path / "no.gguf"), sandbox="bubblewrap")
    with ThreadPoolExecutor(1) as pool:
        made = build(Paths(tmp_path).ensure(), missing, executor=pool, publish=unheard)
        with closing(made):
            yield made


@pytest.mark.bubblewrap
def test_neither_the_graph_nor_frozen_objects_stay_after_a_session(services: Services) -> None:
    services.knowledge.ingest(["textwrap"])
    report = services.engine.dream(max_scenarios=1)
    kept = [one for one in gc.get_objects() if isinstance(one, Subject)]
    assert report.status is SessionStatus.ERROR  # it got as far as the model, which is missing
    assert (kept, gc.get_freeze_count()) == ([], 0)
