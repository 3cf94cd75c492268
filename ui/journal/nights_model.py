"""The nights, newest first, below one row for all of them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dreamer_app.core.journal import NightSummary
from ui.i18n import plural, tr
from ui.journal import words

Index = QModelIndex | QPersistentModelIndex
NIGHT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
PENDING_ROLE = NIGHT_ROLE + 1


class NightsModel(QAbstractListModel):
    """Row 0 stands for all nights; the others are one night each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nights: list[NightSummary] = []

    def show(self, nights: Sequence[NightSummary]) -> None:
        """Replace the nights; where the same nights remain, views keep their selection."""
        if [n.night for n in nights] == [n.night for n in self._nights]:
            self._nights = list(nights)
            self.dataChanged.emit(self.index(0), self.index(len(self._nights)))
            return
        self.beginResetModel()
        self._nights = list(nights)
        self.endResetModel()

    @property
    def nights(self) -> list[NightSummary]:
        """All of them, newest first."""
        return list(self._nights)

    @property
    def pending(self) -> int:
        """Lessons that wait for a decision."""
        return sum(night.pending for night in self._nights)

    def night(self, row: int) -> NightSummary | None:
        """The night of a row; None for the row of all nights."""
        return self._nights[row - 1] if 1 <= row <= len(self._nights) else None

    def find(self, night: str) -> int:
        """The row of a night by its date; 0 (all nights) when there is none."""
        return next((i for i, n in enumerate(self._nights, 1) if n.night == night), 0)

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """One more than there are nights."""
        return 0 if parent is not None and parent.isValid() else 1 + len(self._nights)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name, numbers and headline of a night."""
        if not index.isValid() or index.row() > len(self._nights):
            return None
        night = self.night(index.row())
        if role == NIGHT_ROLE:
            return night
        if role == PENDING_ROLE:
            return self.pending if night is None else night.pending
        if role == Qt.ItemDataRole.DisplayRole:
            return tr("All nights") if night is None else words.night_name(night.night)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._sentence(night)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{index.data()}. {self._sentence(night)}"
        return None

    def headline(self, night: NightSummary | None) -> str:
        """The line below a row's name."""
        if night is not None:
            return words.in_one_line(night)
        dreamed = [each for each in self._nights if not each.only_waited]
        if not dreamed:
            return tr("No night yet")
        return tr(
            "{nights}, {kept} kept",
            nights=plural("{count} night", "{count} nights", len(dreamed)),
            kept=words.number(sum(n.kept for n in dreamed)),
        )

    def _sentence(self, night: NightSummary | None) -> str:
        waiting = self.pending if night is None else night.pending
        return f"{self.headline(night)}\n" + plural(
            "{count} lesson to review", "{count} lessons to review", waiting
        )
