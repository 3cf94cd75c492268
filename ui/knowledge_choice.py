"""What Dreamer is to read first: what Python comes with, and what a person adds."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.choosing_knowledge import choose_files, choose_folder, choose_packages
from ui.i18n import plural, tr
from ui.journal.calls import Calls
from ui.journal.parts import ElidedLabel, button, clear, label, tool
from ui.theme import SPACE

if TYPE_CHECKING:
    from dreamer_app.services.knowledge import KnowledgeService

_MOST_NAMES = 8


class KnowledgeChoice(QWidget):
    """A box for the starter knowledge, a list of what was added, buttons to add more.

    Nothing is read here: :attr:`items` is what was chosen.
    """

    def __init__(
        self, knowledge: "KnowledgeService", calls: Calls, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._knowledge = knowledge
        self._calls = calls
        self._starter: list[str] = []
        self._own: list[str] = []
        self.with_starter = QCheckBox(tr("The standard library and the packages beside it"))
        self.note = label("", "muted", wrap=True)
        self._list = QGridLayout()
        self._list.setColumnStretch(0, 1)
        self._list.setVerticalSpacing(0)
        ways = QHBoxLayout()
        ways.setSpacing(SPACE.small)
        for text, choose in self._ways():
            ways.addWidget(button(text, "plain", choose))
        ways.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addWidget(self.with_starter)
        column.addWidget(self.note)
        column.addLayout(self._list)
        column.addLayout(ways)

    @property
    def items(self) -> list[str]:
        """Files, folders and packages that were chosen; the starter knowledge first."""
        return [*(self._starter if self.with_starter.isChecked() else ()), *self._own]

    def look(self) -> None:
        """Begin anew, and find out what the starter knowledge is."""
        self._own = []
        self._show_own()
        self.with_starter.setChecked(True)
        self._calls.slow(self._knowledge.starter_items, self._show_starter)

    def add(self, items: Sequence[str]) -> None:
        """Choose these too."""
        self._own += [item for item in dict.fromkeys(items) if item not in self._own]
        self._show_own()

    def _ways(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        suffixes = self._knowledge.suffixes
        return (
            (tr("Add files…"), lambda: self.add(choose_files(self, suffixes()))),
            (tr("Add a folder…"), lambda: self.add(choose_folder(self))),
            (tr("Add a package…"), lambda: self.add(choose_packages(self))),
        )

    def _show_starter(self, items: Sequence[str]) -> None:
        self._starter = list(items)
        names = ", ".join(Path(item).name for item in items[:_MOST_NAMES])
        more = " …" if len(items) > _MOST_NAMES else ""
        self.note.setText(
            plural(
                "{count} source: {names}",
                "{count} sources: {names}",
                len(items),
                names=names + more,
            )
        )

    def _show_own(self) -> None:
        clear(self._list)
        for row, name in enumerate(self._own):
            self._list.addWidget(ElidedLabel(name), row, 0)
            take_out = tool("close", tr("Leave out {name}", name=name), self._leaving_out(name))
            self._list.addWidget(take_out, row, 1)

    def _leaving_out(self, name: str) -> Callable[[], None]:
        def leave_out() -> None:
            self._own.remove(name)
            self._show_own()

        return leave_out
