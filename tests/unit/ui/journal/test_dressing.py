"""A new scheme on the parts of the journal's window."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QImage, QPalette
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dreamer_app.core.journal import LessonQuery
from dreamer_app.core.states import ReviewState
from ui.journal.questions import confirmed
from ui.journal.splitter import LineSplitter
from ui.journal.window import JournalWindow
from ui.theme import DARK, LIGHT, Tokens, palette_of

ROLES = (
    QPalette.ColorRole.Window,
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Base,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.Highlight,
)


@pytest.fixture
def app() -> Iterator[QApplication]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    palette, font = application.palette(), application.font()
    application.setPalette(palette_of(LIGHT))
    yield application
    application.setPalette(palette)
    application.setFont(font)


class Painted(QObject):
    """Notes the sheets of the parts of a window whenever something of it is painted."""

    def __init__(self, window: JournalWindow, parts: list[QWidget]) -> None:
        super().__init__(window)
        self.seen: list[set[str]] = []
        self._parts = parts
        for part in parts:
            for each in (part, *part.findChildren(QWidget)):
                each.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Paint:
            self.seen.append({part.styleSheet() for part in self._parts})
        return False


def opened(world: Any, qtbot: QtBot) -> JournalWindow:
    """The window with a lesson, and the knowledge visited but not in front."""
    if not world.store.lessons.count(LessonQuery()):
        world.dream(1)
    window: JournalWindow = world.window()
    qtbot.waitUntil(lambda: window.lessons.detail.lesson is not None)
    window.show_page(1)
    window.show_page(0)
    qtbot.waitUntil(lambda: not window.calls.is_busy)
    return window


def colours(of: QWidget) -> list[list[str]]:
    """The palettes of a widget and of all within."""
    every = [of, *of.findChildren(QWidget)]
    return [[each.palette().color(role).name() for role in ROLES] for each in every]


def is_all_shown(window: JournalWindow) -> bool:
    """Whether all is dressed, and the knowledge shows what to do when nothing is known."""
    buttons = window.knowledge.findChildren(QPushButton)
    offers = any(each.isVisible() and each.text() == "Add files…" for each in buttons)
    return window.dressing.is_done and offers


def seen(window: JournalWindow) -> list[QWidget]:
    """The parts of the lessons' page that are shown: nights, list, lesson."""
    parts = [part for part in window.lessons.parts if part.isVisibleTo(window)]
    assert window.lessons.pane in parts
    return parts


def switch(app: QApplication, scheme: Tokens) -> None:
    """Ask for a scheme, and go only as far as that the window has heard of it."""
    app.setPalette(palette_of(scheme))
    app.sendPostedEvents()


def test_a_hidden_page_is_right_from_its_first_paint(
    world: Any, qtbot: QtBot, app: QApplication
) -> None:
    window = opened(world, qtbot)
    page = window.knowledge
    switch(app, DARK)
    assert window.dressing.sheet != page.styleSheet()  # it has not had its turn
    painted = Painted(window, [page])
    window.show_page(1)
    assert page.styleSheet() == window.dressing.sheet
    qtbot.waitUntil(lambda: painted.seen != [])
    assert painted.seen[0] == {window.dressing.sheet}


def test_a_page_shown_after_a_switch_looks_as_if_made_in_that_scheme(
    world: Any, qtbot: QtBot, app: QApplication
) -> None:
    window = opened(world, qtbot)
    for scheme in (DARK, LIGHT, DARK):
        switch(app, scheme)
    fresh = opened(world, qtbot)
    for each in (window, fresh):  # Qt gives a widget its sheet's colours when it is first shown
        each.show_page(1)
        qtbot.waitUntil(partial(is_all_shown, each))
    assert colours(window.knowledge) == colours(fresh.knowledge)
    assert colours(window.lessons) == colours(fresh.lessons)
    assert colours(window.header) == colours(fresh.header)


def test_the_visible_parts_are_never_painted_in_two_schemes(
    world: Any, qtbot: QtBot, app: QApplication
) -> None:
    window = opened(world, qtbot)
    before = window.dressing.sheet
    painted = Painted(window, [window.header, *seen(window)])
    switch(app, DARK)
    qtbot.waitUntil(lambda: {window.dressing.sheet} in painted.seen)
    assert before != window.dressing.sheet
    assert all(len(sheets) == 1 for sheets in painted.seen)
    qtbot.waitUntil(lambda: window.dressing.is_done)
    assert window.updatesEnabled()
    assert window.knowledge.styleSheet() == window.dressing.sheet


def test_a_closed_window_is_in_the_new_scheme_when_it_opens(
    world: Any, qtbot: QtBot, app: QApplication
) -> None:
    window = opened(world, qtbot)
    window.hide()
    switch(app, DARK)
    window.show()
    assert all(part.styleSheet() == window.dressing.sheet for part in seen(window))
    qtbot.waitUntil(lambda: window.dressing.is_done)
    qtbot.waitUntil(lambda: ground(window) == QColor(DARK.surface))


def test_a_new_font_reaches_the_hidden_pages(world: Any, qtbot: QtBot, app: QApplication) -> None:
    window = opened(world, qtbot)
    larger = QFont(app.font())
    larger.setPointSizeF(larger.pointSizeF() * 2)
    app.setFont(larger)
    size = f"{larger.pointSizeF() * 1.6:.1f}pt"
    qtbot.waitUntil(lambda: size in window.knowledge.styleSheet())
    assert all(size in part.styleSheet() for part in seen(window))


def test_a_dialog_over_the_window_has_its_look_and_follows(
    world: Any, qtbot: QtBot, app: QApplication
) -> None:
    window = opened(world, qtbot)
    dialog = QDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    assert dialog.styleSheet() == window.dressing.sheet
    switch(app, DARK)
    qtbot.waitUntil(lambda: dialog.styleSheet() == window.dressing.sheet)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    switch(app, LIGHT)
    qtbot.waitUntil(lambda: window.dressing.is_done)
    assert all(part.styleSheet() == window.dressing.sheet for part in seen(window))


def test_questions_over_a_page_have_the_look_of_the_window(
    world: Any, qtbot: QtBot, app: QApplication
) -> None:
    window = opened(world, qtbot)
    switch(app, DARK)
    qtbot.waitUntil(lambda: window.dressing.is_done)
    seen_sheets: list[str] = []

    def answer() -> None:
        box = app.activeModalWidget()
        assert isinstance(box, QDialog)
        seen_sheets.append(box.styleSheet())
        box.reject()

    for ask in (
        lambda: confirmed(window.lessons, 21, ReviewState.APPROVED),
        window.lessons.act.tag,
    ):
        QTimer.singleShot(0, answer)
        ask()
    assert seen_sheets == [window.dressing.sheet] * 2


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_a_hairline_parts_the_columns(
    world: Any, qtbot: QtBot, app: QApplication, scheme: Tokens
) -> None:
    window = opened(world, qtbot)
    switch(app, scheme)
    qtbot.waitUntil(lambda: window.dressing.is_done)
    line = window.lessons.findChildren(LineSplitter)[0].handle(1)
    place = line.mapTo(window, line.contentsRect().center())
    assert window.grab().toImage().pixelColor(place) == QColor(scheme.border)


def test_a_new_scheme_paints_everything_once(world: Any, qtbot: QtBot, app: QApplication) -> None:
    window = opened(world, qtbot)
    painted = Painted(window, [window.header])
    for each in window.header.findChildren(QWidget):
        each.removeEventFilter(painted)
    switch(app, DARK)
    qtbot.waitUntil(lambda: painted.seen != [])
    assert len(painted.seen) == 1


def ground(window: JournalWindow) -> QColor:
    """The colour of the list behind its rows."""
    view = window.lessons.list.table.viewport()
    picture = QImage(view.grab().toImage())
    return picture.pixelColor(picture.width() // 2, picture.height() - 4)
