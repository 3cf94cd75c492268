from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from dreamer_app.core.errors import KnowledgeError
from dreamer_app.core.events import LessonsChanged
from dreamer_app.core.states import Reason, Trigger
from ui import autostart
from ui.bridge import Bridge
from ui.shell import Shell

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "systemTrayWindowChanged")


class Journal(QMainWindow):
    """A window with the signals of the journal's."""

    about_to_hide = Signal()
    dream_requested = Signal()
    stop_requested = Signal()
    settings_requested = Signal()
    model_dropped = Signal(object)
    welcome_requested = Signal()
    about_requested = Signal()
    quit_requested = Signal()

    def __init__(self, _services: object, _bridge: QObject) -> None:
        super().__init__()
        self.is_shut_down = False
        self.read: list[str] = []
        self.chosen: list[str] = []

    def add_knowledge(self, items: list[str]) -> None:
        self.read += items

    def choose_files(self) -> None:
        self.chosen.append("files")

    def choose_folder(self) -> None:
        self.chosen.append("folder")

    def shut_down(self) -> None:
        self.is_shut_down = True


@pytest.fixture
def shell(
    qtbot: QtBot,
    services: Any,
    bridge: Bridge,
    memory: QSettings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Shell]:
    monkeypatch.setattr("ui.journal.window.JournalWindow", Journal)
    monkeypatch.setattr(
        "PySide6.QtWidgets.QSystemTrayIcon.isSystemTrayAvailable", staticmethod(lambda: True)
    )
    made = Shell(services, bridge, memory)
    yield made
    made.close()


def line(shell: Shell) -> str:
    shell.refresh()
    return shell.tray._status.text()


def test_without_a_tray_the_journal_opens_even_in_the_background(
    qtbot: QtBot, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "PySide6.QtWidgets.QSystemTrayIcon.isSystemTrayAvailable", staticmethod(lambda: False)
    )
    shell.start(in_background=True)
    assert shell._journal is not None
    assert shell._journal.isVisible()


def test_with_a_tray_nothing_opens_in_the_background(shell: Shell) -> None:
    shell.start(in_background=True)
    assert shell._journal is None
    assert shell._dialogs == {}


def test_the_first_start_with_an_empty_graph_brings_the_welcome(qtbot: QtBot, shell: Shell) -> None:
    shell.start(in_background=False)
    qtbot.waitUntil(lambda: "welcome" in shell._dialogs)


def test_the_welcome_comes_once(
    qtbot: QtBot, shell: Shell, memory: QSettings, services: Any
) -> None:
    memory.setValue("welcome/seen", True)
    shell.start(in_background=False)
    qtbot.waitUntil(lambda: shell._pending == services.pending)
    assert "welcome" not in shell._dialogs


def test_the_tray_counts_the_lessons_to_review(
    qtbot: QtBot, shell: Shell, services: Any, bridge: Bridge
) -> None:
    shell.start(in_background=True)
    qtbot.waitUntil(lambda: "(7 to review)" in shell.tray._journal.text())
    services.pending = 6
    bridge.publish(LessonsChanged())
    qtbot.waitUntil(lambda: "(6 to review)" in shell.tray._journal.text())


def test_dream_now_dreams(qtbot: QtBot, shell: Shell, services: Any) -> None:
    services.knowledge.empty = False
    shell.dream()
    qtbot.waitUntil(lambda: services.dreams.starts == [Trigger.MANUAL])


def test_dream_now_on_an_empty_graph_reads_the_starter_knowledge_first(
    qtbot: QtBot, shell: Shell, services: Any
) -> None:
    services.knowledge.gate.clear()
    shell.dream()
    qtbot.waitUntil(lambda: line(shell) == "Reading stdlib (0 of 2)")
    assert shell.tray._dream.text() == "Stop dreaming"
    services.knowledge.gate.set()
    qtbot.waitUntil(lambda: services.dreams.starts == [Trigger.MANUAL])
    assert services.knowledge.read == ["stdlib", "networkx"]


def test_a_stop_while_reading_ends_it_and_no_dream_follows(
    qtbot: QtBot, shell: Shell, services: Any
) -> None:
    services.knowledge.gate.clear()
    shell.dream()
    qtbot.waitUntil(lambda: shell.preparation.is_running)
    shell.stop()
    qtbot.waitUntil(lambda: not shell.preparation.is_running)
    assert services.dreams.starts == []


def test_a_reading_of_the_welcome_after_a_stopped_dream_does_not_begin_a_dream(
    qtbot: QtBot, shell: Shell, services: Any
) -> None:
    services.knowledge.gate.clear()
    shell.dream()
    qtbot.waitUntil(lambda: shell.preparation.is_running)
    shell.stop()
    qtbot.waitUntil(lambda: not shell.preparation.is_running)
    services.knowledge.gate.set()
    with qtbot.waitSignal(shell.preparation.finished):
        shell.preparation.start()
    assert services.dreams.starts == []


def test_knowledge_that_cannot_be_read_is_told(
    qtbot: QtBot, shell: Shell, services: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(shell._notifications, "say", lambda _t, text, **_m: said.append(text))
    services.knowledge.error = KnowledgeError("No package can be read.")
    shell.dream()
    qtbot.waitUntil(lambda: said == ["No package can be read."])


def test_stop_stops_the_session(shell: Shell, services: Any) -> None:
    services.dreams.is_dreaming = True
    shell.stop()
    assert services.dreams.stops == [Reason.STOPPED_BY_USER]


def test_a_pause_of_the_menu_reaches_the_services(shell: Shell, services: Any) -> None:
    services.settings.change({"ENABLE_DREAMING": True})
    shell.refresh()
    shell.tray._pause.actions()[0].trigger()
    assert services.automatic.is_paused
    assert services.automatic.paused_until.utcoffset() == timedelta(0)
    shell.tray.resume_requested.emit()
    assert not services.automatic.is_paused


def test_the_journal_is_made_once_and_raised_again(shell: Shell) -> None:
    shell.open_journal()
    first = shell._journal
    assert first is not None
    first.close()
    shell.ask("raise")
    assert shell._journal is first
    assert first.isVisible()


def test_a_later_launch_can_ask_to_quit(qtbot: QtBot, shell: Shell) -> None:
    with qtbot.waitSignal(shell.quit_requested):
        shell.ask("quit")


def test_what_the_journal_asks_for_is_done(qtbot: QtBot, shell: Shell, services: Any) -> None:
    services.knowledge.empty = False
    shell.open_journal()
    journal: Any = shell._journal
    for ask in (journal.settings_requested, journal.about_requested, journal.welcome_requested):
        ask.emit()
    assert set(shell._dialogs) == {"settings", "about", "welcome"}
    journal.dream_requested.emit()
    qtbot.waitUntil(lambda: services.dreams.is_dreaming)
    with qtbot.waitSignal(shell.quit_requested):
        journal.quit_requested.emit()


def test_start_at_login_is_written_when_the_setting_changes_and_not_before(
    qtbot: QtBot,
    shell: Shell,
    services: Any,
    tmp_path: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    shell.start(in_background=True)
    assert not autostart.is_enabled()
    services.settings.change({"DREAMING_START_AT_LOGIN": True})
    qtbot.waitUntil(autostart.is_enabled)
    services.settings.change({"DREAMING_START_AT_LOGIN": False})
    qtbot.waitUntil(lambda: not autostart.is_enabled())


def test_at_the_end_of_the_login_session_dreaming_stops_and_nothing_is_asked(
    shell: Shell, services: Any, memory: QSettings
) -> None:
    shell.open_journal()
    shell.session_ends()
    journal: Any = shell._journal
    journal.about_to_hide.emit()
    assert services.dreams.stops == [Reason.QUIT]
    assert "close/said" not in memory.allKeys()


def test_closing_the_shell_shuts_the_journal_down(shell: Shell) -> None:
    shell.open_journal()
    shell.close()
    journal: Any = shell._journal
    assert journal.is_shut_down
    assert not journal.isVisible()


def test_a_model_dropped_on_the_journal_is_chosen_in_the_settings(
    qtbot: QtBot, shell: Shell, services: Any
) -> None:
    shell.open_journal()
    shell._journal.model_dropped.emit(Path("/elsewhere/mine.gguf"))  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: services.settings.current.model_path == "/elsewhere/mine.gguf")


def test_what_is_dropped_on_the_moon_is_read_in_the_journal(shell: Shell) -> None:
    shell.tray.dropped.emit([Path("/tmp/notes.md"), Path("/tmp/code")])
    journal: Any = shell._journal
    assert journal.isVisible()
    assert journal.read == ["/tmp/notes.md", "/tmp/code"]


def test_a_model_among_what_is_dropped_goes_to_the_settings(shell: Shell) -> None:
    shell.tray.dropped.emit([Path("/tmp/new.gguf")])
    assert shell._journal is None
    assert "settings" in shell._dialogs


def test_the_menu_of_the_tray_asks_for_knowledge(shell: Shell) -> None:
    menu: Any = next(a.menu() for a in shell.tray.menu.actions() if a.text() == "Add knowledge")
    for action in menu.actions():
        action.trigger()
    journal: Any = shell._journal
    assert journal.chosen == ["files", "folder"]
