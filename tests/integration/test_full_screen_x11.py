"""A window that fills the screen, by a real window manager on a real X server."""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from dreamer_app.energy.desk import Desk
from tests.integration.presence import Screen, until

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("openbox")), reason="needs Xvfb and openbox"
    ),
]
NOWHERE = "unix:path=/nonexistent/bus"
_REMOVE, _ADD = 0, 1


@pytest.fixture
def server(screen: Screen) -> Iterator["subprocess.Popen[bytes]"]:
    """The X server, with a window manager."""
    with subprocess.Popen(["openbox", "--sm-disable"], stderr=subprocess.DEVNULL) as manager:
        yield screen.server
        manager.kill()


@pytest.fixture
def desk(server: object) -> Iterator[Desk]:
    desk = Desk(NOWHERE, NOWHERE)
    yield desk
    desk.close()


class Player:
    """A program with one window."""

    def __init__(self) -> None:
        from Xlib import X
        from Xlib.display import Display

        self._display: Any = Display()
        screen = self._display.screen()
        until(lambda: self._property("_NET_CLIENT_LIST") is not None)
        self.window = screen.root.create_window(10, 10, 200, 100, 0, screen.root_depth)
        self.window.set_wm_class("player", "Player")
        until(self._is_shown)
        self._mask = X.SubstructureRedirectMask | X.SubstructureNotifyMask

    def _is_shown(self) -> bool:
        # Again and again: openbox forgets what it is asked while it is still beginning.
        self.window.map()
        self._display.sync()
        return self.window.id in (self._property("_NET_CLIENT_LIST") or [])

    def fill_the_screen(self, *, on: bool) -> None:
        from Xlib.protocol.event import ClientMessage

        atom = self._display.intern_atom
        data = (_ADD if on else _REMOVE, atom("_NET_WM_STATE_FULLSCREEN"), 0, 1, 0)
        message = ClientMessage(
            window=self.window, client_type=atom("_NET_WM_STATE"), data=(32, data)
        )
        self._display.screen().root.send_event(message, event_mask=self._mask)
        self._display.sync()

    def close(self) -> None:
        """May be called twice, and when the server is gone."""
        with contextlib.suppress(Exception):
            self._display.close()
        self._display.display.socket.close()

    def _property(self, name: str) -> list[int] | None:
        from Xlib import X

        root = self._display.screen().root
        found = root.get_full_property(self._display.intern_atom(name), X.AnyPropertyType)
        return list(found.value) if found is not None else None


@pytest.fixture
def player(server: object) -> Iterator[Player]:
    player = Player()
    yield player
    player.close()


def full_screen(desk: Desk) -> str:
    return desk.read(frozenset()).full_screen


def test_a_window_that_fills_the_screen_is_named_until_it_does_not(
    desk: Desk, player: Player
) -> None:
    assert not full_screen(desk)
    player.fill_the_screen(on=True)
    until(lambda: full_screen(desk) == "Player")
    player.fill_the_screen(on=False)
    until(lambda: not full_screen(desk))


def test_a_window_that_is_gone_fills_no_screen(desk: Desk, player: Player) -> None:
    player.fill_the_screen(on=True)
    until(lambda: full_screen(desk) == "Player")
    player.close()
    until(lambda: not full_screen(desk))


def test_an_x_server_that_dies_fills_no_screen(
    desk: Desk, player: Player, server: "subprocess.Popen[bytes]"
) -> None:
    player.fill_the_screen(on=True)
    until(lambda: full_screen(desk) == "Player")
    server.kill()
    server.wait()
    until(lambda: not full_screen(desk))
