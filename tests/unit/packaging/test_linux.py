import importlib.util
import shutil
import subprocess
import sys
import types
from pathlib import Path

import pytest

LINUX = Path(__file__).resolve().parents[3] / "packaging" / "linux"


@pytest.fixture(scope="module")
def install() -> types.ModuleType:
    spec = importlib.util.spec_from_file_location("linux_install", LINUX / "install.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def validated(*command: str) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_the_entry_of_the_menu_is_valid(tmp_path: Path, install: types.ModuleType) -> None:
    install.install(tmp_path, Path("/opt/a b/dreamer-tray"))
    assert not validated("desktop-file-validate", str(install.desktop_file(tmp_path)))


def test_the_appstream_data_is_valid() -> None:
    path = LINUX / "org.dreamer.Dreamer.metainfo.xml"
    assert not validated("appstreamcli", "validate", "--no-net", str(path))


def test_the_entry_starts_the_program_it_was_installed_for(
    tmp_path: Path, install: types.ModuleType
) -> None:
    install.install(tmp_path, Path("/opt/dreamer/bin/dreamer-tray"))
    text = install.desktop_file(tmp_path).read_text()
    assert "\nExec=/opt/dreamer/bin/dreamer-tray %F\n" in text
    assert "\nExec=/opt/dreamer/bin/dreamer-tray --quit\n" in text


def test_uninstalling_leaves_no_file(tmp_path: Path, install: types.ModuleType) -> None:
    install.install(tmp_path, Path(sys.executable))
    install.uninstall(tmp_path)
    left = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert [p.name for p in left if p.name not in ("mimeinfo.cache", "icon-theme.cache")] == []


def test_every_size_of_the_icon_is_what_its_folder_says(
    tmp_path: Path, install: types.ModuleType
) -> None:
    from PySide6.QtGui import QImage

    install.install(tmp_path, Path(sys.executable))
    icons = list((tmp_path / "share" / "icons" / "hicolor").glob("*x*/apps/dreamer.png"))
    assert len(icons) == len(install.APP_SIZES)
    for path in icons:
        assert f"{QImage(str(path)).width()}x{QImage(str(path)).height()}" == path.parts[-3]
