"""How large the window is, and in which scheme and font."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.journal.window import JournalWindow
from ui.theme import DARK, LIGHT, palette_of


def opened(world: Any, qtbot: QtBot) -> JournalWindow:
    """The window with its first lesson."""
    window: JournalWindow = world.window()
    qtbot.waitUntil(lambda: window.lessons.detail.lesson is not None)
    return window


def test_the_first_window_fits_on_the_screen(world: Any) -> None:
    window = world.window(is_large=False)
    room = window.screen().availableSize()
    assert window.height() < room.height()
    assert window.width() < room.width()


def test_the_window_comes_back_as_it_was_left(world: Any, qtbot: QtBot) -> None:
    window = world.window(is_large=False)
    window.resize(711, 555)
    window.close()
    again = world.window(is_large=False)
    assert (again.width(), again.height()) == (711, 555)


def test_a_narrow_window_lets_nights_be_chosen_in_the_filters(world: Any, qtbot: QtBot) -> None:
    world.dream(1, nights=2)
    window = opened(world, qtbot)
    filters = window.lessons.list.filters
    night = filters.panel.box("night")
    filters.open_panel(is_open=True)
    assert not night.isVisible()
    window.resize(800, 600)
    qtbot.waitUntil(night.isVisible)
    qtbot.waitUntil(lambda: night.count() == 3)
    night.setFocus()
    qtbot.keyClick(night, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: window.lessons.model.rowCount() == 1)


def test_the_window_follows_the_scheme_live(world: Any, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.palette()
    world.dream(1)
    window = opened(world, qtbot)
    try:
        for scheme in (DARK, LIGHT):
            app.setPalette(palette_of(scheme))
            qtbot.waitUntil(lambda s=scheme: s.accent in window.header.styleSheet())  # type: ignore[misc]
    finally:
        app.setPalette(before)


def test_words_grow_with_the_font_of_the_system(world: Any, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.font()
    world.dream(1)
    window = opened(world, qtbot)
    table = window.lessons.list.table
    height, sheet = table.rowHeight(0), window.lessons.list.styleSheet()
    larger = QFont(before)
    larger.setPointSizeF(before.pointSizeF() * 2)
    try:
        app.setFont(larger)
        qtbot.waitUntil(lambda: table.rowHeight(0) > 1.5 * height)
        qtbot.waitUntil(lambda: window.lessons.list.styleSheet() != sheet)
    finally:
        app.setFont(before)
