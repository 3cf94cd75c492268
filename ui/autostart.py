"""Starting at login, as each platform wants it; off unless a person chose it.

Written once when the setting changes and never repaired behind anybody's back: who removes the
entry by the desktop's own means has said no.

Windows and macOS were written from their documentation and not tried.
"""

import os
import shutil
import sys
from pathlib import Path

from dreamer_app.core.errors import StoreError

_ID = "dreamer"
_MAC_ID = "org.dreamer.Dreamer"


def set_enabled(*, enabled: bool) -> None:
    """Write or remove the entry.

    Raises:
        StoreError: the place cannot be written.
    """
    try:
        if sys.platform == "win32":
            _set_windows(enabled=enabled)
        elif sys.platform == "darwin":
            _set_file(_mac_file(), _mac_entry(command()) if enabled else "")
        else:
            _set_file(_linux_file(), _linux_entry(command()) if enabled else "")
    except OSError as error:
        raise StoreError(
            f"Starting at login could not be changed: {error}.",
            hint="Change it in the settings of your desktop instead.",
        ) from error


def is_enabled() -> bool:
    """Whether an entry is there (Linux and macOS; on Windows whether the value is)."""
    if sys.platform == "win32":
        return _is_enabled_on_windows()
    return (_mac_file() if sys.platform == "darwin" else _linux_file()).is_file()


def command() -> list[str]:
    """What starts this Dreamer again: an AppImage, a frozen program, a script, or Python."""
    image = os.environ.get("APPIMAGE")
    if image:
        program = [image]
    elif getattr(sys, "frozen", False):
        program = [sys.executable]
    else:
        script = shutil.which("dreamer-tray", path=str(Path(sys.executable).parent))
        program = [script] if script else [sys.executable, "-m", "ui.app"]
    return [*program, "--background"]


def _set_file(path: Path, text: str) -> None:
    if text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    else:
        path.unlink(missing_ok=True)


def _linux_file() -> Path:
    given = os.environ.get("XDG_CONFIG_HOME", "")
    base = Path(given) if given else Path.home() / ".config"
    return base / "autostart" / f"{_ID}.desktop"


def _linux_entry(parts: list[str]) -> str:
    return "\n".join(
        (
            "[Desktop Entry]",
            "Type=Application",
            "Name=Dreamer",
            "Comment=Turns what you know into programming lessons while you are away",
            f"Exec={' '.join(_quoted(part) for part in parts)}",
            f"TryExec={parts[0]}",
            f"Icon={_ID}",
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
            "X-GNOME-Autostart-Delay=20",
            "X-KDE-autostart-after=panel",
            "X-LXQt-Need-Tray=true",
            "",
        )
    )


def _quoted(part: str) -> str:
    """A word of an Exec line (Desktop Entry Specification, "The Exec key")."""
    if part.replace("-", "").replace("/", "").replace(".", "").replace("_", "").isalnum():
        return part.replace("%", "%%")
    escaped = part
    for character in ("\\", '"', "`", "$"):
        escaped = escaped.replace(character, f"\\{character}")
    return f'"{escaped}"'.replace("\\", "\\\\").replace("%", "%%")


def _mac_file() -> Path:
    return Path.home() / "Library" / "LaunchAgents" / f"{_MAC_ID}.plist"


def _mac_entry(parts: list[str]) -> str:
    import plistlib

    entry = {
        "Label": _MAC_ID,
        "ProgramArguments": parts,
        "RunAtLoad": True,
        "ProcessType": "Background",
        "AssociatedBundleIdentifiers": _MAC_ID,
    }
    return plistlib.dumps(entry).decode()


_WINDOWS_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


def _set_windows(*, enabled: bool) -> None:
    if sys.platform == "win32":
        import subprocess
        import winreg

        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _WINDOWS_KEY, 0, winreg.KEY_SET_VALUE) as key:
            if enabled:
                line = subprocess.list2cmdline(command())
                winreg.SetValueEx(key, "Dreamer", 0, winreg.REG_SZ, line)
            elif _is_enabled_on_windows():
                winreg.DeleteValue(key, "Dreamer")


def _is_enabled_on_windows() -> bool:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _WINDOWS_KEY) as key:
                winreg.QueryValueEx(key, "Dreamer")
                return True
        except FileNotFoundError:
            return False
    return False
