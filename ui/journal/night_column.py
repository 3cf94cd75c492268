"""The nights on the left."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QListView, QWidget

from dreamer_app.core.journal import NightSummary
from dreamer_app.core.ports import JournalRepository
from ui.i18n import tr
from ui.journal.calls import Calls
from ui.journal.delegates import NightDelegate
from ui.journal.nights_model import NightsModel
from ui.journal.style import mark

_RECENT = 60
_ALL_MS = 2500
"""Adding up years of nights takes a core for a while; not while a person decides."""


class NightColumn(QListView):
    """All nights, newest first: the newest are read at once, the others when it is quiet.

    Attributes:
        loaded: the nights are there, or others than before.
    """

    loaded = Signal()

    def __init__(
        self, journal: JournalRepository, calls: Calls, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._journal = journal
        self._calls = calls
        self.nights = NightsModel(self)
        self.setModel(self.nights)
        self.setItemDelegate(NightDelegate(self))
        mark(self, "list")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Nights"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._has_all = False
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_ALL_MS)
        self._quiet.timeout.connect(self._load_all)

    def load(self) -> None:
        """Read the newest nights now, and all of them later."""
        journal = self._journal
        self._calls.slow(
            lambda: journal.nights(_RECENT, with_waiting=True), self._show_recent, key="nights"
        )

    def choose(self, night: str) -> None:
        """Go to a night by its date; empty for all of them."""
        row = self.nights.find(night) if night else 0
        if night and not row and not self._has_all:
            self._load_all()  # an older one, which is gone to when it is there
            return
        if self.currentIndex().row() != row:
            self.setCurrentIndex(self.nights.index(row))

    def _show_recent(self, nights: Sequence[NightSummary]) -> None:
        oldest = nights[-1].night if nights else ""
        older = [night for night in self.nights.nights if night.night < oldest]
        self._has_all = self._has_all or len(nights) < _RECENT
        self._show([*nights, *older])
        if len(nights) == _RECENT:
            self._quiet.start()

    def _load_all(self) -> None:
        journal = self._journal
        self._calls.slow(lambda: journal.nights(with_waiting=True), self._show_all, key="nights")

    def _show_all(self, nights: Sequence[NightSummary]) -> None:
        self._has_all = True
        self._show(nights)

    def _show(self, nights: Sequence[NightSummary]) -> None:
        self.nights.show(nights)
        self.loaded.emit()
