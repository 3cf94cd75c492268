"""What is said when the journal is closed and Dreamer goes on."""

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.i18n import tr


class Closing(QObject):
    """Closing the journal only hides it; this says so, once.

    With a tray the first time brings a message. Without one the person is asked, as a hidden
    program without an icon is reached only by starting it again; the answer is kept.

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
        """The program or the login session ends: there is nothing to say."""

    def window_hides(self, window: QWidget) -> None:
        """The journal is being closed."""
        if self.is_ending:
            return
        if self.has_tray:
            if not self._memory.value("close/said", defaultValue=False, type=bool):
                self._memory.setValue("close/said", True)  # noqa: FBT003
                self.hidden_first_time.emit()
        elif not self._stays_without_tray(window):
            self.quit_requested.emit()

    def _stays_without_tray(self, window: QWidget) -> bool:
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
