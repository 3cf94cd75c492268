"""The dialogs in which a person points at what Dreamer is to know."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from ui.i18n import tr


def choose_files(parent: QWidget, suffixes: Sequence[str]) -> list[str]:
    """Files that a person chose; empty when there was a change of mind.

    Args:
        suffixes: of files that are read, with their dots.
    """
    patterns = " ".join(f"*{suffix}" for suffix in suffixes)
    files, _filter = QFileDialog.getOpenFileNames(
        parent,
        tr("Add files"),
        "",
        tr("Knowledge ({patterns})", patterns=patterns) + ";;" + tr("All files (*)"),
    )
    return files


def choose_folder(parent: QWidget) -> list[str]:
    """A folder that a person chose; empty without one."""
    folder = QFileDialog.getExistingDirectory(parent, tr("Add a folder"))
    return [folder] if folder else []


def choose_packages(parent: QWidget) -> list[str]:
    """Names of packages that a person wrote, separated by commas; empty without any."""
    names, is_given = QInputDialog.getText(
        parent, tr("Add an installed package"), tr("Import name, for example networkx:")
    )
    return [part.strip() for part in names.split(",") if part.strip()] if is_given else []
