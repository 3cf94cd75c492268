import configparser
import subprocess
import sys
from pathlib import Path

import pytest

from dreamer_app.core.errors import StoreError
from ui import autostart

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the XDG way of Linux desktops")


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("APPIMAGE", raising=False)
    return tmp_path


def entry(config: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(config / "autostart" / "dreamer.desktop")
    return parser["Desktop Entry"]


def test_enabling_writes_an_entry_that_starts_hidden(config: Path) -> None:
    autostart.set_enabled(enabled=True)
    assert autostart.is_enabled()
    assert entry(config)["Exec"].endswith("--background")
    assert entry(config)["X-GNOME-Autostart-enabled"] == "true"


def test_disabling_removes_it(config: Path) -> None:
    autostart.set_enabled(enabled=True)
    autostart.set_enabled(enabled=False)
    assert not autostart.is_enabled()


def test_disabling_what_is_not_there_is_fine(config: Path) -> None:
    autostart.set_enabled(enabled=False)
    assert not autostart.is_enabled()


def test_an_appimage_starts_itself_and_not_what_it_unpacked(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("APPIMAGE", "/home/a b/Dreamer.AppImage")
    autostart.set_enabled(enabled=True)
    assert entry(config)["Exec"] == '"/home/a b/Dreamer.AppImage" --background'


def test_the_entry_is_valid_for_desktops(config: Path) -> None:
    autostart.set_enabled(enabled=True)
    path = config / "autostart" / "dreamer.desktop"
    try:
        done = subprocess.run(
            ["desktop-file-validate", str(path)], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("desktop-file-validate is not installed")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    with pytest.raises(StoreError, match="login"):
        autostart.set_enabled(enabled=True)
