"""Everything can be reached by keys, says its name to a screen reader, and shows its focus."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.unit.ui.journal.conftest import World
from ui.about import AboutDialog
from ui.journal.calls import Calls
from ui.journal.editor import LessonEditor
from ui.journal.export_dialog import ExportDialog
from ui.model_downloads import ModelDownloads
from ui.settings_dialog import SettingsDialog
from ui.theme import LIGHT, palette_of

_MOST_TABS = 400
_MARGIN = 4

Open = Callable[["World", Calls, QtBot], Any]


def _journal(world: World, qtbot: QtBot) -> Any:
    window = world.window()
    window.resize(1280, 900)
    qtbot.waitUntil(lambda: window.lessons.detail.lesson is not None)
    qtbot.waitUntil(lambda: not window.calls.is_busy)
    return window


def _lessons(world: World, _calls: Calls, qtbot: QtBot) -> Any:
    window = _journal(world, qtbot)
    every = ["task", "code", "tests", "evidence", "alternatives", "origin", "similar", "notes"]
    window.lessons.detail.restore_sections(every)
    window.lessons.list.filters.open_panel(is_open=True)
    qtbot.waitUntil(lambda: not window.calls.is_busy)
    return window


def _night(world: World, _calls: Calls, qtbot: QtBot) -> Any:
    window = _journal(world, qtbot)
    window.lessons.show_night(window.lessons.nights.nights[0].night)
    qtbot.waitUntil(lambda: not window.calls.is_busy)
    return window


def _knowledge(world: World, _calls: Calls, qtbot: QtBot) -> Any:
    world.knowledge.ingest(["tomli_w"])
    window = _journal(world, qtbot)
    window.show_page(1)
    qtbot.waitUntil(lambda: window.knowledge.concepts.rowCount() > 0)
    qtbot.waitUntil(lambda: not window.calls.is_busy)
    return window


def _charts(world: World, _calls: Calls, qtbot: QtBot) -> Any:
    window = _journal(world, qtbot)
    window.show_page(2)
    qtbot.waitUntil(lambda: window.charts.has_plots)
    return window


def _reject(world: World, _calls: Calls, qtbot: QtBot) -> Any:
    window = _journal(world, qtbot)
    window.lessons.act.reject()
    return window.lessons.act.reject_panel


def _export(world: World, _calls: Calls, qtbot: QtBot) -> Any:
    window = _journal(world, qtbot)
    window.export()
    return window.findChildren(ExportDialog)[0]


def _editor(world: World, _calls: Calls, qtbot: QtBot) -> Any:
    window = _journal(world, qtbot)
    window.lessons.edit()
    qtbot.waitUntil(lambda: bool(window.findChildren(LessonEditor)))
    return window.findChildren(LessonEditor)[0]


def _settings(world: World, calls: Calls, _qtbot: QtBot) -> Any:
    downloads = ModelDownloads(world.services, calls)
    return SettingsDialog(world.services, world.bridge, downloads, calls)


def _about(_world: World, _calls: Calls, _qtbot: QtBot) -> Any:
    return AboutDialog()


PLACES: dict[str, Open] = {
    "lessons": _lessons,
    "night": _night,
    "knowledge": _knowledge,
    "charts": _charts,
    "reject": _reject,
    "export": _export,
    "editor": _editor,
    "settings": _settings,
    "about": _about,
}


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    before = application.palette()
    application.setPalette(palette_of(LIGHT))
    made = World(tmp_path / "home")
    made.dream(3, fell=2, nights=2)
    yield made
    made.close()
    application.setPalette(before)
    qtbot.wait(1)


@pytest.fixture(params=PLACES)
def place(
    request: pytest.FixtureRequest, world: World, calls: Calls, qtbot: QtBot
) -> Iterator[QWidget]:
    opened = PLACES[request.param](world, calls, qtbot)
    opened.show()
    opened.window().activateWindow()
    qtbot.waitUntil(lambda: opened.window().isActiveWindow())
    yield opened
    if opened.window() is opened:
        opened.close()


def focusable(place: QWidget) -> list[QWidget]:
    """What is seen and takes the focus by Tab."""
    return [
        widget
        for widget in place.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def told(widgets: list[QWidget]) -> list[str]:
    return sorted(f"{type(w).__name__} {name_of(w)!r}" for w in widgets)


def test_whatever_takes_the_focus_has_a_name(place: QWidget) -> None:
    taking = [
        widget
        for widget in place.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert taking
    assert told([widget for widget in taking if not name_of(widget)]) == []


def test_tab_reaches_whatever_takes_the_focus(place: QWidget, qtbot: QtBot) -> None:
    wanted = focusable(place)
    wanted[0].setFocus()
    reached: set[QWidget] = set()
    for _ in range(_MOST_TABS):
        now = QApplication.focusWidget()
        if now is None or (now in reached and reached.issuperset(wanted)):
            break
        reached.add(now)
        if isinstance(now, QPlainTextEdit) and not now.tabChangesFocus():
            # Tab belongs to the code; its page and the buttons are reached past it.
            _to_next(now)
        else:
            qtbot.keyClick(now, Qt.Key.Key_Tab)
    reached |= {other for widget in reached for other in _chosen_by_arrows(widget)}
    assert told([widget for widget in wanted if widget not in reached]) == []


def _chosen_by_arrows(widget: QWidget) -> list[QAbstractButton]:
    """The others of a group of which one is chosen: Tab goes to the group, arrows within it."""
    if not isinstance(widget, QAbstractButton):
        return []
    group: QButtonGroup | None = widget.group()
    if group is not None and group.exclusive():
        return list(group.buttons())
    beside: QWidget | None = widget.parentWidget() if widget.autoExclusive() else None
    return beside.findChildren(QAbstractButton) if beside is not None else []


def _to_next(widget: QWidget) -> None:
    """What Tab would go to if it did not write a tab."""
    after = widget.nextInFocusChain()
    while after is not None and after is not widget and not _takes_tab(after, widget):
        after = after.nextInFocusChain()
    if after is not None:
        after.setFocus(Qt.FocusReason.TabFocusReason)


def _takes_tab(after: QWidget, widget: QWidget) -> bool:
    return (
        after.isVisible()
        and after.isEnabled()
        and bool(after.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and not widget.isAncestorOf(after)
    )


def test_the_focus_can_be_seen(place: QWidget) -> None:
    unseen = []
    widgets = focusable(place)
    for widget in widgets:
        if isinstance(widget, QScrollArea):
            continue  # what it holds shows the focus
        _bring_into_view(widget)
        _focus(next(other for other in widgets if other is not widget))
        without = _picture(widget)
        _focus(widget)
        if widget.hasFocus() and _picture(widget) == without:
            unseen.append(widget)
    assert told(unseen) == []


def _focus(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()


def _bring_into_view(widget: QWidget) -> None:
    """As Tab does."""
    parent: QWidget | None = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
    QApplication.processEvents()


def _picture(widget: QWidget) -> QImage:
    """The widget with a little around it, as it is in its window."""
    window = widget.window()
    area = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    around = area.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN).intersected(window.rect())
    return window.grab(around).toImage()
