"""Put Dreamer into the desktop's menu, or take it out again.

``python packaging/linux/install.py [--prefix DIR] [--uninstall]``

Writes the .desktop file (with the full path of this environment's ``dreamer-tray``, so that a
double-click starts exactly this Dreamer), the AppStream data and the icons below ``--prefix``
(default: ``~/.local``). Nothing else is touched.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ICONS = HERE.parent.parent / "resources" / "icons"
APP_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
STATES = ("waiting", "dreaming", "paused", "problem")


def targets(prefix: Path) -> dict[Path, Path]:
    """What is copied as it is: from where to where."""
    share = prefix / "share"
    icons = share / "icons" / "hicolor"
    copies = {
        HERE / "org.dreamer.Dreamer.metainfo.xml": share
        / "metainfo"
        / "org.dreamer.Dreamer.metainfo.xml",
        ICONS / "dreamer.svg": icons / "scalable" / "apps" / "dreamer.svg",
    }
    for size in APP_SIZES:
        copies[ICONS / f"dreamer-{size}.png"] = icons / f"{size}x{size}" / "apps" / "dreamer.png"
    for state in STATES:
        copies[ICONS / "tray" / f"{state}.svg"] = (
            icons / "scalable" / "status" / f"dreamer-{state}.svg"
        )
    return copies


def desktop_file(prefix: Path) -> Path:
    """Where the entry of the menu goes."""
    return prefix / "share" / "applications" / "dreamer.desktop"


def entry(program: Path) -> str:
    """The .desktop file with the full path of the program."""
    text = (HERE / "dreamer.desktop").read_text(encoding="utf-8")
    path = str(program)
    quoted = f'"{path}"' if " " in path else path
    lines = text.replace("Exec=dreamer-tray", f"Exec={quoted}").splitlines()
    lines.insert(lines.index("Terminal=false"), f"TryExec={path}")
    return "\n".join(lines) + "\n"


def install(prefix: Path, program: Path) -> None:
    """Write everything."""
    for source, target in targets(prefix).items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    path = desktop_file(prefix)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(entry(program), encoding="utf-8")
    path.chmod(0o755)  # file managers start a .desktop file only when it may be executed
    refresh(prefix)


def uninstall(prefix: Path) -> None:
    """Remove what :func:`install` wrote."""
    for target in (*targets(prefix).values(), desktop_file(prefix)):
        target.unlink(missing_ok=True)
    refresh(prefix)


def refresh(prefix: Path) -> None:
    """Tell the desktop, where it keeps caches; it finds out by itself otherwise."""
    for command in (
        ["update-desktop-database", "-q", str(prefix / "share" / "applications")],
        ["gtk-update-icon-cache", "-q", "-t", str(prefix / "share" / "icons" / "hicolor")],
    ):
        if shutil.which(command[0]):
            subprocess.run(command, check=False)


def main() -> int:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--prefix", type=Path, default=Path.home() / ".local")
    parser.add_argument("--uninstall", action="store_true")
    options = parser.parse_args()
    if options.uninstall:
        uninstall(options.prefix)
        return 0
    found = shutil.which("dreamer-tray", path=str(Path(sys.executable).parent))
    if found is None:
        sys.stderr.write("dreamer-tray is not installed beside this Python; `make install` does.\n")
        return 3
    install(options.prefix, Path(found))
    print(desktop_file(options.prefix))
    return 0


if __name__ == "__main__":
    sys.exit(main())
