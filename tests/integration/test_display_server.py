"""Wayland is recognised without its variables: by the X server, by logind, by a socket."""

import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from dreamer_app.energy.display_server import DisplayServer, display_server
from dreamer_app.energy.platforms import activity_of_this_desktop
from tests.integration.bus_service import Service
from tests.integration.presence import Screen, private_bus

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("dbus-daemon")),
        reason="needs Xvfb and dbus-daemon",
    ),
]
THERE, NOT_THERE = "XTEST", "XWAYLAND"
"""An extension that Xvfb has in place of the one that Xwayland has, and that one."""


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    with private_bus(tmp_path) as (address, _):
        yield address


@pytest.fixture
def compositor(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "runtime"
    folder.mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "wayland-3"))
        listening.listen()
        yield folder / "wayland-3"


def logind(bus: str, kind: str) -> Service:
    return Service(bus, "org.freedesktop.login1", {"Get": lambda: ("v", (("s", kind),))})


def test_a_plain_x_server_is_x11_for_certain(screen: Screen, bus: str) -> None:
    found = display_server({"DISPLAY": screen.display}, system=bus)
    assert found == DisplayServer(is_wayland=False)


def test_an_x_server_below_a_compositor_is_wayland(
    screen: Screen, bus: str, compositor: Path
) -> None:
    environment = {"DISPLAY": screen.display, "XDG_RUNTIME_DIR": str(compositor.parent)}
    found = display_server(environment, system=bus, xwayland=THERE)
    assert found == DisplayServer(is_wayland=True, socket=str(compositor))


def test_a_session_that_logind_calls_wayland_is_wayland(screen: Screen, bus: str) -> None:
    service = logind(bus, "wayland")
    found = display_server({"DISPLAY": screen.display}, system=bus)
    service.vanish()
    assert found.is_wayland


def test_a_socket_that_a_compositor_listens_on_means_wayland(
    screen: Screen, bus: str, compositor: Path
) -> None:
    environment = {"DISPLAY": screen.display, "XDG_RUNTIME_DIR": str(compositor.parent)}
    found = display_server(environment, system=bus, xwayland=NOT_THERE)
    assert found == DisplayServer(is_wayland=True, socket=str(compositor))


def test_a_socket_that_was_left_behind_does_not(screen: Screen, bus: str, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(tmp_path / "wayland-0"))
    environment = {"DISPLAY": screen.display, "XDG_RUNTIME_DIR": str(tmp_path)}
    assert not display_server(environment, system=bus).is_wayland


def test_a_compositor_in_a_window_of_an_x11_session_leaves_it_x11(
    screen: Screen, bus: str, compositor: Path
) -> None:
    service = logind(bus, "x11")
    environment = {"DISPLAY": screen.display, "XDG_RUNTIME_DIR": str(compositor.parent)}
    found = display_server(environment, system=bus)
    service.vanish()
    assert found == DisplayServer(is_wayland=False)


def test_an_x_server_that_hangs_leaves_a_doubt_and_the_listener_is_not_trusted_alone(
    screen: Screen, bus: str
) -> None:
    screen.server.send_signal(signal.SIGSTOP)
    found = display_server({"DISPLAY": screen.display}, system=bus)
    watch = activity_of_this_desktop({"DISPLAY": screen.display})
    assert (found.is_wayland, found.is_certain, watch._sentinel_suffices) == (False, False, False)
