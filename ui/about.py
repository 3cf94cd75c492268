"""Version and licences of what Dreamer is made of."""

import sys
from importlib import metadata

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from dreamer_app.services.models import model_that_comes_along
from ui.dialog import ThemedDialog
from ui.i18n import tr
from ui.icons import app_icon
from ui.journal.parts import button, label
from ui.theme import SPACE

_PICTURE = 72

_PARTS = (
    "PySide6-Essentials",
    "llama-cpp-python",
    "huggingface-hub",
    "networkx",
    "graspologic-native",
    "griffelib",
    "pypdfium2",
    "sqlite-utils",
    "docker",
    "httpx2",
    "filelock",
    "packaging",
    "pynput",
    "pywayland",
    "psutil",
    "numpy",
    "pygments",
    "pyqtgraph",
    "markdown-it-py",
    "docutils",
    "pyflakes",
    "detect-secrets",
    "platformdirs",
    "python-dotenv",
    "python-xlib",
    "jeepney",
    "tomli-w",
    "jsonschema",
)
"""Distributions that Dreamer uses directly; what is not installed is left out."""


class AboutDialog(ThemedDialog):
    """Name, version, licence; below them every part with its version and licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("About Dreamer"), parent)
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(QSize(_PICTURE, _PICTURE)))
        words = QVBoxLayout()
        words.setSpacing(SPACE.hair)
        words.addWidget(label(tr("Dreamer {version}", version=version()), "title"))
        words.addWidget(
            label(
                tr("Turns what you know into proven programming lessons while you are away."),
                wrap=True,
            )
        )
        words.addWidget(
            label(tr("Free software under the Apache License 2.0."), "muted", wrap=True)
        )
        head = QHBoxLayout()
        head.setSpacing(SPACE.large)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        parts = QTextBrowser()
        parts.setHtml(_table())
        parts.setAccessibleName(tr("Parts and their licences"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.large)
        whole.setSpacing(SPACE.large)
        whole.addLayout(head)
        whole.addWidget(label(tr("It stands on"), "heading"))
        whole.addWidget(parts, 1)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(button(tr("Close"), "plain", self.close))
        whole.addLayout(bottom)
        self.open_at(520, 480)


def version() -> str:
    """The installed version, or that there is none."""
    try:
        return metadata.version("dreamer")
    except metadata.PackageNotFoundError:
        return tr("(from source)")


def licence(name: str) -> tuple[str, str] | None:
    """Version and licence of a distribution; None when it is not installed."""
    try:
        found = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    if "License-Expression" in found:
        return found["Version"], found["License-Expression"]
    classes = [
        each.rpartition(" :: ")[2]
        for each in found.get_all("Classifier") or []
        if each.startswith("License ::")
    ]
    free_text = found["License"].partition("\n")[0][:60] if "License" in found else ""
    return found["Version"], ", ".join(classes) or free_text


def _table() -> str:
    from html import escape

    rows = [
        ("Python", sys.version.partition(" ")[0], "PSF-2.0"),
        ("Qt", qVersion(), "LGPL-3.0-only"),
        ("llama.cpp", tr("in llama-cpp-python"), "MIT"),
        model_that_comes_along(),
    ]
    for name in _PARTS:
        known = licence(name)
        if known is not None:
            rows.append((name, *known))
    return (
        "<table cellpadding='3'>"
        + "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
        )
        + "</table>"
    )
