"""A private desktop for tests: X server, window manager, tray and session bus of their own."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAMS = ("Xvfb", "openbox", "trayer", "dbus-daemon", "xdotool", "xprop", "import")
READY_SECONDS = 20.0
CLICK_SECONDS = 2.0
LARGEST_ICON = 64
"""Pixels; Qt marks every window as embeddable, and only the icon is that small."""


def wait_until(probe: Callable[[], T | None], what: str, seconds: float = READY_SECONDS) -> T:
    """The first true answer of ``probe``; fails the test, naming ``what``, when there is none."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        answer = probe()
        if answer:
            return answer
        time.sleep(0.05)
    pytest.fail(f"waited {seconds:g} s in vain for {what}")


class Desktop:
    """Xvfb, openbox, trayer and a session bus, private to one test.

    Everything that is started here ends in :meth:`close`. Environment variables that could
    reach the real desktop or the real home are replaced.

    Args:
        folder: home, runtime folder and logs go here.
        has_tray: False: a desktop without a tray, as stock GNOME is.
        size: of the screen, e.g. ``1024x768``.

    Attributes:
        environment: what a program needs to be on this desktop.
        dreamer_home: ``DREAMER_HOME`` of the programs that are started.
    """

    wait_until = staticmethod(wait_until)

    def __init__(self, folder: Path, *, has_tray: bool = True, size: str = "1024x768") -> None:
        self.folder = folder
        self.dreamer_home = folder / "dreamer"
        self._processes: list[subprocess.Popen[bytes]] = []
        self.environment = self._base_environment()
        try:
            self._start_x(size)
            self._start_bus()
            self._start_helper("openbox", "--sm-disable")
            wait_until(self._has_window_manager, "openbox")
            if has_tray:
                self.start_tray()
        except BaseException:
            self.close()
            raise

    def start_tray(self) -> None:
        """Start the tray and wait until it takes icons."""
        self._start_helper(
            *("trayer", "--edge", "top", "--align", "right", "--widthtype", "request"),
            *("--height", "26", "--SetDockType", "true", "--transparent", "true"),
            *("--tint", "0x303038"),
        )
        wait_until(self._tray_owner, "the tray")

    def start(
        self,
        args: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
        *,
        program: Sequence[str] = (sys.executable, "-m", "ui.app"),
    ) -> subprocess.Popen[bytes]:
        """Start the program as a user does; its output is in ``self.folder/program-N.log``."""
        log = self.folder / f"program-{len(self._processes)}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [*program, *args],
                env={**self.environment, **(env or {})},
                cwd=REPOSITORY,
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        self._processes.append(process)
        return process

    def output(self) -> str:
        """What all programs printed, for messages of failed tests."""
        return "\n".join(p.read_text(errors="replace") for p in self.folder.glob("*.log"))

    def xdotool(self, *args: str | int) -> str:
        """Run xdotool; what it prints, without white space around it."""
        done = subprocess.run(
            ["xdotool", *map(str, args)],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        return done.stdout.strip()

    def screenshot(self, path: Path) -> Path:
        """The whole screen as an image file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["import", "-window", "root", str(path)], env=self.environment, check=True, timeout=30
        )
        return path

    def tray_icon_position(self, seconds: float = READY_SECONDS) -> tuple[int, int]:
        """The middle of the icon in the tray, in pixels of the screen; waits for it."""
        return wait_until(self.find_tray_icon, f"the tray icon\n{self.output()}", seconds)

    def find_tray_icon(self) -> tuple[int, int] | None:
        """The middle of the icon in the tray, or None while there is none."""
        from Xlib import X, display, error

        connection = display.Display(self.environment["DISPLAY"])
        try:
            embedded = connection.intern_atom("_XEMBED_INFO")
            root = connection.screen().root

            def search(window: object) -> tuple[int, int] | None:
                for child in window.query_tree().children:  # type: ignore[attr-defined]
                    shown = child.get_attributes().map_state == X.IsViewable
                    if shown and child.get_full_property(embedded, X.AnyPropertyType):
                        size, at = child.get_geometry(), child.translate_coords(root, 0, 0)
                        if all(4 < length <= LARGEST_ICON for length in (size.width, size.height)):
                            return -at.x + size.width // 2, -at.y + size.height // 2
                    found = search(child)
                    if found:
                        return found
                return None

            owner = connection.get_selection_owner(connection.intern_atom("_NET_SYSTEM_TRAY_S0"))
            return search(root) if owner else None
        except (error.BadWindow, error.BadDrawable):
            return None  # a window went away while we looked
        finally:
            connection.close()

    def find_window(self, title: str) -> str:
        """Id of a visible window whose title contains the pattern, or empty."""
        return self.xdotool("search", "--onlyvisible", "--name", title).partition("\n")[0]

    def active_window(self) -> str:
        """The window that has the keyboard, or an empty string."""
        return self.xdotool("getactivewindow")

    def wait_window(self, title: str, seconds: float = READY_SECONDS) -> str:
        """Id of a visible window whose title contains the pattern; waits for it."""
        return wait_until(
            lambda: self.find_window(title), f"a window {title!r}\n{self.output()}", seconds
        )

    def wait_no_window(self, title: str, seconds: float = READY_SECONDS) -> None:
        """Wait until no visible window has such a title."""
        wait_until(lambda: not self.find_window(title), f"{title!r} to go away", seconds)

    def close_window(self, window: str) -> None:
        """Close a window as a person does, by the key of the window manager."""
        self.xdotool("windowactivate", "--sync", window)
        self.xdotool("key", "--clearmodifiers", "alt+F4")

    def open_tray_menu(self) -> None:
        """Click the icon with the right button and wait for the menu.

        A click may fall into the moment in which the window manager holds the pointer for a new
        window; as a person would, it then clicks again.
        """
        x, y = self.tray_icon_position()
        ends = time.monotonic() + READY_SECONDS
        while time.monotonic() < ends:
            self.xdotool("mousemove", x, y, "click", 3)
            patience = time.monotonic() + CLICK_SECONDS
            while time.monotonic() < patience:
                if self.menu_windows():
                    return
                time.sleep(0.05)
        pytest.fail(f"the tray menu does not open\n{self.output()}")

    def menu_windows(self) -> list[str]:
        """Ids of the visible menus of the program."""
        found = self.xdotool("search", "--onlyvisible", "--class", "dreamer").split()
        kinds = (self._xprop("-id", i, "_NET_WM_WINDOW_TYPE") for i in found)
        return [i for i, kind in zip(found, kinds, strict=True) if "MENU" in kind]

    def choose(self, *downs: int) -> None:
        """Choose in the open menu by keyboard: that many times Down, then Return.

        Further numbers walk through submenus: Down as often, then Return.
        """
        for count in downs:
            for _ in range(count):
                self.xdotool("key", "Down")
            self.xdotool("key", "Return")

    @staticmethod
    def other_hours() -> str:
        """Night hours that are not now: what dreams by itself does so for the idleness."""
        begin = (datetime.now().astimezone().hour + 11) % 24
        return f"{begin}-{(begin + 1) % 24}"

    def close(self) -> None:
        """End everything that was started, the X server last."""
        for process in reversed(self._processes):
            if process.poll() is None:
                process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _base_environment(self) -> dict[str, str]:
        left_out = ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_CURRENT_DESKTOP", "SESSION_MANAGER")
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in left_out and not name.startswith(("DREAMING_", "ENABLE_DREAMING"))
        }
        home, runtime = self.folder / "home", self.folder / "run"
        home.mkdir(parents=True)
        runtime.mkdir(mode=0o700)
        return kept | {
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_DATA_HOME": str(home / ".local/share"),
            "XDG_CACHE_HOME": str(home / ".cache"),
            "XDG_SESSION_TYPE": "x11",
            "DREAMER_HOME": str(self.dreamer_home),
            # On a busy machine what gives way to all others would not get its turn.
            "DREAMING_PROCESS_PRIORITY": "0",
            "NO_AT_BRIDGE": "1",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
        }

    def _start_x(self, size: str) -> None:
        reader, writer = os.pipe()
        # -noreset: else the server starts anew when the first short-lived client leaves.
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size}x24", "-noreset"]
        self._start_helper(*command, pass_fds=(writer,))
        os.close(writer)
        with os.fdopen(reader) as numbers:
            number = numbers.readline().strip()  # it writes when it takes connections
        if not number:
            pytest.fail(f"Xvfb did not start\n{self.output()}")
        self.environment["DISPLAY"] = f":{number}"

    def _start_bus(self) -> None:
        reader, writer = os.pipe()
        self._start_helper(
            "dbus-daemon", "--session", "--nofork", f"--print-address={writer}", pass_fds=(writer,)
        )
        os.close(writer)
        with os.fdopen(reader) as addresses:
            self.environment["DBUS_SESSION_BUS_ADDRESS"] = addresses.readline().strip()

    def _start_helper(self, *command: str, pass_fds: Sequence[int] = ()) -> None:
        with (self.folder / f"{command[0]}.log").open("wb") as out:
            self._processes.append(
                subprocess.Popen(
                    command,
                    env=self.environment,
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    stdin=subprocess.DEVNULL,
                    pass_fds=pass_fds,
                )
            )

    def _has_window_manager(self) -> bool:
        return "window id" in self._xprop("-root", "_NET_SUPPORTING_WM_CHECK")

    def _tray_owner(self) -> bool:
        from Xlib import display

        connection = display.Display(self.environment["DISPLAY"])
        try:
            atom = connection.intern_atom("_NET_SYSTEM_TRAY_S0")
            return bool(connection.get_selection_owner(atom))
        finally:
            connection.close()

    def _xprop(self, *args: str) -> str:
        return subprocess.run(
            ["xprop", *args],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        ).stdout


@pytest.fixture
def make_desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Desktop]]:
    """Makes private desktops; takes the arguments of :class:`Desktop` but the folder."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    made: list[Desktop] = []

    def make(*, has_tray: bool = True, size: str = "1024x768") -> Desktop:
        made.append(Desktop(tmp_path_factory.mktemp("desktop"), has_tray=has_tray, size=size))
        return made[-1]

    yield make
    for desktop in made:
        desktop.close()


@pytest.fixture
def desktop(make_desktop: Callable[..., Desktop]) -> Desktop:
    """A desktop with a tray."""
    return make_desktop()
