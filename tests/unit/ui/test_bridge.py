import threading
from typing import Any, get_args

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from dreamer_app.core import events
from dreamer_app.core.events import KnowledgeChanged, LessonsChanged, ProblemRaised
from ui.bridge import Bridge


def test_events_of_another_thread_arrive_in_the_main_thread_in_order(
    qtbot: QtBot, bridge: Bridge
) -> None:
    seen: list[tuple[str, bool]] = []
    main = QThread.currentThread()
    bridge.problem_raised.connect(
        lambda e: seen.append((e.message, QThread.currentThread() is main))
    )

    def publish() -> None:
        for n in range(100):
            bridge.publish(ProblemRaised(message=str(n)))

    publisher = threading.Thread(target=publish)
    publisher.start()
    publisher.join()
    qtbot.waitUntil(lambda: len(seen) == 100)
    assert seen == [(str(n), True) for n in range(100)]


def test_a_listener_never_runs_inside_the_publisher(qtbot: QtBot, bridge: Bridge) -> None:
    seen: list[Any] = []
    bridge.knowledge_changed.connect(seen.append)
    bridge.publish(KnowledgeChanged())
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) == 1)


@pytest.mark.parametrize("kind", get_args(events.Event))
def test_every_event_has_a_signal(bridge: Bridge, kind: type) -> None:
    assert kind in bridge._signals


def test_happened_comes_before_the_events_own_signal(qtbot: QtBot, bridge: Bridge) -> None:
    seen: list[str] = []
    bridge.lessons_changed.connect(lambda _e: seen.append("own"))
    bridge.happened.connect(lambda _e: seen.append("happened"))
    bridge.publish(LessonsChanged())
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == ["happened", "own"]
