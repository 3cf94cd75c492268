"""The running program: everything between the first and the last moment of the tray icon."""

import logging
import os
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox

from dreamer_app import logs
from dreamer_app.core.errors import DreamerError
from dreamer_app.paths import Paths
from dreamer_app.session import lead_session
from ui.bridge import Bridge
from ui.i18n import said, tr
from ui.icons import app_icon
from ui.instance import Instance
from ui.language import speak
from ui.pool import QtExecutor
from ui.shell import Shell
from ui.signals import TerminationSignals
from ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext
    from PySide6.QtGui import QSessionManager

    from dreamer_app.services.assembly import Services

_log = logging.getLogger("dreamer_app.ui")

_QUIT_SECONDS = 2.0
"""Quit is kept within this time, whatever hangs."""


def run(
    paths: Paths,
    instance: Instance,
    *,
    in_background: bool,
    command: str | None,
    given: Sequence[Path] = (),
) -> int:
    """Show the tray icon and stay until Quit.

    Args:
        instance: holds the lock of ``paths.home``.
        in_background: open no window unless there is no other way to reach the program.
        command: ``dream-now`` to begin at once.
        given: files and folders to read at once.

    Raises:
        DreamerError: it cannot start; nothing was shown.
    """
    logs.start(paths.logs)
    lead_session()
    app = _application()
    running = Application(app, paths)
    instance.asked.connect(lambda command, token: _asked(running, command, token))
    instance.given.connect(lambda files, token: _given(running, files, token))
    instance.listen()
    signals = TerminationSignals(running.leave)
    running.start(in_background=in_background)
    if command == "dream-now":
        QTimer.singleShot(0, running.shell, running.shell.dream)
    if given:
        QTimer.singleShot(0, running.shell, lambda: running.shell.take(given))
    code = app.exec()
    signals.close()
    instance.release()
    if not running.close():
        _log.warning("something did not stop within %s s; ending without it", _QUIT_SECONDS)
        logging.shutdown()
        os._exit(code)  # quit must quit; our children end when this process does
    return code


def show_refusal(error: DreamerError) -> None:
    """Say on the screen why the program cannot start."""
    app = QApplication.instance() or _application()
    box = QMessageBox(QMessageBox.Icon.Critical, tr("Dreamer cannot start"), said(error.message))
    box.setInformativeText(said(error.hint))
    box.exec()
    del app


class Application:
    """The parts of the running program, from the first to the last moment."""

    def __init__(self, app: QApplication, paths: Paths) -> None:
        from dreamer_app import settings
        from dreamer_app.services.assembly import build

        self._app = app
        self._executor = QtExecutor()
        self._bridge = Bridge()
        self._theme = Theme(app)
        chosen = settings.load(paths.settings_file)
        speak(chosen.language)
        self._services: Services = build(
            paths, chosen, executor=self._executor, publish=self._bridge.publish
        )
        memory = QSettings(str(paths.home / "windows.ini"), QSettings.Format.IniFormat)
        self.shell = Shell(self._services, self._bridge, memory)
        self.shell.quit_requested.connect(self.leave)
        app.commitDataRequest.connect(self._save_session, Qt.ConnectionType.DirectConnection)

    def start(self, *, in_background: bool) -> None:
        """Show the icon now, and begin everything else when it is there."""
        self.shell.start(in_background=in_background)
        QTimer.singleShot(0, self.shell, self._services.automatic.start)
        QTimer.singleShot(0, self.shell, self._services.sweep)

    def leave(self) -> None:
        """Leave the event loop."""
        self._app.exit(0)

    def close(self) -> bool:
        """End everything; False when something did not end in time."""
        ends = time.monotonic() + _QUIT_SECONDS
        self.shell.close()
        closing = threading.Thread(target=self._services.close, name="closing", daemon=True)
        closing.start()
        closing.join(max(0.0, ends - time.monotonic()))
        self._executor.shutdown(wait=False, cancel_futures=True)
        left = max(0, round((ends - time.monotonic()) * 1000))
        return not closing.is_alive() and self._executor.wait(left)

    def _save_session(self, manager: "QSessionManager") -> None:
        # Starting again at login is the person's choice in the settings, not the desktop's.
        manager.setRestartHint(type(manager).RestartHint.RestartNever)
        self.shell.session_ends()


def _asked(running: Application, command: str, token: str) -> None:
    _pass_on(token)
    running.shell.ask(command)


def _given(running: Application, files: Sequence[Path], token: str) -> None:
    _pass_on(token)
    running.shell.take(files)


def _pass_on(token: str) -> None:
    if token:  # Wayland lets a window come forward only with it
        os.environ["XDG_ACTIVATION_TOKEN"] = token


def _application() -> QApplication:
    QApplication.setDesktopFileName("dreamer")
    QApplication.setApplicationName("dreamer")
    QApplication.setApplicationDisplayName("Dreamer")
    app = QApplication(sys.argv[:1])
    app.setWindowIcon(app_icon())
    app.setQuitOnLastWindowClosed(False)
    qInstallMessageHandler(_log_qt)
    sys.excepthook = _log_bug
    threading.excepthook = lambda args: _log.error(
        "a bug in thread %s", args.thread, exc_info=args.exc_value
    )
    return app


def _log_qt(kind: QtMsgType, _context: "QMessageLogContext", message: str) -> None:
    is_bad = kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    _log.log(logging.ERROR if is_bad else logging.WARNING, "Qt: %s", message)


def _log_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    _log.error("a bug", exc_info=error)
    sys.__excepthook__(kind, error, trace)
