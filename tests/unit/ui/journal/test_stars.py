"""A rating by its stars."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot


def test_a_star_rates_and_the_same_one_takes_it_away(world: Any, qtbot: QtBot) -> None:
    (lesson_id,) = world.dream(1)
    window = world.window()
    qtbot.waitUntil(lambda: window.lessons.detail.lesson is not None)
    stars = window.lessons.detail.findChildren(QToolButton)
    third = next(star for star in stars if star.accessibleName() == "Rating: 3")
    for rating in (3, 0):
        qtbot.mouseClick(third, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(
            lambda r=rating: world.store.lessons.get_lesson(lesson_id).rating == r  # type: ignore[misc]
        )
