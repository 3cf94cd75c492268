"""What the desk of Windows says, with the system's libraries replaced: none of it ran there."""

import ctypes
import os
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from dreamer_app.energy.desk import DeskReading
from dreamer_app.energy.windows_desk import WindowsDesk

NOBODY: frozenset[str] = frozenset()
WINDOW, MONITOR = 0x1_0000_0010, 0x1_0000_0020
CAPTION = 0x00CF0000
ME = psutil.Process().name().removesuffix(".exe")


class Windows:
    """A desk: what is asked is answered as the system's documentation has it."""

    def __init__(self) -> None:
        self.state = 5
        self.place = (0, 0, 1920, 1080)
        self.kind = "game"
        self.style = 0
        self.window = WINDOW
        self.execution = 0
        self.session: tuple[int, int, int] | None = (1, 0, 1)
        self.freed = 0
        self._told: Any = None

    @property
    def libraries(self) -> Any:
        return SimpleNamespace(
            shell32=SimpleNamespace(SHQueryUserNotificationState=self._notification_state),
            user32=SimpleNamespace(
                # Functions of their own, as the caller sets what they return.
                GetForegroundWindow=lambda: self.window,
                GetClassNameW=self._class_name,
                GetWindowLongW=lambda _window, _which: self.style,
                MonitorFromWindow=lambda _window, _otherwise: MONITOR,
                GetWindowRect=self._window_place,
                GetMonitorInfoW=self._monitor,
                GetWindowThreadProcessId=self._process,
            ),
            powrprof=SimpleNamespace(CallNtPowerInformation=self._power),
            wtsapi32=SimpleNamespace(
                WTSQuerySessionInformationW=self._session_info, WTSFreeMemory=self._free
            ),
        )

    def _notification_state(self, state: Any) -> int:
        state._obj.value = self.state
        return 0

    def _class_name(self, _window: Any, name: Any, _size: int) -> int:
        name.value = self.kind
        return len(self.kind)

    def _window_place(self, window: Any, place: Any) -> int:
        assert window.value == WINDOW
        edges = ("left", "top", "right", "bottom")
        for edge, value in zip(edges, self.place, strict=True):
            setattr(place._obj, edge, value)
        return 1

    def _monitor(self, monitor: Any, info: Any) -> int:
        assert monitor.value == MONITOR
        assert info._obj.size == 40
        info._obj.whole.right, info._obj.whole.bottom = 1920, 1080
        return 1

    def _process(self, _window: Any, number: Any) -> int:
        number._obj.value = os.getpid()
        return 1

    def _power(self, what: int, _given: None, _size: int, flags: Any, size: int) -> int:
        assert (what, size) == (16, 4)
        flags._obj.value = self.execution
        return 0

    def _session_info(self, _server: None, number: int, what: int, told: Any, size: Any) -> int:
        assert (number, what) == (0xFFFFFFFF, 25)
        if self.session is None:
            return 0
        level, state, flags = self.session
        self._told = (ctypes.c_int32 * 8)(level, 0, 1, state, flags)
        told._obj.value = ctypes.addressof(self._told)
        size._obj.value = ctypes.sizeof(self._told)
        return 1

    def _free(self, _told: Any) -> None:
        self.freed += 1

    def read(self) -> DeskReading:
        return WindowsDesk(self.libraries).read(NOBODY)


@pytest.fixture
def windows() -> Windows:
    return Windows()


def test_a_window_without_a_title_that_covers_its_monitor_is_full_screen(windows: Windows) -> None:
    assert windows.read().full_screen == ME


def test_a_maximised_window_is_not_full_screen_also_where_the_task_bar_hides(
    windows: Windows,
) -> None:
    windows.style, windows.place = CAPTION, (-8, -8, 1928, 1088)
    assert windows.read().full_screen == ""


def test_a_window_beside_the_task_bar_is_not_full_screen(windows: Windows) -> None:
    windows.place = (0, 0, 1920, 1040)
    assert windows.read().full_screen == ""


@pytest.mark.parametrize("kind", ["Progman", "WorkerW"])
def test_the_desktop_itself_is_not_full_screen(windows: Windows, kind: str) -> None:
    windows.kind = kind
    assert windows.read().full_screen == ""


def test_without_a_window_in_front_nothing_is_full_screen(windows: Windows) -> None:
    windows.window = 0
    assert windows.read().full_screen == ""


@pytest.mark.parametrize("state", [2, 3])
def test_what_windows_holds_notifications_back_for_is_full_screen(
    windows: Windows, state: int
) -> None:
    windows.state, windows.place = state, (0, 0, 10, 10)
    assert windows.read().full_screen == ME


def test_where_no_window_is_in_front_of_what_fills_the_screen_no_program_is_named(
    windows: Windows,
) -> None:
    windows.state, windows.window = 3, 0
    assert windows.read().full_screen == "a program"


def test_a_presentation_and_a_program_that_needs_the_display_keep_it_on(windows: Windows) -> None:
    windows.state = 4
    presenting = windows.read().inhibitor
    windows.state, windows.execution = 5, 0x1
    without = windows.read().inhibitor
    windows.execution = 0x3
    assert (presenting, without, windows.read().inhibitor) == ("a presentation", "", "a program")


@pytest.mark.parametrize(
    ("session", "locked", "is_hidden"),
    [
        ((1, 0, 1), False, False),
        ((1, 0, 0), True, False),
        ((1, 4, 1), False, True),
        ((1, 0, -1), None, False),
        ((0, 0, 0), None, False),
        (None, None, False),
    ],
)
def test_the_session_tells_whether_it_is_locked_and_shown(
    windows: Windows, session: tuple[int, int, int] | None, locked: bool | None, is_hidden: bool
) -> None:
    windows.session = session
    reading = windows.read()
    assert (reading.locked, reading.is_hidden) == (locked, is_hidden)
    assert windows.freed == (session is not None)


@pytest.mark.parametrize("libraries", [SimpleNamespace(), None])
def test_without_answers_nothing_is_said(libraries: Any) -> None:
    assert WindowsDesk(libraries).read(NOBODY) == DeskReading()


def test_a_named_program_that_runs_is_seen(windows: Windows) -> None:
    name = psutil.Process().name().lower()
    assert WindowsDesk(windows.libraries).read(frozenset({name})).exclusive.lower() == name
