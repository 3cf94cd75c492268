"""Sources and ranked entities as tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dreamer_app.core.knowledge import Entity, EntityKind, Source
from ui.i18n import tr
from ui.journal import words

Index = QModelIndex | QPersistentModelIndex
ITEM_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Args:
        text: what it says of an item.
        is_number: it is aligned with the ends of its numbers, as they are compared.
    """

    name: str
    text: Callable[[Any], str]
    is_number: bool = False

    @property
    def side(self) -> Qt.AlignmentFlag:
        """Where its text stands, in its cells and above them."""
        flags = Qt.AlignmentFlag
        return (flags.AlignTrailing if self.is_number else flags.AlignLeading) | flags.AlignVCenter


class ItemsModel(QAbstractTableModel):
    """Items in rows; a column is its name and what it says of an item.

    Args:
        columns: what they are called and what they say.
        tooltip: what is said of an item at length.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        tooltip: Callable[[Any], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = list(columns)
        self._tooltip = tooltip
        self._items: list[Any] = []

    def show(self, items: Sequence[Any]) -> None:
        """Replace the items."""
        self.beginResetModel()
        self._items = list(items)
        self.endResetModel()

    def item(self, row: int) -> Any:
        """The item of a row, or None."""
        return self._items[row] if 0 <= row < len(self._items) else None

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """One row for each item."""
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """As given."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Names of the columns, above their text."""
        if orientation is Qt.Orientation.Vertical or section >= len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._columns[section].side
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text of a cell, tooltip of its row."""
        item = self.item(index.row()) if index.isValid() else None
        if item is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[index.column()].text(item)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._columns[index.column()].side
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tooltip(item)
        if role == ITEM_ROLE:
            return item
        return None


def sources_model(dreamed: Mapping[str, int], parent: QObject | None = None) -> ItemsModel:
    """What a person gave Dreamer to know.

    Args:
        dreamed: by source id, how many of its entities were dreamed about; may change.
    """
    columns = (
        Column(tr("Source"), lambda s: s.name),
        Column(tr("Version"), lambda s: s.version or words.DASH),
        Column(tr("Concepts"), lambda s: words.number(s.entities), is_number=True),
        Column(tr("Dreamed"), lambda s: words.number(dreamed.get(s.id, 0)), is_number=True),
        Column(tr("Read"), lambda s: words.day(s.ingested_at), is_number=True),
    )
    return ItemsModel(columns, _of_source, parent)


def entities_model(
    connections: Mapping[str, int], dreamed: Mapping[str, int], parent: QObject | None = None
) -> ItemsModel:
    """Concepts with their connections and how often they were dreamed about.

    Args:
        connections, dreamed: looked at whenever a cell is drawn; may change.
    """

    def times(entity: Entity) -> str:
        count = dreamed.get(entity.id, 0)
        return words.number(count) if count else tr("not yet")

    def linked(entity: Entity) -> str:
        return words.number(connections[entity.id]) if entity.id in connections else words.DASH

    columns = (
        Column(tr("Concept"), lambda e: e.id),
        Column(tr("Kind"), lambda e: kind(e.kind)),
        Column(tr("Connections"), linked, is_number=True),
        Column(tr("Dreamed"), times, is_number=True),
    )
    return ItemsModel(columns, lambda e: f"{e.id}{e.signature}\n{e.text[:400]}", parent)


def kind(value: EntityKind) -> str:
    """What a node stands for."""
    return {
        EntityKind.PACKAGE: tr("package"),
        EntityKind.MODULE: tr("module"),
        EntityKind.CLASS: tr("class"),
        EntityKind.FUNCTION: tr("function"),
        EntityKind.CONCEPT: tr("concept"),
        EntityKind.EXAMPLE: tr("example"),
        EntityKind.DOCUMENT: tr("document"),
        EntityKind.SECTION: tr("section"),
    }[value]


def _of_source(source: Source) -> str:
    licence = source.licence or tr("no licence stated")
    return f"{source.id}\n{source.location}\n{licence}"
