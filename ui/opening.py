"""Files and folders that another program shows."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ui.i18n import tr


def open_with_desktop(path: Path) -> str:
    """Have the desktop's own program show it; a sentence where there is none, else nothing."""
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        return ""
    return tr("No program was found to open {path}.", path=path)
