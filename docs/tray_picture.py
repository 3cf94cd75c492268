"""Take the picture of the tray menu: ``python -m docs.tray_picture``.

Starts a private X server with a tray, the program in it, and clicks its icon.
"""

import tempfile
from pathlib import Path

from tests.e2e.conftest import Desktop

_PICTURE = Path(__file__).parent / "images" / "tray-menu.png"


def main() -> None:
    """Write ``docs/images/tray-menu.png``."""
    with tempfile.TemporaryDirectory() as folder:
        desktop = Desktop(Path(folder), size="640x360")
        try:
            desktop.start(["--background"])
            desktop.tray_icon_position()
            desktop.open_tray_menu()
            desktop.screenshot(_PICTURE)
        finally:
            desktop.close()


if __name__ == "__main__":
    main()
