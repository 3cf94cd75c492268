"""Pictures of the journal for the documentation, in both schemes and small.

``python -m docs.gallery [--out docs/images] [--only NAME]`` makes a home in a temporary folder,
fills it with nights, and takes every page and state from the real window over the real
services. Without an X display it runs on Qt's offscreen platform.
"""

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from docs import gallery_nights
from dreamer_app import settings as settings_module
from dreamer_app.paths import Paths
from dreamer_app.services.assembly import build
from dreamer_app.store import Store
from ui.bridge import Bridge
from ui.journal.window import JournalWindow
from ui.pool import QtExecutor
from ui.theme import DARK, LIGHT, palette_of

_LARGE, _SMALL = QSize(1280, 800), QSize(800, 600)
_PATIENCE = 30.0
_SETTLE = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One picture.

    Args:
        prepare: brings the window into the state.
        ready: whether it is there.
        is_full: of a home with nights, or of an empty one.
    """

    name: str
    prepare: Callable[[JournalWindow], None]
    ready: Callable[[JournalWindow], bool]
    size: QSize = _LARGE
    is_full: bool = True
    schemes: tuple[str, ...] = ("light", "dark")


def _nothing(_window: JournalWindow) -> None:
    """The window as it opens."""


def _has_lesson(window: JournalWindow) -> bool:
    return window.lessons.detail.lesson is not None and window.lessons.nights.rowCount() > 1


def _has_dialog(window: JournalWindow) -> bool:
    return any(dialog.isVisible() for dialog in window.findChildren(QDialog))


def _night(window: JournalWindow) -> None:
    window.lessons.show_night(window.lessons.nights.nights[0].night)


def _knowledge(window: JournalWindow) -> None:
    window.show_page(1)
    if not window.knowledge.sources.rowCount():
        window.knowledge.add(["jsonschema", "platformdirs"])


def _rejecting(window: JournalWindow) -> None:
    window.lessons.approve()
    window.lessons.reject()


def _evidence(window: JournalWindow) -> None:
    window.lessons.detail.restore_sections(["evidence", "alternatives", "origin", "notes"])


SCENES = (
    Scene(
        name="journal-empty",
        prepare=_nothing,
        ready=lambda w: "No dreams yet" in w.lessons.list.notice,
        is_full=False,
    ),
    Scene(name="journal", prepare=_nothing, ready=_has_lesson),
    Scene(name="journal-small", prepare=_nothing, ready=_has_lesson, size=_SMALL),
    Scene(name="journal-night", prepare=_night, ready=lambda w: w.lessons.overview.isVisible()),
    Scene(
        name="journal-review",
        prepare=lambda w: w.lessons.set_focused(True),
        ready=lambda w: w.lessons.is_focused,
    ),
    Scene(name="journal-evidence", prepare=_evidence, ready=_has_lesson),
    Scene(
        name="journal-reject",
        prepare=_rejecting,
        ready=lambda w: w.lessons.reject_panel.isVisible() and w.toast.isVisible(),
    ),
    Scene(
        name="journal-keys",
        prepare=lambda w: w.keys_overlay.open(),
        ready=lambda w: w.keys_overlay.isVisible(),
    ),
    Scene(
        name="journal-no-match",
        prepare=lambda w: w.lessons.list.filters.search.setText("quantum"),
        ready=lambda w: "Nothing matches" in w.lessons.list.notice,
    ),
    Scene(name="journal-export", prepare=lambda w: w.export(), ready=_has_dialog),
    Scene(name="journal-edit", prepare=lambda w: w.lessons.edit(), ready=_has_dialog),
    Scene(
        name="charts",
        prepare=lambda w: w.show_page(2),
        ready=lambda w: w.charts.has_plots and w.charts.headline != "",
    ),
    Scene(
        name="knowledge-empty",
        prepare=lambda w: w.show_page(1),
        ready=lambda w: "Nothing is known" in w.knowledge.notice,
        is_full=False,
    ),
    Scene(
        name="knowledge",
        prepare=_knowledge,
        ready=lambda w: w.knowledge.concepts.rowCount() > 0 and not w.knowledge.is_reading,
    ),
)


class Gallery:
    """Opens a window over a home of its own for each scene and saves what it looks like."""

    def __init__(self, app: QApplication, work: Path, out: Path) -> None:
        self._app = app
        self._out = out
        self._work = work
        self._full = work / "full"
        paths = Paths(self._full).ensure()
        store = Store.open(
            paths.database, backups=paths.backups, output_dir=paths.output_dir("lessons")
        )
        gallery_nights.fill(store, newest=gallery_nights.last_night())
        store.close()

    def take(self, scene: Scene, scheme: str) -> Path:
        """Take one picture."""
        self._app.setPalette(palette_of(DARK if scheme == "dark" else LIGHT))
        home = self._work / f"{scene.name}-{scheme}"
        if scene.is_full:
            shutil.copytree(self._full, home)
        paths = Paths(home).ensure()
        bridge, executor = Bridge(), QtExecutor()
        settings = settings_module.load(paths.settings_file, environment={})
        services = build(paths, settings, executor=executor, publish=bridge.publish)
        window = JournalWindow(services, bridge)
        window.resize(scene.size)
        window.show()
        try:
            if scene.is_full:
                self._until(lambda: _has_lesson(window), scene.name)
            scene.prepare(window)
            self._until(lambda: scene.ready(window), scene.name)
            self._rest()
            path = self._out / f"{scene.name}-{scheme}.png"
            _picture(window).save(str(path))
        finally:
            window.shut_down()
            window.close()
            services.close()
            executor.shutdown()
            window.deleteLater()
        return path

    def _until(self, is_there: Callable[[], bool], name: str) -> None:
        end = monotonic() + _PATIENCE
        while not is_there():
            self._app.processEvents()
            if monotonic() > end:
                raise TimeoutError(f"The scene {name} did not come about.")

    def _rest(self) -> None:
        end = monotonic() + _SETTLE
        while monotonic() < end:
            self._app.processEvents()


def _picture(window: JournalWindow) -> QPixmap:
    """The window, or the dialog that is open."""
    dialogs: list[QWidget] = [d for d in window.findChildren(QDialog) if d.isVisible()]
    return (dialogs[0] if dialogs else window).grab()


def main() -> None:
    """Take every picture, or those whose names begin with ``--only``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/images"))
    parser.add_argument("--only", default="")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    app.setStyle("Fusion")
    with tempfile.TemporaryDirectory() as work:
        gallery = Gallery(app, Path(work), chosen.out)
        for scene in SCENES:
            if scene.name.startswith(chosen.only):
                for scheme in scene.schemes:
                    print(gallery.take(scene, scheme))


if __name__ == "__main__":
    main()
