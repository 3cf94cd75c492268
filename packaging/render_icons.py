"""Render the SVG drawings of ``resources/icons`` to the sizes that desktops ask for.

The program loads the PNGs only, so that it need not load an SVG renderer while it waits. Run it
after a drawing changed: ``python packaging/render_icons.py``.
"""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
TRAY_SIZES = (16, 22, 24, 32, 48, 64)
APP_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def render(drawing: Path, size: int) -> QImage:
    """The drawing as a square image of that many pixels."""
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    return image


def main() -> None:
    """Write all PNGs, the Windows .ico and the macOS .icns."""
    app = QGuiApplication(["render", "-platform", "offscreen"])
    for drawing in sorted((ICONS / "tray").glob("*.svg")):
        for size in TRAY_SIZES:
            render(drawing, size).save(str(drawing.with_name(f"{drawing.stem}-{size}.png")))
    drawing = ICONS / "dreamer.svg"
    for size in APP_SIZES:
        render(drawing, size).save(str(ICONS / f"dreamer-{size}.png"))
    for kind in ("ico", "icns"):
        writer = QImageWriter(str(ICONS / f"dreamer.{kind}"), kind.encode())
        if not writer.write(render(drawing, 256)):
            raise SystemExit(f"dreamer.{kind}: {writer.errorString()}")
    del app


if __name__ == "__main__":
    main()
