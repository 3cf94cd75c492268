"""The head of the window: pages, what Dreamer does and why, Dream now."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dreamer_app.core.dreams import Progress
from ui.i18n import tr
from ui.journal.icons import icon
from ui.journal.live_view import LiveView
from ui.journal.parts import ElidedLabel, Sign, button, tool
from ui.journal.style import mark
from ui.theme import SPACE

_STATE_INKS = {"dreaming": "accent", "paused": "muted", "problem": "bad", "waiting": "good"}


class Header(QWidget):
    """Pages on the left, actions on the right, the state line below.

    Attributes:
        page_wanted: the page with that number is to be shown.
        dream_wanted: begin or end a session, whichever the button says.
    """

    page_wanted = Signal(int)
    dream_wanted = Signal()
    export_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, pages: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = QButtonGroup(self)
        self._is_dreaming = False
        self.live = LiveView()
        top = self._top = QHBoxLayout()
        top.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, 0)
        top.setSpacing(SPACE.hair)
        for number, name in enumerate(pages):
            top.addWidget(self._tab(number, name))
        top.addStretch(1)
        self._dream = button(tr("Dream now"), "primary", self.dream_wanted.emit, "moon")
        self._export = button(tr("Export…"), "plain", self.export_wanted.emit, "export")
        self._export.setAccessibleName(self._export.text())
        self._export.setToolTip(self._export.text())
        self._settings = tool("settings", tr("Settings"), self.settings_wanted.emit)
        self.menu = QMenu(self)
        self._more = tool("more", tr("More"), lambda: None)
        self._more.setMenu(self.menu)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for widget in (self._dream, self._export, self._settings, self._more):
            top.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._make_state())

    @property
    def state_line(self) -> str:
        """The sentence of the state."""
        return self._line.whole

    @property
    def dream_text(self) -> str:
        """What the button does."""
        return self._dream.text()

    def show_page(self, number: int) -> None:
        """Mark a page as the shown one."""
        self._pages.button(number).setChecked(True)

    def show_state(self, state: str, line: str, *, is_dreaming: bool) -> None:
        """The state's word, its sentence, and what the button is to do."""
        self._line.show_text(line)
        ink = _STATE_INKS.get(state, "muted")
        shape = "broken" if state == "problem" else "moon"
        self._sign.show_sign(shape, ink)
        if is_dreaming != self._is_dreaming:
            self._is_dreaming = is_dreaming
            self._dream.setText(tr("Stop dreaming") if is_dreaming else tr("Dream now"))
            mark(self._dream, "plain" if is_dreaming else "primary")
            self._dream.setIcon(
                icon("stop" if is_dreaming else "moon", "text" if is_dreaming else "on_accent")
            )
        if not is_dreaming:
            self.show_progress(None)

    def show_progress(self, progress: Progress | None) -> None:
        """The live view of the session; None hides it."""
        self.live.show_progress(progress)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where it is narrow, or fonts are large, Export is a picture alone."""
        super().resizeEvent(event)
        self._export.setText(self._export.accessibleName())
        if self._top.minimumSize().width() > self.width():
            self._export.setText("")

    def _tab(self, number: int, name: str) -> QToolButton:
        tab = QToolButton()
        mark(tab, "tab")
        tab.setText(name)
        tab.setCheckable(True)
        tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tab.clicked.connect(lambda: self.page_wanted.emit(number))
        self._pages.addButton(tab, number)
        tab.setChecked(number == 0)
        return tab

    def _make_state(self) -> QFrame:
        frame = QFrame()
        mark(frame, "bar-top")
        self._sign = Sign(18)
        self._sign.setFixedSize(QSize(18, 18))
        self._line = ElidedLabel()
        row = QHBoxLayout()
        row.setContentsMargins(SPACE.large, SPACE.small, SPACE.large, SPACE.small)
        row.setSpacing(SPACE.small)
        row.addWidget(self._sign)
        row.addWidget(self._line, 1)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.live)
        return frame
