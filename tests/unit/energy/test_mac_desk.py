"""What the desk of macOS says, with its services replaced: none of it ran there."""

import ctypes
import plistlib
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from dreamer_app.energy.core_foundation import CoreFoundation
from dreamer_app.energy.desk import DeskReading
from dreamer_app.energy.mac_desk import (
    Area,
    MacDesk,
    full_screen_program,
    keeper_of_the_screen,
)

LARGE: Area = (0.0, 0.0, 1512.0, 982.0)
BESIDE: Area = (1512.0, 0.0, 1920.0, 1080.0)
MENU_BAR: Area = (0.0, 0.0, 1512.0, 37.0)


def window(area: Area, layer: int = 0, owner: str = "Film") -> dict[str, Any]:
    bounds = dict(zip(("X", "Y", "Width", "Height"), area, strict=True))
    return {"kCGWindowLayer": layer, "kCGWindowOwnerName": owner, "kCGWindowBounds": bounds}


@pytest.mark.parametrize(
    ("windows", "found"),
    [
        ([window(LARGE)], "Film"),
        ([window(BESIDE)], "Film"),
        ([window((0, 0, 10, 10), layer=25), window(LARGE)], "Film"),
        ([window((0, 37, 1512, 945))], "Film"),
        ([window(MENU_BAR, 24, "Window Server"), window((0, 37, 1512, 945))], ""),
        ([window((0, 0, 800, 600), owner="Notes"), window(LARGE)], ""),
        ([window((0, 0, 1512, 900))], ""),
        ([window(MENU_BAR, 24)], ""),
        ([], ""),
        ([{"kCGWindowLayer": 0}], ""),
    ],
)
def test_the_foremost_window_counts_where_it_fills_a_screen(
    windows: Sequence[Mapping[str, Any]], found: str
) -> None:
    assert full_screen_program(windows, [LARGE, BESIDE]) == found


@pytest.mark.parametrize(
    ("kind", "level", "found"),
    [
        ("PreventUserIdleDisplaySleep", 255, "Player"),
        ("NoDisplaySleepAssertion", 255, "Player"),
        ("PreventUserIdleDisplaySleep", 0, ""),
        ("PreventUserIdleSystemSleep", 255, ""),
        ("UserIsActive", 255, ""),
    ],
)
def test_only_what_keeps_the_screen_on_counts(kind: str, level: int, found: str) -> None:
    assertion = {"AssertType": kind, "AssertLevel": level, "Process Name": "Player"}
    assert keeper_of_the_screen([assertion]) == found


class Services:
    """What a Mac says; None: no answer."""

    def __init__(self, session: Mapping[str, Any] | None) -> None:
        self._session = session

    def windows(self) -> Sequence[Mapping[str, Any]]:
        raise AttributeError("an older macOS")

    def displays(self) -> Sequence[Area]:
        return [LARGE]

    def session(self) -> Mapping[str, Any]:
        if self._session is None:
            raise OSError("no window server")
        return self._session

    def assertions(self) -> Sequence[Mapping[str, Any]]:
        return [{"AssertType": "PreventUserIdleDisplaySleep", "Process Name": "Call"}]


@pytest.mark.parametrize(
    ("session", "locked", "is_hidden"),
    [
        ({"kCGSSessionOnConsoleKey": True}, False, False),
        ({"kCGSSessionOnConsoleKey": True, "CGSSessionScreenIsLocked": True}, True, False),
        ({"kCGSSessionOnConsoleKey": False}, False, True),
        ({}, None, False),
        (None, None, False),
    ],
)
def test_the_session_tells_whether_it_is_locked_and_shown(
    session: Mapping[str, Any] | None, locked: bool | None, is_hidden: bool
) -> None:
    reading = MacDesk(Services(session)).read(frozenset())
    assert reading == DeskReading(inhibitor="Call", locked=locked, is_hidden=is_hidden)


def test_without_its_libraries_nothing_is_said() -> None:
    assert MacDesk().read(frozenset()) == DeskReading()


class Core:
    """CoreFoundation that knows objects by number."""

    def __init__(self, objects: dict[int, Any]) -> None:
        self._objects = objects
        self._written: dict[int, Any] = {}
        self.released: list[int] = []

    @property
    def library(self) -> Any:
        core = self

        def write(_allocator: None, reference: int, kind: int, _options: int, _error: None) -> int:
            assert kind == 200
            content = plistlib.dumps(core._objects[reference], fmt=plistlib.FMT_BINARY)
            core._written[reference + 1000] = ctypes.create_string_buffer(content, len(content))
            return reference + 1000

        def values(dictionary: int, _keys: None, found: Any) -> None:
            for place, reference in enumerate(core._objects[dictionary]):
                found[place] = reference

        def release(reference: int) -> None:
            core.released.append(reference)

        # Functions of their own, as the caller sets what they take and return.
        return SimpleNamespace(
            CFPropertyListCreateData=write,
            CFDataGetLength=lambda data: len(core._written[data]),
            CFDataGetBytePtr=lambda data: ctypes.addressof(core._written[data]),
            CFDictionaryGetCount=lambda dictionary: len(core._objects[dictionary]),
            CFDictionaryGetKeysAndValues=values,
            CFRelease=release,
        )


def test_what_the_system_hands_over_is_read_and_released() -> None:
    core = Core({7: [{"a": 1, "b": True, "c": "x"}]})
    bridge = CoreFoundation(core.library)
    assert (bridge.plain(7), core.released) == ([{"a": 1, "b": True, "c": "x"}], [1007])


def test_a_dictionary_by_process_is_read_by_its_values() -> None:
    core = Core({1: [2, 3], 2: [{"x": 1}], 3: []})
    assert CoreFoundation(core.library).values(1) == [[{"x": 1}], []]
