"""The moon in the tray and its menu."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QElapsedTimer, QLocale, QObject, QTime, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from ui.controls import menus_sheet
from ui.dropping import TrayDrops
from ui.i18n import plural, tr
from ui.icons import tray_icon
from ui.theme import tokens

_DEBOUNCE_MS = 150
"""Some desktops send Trigger and DoubleClick for one click (QTBUG-69698)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayView:
    """All that the tray shows.

    Args:
        state: as in :class:`dreamer_app.services.status.Status`.
        line: the status line, a whole sentence.
        source: what tells of keyboard and mouse; empty while nothing is watched.
        pending: lessons to review.
        is_busy: whether there is something to stop: a session, or reading before one.
        is_automatic: whether automatic dreaming is enabled.
        paused_until: end of a pause; None without one or without an end.
    """

    state: str = "waiting"
    line: str = ""
    source: str = ""
    pending: int = 0
    is_busy: bool = False
    is_automatic: bool = False
    is_paused: bool = False
    paused_until: datetime | None = None


def tomorrow(now: datetime) -> datetime:
    """The next local midnight, in UTC."""
    local = now.astimezone()
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return (midnight + timedelta(days=1)).astimezone(UTC)


class Tray(QObject):
    """Icon, tooltip and menu; it decides nothing.

    Attributes:
        about_to_show: the menu opens; whoever knows the state calls :meth:`show_view` now.
        paused: a pause was chosen; carries its end in UTC, or None for "until I resume".
        files_wanted, folder_wanted: knowledge is to be chosen in a dialog.
        dropped: files and folders were dropped on the icon; carries their paths.
    """

    about_to_show = Signal()
    journal_requested = Signal()
    dream_requested = Signal()
    stop_requested = Signal()
    paused = Signal(object)
    resume_requested = Signal()
    files_wanted = Signal()
    folder_wanted = Signal()
    dropped = Signal(list)
    settings_requested = Signal()
    about_requested = Signal()
    quit_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = TrayView()
        self._last_click = QElapsedTimer()
        self.menu = QMenu()
        self._build_menu()
        self.icon = QSystemTrayIcon(tray_icon("waiting"), self)
        self.icon.setContextMenu(self.menu)
        self.icon.setToolTip(tr("Dreamer"))
        self.icon.activated.connect(self._clicked)
        self._drops = TrayDrops(self)
        self._drops.dropped.connect(self.dropped)
        self.menu.aboutToShow.connect(self._dress)
        self.menu.aboutToShow.connect(self.about_to_show)
        self._render(changed_state=True)

    def show(self) -> None:
        """Put the icon into the tray, or into the one that appears later."""
        self.icon.show()
        # Windows 11 forgets a tooltip that was set before the icon was shown.
        self.icon.setToolTip(self._tooltip())
        self._drops.watch()

    def hide(self) -> None:
        """Take the icon away."""
        self.icon.hide()

    def show_view(self, view: TrayView) -> None:
        """Show a state; costs nothing when it is the one shown."""
        self._drops.watch()
        if view == self._view:
            return
        changed_state = view.state != self._view.state
        self._view = view
        self._render(changed_state=changed_state)

    def retranslate(self) -> None:
        """Say the same in the language in force."""
        self.menu.clear()
        # What opens beside it does not go with its entry.
        for beside in self.menu.findChildren(QMenu):
            beside.deleteLater()
        self._build_menu()
        self._render(changed_state=False)

    def _dress(self) -> None:
        """The look of the scheme in force; a menu of the desktop's own takes no notice."""
        self.menu.setStyleSheet(menus_sheet(tokens()))

    def _build_menu(self) -> None:
        menu = self.menu
        self._journal = menu.addAction("", self.journal_requested.emit)
        menu.setDefaultAction(self._journal)
        self._status = menu.addAction("")
        self._status.setEnabled(False)
        menu.addSeparator()
        self._dream = menu.addAction("", self._dream_or_stop)
        self._pause = menu.addMenu(tr("Pause"))
        self._pause.addAction(tr("For 1 hour"), lambda: self._pause_for(timedelta(hours=1)))
        self._pause.addAction(
            tr("Until tomorrow"), lambda: self.paused.emit(tomorrow(datetime.now(UTC)))
        )
        self._pause.addAction(tr("Until I resume"), lambda: self.paused.emit(None))
        self._resume = menu.addAction("", self.resume_requested.emit)
        menu.addSeparator()
        add = menu.addMenu(tr("Add knowledge"))
        add.addAction(tr("Files…"), self.files_wanted.emit)
        add.addAction(tr("Folder…"), self.folder_wanted.emit)
        settings = menu.addAction(tr("Settings…"), self.settings_requested.emit)
        settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        about = menu.addAction(tr("About Dreamer"), self.about_requested.emit)
        about.setMenuRole(QAction.MenuRole.AboutRole)
        leave = menu.addAction(tr("Quit"), self.quit_requested.emit)
        leave.setMenuRole(QAction.MenuRole.QuitRole)

    def _render(self, *, changed_state: bool) -> None:
        view = self._view
        review = tr("Open Dream Journal")
        if view.pending:
            review = plural(
                "Open Dream Journal ({count} to review)",
                "Open Dream Journal ({count} to review)",
                view.pending,
            )
        self._journal.setText(review)
        self._status.setText(self._state() or tr("Starting"))
        self._dream.setText(tr("Stop dreaming") if view.is_busy else tr("Dream now"))
        self._pause.menuAction().setVisible(not view.is_paused)
        self._pause.setEnabled(view.is_automatic)
        self._resume.setVisible(view.is_paused)
        self._resume.setText(self._resume_text())
        self.icon.setToolTip(self._tooltip())
        if changed_state:
            self.icon.setIcon(tray_icon(view.state))

    def _resume_text(self) -> str:
        until = self._view.paused_until
        if until is None:
            return tr("Resume")
        local = until.astimezone()
        time = QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
        return tr("Resume (paused until {time})", time=time)

    def _tooltip(self) -> str:
        line = self._state()
        return tr("Dreamer: {state}", state=line) if line else tr("Dreamer")

    def _state(self) -> str:
        """The state, and what tells of keyboard and mouse."""
        line, source = self._view.line, self._view.source
        return tr("{state} · watching {source}", state=line, source=source) if source else line

    def _dream_or_stop(self) -> None:
        (self.stop_requested if self._view.is_busy else self.dream_requested).emit()

    def _pause_for(self, length: timedelta) -> None:
        self.paused.emit(datetime.now(UTC) + length)

    def _clicked(self, how: QSystemTrayIcon.ActivationReason) -> None:
        if sys.platform == "darwin":  # there a click opens the menu, and nothing else
            return
        wanted = (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        )
        if how not in wanted:
            return
        if self._last_click.isValid() and self._last_click.elapsed() < _DEBOUNCE_MS:
            return
        self._last_click.start()
        self.journal_requested.emit()
