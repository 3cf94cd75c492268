"""Files that a person drops on Dreamer: on a window, the icon in the tray, or the launcher."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

_MAGIC = b"GGUF"
_ICON_WINDOW = "QSystemTrayIconSys"
"""Qt's own window of the icon, which there is only where the tray embeds windows (X11)."""


def local_paths(data: QMimeData) -> list[Path]:
    """The files and folders of this computer among what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def sorted_out(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The models, and the rest, which becomes knowledge."""
    models = [path for path in paths if is_model_file(path)]
    return models, [path for path in paths if path not in models]


def is_model_file(path: Path) -> bool:
    """Whether a file is a model by its name, or by how it begins: Ollama's have no ending."""
    if path.suffix.lower() == ".gguf":
        return True
    if path.suffix or not path.is_file():
        return False
    with contextlib.suppress(OSError), path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC
    return False


def dropped_model(data: QMimeData) -> Path | None:
    """The first model among what is dropped."""
    models, _others = sorted_out(local_paths(data))
    return models[0] if models else None


class TrayDrops(QObject):
    """Takes what is dropped on the icon in the tray, where the tray embeds a window of ours.

    A tray that is told of the icon through D-Bus passes no drops on; neither do those of
    Windows and macOS.

    Attributes:
        dropped: files and folders; carries their paths.
    """

    dropped = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon: QWidget | None = None

    def watch(self) -> None:
        """Find the icon's window, which may come after the icon; costs little when it is known."""
        if self._icon is not None:
            return
        for window in QApplication.topLevelWidgets():
            if window.metaObject().className() == _ICON_WINDOW:
                self._icon = window
                window.destroyed.connect(self._forget)
                window.setAcceptDrops(True)
                window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take files, and nothing else."""
        kind = event.type()
        if kind not in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return super().eventFilter(watched, event)
        if isinstance(event, QDropEvent) and (paths := local_paths(event.mimeData())):
            event.acceptProposedAction()
            if kind == QEvent.Type.Drop:
                self.dropped.emit(paths)
        return True

    def _forget(self) -> None:
        self._icon = None
