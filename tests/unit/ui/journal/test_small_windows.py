"""What has to fit does: at 800 by 600, with large fonts, from right to left."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.bridge import Bridge
from ui.journal.calls import Calls
from ui.journal.export_dialog import ExportDialog
from ui.journal.parts import Section
from ui.model_downloads import ModelDownloads
from ui.preparation import Preparation
from ui.settings_dialog import SettingsDialog
from ui.welcome import WelcomeDialog

_SLACK = 2
"""Pixels; hints are rounded."""


@pytest.fixture(params=["left to right", "right to left"])
def direction(request: pytest.FixtureRequest) -> Iterator[None]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if request.param == "right to left":
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture(params=[1.0, 1.7], ids=["usual font", "large font"])
def font(request: pytest.FixtureRequest) -> Iterator[None]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.font()
    larger = QFont(before)
    larger.setPointSizeF(before.pointSizeF() * request.param)
    app.setFont(larger)
    yield
    app.setFont(before)


@pytest.mark.usefixtures("direction", "font")
@pytest.mark.parametrize("page", [0, 1, 2], ids=["lessons", "knowledge", "charts"])
def test_no_button_is_cut_at_800_by_600(world: Any, qtbot: QtBot, page: int) -> None:
    world.dream(3, fell=2, nights=2)
    world.knowledge.ingest(["tomli_w"])
    window = world.window()
    window.resize(800, 600)
    qtbot.waitUntil(lambda: window.lessons.detail.lesson is not None)
    window.show_page(page)
    qtbot.waitUntil(lambda: not window.calls.is_busy)
    qtbot.wait(100)
    buttons: list[QAbstractButton] = [
        *window.findChildren(QPushButton),
        *window.findChildren(QToolButton),
    ]
    seen = [b for b in buttons if b.isVisible() and not isinstance(b.parentWidget(), Section)]
    assert seen
    assert [b.text() for b in seen if b.width() + _SLACK < b.sizeHint().width()] == []
    assert [b.text() or b.accessibleName() for b in seen if _is_outside(b, window)] == []


def _is_outside(widget: QWidget, window: QWidget) -> bool:
    """Whether a widget reaches over the left or the right edge of its window."""
    left = widget.mapTo(window, QPoint(0, 0)).x()
    return left < -_SLACK or left + widget.width() > window.width() + _SLACK


@pytest.mark.usefixtures("font")
@pytest.mark.parametrize("opened", ["settings", "welcome", "export"])
def test_no_button_of_a_dialog_is_cut(world: Any, calls: Calls, qtbot: QtBot, opened: str) -> None:
    dialog = _dialog(world, calls, opened)
    qtbot.addWidget(dialog)
    dialog.resize(dialog.size().boundedTo(QSize(800, 600)))
    dialog.show()
    # What it looks up may still come, and is laid out a moment after that.
    qtbot.waitUntil(lambda: not calls.is_busy, timeout=60_000)
    qtbot.wait(200)
    seen = [b for b in dialog.findChildren(QPushButton) if b.isVisible()]
    assert seen
    assert [b.text() for b in seen if b.width() + _SLACK < b.sizeHint().width()] == []
    assert [b.text() for b in seen if b.height() + _SLACK < b.sizeHint().height()] == []


class _Cut(QObject):
    """Notes the buttons that are painted lower than their words need."""

    def __init__(self, buttons: list[QPushButton]) -> None:
        super().__init__()
        self.painted = 0
        self.words: list[str] = []
        for each in buttons:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Paint and isinstance(watched, QPushButton):
            self.painted += 1
            if watched.height() + _SLACK < watched.sizeHint().height():
                self.words.append(watched.text())
        return False


@pytest.mark.usefixtures("font")
def test_no_button_is_cut_while_what_is_above_it_grows(
    world: Any, calls: Calls, qtbot: QtBot
) -> None:
    dialog = _dialog(world, calls, "welcome")
    assert isinstance(dialog, WelcomeDialog)
    qtbot.addWidget(dialog)
    dialog.resize(dialog.size().boundedTo(QSize(800, 600)))
    cut = _Cut(dialog.findChildren(QPushButton))
    dialog.show()
    for words in ("short", "long " * 100, "longer " * 300):
        before = cut.painted
        dialog._show_model_note(words)
        qtbot.waitUntil(lambda was=before: cut.painted > was)  # type: ignore[misc]
        qtbot.wait(50)
    assert cut.words == []


def _dialog(world: Any, calls: Calls, name: str) -> QDialog:
    if name == "export":
        return ExportDialog(world.services, calls)
    bridge = Bridge()
    downloads = ModelDownloads(world.services, calls)
    if name == "settings":
        return SettingsDialog(world.services, bridge, downloads, calls)
    preparation = Preparation(world.services, bridge, calls)
    return WelcomeDialog(world.services, preparation, calls, downloads)
