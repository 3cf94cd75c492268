"""What closing a window means: hide, ask, or really close."""

from PySide6.QtCore import QEvent, QObject, QSettings, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.i18n import tr


class CloseToTray(QObject):
    """Event filter of the journal window: its close button leaves Dreamer running.

    With a tray the window hides, and the first time a message says so. Without one the person
    is asked once, as a hidden program without an icon is reached only by starting it again.

    Args:
        memory: where it is kept that something was said or answered.

    Attributes:
        hidden_first_time: the window went to the tray for the first time ever.
        quit_requested: without a tray, the person chose to quit.
    """

    hidden_first_time = Signal()
    quit_requested = Signal()

    def __init__(self, memory: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self.has_tray = False
        self.is_ending = False
        """The program or the login session ends: windows close for good."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Hide instead of close."""
        if event.type() != QEvent.Type.Close or self.is_ending or not isinstance(watched, QWidget):
            return False
        event.ignore()
        if self.has_tray:
            watched.hide()
            if not self._memory.value("close/said", defaultValue=False, type=bool):
                self._memory.setValue("close/said", True)  # noqa: FBT003
                self.hidden_first_time.emit()
        elif self._stay_without_tray(watched):
            watched.hide()
        else:
            self.quit_requested.emit()
        return True

    def _stay_without_tray(self, window: QWidget) -> bool:
        answer = self._memory.value("close/stay_without_tray")
        if answer is not None:
            return str(answer) == "true"
        box = QMessageBox(window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(tr("Keep Dreamer running in the background?"))
        box.setInformativeText(
            tr(
                "This desktop has no tray to show it in. Starting Dreamer again brings this "
                "window back. Without it running, nothing is dreamed while you are away."
            )
        )
        stay = box.addButton(tr("Keep running"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(tr("Quit"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.exec()
        stays = box.clickedButton() is stay
        self._memory.setValue("close/stay_without_tray", "true" if stays else "false")
        return stays
