"""The weight of our systemd unit: a stand-in for systemd on a real private bus."""

import contextlib
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jeepney import HeaderFields, MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

from dreamer_app.core.states import Trigger
from dreamer_app.core.stop import StopToken
from dreamer_app.energy import EnergyManager
from dreamer_app.energy.activity import ActivityFusion
from dreamer_app.energy.sleep import SleepWatch
from dreamer_app.energy.unit import UnitWeight
from dreamer_app.settings import Settings
from tests.integration.presence import private_bus

pytestmark = pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="needs dbus-daemon")
USER = "0::/user.slice/user-1000.slice/user@1000.service/app.slice"


class Systemd:
    """Keeps the weights that it was told."""

    def __init__(self, bus: str) -> None:
        self._connection = open_dbus_connection(bus=bus)
        self._connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.systemd1"))
        self.told: list[tuple[Any, ...]] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            while True:
                message = self._connection.receive()
                if message.header.message_type is not MessageType.method_call:
                    continue
                if message.header.fields[HeaderFields.member] == "SetUnitProperties":
                    self.told.append(message.body)
                self._connection.send(new_method_return(message))

    def close(self) -> None:
        self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._connection.close()


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    with private_bus(tmp_path) as (address, _):
        yield address


@pytest.fixture
def systemd(bus: str) -> Iterator[Systemd]:
    systemd = Systemd(bus)
    yield systemd
    systemd.close()


def weight(bus: str, folder: Path, group: str) -> UnitWeight:
    (folder / "self").write_text(f"{group}\n")
    return UnitWeight(bus, folder / "self")


@pytest.mark.parametrize(
    "unit", ["app-gnome-dreamer-4711.scope", "app-dreamer@0a1b.service", "dreamer.service"]
)
def test_our_unit_is_light_while_there_are_dreams(
    bus: str, systemd: Systemd, tmp_path: Path, unit: str
) -> None:
    own = weight(bus, tmp_path, f"{USER}/{unit}")
    own.lower()
    own.lower()
    own.restore()
    assert systemd.told == [
        (unit, True, [("CPUWeight", ("t", 1))]),
        (unit, True, [("CPUWeight", ("t", 100))]),
    ]


@pytest.mark.parametrize(("nice", "light"), [(0, 100), (5, 33), (10, 11), (19, 1)])
def test_it_is_as_light_as_the_setting_says(
    bus: str, systemd: Systemd, tmp_path: Path, nice: int, light: int
) -> None:
    (tmp_path / "self").write_text(f"{USER}/app-dreamer-1.scope\n")
    UnitWeight(bus, tmp_path / "self", nice=lambda: nice).lower()
    assert systemd.told[0][2] == [("CPUWeight", ("t", light))]


@pytest.mark.parametrize(
    "group",
    [
        f"{USER}/app-org.gnome.Terminal.slice/vte-spawn-1.scope",
        "0::/user.slice/user-1000.slice/session-2.scope",
        "0::/system.slice/dreamer.service",
        "0::/",
    ],
)
def test_what_belongs_to_somebody_else_keeps_its_weight(
    bus: str, systemd: Systemd, tmp_path: Path, group: str
) -> None:
    weight(bus, tmp_path, group).lower()
    assert systemd.told == []


def test_without_a_systemd_nothing_comes_of_it(bus: str, tmp_path: Path) -> None:
    own = weight(bus, tmp_path, f"{USER}/app-dreamer-1.scope")
    own.lower()
    own.restore()


def test_a_session_makes_the_unit_light_until_the_last_one_has_ended(
    bus: str, systemd: Systemd, tmp_path: Path
) -> None:
    energy = EnergyManager(
        Settings(),
        activity=ActivityFusion((), None),
        sleep=SleepWatch(lambda _: None, bus=bus),
        weight=weight(bus, tmp_path, f"{USER}/app-dreamer-1.scope"),
    )
    releases = [energy.guard(StopToken(), Trigger.MANUAL) for _ in range(2)]
    releases[0]()
    lowered = [body[2] for body in systemd.told]
    releases[1]()
    energy.stop()
    assert lowered == [[("CPUWeight", ("t", 1))]]
    assert [body[2] for body in systemd.told] == [
        [("CPUWeight", ("t", 1))],
        [("CPUWeight", ("t", 100))],
    ]
