from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from pytestqt.qtbot import QtBot

from ui.i18n import CONTEXT, install, plural, tr


class German(QTranslator):
    """Knows two phrases."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        known = {"Quit": "Beenden", "{count} lesson waits": "{count} Lektionen warten"}
        return known.get(text, "") if context == CONTEXT else ""

    def isEmpty(self) -> bool:  # noqa: N802
        return False


@pytest.fixture
def german(qtbot: QtBot) -> Iterator[None]:
    translator = German()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def test_without_a_translation_the_english_text_stands(qtbot: QtBot) -> None:
    assert tr("Quit") == "Quit"


def test_a_translation_is_used(german: None) -> None:
    assert tr("Quit") == "Beenden"


def test_names_are_filled_in_after_translation(german: None) -> None:
    assert plural("{count} lesson waits", "{count} lessons wait", 3) == "3 Lektionen warten"


def test_one_is_singular(qtbot: QtBot) -> None:
    assert plural("{count} lesson waits", "{count} lessons wait", 1) == "1 lesson waits"


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en", Qt.LayoutDirection.LeftToRight), ("ar", Qt.LayoutDirection.RightToLeft)],
)
def test_the_language_says_in_which_direction_its_text_runs(
    qtbot: QtBot, language: str, direction: Qt.LayoutDirection
) -> None:
    before = QLocale()
    try:
        assert install(language).textDirection() is direction
    finally:
        QLocale.setDefault(before)
