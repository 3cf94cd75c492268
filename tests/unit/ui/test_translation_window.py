"""Under a language that marks every translated word, no window shows a word without a mark."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QLocale,
    QSize,
    Qt,
    QTranslator,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QMenu,
    QPlainTextEdit,
    QTabWidget,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from benchmarks import journal_data
from docs.gallery_stage import Stage, has_lesson
from dreamer_app.core.states import DreamOutcome
from dreamer_app.paths import Paths
from dreamer_app.store import Store
from ui.i18n import FOLDER

pytestmark = pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise)")

_OPEN, _SHUT = "⟦", "⟧"
_WORD = re.compile(r"[^\W\d_]{2,}")
_NAMES = re.compile(
    r"Dreamer( \d[\d.]*)?|English|Deutsch|venom-dream-worker|DREAMING_\w+|ENABLE_DREAMING|"
    r"/data/synthetic_training|synthetic|package:\w+ [\d.]+|messages|alpaca|"
    r"sharegpt|full|bubblewrap|Esc|Space|"
    r"(Ctrl|Shift|Alt|F1)(\+\S+)?|\S*\.gguf"
)
"""What has the same name in every language."""


class Marking(QTranslator):
    """Translates what the translation file has, into the same words between brackets."""

    def __init__(self) -> None:
        super().__init__()
        messages = ET.parse(FOLDER / "dreamer_de.ts").iter("message")
        self._known = {
            (m.findtext("source", ""), m.findtext("comment", "")): m.get("numerus") == "yes"
            for m in messages
        }

    def translate(  # None is the null string: not known
        self, _context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        if (text, disambiguation or "") not in self._known:
            return None
        plural = n not in (-1, 1) and disambiguation
        return f"{_OPEN}{disambiguation if plural else text}{_SHUT}"

    def isEmpty(self) -> bool:  # noqa: N802
        return False


@pytest.fixture
def marked(qtbot: QtBot) -> Iterator[None]:
    before = QLocale()
    translator = Marking()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)
    QLocale.setDefault(before)


@pytest.fixture
def dreamed(tmp_path: Path) -> str:
    """A night in a home; gives all of its words."""
    paths = Paths(tmp_path / "home").ensure()
    store = Store.open(
        paths.database, backups=paths.backups, output_dir=paths.output_dir("lessons")
    )
    said = []
    for session, dreams in journal_data.nights(2, 3):
        store.lessons.begin_session(session)
        for dream in dreams:
            if dream.outcome is not DreamOutcome.ABSTAINED:
                store.lessons.record_dream(dream)
                said.append(json.dumps(asdict(dream), default=str, ensure_ascii=False))
        store.lessons.end_session(session)
    store.close()
    return "\n".join(said).replace("\\n", "\n")


@pytest.fixture
def stage(marked: None, qapp: QApplication, tmp_path: Path, dreamed: str) -> Iterator[Stage]:
    made = Stage(qapp, tmp_path / "home", QSize(1280, 800))
    yield made
    made.close()


def _texts(widget: QWidget) -> Iterator[str]:
    """Everything that a widget says to eyes and ears."""
    yield widget.windowTitle()
    yield widget.toolTip()
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    elif isinstance(widget, QTabWidget):
        yield from (widget.tabText(tab) for tab in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
        for column in range(columns):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            yield from (str(model.index(r, column).data() or "") for r in range(model.rowCount()))
    elif not isinstance(widget, QPlainTextEdit | QTextBrowser):
        for name in ("text", "placeholderText", "title", "suffix"):
            said = getattr(widget, name, None)
            if callable(said):
                yield said()


def _unmarked(top: QWidget, data: str = "") -> list[str]:
    """Texts without a mark that are neither data nor names."""
    found = set()
    widgets = [top, *top.findChildren(QWidget)]
    texts = [t for w in widgets for t in _texts(w)]
    # Charts have actions of pyqtgraph's scenes, in menus that are switched off.
    actions = [a for a in top.findChildren(QAction) if isinstance(a.parent(), QWidget)]
    texts += [t for a in actions for t in (a.text(), a.toolTip())]
    for text in texts:
        plain = re.sub(r"<[^>]+>|&\w+;", "", text)
        bare = re.sub(rf"{_OPEN}.*{_SHUT}", "", plain, flags=re.DOTALL)
        left = [w for w in re.split(r"  ·  |\n|, | {2,}|: |\. ", bare) if _WORD.search(w)]
        found |= {
            w.strip()
            for w in left
            if w.strip(" :.•()") not in data and not _NAMES.fullmatch(w.strip(" :.•()▾"))
        }
    return sorted(found)


def test_the_journal_is_in_the_language(stage: Stage, dreamed: str) -> None:
    window = stage.journal()
    window.lessons.detail.restore_sections(
        ["task", "code", "tests", "evidence", "alternatives", "origin", "similar", "notes"]
    )
    window.lessons.list.filters.open_panel(is_open=True)
    for page in (1, 2, 0):
        window.show_page(page)
        stage.rest(0.2)
    window.lessons.show_night("")
    stage.until(window.lessons.overview.isVisible)
    window.lessons.list.go_to(0)
    stage.until(lambda: has_lesson(window))
    left = _unmarked(window, dreamed)
    assert not left, "\n".join(left)


def test_the_dialogs_are_in_the_language(stage: Stage) -> None:
    shell = stage.shell
    for opens in (shell.open_settings, shell.open_about, shell.open_welcome):
        dialog = stage.dialog(opens)
        left = _unmarked(dialog, str(stage.services.paths.home))
        assert not left, "\n".join(left)


def test_the_tray_menu_is_in_the_language(stage: Stage) -> None:
    stage.shell.refresh()
    assert _unmarked(stage.shell.tray.menu) == []


def test_no_two_entries_of_a_menu_have_the_same_mnemonic(german: None, stage: Stage) -> None:
    window = stage.journal()
    for menu in (stage.shell.tray.menu, *window.findChildren(QMenu)):
        keys = re.findall(r"&(\w)", " ".join(a.text() for a in menu.actions()).lower())
        assert len(keys) == len(set(keys))
