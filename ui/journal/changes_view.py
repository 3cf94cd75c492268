"""What a person's edits changed in a lesson, as a diff with an earlier version."""

import difflib
from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dreamer_app.core.dreams import Lesson
from dreamer_app.core.journal import LessonVersion
from ui.i18n import tr
from ui.journal import words
from ui.journal.code_view import CodeView
from ui.theme import SPACE


class ChangesView(QWidget):
    """The diff; where there were several edits, a field to choose with what to compare."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = ("", "")
        self._versions: list[LessonVersion] = []
        self._choice = QComboBox()
        self._choice.setAccessibleName(tr("Compare with"))
        self._choice.currentIndexChanged.connect(self._show)
        self._view = CodeView(tr("Changes"), diff=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addWidget(self._choice)
        column.addWidget(self._view)

    @property
    def text(self) -> str:
        """The diff that is shown."""
        return self._view.toPlainText()

    def show_versions(self, lesson: Lesson, versions: Sequence[LessonVersion]) -> None:
        """Compare a lesson with the version before its last edit, or with an older one."""
        self._now = (lesson.action, lesson.tests)
        self._versions = list(versions)
        self._choice.clear()
        for number, version in enumerate(versions):
            name = tr(
                "Compared with the version until {when}", when=words.moment(version.replaced_at)
            )
            self._choice.addItem(name if number else tr("Compared with what was dreamed"))
        self._choice.setVisible(len(versions) > 1)
        self._choice.setCurrentIndex(len(versions) - 1)
        self._show()

    def compare_with(self, number: int) -> None:
        """Choose the version, counted from 0, the oldest."""
        self._choice.setCurrentIndex(number)

    def _show(self, _row: int = -1) -> None:
        row = self._choice.currentIndex()
        if not 0 <= row < len(self._versions):
            return
        version = self._versions[row]
        diff = changes((version.code, version.tests), self._now)
        self._view.show_text(diff or tr("# nothing differs"))


def changes(before: tuple[str, str], after: tuple[str, str]) -> str:
    """What differs between two pairs of code and tests; empty when nothing does.

    Returns:
        A unified diff.
    """
    parts: list[str] = []
    for name, old, new in zip((tr("code"), tr("tests")), before, after, strict=True):
        lines = difflib.unified_diff(
            old.splitlines(),
            new.splitlines(),
            tr("{part} before", part=name),
            tr("{part} after", part=name),
            lineterm="",
        )
        parts.extend(lines)
    return "\n".join(parts)
