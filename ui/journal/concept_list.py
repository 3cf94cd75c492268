"""The concepts of the graph: searched, ranked, dreamed about or not yet."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dreamer_app.core.knowledge import Entity
from ui.i18n import said, tr
from ui.journal.calls import Calls
from ui.journal.icons import icon
from ui.journal.items_table import ItemsTable
from ui.journal.knowledge_models import entities_model
from ui.journal.parts import label
from ui.journal.style import mark
from ui.theme import SPACE

if TYPE_CHECKING:
    from dreamer_app.services.knowledge import KnowledgeService

MOST = 300
"""Concepts that are listed; the search finds the others."""
_TYPING_MS = 150


class ConceptList(QWidget):
    """A search field, three chips, the table.

    Attributes:
        chosen: another concept is the current one.
        failed: a sentence about something that went wrong.
    """

    chosen = Signal(object)
    failed = Signal(str)

    def __init__(
        self, knowledge: "KnowledgeService", calls: Calls, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._knowledge = knowledge
        self._calls = calls
        self._connections: dict[str, int] = {}
        self._dreamed: dict[str, int] = {}
        self._ranked: list[Entity] = []
        self._known_dreamed: list[Entity] = []
        self._wanted: bool | None = None
        self.model = entities_model(self._connections, self._dreamed, self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._search)
        self.search = QLineEdit()
        mark(self.search, "search")
        self.search.setPlaceholderText(tr("Search concepts"))
        self.search.setAccessibleName(tr("Search concepts"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self._view = ItemsTable(self.model, tr("Concepts"), 240)
        self._view.selectionModel().currentRowChanged.connect(self._moved)
        self._nothing = label(kind="muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()

    def show_known(
        self,
        top: Sequence[tuple[Entity, int]],
        dreamed: dict[str, int],
        entities: Sequence[Entity],
    ) -> None:
        """Replace what is known.

        Args:
            top: the most connected concepts with their connections.
            dreamed: how often each id was dreamed about.
            entities: those of them that are in the graph.
        """
        self._connections.clear()
        self._connections.update({entity.id: count for entity, count in top})
        self._dreamed.clear()
        self._dreamed.update(dreamed)
        self._ranked = [entity for entity, _count in top]
        self._known_dreamed = sorted(entities, key=lambda e: (-dreamed[e.id], e.id))
        self._search()

    def show_dreamed(self, wanted: bool | None) -> None:  # noqa: FBT001 - a state of three
        """Only what was dreamed about (True), only what was not (False), or all of it."""
        self._wanted = wanted
        self._search()

    @property
    def view(self) -> ItemsTable:
        """The table."""
        return self._view

    def point_at(self, entity_id: str) -> bool:
        """Make a concept the current one; without it in the table, none is.

        Returns:
            Whether it is in the table.
        """
        ids = [self.model.item(row).id for row in range(self.model.rowCount())]
        row = ids.index(entity_id) if entity_id in ids else -1
        self._view.setCurrentIndex(self.model.index(row, 0))
        if row < 0:
            self._view.clearSelection()
        return row >= 0

    def _lay_out(self) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(SPACE.hair)
        group = QButtonGroup(self)
        for text, wanted in (
            (tr("All"), None),
            (tr("Not dreamed about yet"), False),
            (tr("Dreamed about"), True),
        ):
            chip = QToolButton()
            mark(chip, "chip")
            chip.setText(text)
            chip.setCheckable(True)
            chip.setChecked(wanted is None)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            chip.clicked.connect(self._chip(wanted))
            group.addButton(chip)
            chips.addWidget(chip)
        chips.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.small)
        head.setSpacing(SPACE.small)
        head.addWidget(self.search)
        head.addLayout(chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._view, 1)
        column.addWidget(self._nothing, 1)
        self._nothing.hide()

    def _chip(self, wanted: bool | None) -> Callable[[bool], None]:  # noqa: FBT001
        return lambda _checked: self.show_dreamed(wanted)

    def _search(self) -> None:
        text = self.search.text().strip()
        if not text:
            self._calls.forget("concepts")
            self._show(self._known_dreamed if self._wanted else self._ranked)
            return
        self._calls.slow(
            lambda: self._knowledge.search(text, MOST),
            self._show,
            lambda error: self.failed.emit(said(error)),
            key="concepts",
        )

    def _show(self, entities: Sequence[Entity]) -> None:
        fitting = [
            entity
            for entity in entities
            if self._wanted is None or (entity.id in self._dreamed) is self._wanted
        ]
        self.model.show(fitting[:MOST])
        self._view.setVisible(bool(fitting))
        self._nothing.setVisible(not fitting)
        if fitting:
            self._view.setCurrentIndex(self.model.index(0, 0))
        elif self.search.text().strip():
            self._nothing.setText(tr("No concept fits what is asked for."))
        elif self._wanted:
            self._nothing.setText(tr("Nothing of what is known was dreamed about yet."))
        else:
            self._nothing.setText(tr("All of the most connected concepts were dreamed about."))

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        entity: Entity | None = self.model.item(now.row())
        if entity is not None:
            self.chosen.emit(entity)
