"""Another language while the program runs: everything turns, and a person loses nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QSettings, Qt, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dreamer_app.core.journal import LessonSort
from ui.i18n import tr
from ui.journal.editor import LessonEditor
from ui.journal.lessons_model import PAGE
from ui.journal.window import JournalWindow
from ui.language import speak
from ui.settings_dialog import SettingsDialog
from ui.shell import Shell

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "systemTrayWindowChanged")


@pytest.fixture
def shell(
    world: Any, qtbot: QtBot, memory: QSettings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shell]:
    """Tray and windows over the real services, in English."""
    monkeypatch.setattr(
        "PySide6.QtWidgets.QSystemTrayIcon.isSystemTrayAvailable", staticmethod(lambda: True)
    )
    before = QLocale()
    speak("en")
    made = Shell(world.services, world.bridge, memory)
    made.start(in_background=True)
    yield made
    made.close()
    speak("en")
    QLocale.setDefault(before)
    qtbot.wait(1)  # deferred deletions


@pytest.fixture
def choose(world: Any) -> Callable[[str], None]:
    """Choose a language in the settings."""
    return lambda language: world.services.settings.change({"DREAMING_LANGUAGE": language})


def opened(shell: Shell, qtbot: QtBot, row: int = 0) -> JournalWindow:
    """The journal with the lesson of a row."""
    shell.open_journal()
    journal = journal_of(shell)
    journal.resize(1100, 700)
    qtbot.waitUntil(lambda: journal.lessons.detail.lesson is not None)
    qtbot.waitUntil(lambda: not journal.calls.is_busy)
    journal.lessons.list.go_to(row)
    qtbot.waitUntil(lambda: journal.lessons.is_settled)
    return journal


def journal_of(shell: Shell) -> JournalWindow:
    journal = shell._journal
    assert journal is not None
    return journal


def settings_of(shell: Shell) -> SettingsDialog:
    dialog = shell._dialogs["settings"]
    assert isinstance(dialog, SettingsDialog)
    return dialog


def turned(shell: Shell, qtbot: QtBot, former: JournalWindow) -> JournalWindow:
    """The window that takes the place of another one."""
    qtbot.waitUntil(lambda: shell._journal not in (None, former))
    journal = journal_of(shell)
    qtbot.waitUntil(lambda: journal.isVisible() and not journal.calls.is_busy)
    return journal


def test_tray_and_window_speak_the_language_chosen_in_the_settings(
    world: Any, shell: Shell, qtbot: QtBot, choose: Callable[[str], None]
) -> None:
    world.dream(2)
    former = opened(shell, qtbot)
    assert shell.tray._dream.text() == "Dream now"
    choose("de")
    journal = turned(shell, qtbot, former)
    assert journal.windowTitle() == "Traumtagebuch"
    assert journal.header.dream_text == shell.tray._dream.text() == "Jetzt träumen"
    assert shell.tray.icon.toolTip().startswith("Dreamer: Aus")
    assert "Beenden" in [action.text() for action in shell.tray.menu.actions()]
    assert QLocale().language() is QLocale.Language.German


def test_the_window_is_where_and_as_large_as_it_was(
    world: Any, shell: Shell, qtbot: QtBot, choose: Callable[[str], None]
) -> None:
    world.dream(9)
    former = opened(shell, qtbot, 4)
    shown, size = former.lessons.detail.lesson, former.size()
    choose("de")
    journal = turned(shell, qtbot, former)
    qtbot.waitUntil(lambda: journal.lessons.detail.lesson is not None)
    assert journal.size() == size
    assert journal.lessons.list.current() == 4
    qtbot.waitUntil(lambda: journal.lessons.is_settled)
    assert journal.lessons.detail.lesson == shown


def test_the_place_in_a_long_list_stays(
    world: Any, shell: Shell, qtbot: QtBot, choose: Callable[[str], None]
) -> None:
    world.dream(1, nights=PAGE + 20)
    former = opened(shell, qtbot, PAGE + 10)
    former.lessons.set_focused(True)
    choose("de")
    journal = turned(shell, qtbot, former)
    qtbot.waitUntil(lambda: journal.lessons.list.current() == PAGE + 10)
    qtbot.waitUntil(lambda: journal.lessons.is_settled)
    assert journal.lessons.detail.lesson == former.lessons.detail.lesson
    assert journal.lessons.is_focused


def test_search_review_state_page_and_several_chosen_lessons_stay(
    world: Any, shell: Shell, qtbot: QtBot, choose: Callable[[str], None]
) -> None:
    world.dream(9)
    former = opened(shell, qtbot)
    filters = former.lessons.list.filters
    query = replace(filters.query, text="a", review=None, sort=LessonSort.TITLE)
    filters.set_query(query)
    qtbot.waitUntil(lambda: not former.calls.is_busy)
    former.lessons.select_all()
    chosen = former.lessons.list.chosen().ids
    assert len(chosen) > 1
    former.show_page(2)
    choose("de")
    journal = turned(shell, qtbot, former)
    assert journal.page == 2
    assert journal.lessons.list.filters.query == query
    assert journal.lessons.list.filters.search.text() == "a"
    assert journal.lessons.list.chosen().ids == chosen


def test_the_night_in_numbers_stays(
    world: Any, shell: Shell, qtbot: QtBot, choose: Callable[[str], None]
) -> None:
    world.dream(2, nights=3)
    former = opened(shell, qtbot)
    qtbot.waitUntil(lambda: former.lessons.nights.rowCount() == 4)
    former.lessons.show_night(former.lessons.nights.nights[1].night)
    qtbot.waitUntil(lambda: not former.calls.is_busy)
    choose("de")
    journal = turned(shell, qtbot, former)
    assert journal.lessons.list.current() == -1
    assert journal.lessons.overview.isVisibleTo(journal)
    assert journal.lessons.overview.headline.startswith("Ich habe")


def test_a_lesson_that_is_being_edited_is_edited_to_its_end(
    world: Any, shell: Shell, qtbot: QtBot, choose: Callable[[str], None]
) -> None:
    world.dream(2)
    former = opened(shell, qtbot)
    former.lessons.edit()
    qtbot.waitUntil(lambda: bool(former.findChildren(LessonEditor)))
    editor = former.findChildren(LessonEditor)[0]
    editor.set_code("typed = 1\n")
    choose("de")
    qtbot.waitUntil(lambda: tr("Quit") == "Beenden")
    qtbot.wait(600)
    assert shell._journal is former
    assert editor.code == "typed = 1\n"
    editor.put_away()
    journal = turned(shell, qtbot, former)
    qtbot.waitUntil(lambda: journal.lessons.detail.lesson is not None)
    journal.lessons.edit()
    qtbot.waitUntil(lambda: bool(journal.findChildren(LessonEditor)))
    again = journal.findChildren(LessonEditor)[0]
    assert again.windowTitle() == "Lektion bearbeiten"
    assert again.code == "typed = 1\n"
    again.put_away()


def test_a_note_that_was_typed_is_in_the_new_window(
    world: Any, shell: Shell, qtbot: QtBot, choose: Callable[[str], None]
) -> None:
    [lesson_id] = world.dream(1)
    former = opened(shell, qtbot)
    former.lessons.detail.type_note("typed", "one")
    choose("de")
    turned(shell, qtbot, former)
    lesson = world.store.lessons.get_lesson(lesson_id)
    assert (lesson.note, lesson.tags) == ("typed", ("one",))


def test_a_search_is_typed_to_its_end(
    world: Any, shell: Shell, qtbot: QtBot, choose: Callable[[str], None]
) -> None:
    world.dream(2)
    former = opened(shell, qtbot)
    former.activateWindow()
    former.lessons.search()
    qtbot.waitUntil(former.lessons.list.filters.search.hasFocus)
    choose("de")
    qtbot.wait(600)
    assert shell._journal is former
    former.lessons.back()
    turned(shell, qtbot, former)


def test_what_is_being_read_is_read_to_its_end(
    world: Any, shell: Shell, qtbot: QtBot, choose: Callable[[str], None]
) -> None:
    world.dream(1)
    former = opened(shell, qtbot)
    world.reading.may_begin.clear()
    former.add_knowledge(["tomli_w"])
    qtbot.waitUntil(lambda: world.reading.asked == ["tomli_w"])
    choose("de")
    qtbot.wait(600)
    assert shell._journal is former
    world.reading.may_begin.set()
    turned(shell, qtbot, former)
    assert not world.knowledge.is_empty()


def test_a_closed_window_opens_in_the_new_language_at_the_same_lesson(
    world: Any, shell: Shell, qtbot: QtBot, choose: Callable[[str], None]
) -> None:
    world.dream(4)
    former = opened(shell, qtbot, 2)
    former.close()
    choose("de")
    qtbot.waitUntil(lambda: shell._journal is None)
    shell.open_journal()
    journal = journal_of(shell)
    assert journal.windowTitle() == "Traumtagebuch"
    qtbot.waitUntil(lambda: journal.lessons.list.current() == 2)


def test_the_settings_stay_open_where_they_are(
    shell: Shell, qtbot: QtBot, choose: Callable[[str], None]
) -> None:
    shell.open_settings()
    former = settings_of(shell)
    former.show_group("General")
    former.resize(800, 640)
    choose("de")
    qtbot.waitUntil(lambda: shell._dialogs.get("settings") not in (None, former))
    dialog = settings_of(shell)
    assert dialog.windowTitle() == "Einstellungen"
    assert dialog.isVisible()
    assert dialog.place[0] == former.place[0]
    assert dialog.size() == former.size()
    assert not former.isVisible()


def test_windows_that_fill_the_screen_do_so_again(
    world: Any, shell: Shell, qtbot: QtBot, choose: Callable[[str], None]
) -> None:
    world.dream(1)
    former = opened(shell, qtbot)
    shell.open_settings()
    former.showMaximized()
    settings_of(shell).showMaximized()
    choose("de")
    journal = turned(shell, qtbot, former)
    qtbot.waitUntil(lambda: settings_of(shell).windowTitle() == "Einstellungen")
    assert journal.isMaximized()
    assert settings_of(shell).isMaximized()


def test_the_language_is_chosen_in_the_settings_with_the_keys(
    world: Any, shell: Shell, qtbot: QtBot
) -> None:
    world.dream(1)
    former = opened(shell, qtbot)
    shell.open_settings()
    dialog = settings_of(shell)
    dialog.show_group("General")
    box = dialog._rows["DREAMING_LANGUAGE"].editor.field()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_D)
    turned(shell, qtbot, former)
    qtbot.waitUntil(lambda: shell._dialogs["settings"] is not dialog)
    again = settings_of(shell)
    qtbot.waitUntil(lambda: again.place[2] == "DREAMING_LANGUAGE")
    assert world.services.settings.current.language == "de"


def test_following_the_system_again_takes_its_language(
    shell: Shell, qtbot: QtBot, choose: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    choose("de")
    qtbot.waitUntil(lambda: tr("Quit") == "Beenden")
    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: QLocale("en_GB")))
    choose("")
    qtbot.waitUntil(lambda: tr("Quit") == "Quit")
    assert QLocale().name() == "en_GB"
    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: QLocale("de_AT")))
    speak("")
    assert (tr("Quit"), QLocale().name()) == ("Beenden", "de_AT")


def test_a_language_from_right_to_left_and_back_turns_the_direction(
    shell: Shell, qtbot: QtBot
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    speak("ar")
    assert app.layoutDirection() is Qt.LayoutDirection.RightToLeft
    speak("de")
    assert app.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_former_translations_are_not_kept(shell: Shell, qtbot: QtBot) -> None:
    app = QCoreApplication.instance()
    assert app is not None
    for language in ("de", "en", "de", "en", "de"):
        speak(language)
    qtbot.waitUntil(lambda: len(app.findChildren(QTranslator)) <= 2)
