"""What the program does when a person asks: the tray, the windows, and what joins them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from dreamer_app.core.errors import DreamerError, Stopped
from dreamer_app.core.events import SettingsChanged
from dreamer_app.core.states import Reason, Trigger
from ui.bridge import Bridge
from ui.closing import Closing
from ui.dialog import ThemedDialog, keep_size
from ui.dropping import sorted_out
from ui.i18n import said, tr
from ui.journal.calls import Calls
from ui.language import Renewal, speak
from ui.model_downloads import ModelDownloads
from ui.notifications import Notifications
from ui.preparation import Preparation
from ui.tray import Tray, TrayView

if TYPE_CHECKING:
    from dreamer_app.services.assembly import Services
    from ui.journal.place import Place
    from ui.journal.window import JournalWindow

_TRAY_PROBE_MS, _TRAY_PROBES = 5000, 12
"""A tray that starts after us (at login) is looked for every 5 s for a minute."""
_REFRESH_MS = 30_000
"""What the tooltip says grows old no further than that."""


class Shell(QObject):
    """Owns the tray and every window.

    Windows and dialogs are imported and made when they are first wanted: until then the
    process stays small.

    Args:
        memory: what windows remember, below the home.

    Attributes:
        quit_requested: a person asked to quit.
    """

    quit_requested = Signal()

    def __init__(
        self,
        services: "Services",
        bridge: Bridge,
        memory: QSettings,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._bridge = bridge
        self._memory = memory
        self._pending = 0
        self._probes_left = _TRAY_PROBES
        self._dreams_after_reading = False
        self._journal: JournalWindow | None = None
        self._dialogs: dict[str, ThemedDialog] = {}
        self._makers: dict[str, Callable[[], ThemedDialog]] = {}
        self._place: Place | None = None
        self._calls = Calls(self)
        self._tray = Tray(self)
        self._notifications = Notifications(services, bridge, self._tray.icon, self._calls, self)
        self._preparation = Preparation(services, bridge, self._calls, self)
        self._downloads = ModelDownloads(services, self._calls, self)
        self._closing = Closing(memory, self)
        self._renewal = Renewal(self)
        self._ageing = QTimer(self, interval=_REFRESH_MS)
        self._connect()

    @property
    def tray(self) -> Tray:
        """The icon and its menu."""
        return self._tray

    @property
    def preparation(self) -> Preparation:
        """Reading of the starter knowledge."""
        return self._preparation

    def start(self, *, in_background: bool) -> None:
        """Show the tray icon, or the journal where there is no tray.

        Args:
            in_background: started at login: no window unless there is no other way to reach
                the program.
        """
        self._tray.show()
        self._find_tray()
        if not self._closing.has_tray:
            self.open_journal()
            self._watch_for_tray()
        self.refresh()
        self._count_pending()
        if not in_background:
            self._welcome_if_new()

    def ask(self, command: str) -> None:
        """Do what a later launch asks for: ``raise``, ``dream-now`` or ``quit``."""
        actions: dict[str, Callable[[], None]] = {
            "raise": self.open_journal,
            "dream-now": self.dream,
            "quit": self.quit_requested.emit,
        }
        actions[command]()

    def take(self, paths: Sequence[Path]) -> None:
        """Files given from outside: models are judged by the settings, the rest is read."""
        models, others = sorted_out(paths)
        if others:
            self._shown_journal().add_knowledge([str(path) for path in others])
        if models:
            self._take_model(models[0])

    def open_journal(self) -> None:
        """Show the Dream Journal in front of everything."""
        self._shown_journal()

    def _shown_journal(self) -> "JournalWindow":
        if self._journal is None:
            self._journal = self._made_journal()
        _bring_forward(self._journal)
        return self._journal

    def _made_journal(self) -> "JournalWindow":
        from ui.journal.window import JournalWindow

        journal = JournalWindow(self._services, self._bridge)
        journal.about_to_hide.connect(lambda: self._closing.window_hides(journal))
        journal.model_dropped.connect(self._take_model)
        journal.welcome_requested.connect(self.open_welcome)
        self._serve(journal)
        place, self._place = self._place, None
        if place is not None:
            from ui.journal.place import go_to

            go_to(journal, place)
        return journal

    def dream(self) -> None:
        """Dream now; on an empty graph read the starter knowledge first."""
        if self._preparation.is_running or self._services.dreams.is_dreaming:
            return
        self._calls.slow(self._services.knowledge.is_empty, self._read_or_dream)

    def stop(self) -> None:
        """Stop the session, or the reading that precedes it."""
        self._stop(Reason.STOPPED_BY_USER)

    def _stop(self, reason: Reason) -> None:
        self._preparation.stop(reason)
        self._services.dreams.stop(reason)
        self.refresh()

    def open_settings(self) -> None:
        """Show the settings."""

        def make() -> ThemedDialog:
            from ui.settings_dialog import SettingsDialog

            return SettingsDialog(self._services, self._bridge, self._downloads, self._calls)

        self._open_dialog("settings", make)

    def _take_model(self, path: Path) -> None:
        """A model file was dropped on the journal: the settings show and judge it."""
        self.open_settings()
        dialog = self._dialogs["settings"]
        dialog.take_model(path)  # type: ignore[attr-defined]

    def open_about(self) -> None:
        """Show version and licences."""

        def make() -> ThemedDialog:
            from ui.about import AboutDialog

            return AboutDialog()

        self._open_dialog("about", make)

    def open_welcome(self) -> None:
        """Show what has to be chosen once."""

        def make() -> ThemedDialog:
            from ui.welcome import WelcomeDialog

            dialog = WelcomeDialog(self._services, self._preparation, self._calls, self._downloads)
            dialog.dream_requested.connect(self.dream)
            dialog.journal_requested.connect(self.open_journal)
            return dialog

        self._open_dialog("welcome", make)

    def refresh(self) -> None:
        """Show the present state in the tray."""
        self._notifications.is_journal_in_front = (
            self._journal is not None and self._journal.isActiveWindow()
        )
        view = self._view()
        self._tray.show_view(view)
        # "Idle for 4 min of 30 min": a tooltip is not asked for before it is shown.
        if view.state in ("waiting", "problem"):
            self._ageing.start()
        else:
            self._ageing.stop()

    def session_ends(self) -> None:
        """The login session ends: stop, and let windows close."""
        self._closing.is_ending = True
        self._stop(Reason.QUIT)

    def close(self) -> None:
        """Take everything off the screen; the services are closed by whoever built them."""
        self._closing.is_ending = True
        self._renewal.stop()
        self._preparation.stop(Reason.QUIT)
        self._downloads.stop(Reason.QUIT)
        self._tray.hide()
        for dialog in self._dialogs.values():
            dialog.close()
        if self._journal is not None:
            self._journal.close()
            self._journal.shut_down()
        self._calls.close(milliseconds=500)

    def _connect(self) -> None:
        tray, bridge = self._tray, self._bridge
        tray.about_to_show.connect(self.refresh)
        tray.journal_requested.connect(self.open_journal)
        tray.paused.connect(self._pause)
        tray.resume_requested.connect(self._resume)
        tray.files_wanted.connect(lambda: self._shown_journal().choose_files())
        tray.folder_wanted.connect(lambda: self._shown_journal().choose_folder())
        tray.dropped.connect(self.take)
        self._serve(tray)
        bridge.happened.connect(self.refresh)
        self._ageing.timeout.connect(self.refresh)
        bridge.lessons_changed.connect(self._count_pending)
        bridge.session_ended.connect(self._count_pending)
        bridge.settings_changed.connect(self._settings_changed)
        self._notifications.clicked.connect(self.open_journal)
        self._preparation.progressed.connect(self.refresh)
        self._preparation.failed.connect(self._preparation_failed)
        self._preparation.finished.connect(self._preparation_finished)
        self._calls.problem.connect(self._say_problem)
        self._closing.quit_requested.connect(self.quit_requested)
        self._closing.hidden_first_time.connect(self._say_hidden)

    def _serve(self, asking: "Tray | JournalWindow") -> None:
        """Do what the tray and the journal ask for alike."""
        asking.dream_requested.connect(self.dream)
        asking.stop_requested.connect(self.stop)
        asking.settings_requested.connect(self.open_settings)
        asking.about_requested.connect(self.open_about)
        asking.quit_requested.connect(self.quit_requested)

    def _view(self) -> TrayView:
        status = self._services.status.now()
        automatic = self._services.automatic
        reading = self._preparation.latest
        line, source = said(status.line), said(status.activity_source)
        if self._preparation.is_running:
            line, source = tr("Reading what there is to know"), ""
            if reading is not None and reading.total:
                line = tr(
                    "Reading {source} ({done} of {total})",
                    source=reading.source,
                    done=reading.done,
                    total=reading.total,
                )
        return TrayView(
            state=status.state,
            line=line,
            source=source,
            pending=self._pending,
            is_busy=self._services.dreams.is_dreaming or self._preparation.is_running,
            is_automatic=self._services.settings.current.enable_dreaming,
            is_paused=automatic.is_paused,
            paused_until=automatic.paused_until,
        )

    def _read_or_dream(self, is_empty: bool) -> None:  # noqa: FBT001 - the result of a call
        if not is_empty:
            self._start_dreaming()
            return
        self._dreams_after_reading = True
        self._preparation.start()
        self.refresh()

    def _preparation_finished(self) -> None:
        wanted, self._dreams_after_reading = self._dreams_after_reading, False
        if wanted:
            self._start_dreaming()
        self.refresh()

    def _start_dreaming(self) -> None:
        self._services.dreams.start(trigger=Trigger.MANUAL)
        self.refresh()

    def _preparation_failed(self, error: DreamerError) -> None:
        self._dreams_after_reading = False
        if not isinstance(error, Stopped):
            self._say_problem(error)
        self.refresh()

    def _pause(self, until: datetime | None) -> None:
        self._services.automatic.pause(until)
        self.refresh()

    def _resume(self) -> None:
        self._services.automatic.resume()
        self.refresh()

    def _count_pending(self) -> None:
        self._calls.slow(self._services.journal.pending_count, self._show_pending, key="pending")

    def _show_pending(self, count: int) -> None:
        self._pending = count
        self.refresh()

    def _welcome_if_new(self) -> None:
        if not self._memory.value("welcome/seen", defaultValue=False, type=bool):
            self._calls.slow(self._services.knowledge.is_empty, self._welcome)

    def _welcome(self, is_empty: bool) -> None:  # noqa: FBT001 - the result of a call
        self._memory.setValue("welcome/seen", True)  # noqa: FBT003
        if is_empty:
            self.open_welcome()

    def _open_dialog(self, name: str, make: Callable[[], ThemedDialog]) -> None:
        self._makers[name] = make
        if name not in self._dialogs:
            self._dialogs[name] = self._made_dialog(name)
        _bring_forward(self._dialogs[name])

    def _made_dialog(self, name: str) -> ThemedDialog:
        dialog = self._makers[name]()
        keep_size(dialog, self._memory, f"{name}/size")
        return dialog

    # another language

    def _speak(self) -> None:
        """Turn everything into the language of the settings."""
        speak(self._services.settings.current.language)
        self._tray.retranslate()
        self.refresh()
        self._renewal.add("journal", self._renew_journal)
        for name in self._dialogs:
            self._renewal.add(name, partial(self._renew_dialog, name))

    def _renew_journal(self) -> bool:
        if self._journal is None:
            return True
        from ui.journal.place import may_be_left, place_of

        former = self._journal
        if not may_be_left(former):
            return False
        self._place, self._journal = place_of(former), None
        former.shut_down()  # the next one begins with what it remembers
        if former.isVisible():
            self._journal = self._made_journal()
            _take_place(self._journal, former)
        former.hide()
        former.deleteLater()
        return True

    def _renew_dialog(self, name: str) -> bool:
        former = self._dialogs.get(name)
        if former is None:
            return True
        if not former.may_be_replaced:
            return False
        del self._dialogs[name]
        if former.isVisible():
            dialog = self._dialogs[name] = self._made_dialog(name)
            dialog.go_on_from(former)
            _take_place(dialog, former)
        former.close()
        self._renewal.add(former, partial(self._forget, former))
        return True

    def _forget(self, former: QWidget) -> bool:
        """Delete a window once nothing that it asked for is under way any more."""
        if self._calls.is_busy:
            return False
        former.deleteLater()
        return True

    def _find_tray(self) -> None:
        self._closing.has_tray = QSystemTrayIcon.isSystemTrayAvailable()

    def _watch_for_tray(self) -> None:
        self._find_tray()
        if self._closing.has_tray or not self._probes_left:
            return
        self._probes_left -= 1
        QTimer.singleShot(_TRAY_PROBE_MS, self, self._watch_for_tray)

    def _settings_changed(self, event: SettingsChanged) -> None:
        if "DREAMING_LANGUAGE" in event.names:
            self._speak()
        if "DREAMING_START_AT_LOGIN" not in event.names:
            return
        from ui import autostart

        try:
            autostart.set_enabled(enabled=self._services.settings.current.start_at_login)
        except DreamerError as error:
            self._say_problem(error)

    def _say_hidden(self) -> None:
        self._notifications.say(
            tr("Dreamer goes on in the tray"),
            tr("Click the moon to open the journal again; Quit in its menu ends Dreamer."),
        )

    def _say_problem(self, error: DreamerError) -> None:
        self._notifications.say(tr("Dreamer"), said(error), is_problem=True)


def _take_place(window: QWidget, former: QWidget) -> None:
    """Show a window where another of its kind is, and leave the one in front in front."""
    front = QApplication.activeWindow()
    if former.windowState() is Qt.WindowState.WindowNoState:
        # Not from what was saved: that is bounded by the screen, and knows of no window's frame.
        window.resize(former.size())
        window.move(former.pos())
    else:
        window.restoreGeometry(former.saveGeometry())
    if former.isMinimized():
        window.showMinimized()
    elif front is former:
        _bring_forward(window)
    else:
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        window.show()
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=False)
        if front is not None:
            front.raise_()


def _bring_forward(window: QWidget) -> None:
    window.show()
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()
