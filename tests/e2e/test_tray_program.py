"""The program as a user starts it, on a desktop of its own."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

pytestmark = pytest.mark.display

JOURNAL, SETTINGS, ABOUT, QUIT = 1, 4, 5, 6
"""How often Down is pressed in the menu to reach an item: Pause and the status line are off."""


def ended(process: subprocess.Popen[bytes]) -> int:
    return process.wait(10)


def click_icon(desktop: Any, button: int = 1) -> None:
    x, y = desktop.tray_icon_position()
    desktop.xdotool("mousemove", x, y, "click", button)


def test_the_moon_shows_in_the_tray_and_a_click_opens_the_journal(desktop: Any) -> None:
    desktop.start(["--background"])
    click_icon(desktop)
    desktop.wait_window("Dream Journal")


def test_closing_the_journal_leaves_the_program_running_and_a_click_brings_it_back(
    desktop: Any,
) -> None:
    process = desktop.start(["--background"])
    click_icon(desktop)
    window = desktop.wait_window("Dream Journal")
    desktop.close_window(window)
    desktop.wait_no_window("Dream Journal")
    assert process.poll() is None
    click_icon(desktop)
    desktop.wait_window("Dream Journal")


def test_the_menu_opens_the_settings(desktop: Any) -> None:
    desktop.start(["--background"])
    desktop.open_tray_menu()
    desktop.choose(SETTINGS)
    desktop.wait_window("Settings")


def test_the_menu_opens_the_journal(desktop: Any) -> None:
    desktop.start(["--background"])
    desktop.open_tray_menu()
    desktop.choose(JOURNAL)
    desktop.wait_window("Dream Journal")


def test_quit_in_the_menu_ends_the_program_with_all_windows_open(desktop: Any) -> None:
    process = desktop.start(["--background"])
    for item, title in ((JOURNAL, "Dream Journal"), (SETTINGS, "Settings"), (ABOUT, "About")):
        desktop.open_tray_menu()
        desktop.choose(item)
        desktop.wait_window(title)
    desktop.open_tray_menu()
    desktop.choose(QUIT)
    assert ended(process) == 0, desktop.output()
    assert desktop.find_tray_icon() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_the_program_cleanly(desktop: Any, number: signal.Signals) -> None:
    process = desktop.start(["--background"])
    desktop.tray_icon_position()
    children = psutil.Process(process.pid).children(recursive=True)
    os.kill(process.pid, number)
    assert ended(process) == 0, desktop.output()
    assert not [c for c in psutil.wait_procs(children, timeout=2)[1] if c.is_running()]


def test_the_first_start_welcomes_and_the_second_does_not(desktop: Any) -> None:
    process = desktop.start()
    desktop.wait_window("Welcome")
    process.terminate()
    ended(process)
    desktop.start()
    desktop.tray_icon_position()
    click_icon(desktop)
    desktop.wait_window("Dream Journal")
    assert not desktop.find_window("Welcome")


def test_a_second_launch_raises_the_first_and_ends(desktop: Any) -> None:
    first = desktop.start(["--background"])
    desktop.tray_icon_position()
    assert ended(desktop.start()) == 0
    desktop.wait_window("Dream Journal")
    assert first.poll() is None


def test_a_later_launch_can_end_the_first(desktop: Any) -> None:
    first = desktop.start(["--background"])
    desktop.tray_icon_position()
    assert ended(desktop.start(["--quit"])) == 0
    assert ended(first) == 0


def test_two_homes_run_side_by_side(desktop: Any, tmp_path: Path) -> None:
    first = desktop.start(["--background"])
    desktop.tray_icon_position()
    second = desktop.start(["--background"], env={"DREAMER_HOME": str(tmp_path)})
    desktop.wait_until((tmp_path / "logs").is_dir, "the second home")
    assert ended(desktop.start(["--quit"], env={"DREAMER_HOME": str(tmp_path)})) == 0
    assert ended(second) == 0
    assert first.poll() is None


def test_a_crash_does_not_keep_the_next_start_away(desktop: Any) -> None:
    first = desktop.start(["--background"])
    desktop.tray_icon_position()
    first.kill()
    first.wait()
    desktop.wait_until(lambda: desktop.find_tray_icon() is None, "the dead icon to go")
    desktop.start(["--background"])
    desktop.tray_icon_position()


def test_without_a_tray_the_journal_opens_and_the_icon_comes_with_the_tray(
    make_desktop: Callable[..., Any],
) -> None:
    desktop = make_desktop(has_tray=False)
    process = desktop.start(["--background"])
    desktop.wait_window("Dream Journal")
    desktop.start_tray()
    desktop.tray_icon_position()
    assert process.poll() is None


def test_a_wrong_setting_is_named_on_the_screen_and_in_the_terminal(desktop: Any) -> None:
    process = desktop.start(env={"DREAMING_CPU_THRESHOLD": "lots"})
    window = desktop.wait_window("Dreamer")
    desktop.xdotool("windowfocus", "--sync", window, "key", "Return")
    assert ended(process) == 2
    assert "DREAMING_CPU_THRESHOLD is 'lots'" in desktop.output()


DRAG = """
import sys
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QWidget

class Source(QWidget):
    def mousePressEvent(self, event):
        drag, data = QDrag(self), QMimeData()
        data.setUrls([QUrl.fromLocalFile(path) for path in sys.argv[1:]])
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)

app = QApplication([])
source = Source()
source.setWindowTitle("A file manager")
source.setGeometry(100, 300, 200, 200)
source.show()
app.exec()
"""
"""A program from which files are dragged, as from a file manager."""


def is_read(home: Path, name: str) -> bool:
    """Whether the knowledge of a home has a source of that name."""
    found = sqlite3.connect(f"file:{home / 'dreamer.db'}?mode=ro", uri=True)
    try:
        return bool(found.execute("SELECT 1 FROM sources WHERE name = ?", (name,)).fetchone())
    except sqlite3.OperationalError:
        return False  # it is being made
    finally:
        found.close()


def test_a_file_dropped_on_the_moon_is_read(desktop: Any, tmp_path: Path) -> None:
    desktop.start(["--background"])
    note = tmp_path / "moonlight.md"
    note.write_text("# Moonlight\n\nMoonlight is sunlight that the moon reflects.\n")
    x, y = desktop.tray_icon_position()
    desktop.start([str(note)], program=(sys.executable, "-c", DRAG))
    window = desktop.wait_window("A file manager")
    desktop.xdotool("windowactivate", "--sync", window)
    desktop.xdotool("mousemove", 200, 400, "mousedown", 1)
    for at in ((220, 390), (400, 300), (x - 6, y), (x - 2, y), (x, y)):
        desktop.xdotool("mousemove", *at, "sleep", "0.2")
    desktop.xdotool("mouseup", 1)
    desktop.wait_window("Dream Journal")
    desktop.wait_until(lambda: is_read(desktop.dreamer_home, note.name), "the note to be read")


def test_files_given_to_a_later_launch_are_read_by_the_first(desktop: Any, tmp_path: Path) -> None:
    first = desktop.start(["--background"])
    desktop.tray_icon_position()
    note = tmp_path / "starlight.md"
    note.write_text("# Starlight\n\nStarlight is old light.\n")
    assert ended(desktop.start([str(note)])) == 0
    desktop.wait_window("Dream Journal")
    desktop.wait_until(lambda: is_read(desktop.dreamer_home, note.name), "the note to be read")
    assert first.poll() is None
