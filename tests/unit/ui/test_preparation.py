from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from dreamer_app.core.errors import KnowledgeError, Stopped
from dreamer_app.core.states import Reason
from ui.bridge import Bridge
from ui.journal.calls import Calls
from ui.preparation import Preparation


@pytest.fixture
def preparation(services: Any, bridge: Bridge, calls: Calls) -> Preparation:
    return Preparation(services, bridge, calls)


def test_it_reads_the_starter_items(qtbot: QtBot, services: Any, preparation: Preparation) -> None:
    with qtbot.waitSignal(preparation.finished):
        preparation.start()
        assert preparation.is_running
    assert services.knowledge.read == ["stdlib", "networkx"]
    assert not preparation.is_running


def test_it_tells_how_far_it_is(qtbot: QtBot, preparation: Preparation) -> None:
    seen: list[tuple[str, int, int]] = []
    preparation.progressed.connect(lambda e: seen.append((e.source, e.done, e.total)))
    with qtbot.waitSignal(preparation.finished):
        preparation.start()
    assert seen == [("stdlib", 0, 2), ("networkx", 1, 2)]


def test_a_stop_ends_it_and_is_told_as_a_stop(
    qtbot: QtBot, services: Any, preparation: Preparation
) -> None:
    services.knowledge.gate.clear()
    preparation.start()
    with qtbot.waitSignal(preparation.failed) as caught:
        preparation.stop(Reason.STOPPED_BY_USER)
    assert caught.args
    assert isinstance(caught.args[0], Stopped)


def test_an_error_is_handed_on(qtbot: QtBot, services: Any, preparation: Preparation) -> None:
    services.knowledge.error = KnowledgeError("The package cannot be read.")
    with qtbot.waitSignal(preparation.failed) as caught:
        preparation.start()
    assert caught.args
    assert str(caught.args[0]) == "The package cannot be read."


def test_a_second_start_while_it_reads_does_nothing(
    qtbot: QtBot, services: Any, preparation: Preparation
) -> None:
    services.knowledge.gate.clear()
    preparation.start()
    preparation.start()
    with qtbot.waitSignal(preparation.finished):
        services.knowledge.gate.set()
    assert services.knowledge.read == ["stdlib", "networkx"]
