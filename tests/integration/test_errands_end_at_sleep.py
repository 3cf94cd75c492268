"""What a person waits for ends before the machine sleeps, as dreams do."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dreamer_app.core.errors import Stopped
from dreamer_app.core.events import Event, IngestProgressed
from dreamer_app.paths import Paths
from dreamer_app.services.assembly import Services, build, closing
from dreamer_app.settings import Settings


@pytest.fixture
def reading() -> threading.Event:
    return threading.Event()


@pytest.fixture
def services(tmp_path: Path, reading: threading.Event) -> Iterator[Services]:
    def tell(event: Event) -> None:
        if isinstance(event, IngestProgressed):
            reading.set()

    with ThreadPoolExecutor(1) as pool:
        made = build(Paths(tmp_path).ensure(), Settings(), executor=pool, publish=tell)
        with closing(made):
            yield made


def test_reading_ends_before_the_machine_sleeps(
    services: Services, reading: threading.Event
) -> None:
    ended: list[BaseException | None] = []

    def read() -> None:
        try:
            services.knowledge.ingest(["stdlib"])
        except Stopped as error:
            ended.append(error)
        else:
            ended.append(None)

    thread = threading.Thread(target=read)
    thread.start()
    assert reading.wait(60)
    services.energy.prepare_for_sleep(begins=True)
    thread.join(60)
    assert [type(error) for error in ended] == [Stopped]
