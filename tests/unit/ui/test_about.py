import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
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


def test_everything_that_dreamer_needs_is_named() -> None:
    project = Path(__file__).resolve().parents[3] / "pyproject.toml"
    needed = tomllib.loads(project.read_text())["project"]["dependencies"]
    named = {canonicalize_name(name) for name in _PARTS}
    assert {canonicalize_name(Requirement(each).name) for each in needed} == named


def test_qt_and_llama_cpp_and_the_models_licence_are_named(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    text = dialog.findChildren(QTextBrowser)[0].toPlainText()
    for name in ("Qt", "llama.cpp", "SmolLM2"):
        assert name in text
