"""The program's drawings, ready rendered (``packaging/render_icons.py`` makes them)."""

from pathlib import Path

from PySide6.QtGui import QIcon

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "icons"

_TRAY_SIZES = (16, 22, 24, 32, 48, 64)
_APP_SIZES = (16, 24, 32, 48, 64, 128, 256)

_TRAY_DRAWINGS = {
    "waiting": "waiting",
    "off": "waiting",
    "dreaming": "dreaming",
    "paused": "paused",
    "problem": "problem",
}


def tray_icon(state: str) -> QIcon:
    """The moon for a state of :class:`dreamer_app.services.status.Status`.

    Every drawing is light with a dark outline, so one icon serves light and dark panels, and
    the states differ in shape, not in colour alone.
    """
    drawing = _TRAY_DRAWINGS[state]
    icon = QIcon()
    for size in _TRAY_SIZES:
        icon.addFile(str(FOLDER / "tray" / f"{drawing}-{size}.png"))
    return icon


def app_icon() -> QIcon:
    """The icon of windows."""
    icon = QIcon()
    for size in _APP_SIZES:
        icon.addFile(str(FOLDER / f"dreamer-{size}.png"))
    return icon
