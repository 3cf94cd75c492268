import pytest
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from ui.about import _PARTS, AboutDialog, licence


@pytest.mark.parametrize("name", _PARTS)
def test_the_licence_of_every_part_that_is_installed_is_known(name: str) -> None:
    known = licence(name)
    if known is None:
        pytest.skip("not installed")
    assert known[0]
    assert known[1]


def test_a_part_that_is_not_installed_is_left_out() -> None:
    assert licence("no-such-distribution") is None


def test_the_dialog_lists_qt_with_its_licence(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    text = dialog.findChildren(QTextBrowser)[0].toPlainText()
    assert "PySide6" in text
    assert "LGPL" in text
