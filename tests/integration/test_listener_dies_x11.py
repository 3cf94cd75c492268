"""The sentinel's listener dies on a display that lives: noticed in time, and replaced."""

import contextlib
import time
from collections.abc import Iterator
from typing import Any

import pytest
from Xlib.display import Display
from Xlib.error import XError
from Xlib.ext import record
from Xlib.protocol import rq

from dreamer_app.core.states import Reason
from dreamer_app.energy import EnergyManager
from dreamer_app.energy.activity import ActivityFusion
from dreamer_app.energy.polling import PolledIdle
from dreamer_app.energy.sentinel_link import SentinelLink
from dreamer_app.energy.x11 import ScreenSaverIdle
from dreamer_app.settings import Settings
from tests.integration.presence import NEEDS_A_SCREEN, CalmMachine, Screen, fall_asleep, until

pytestmark = NEEDS_A_SCREEN
NOTICED_SECONDS = 5.0
SETTINGS = Settings(enable_dreaming=True, idle_threshold_minutes=0.01)
_CLIENTS, _FIRST_IDS = 16, 8
"""A listener's recording is among the first things its connection makes."""


@pytest.fixture
def energy(screen: Screen, sentinel: SentinelLink) -> Iterator[EnergyManager]:
    fusion = ActivityFusion([PolledIdle("XScreenSaver", ScreenSaverIdle)], sentinel)
    manager = EnergyManager(SETTINGS, activity=fusion, machine=CalmMachine())
    manager.start()
    until(lambda: sentinel.state() is not None)
    until(lambda: len(recordings()) == 2)
    yield manager
    manager.stop()


class _Recording(record.GetContext):  # type: ignore[misc]
    """Asks whether there is a recording; of what it records nothing is read."""

    _reply = rq.Struct(rq.Pad(2), rq.Card16("sequence_number"), rq.ReplyLength(), rq.Pad(24))


def recordings() -> list[int]:
    """Numbers of the recordings of input on this display: nobody but the sentinel makes any."""
    display: Any = Display()
    with contextlib.closing(display):
        room = display.display.info.resource_id_mask + 1
        numbers = (room * client + i for client in range(1, _CLIENTS) for i in range(_FIRST_IDS))
        return [number for number in numbers if is_recording(display.display, number)]


def is_recording(display: Any, number: int) -> bool:
    """Whether the server knows a recording of that number."""
    opcode = display.get_extension_major(record.extname)
    try:
        _Recording(display=display, opcode=opcode, context=number)
    except XError:
        return False
    return True


def cut(number: int, how: str) -> None:
    """End one recording, as a fault of the server or another program does."""
    display: Any = Display()
    with contextlib.closing(display):
        if how == "its connection is cut":
            display.create_resource_object("window", number).kill_client()
        else:
            display.record_disable_context(number)
        display.sync()


@pytest.mark.parametrize("how", ["its connection is cut", "its recording is ended"])
@pytest.mark.parametrize("which", [0, 1])
def test_a_listener_that_dies_is_noticed_in_time_and_replaced_by_one_that_hears(
    screen: Screen, energy: EnergyManager, sentinel: SentinelLink, which: int, how: str
) -> None:
    first = sentinel.process_id
    cut(recordings()[which], how)
    began = time.monotonic()
    until(lambda: sentinel.process_id != first)
    noticed = time.monotonic() - began

    assert noticed <= NOTICED_SECONDS
    until(lambda: sentinel.process_id is not None and sentinel.state() is not None)
    stop, release = fall_asleep(energy)
    screen.user("key", "a")
    assert stop.wait(20)
    release()
    assert stop.reason is Reason.USER_ACTIVE
    until(lambda: (heard := sentinel.state()) is not None and heard.device == "keyboard")


@pytest.mark.parametrize("how", ["its connection is cut", "its recording is ended"])
def test_one_key_ends_a_dream_though_the_listener_has_just_died(
    screen: Screen, energy: EnergyManager, sentinel: SentinelLink, how: str
) -> None:
    stop, release = fall_asleep(energy)
    for number in recordings():
        cut(number, how)
    screen.user("key", "a")
    assert stop.wait(20)
    release()
    assert stop.reason is Reason.USER_ACTIVE
