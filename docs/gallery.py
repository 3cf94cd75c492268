"""Pictures of the program: every page, dialog and state, from the real windows.

``python -m docs.gallery`` takes the pictures that the documentation shows (``make images``).
``python -m docs.gallery --all OUT`` takes every scene in every look: light, dark, small, German,
right to left, high contrast, twice the size, large words. A home in a temporary folder is filled
with nights that the Guardian judged; each scene opens windows over the real services on a copy
of it.
Without an X display it runs on Qt's offscreen platform.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from docs import gallery_nights
from docs.gallery_scenes import SCENES, Scene
from docs.gallery_stage import Stage
from dreamer_app.core.events import Event
from dreamer_app.inference.default_model import cache_folder, install_default_model
from dreamer_app.paths import Paths
from dreamer_app.services.assembly import build
from dreamer_app.settings import Settings
from ui import theme
from ui.i18n import install
from ui.pool import QtExecutor

_LARGE, _SMALL = QSize(1280, 800), QSize(800, 600)
_IMAGES = Path(__file__).parent / "images"
_KNOWN = ("stdlib", "jsonschema", "platformdirs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the program is made to look.

    Args:
        scale: device pixels to a pixel; decided before Qt starts.
        font: how many times as large as usual the desktop wants its words.
    """

    name: str
    dark: bool = False
    size: QSize = _LARGE
    language: str = "en"
    contrast: bool = False
    scale: int = 1
    reverse: bool = False
    font: float = 1.0


LOOKS = (
    Look(name="light"),
    Look(name="dark", dark=True),
    Look(name="light-small", size=_SMALL),
    Look(name="dark-small", dark=True, size=_SMALL),
    Look(name="de-light", language="de"),
    Look(name="de-dark-small", language="de", dark=True, size=_SMALL),
    Look(name="reverse-light", reverse=True),
    Look(name="contrast-light", contrast=True),
    Look(name="contrast-dark", contrast=True, dark=True),
    Look(name="double-light", scale=2),
    Look(name="large-font-light", font=1.6),
)


class Gallery:
    """Takes scenes in one look.

    Args:
        full: a home with nights, which is copied for each scene.
    """

    def __init__(self, app: QApplication, look: Look, full: Path, work: Path, out: Path) -> None:
        self._app, self._look, self._full, self._work, self._out = app, look, full, work, out
        out.mkdir(parents=True, exist_ok=True)
        app.setStyle("Fusion")
        font = app.font()
        font.setPointSizeF(font.pointSizeF() * look.font)
        app.setFont(font)
        locale = install(look.language)
        direction = Qt.LayoutDirection.RightToLeft if look.reverse else locale.textDirection()
        app.setLayoutDirection(direction)
        if look.contrast:  # only the desktop can ask for it otherwise
            theme.wants_contrast = lambda: True
        app.setPalette(theme.palette_of(theme.adapted(theme.DARK if look.dark else theme.LIGHT)))

    def take(self, scene: Scene) -> Path:
        """Take one picture."""
        person = Path(tempfile.mkdtemp(prefix=f"{scene.name}-", dir=self._work))
        home = person / ".local" / "share" / "dreamer"
        os.environ["HOME"] = str(person)  # as on a machine of its own; paths begin with ~
        if scene.is_full:
            shutil.copytree(self._full, home, dirs_exist_ok=True)
        stage = Stage(self._app, home, self._look.size)
        try:
            shown = scene.play(stage)
            if scene.lasts:
                stage.rest()
            else:  # what was put in last is laid out before anybody sees it
                QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            picture = shown if isinstance(shown, QPixmap) else shown.grab()
            path = self._out / f"{scene.name}-{self._look.name}.png"
            picture.save(str(path))
        finally:
            stage.close()
            shutil.rmtree(person, ignore_errors=True)
        return path


def prepare(home: Path) -> None:
    """Fill a home with knowledge and nights."""
    paths = Paths(home).ensure()
    executor = QtExecutor()
    services = build(paths, Settings(), executor=executor, publish=_nobody)
    try:
        model = install_default_model(cache_folder().parent / "models")
        services.settings.change({"DREAMING_MODEL_PATH": str(model)})
        services.knowledge.ingest(_KNOWN)
        candidates = gallery_nights.judge(home)
        newest = gallery_nights.last_night() - timedelta(days=1)
        gallery_nights.fill(services.store, candidates, newest=newest)
    finally:
        services.close()
        executor.shutdown()


def _nobody(_event: Event) -> None:
    """Nobody looks while a home is filled."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="OUT", help="every scene in every look")
    parser.add_argument("--look", choices=[look.name for look in LOOKS], help="only this one")
    parser.add_argument("--only", default="", help="scenes whose names begin with this")
    parser.add_argument("--home", type=Path, help="a home that was filled before, or is now")
    return parser.parse_args()


def main() -> int:
    """Take the pictures; the exit status is 1 when one did not come about."""
    chosen = _arguments()
    os.environ.setdefault("XDG_CACHE_HOME", str(Path.home() / ".cache"))
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        full: Path = chosen.home or work / "full"
        if not full.is_dir():
            app = QApplication.instance() or QApplication([])
            prepare(full)
            del app
        if chosen.all and not chosen.look:
            return _every_look(chosen, full)
        return _one_process(chosen, full, work)


def _every_look(chosen: argparse.Namespace, full: Path) -> int:
    """Each look in a process of its own: the scale is decided before Qt starts."""
    command = [sys.executable, "-m", "docs.gallery", "--home", str(full)]
    command += ["--all", str(chosen.all), "--only", chosen.only]
    codes = []
    for look in LOOKS:
        environment = {**os.environ, "QT_SCALE_FACTOR": str(look.scale)}
        done = subprocess.run([*command, "--look", look.name], env=environment, check=False)
        codes.append(done.returncode)
    return max(codes)


def _one_process(chosen: argparse.Namespace, full: Path, work: Path) -> int:
    """One look of every scene; without a look, what the documentation shows."""
    instance = QApplication.instance()
    app = instance if isinstance(instance, QApplication) else QApplication([])
    missing = 0
    for look in LOOKS:
        if chosen.look not in (None, look.name):
            continue
        gallery = Gallery(app, look, full, work, chosen.all or _IMAGES)
        for scene in SCENES:
            is_wanted = chosen.look or look.name in scene.in_docs
            if not is_wanted or not scene.name.startswith(chosen.only):
                continue
            try:
                print(gallery.take(scene))
            except TimeoutError as error:
                print(f"{scene.name} {look.name}: {error}", file=sys.stderr)
                missing = 1
    return missing


if __name__ == "__main__":
    sys.exit(main())
