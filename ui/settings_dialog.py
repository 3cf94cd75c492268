"""Every setting of the program: grouped, searchable, explained, in force as soon as entered."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dreamer_app.core.errors import DreamerError
from ui.bridge import Bridge
from ui.dialog import Card, ThemedDialog, line
from ui.dropping import dropped_model
from ui.found_models import FoundModels
from ui.i18n import said, tr
from ui.journal.calls import Calls
from ui.journal.parts import button, label
from ui.journal.style import mark
from ui.model_downloads import ModelDownloads
from ui.model_shelf import ModelShelf
from ui.setting_row import SettingRow
from ui.theme import SPACE
from ui.why import WhyCard

if TYPE_CHECKING:
    from dreamer_app.services.assembly import Services

_WITH_WHY = ("When to dream", "Energy")
"""Groups above which the dialog says why nothing is dreamed just now."""

_MODEL = "DREAMING_MODEL_PATH"
_MODELS = "Model"
"""The group below which models can be fetched."""
_NAVIGATION_LETTERS = 22
"""Room for the longest name of a group, in any language."""


class SettingsDialog(ThemedDialog):
    """The settings. There is no OK: what is entered and valid is in force and saved at once."""

    def __init__(
        self,
        services: "Services",
        bridge: Bridge,
        downloads: ModelDownloads,
        calls: Calls,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Settings"), parent)
        self.setAcceptDrops(True)
        self._services = services
        self._calls = calls
        self._rows: dict[str, SettingRow] = {}
        self._groups: dict[str, list[SettingRow]] = {}
        self._cards: dict[str, Card] = {}
        self._titles: dict[str, QWidget] = {}
        self._lines: dict[SettingRow, QFrame] = {}
        self._search = QLineEdit()
        self._list = QListWidget()
        self._nothing = label("", "muted", wrap=True)
        self._why = WhyCard(services)
        self._shelf = ModelShelf(services, downloads, calls)
        self._found = FoundModels(services, calls)
        self._model_cards = (Card(), Card())
        self._found.wanted.connect(self.take_model)
        self._shelf.fetched.connect(lambda info: self.take_model(info.path))
        self._build()
        self._fill()
        self._search.textChanged.connect(self._filter)
        self._list.currentRowChanged.connect(self._filter)
        self._list.setCurrentRow(0)
        bridge.settings_changed.connect(self._fill)
        bridge.settings_changed.connect(self._judge_model)
        self._judge_model()
        QShortcut(QKeySequence.StandardKey.Find, self, self._search.setFocus)
        self.open_at(760, 600)

    @property
    def place(self) -> tuple[int, str, str, int]:
        """The group, the search, the setting that has the keys if one has, and how far down."""
        fields = {name: row.editor.field() for name, row in self._rows.items()}
        setting = next((name for name, field in fields.items() if field.hasFocus()), "")
        down = self._scroll.verticalScrollBar().value()
        return self._list.currentRow(), self._search.text(), setting, down

    def go_on_from(self, former: ThemedDialog) -> None:
        """The same group or search, as far down, and the keys where they were."""
        if isinstance(former, SettingsDialog):
            group, search, setting, down = former.place
            self._list.setCurrentRow(group)
            self._search.setText(search)
            field = self._rows[setting].editor.field() if setting else self._search
            field.setFocus()
            # It has its length when the layouts had their turn.
            QTimer.singleShot(0, self, lambda: self._scroll.verticalScrollBar().setValue(down))

    def show_group(self, name: str) -> None:
        """Open at a group, by its English name."""
        self._search.clear()
        self._list.setCurrentRow(list(self._groups).index(name))

    def take_model(self, path: Path) -> None:
        """Dream with this file from now on, if it is a model that can dream."""
        self.show_group(_MODELS)

        def taken(_info: object) -> None:
            self._change(_MODEL, str(path))
            self._fill()

        row = self._rows[_MODEL]
        self._calls.slow(lambda: self._services.models.examine(path), taken, row.show_error)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """A model file may be dropped anywhere."""
        if dropped_model(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """The model file becomes the model."""
        path = dropped_model(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.take_model(path)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow another size of fonts."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_list"):
            self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        names = [self._list.item(row).text() for row in range(self._list.count())]
        words = (self._search.placeholderText(), *names)
        longest = max(map(metrics.horizontalAdvance, words)) + 2 * SPACE.large
        width = max(longest, _NAVIGATION_LETTERS * metrics.averageCharWidth())
        for widget in (self._list, self._search):
            widget.setFixedWidth(width)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """What was typed and is valid counts, although the focus never left it."""
        self._flush()
        super().closeEvent(event)

    def reject(self) -> None:
        """Escape closes; in a search it first ends the search."""
        if self._search.text():
            self._search.clear()
            return
        self._flush()
        super().reject()

    def _build(self) -> None:
        page = QWidget()
        mark(page, "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE.large, 0, SPACE.large, SPACE.large)
        column.setSpacing(SPACE.small)
        column.addWidget(self._why)
        fixed = self._services.settings.overridden()
        for spec in self._services.settings.specs():
            if spec.group not in self._groups:
                self._add_group(spec.group, column)
            row = SettingRow(self._services.settings, spec, fixed.get(spec.name, ""))
            row.chosen.connect(self._change)
            self._rows[spec.name] = row
            inside = self._cards[spec.group].inside
            between = line()
            inside.addWidget(between)
            inside.addWidget(row)
            self._lines[row] = between
            self._groups[spec.group].append(row)
        headings = tr("Models on this computer"), tr("More models")
        for card, heading, part in zip(
            self._model_cards, headings, (self._found, self._shelf), strict=True
        ):
            card.inside.addWidget(label(heading, "heading"))
            card.inside.addWidget(part)
            column.addWidget(card)
        column.addWidget(self._nothing)
        column.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(tr("Settings"))
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        self._lay_out(scroll)

    def _add_group(self, group: str, column: QVBoxLayout) -> None:
        title = label(tr(group), "subtitle")
        card = Card()
        column.addWidget(title)
        column.addWidget(card)
        self._titles[group], self._cards[group], self._groups[group] = title, card, []
        self._list.addItem(tr(group))

    def _lay_out(self, scroll: QScrollArea) -> None:
        self._search.setPlaceholderText(tr("Search settings"))
        self._search.setAccessibleName(tr("Search settings"))
        self._search.setClearButtonEnabled(True)
        self._list.setAccessibleName(tr("Groups of settings"))
        mark(self._list, "nav")
        left = QVBoxLayout()
        left.addWidget(self._search)
        left.addWidget(self._list, 1)
        self._fit()
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE.small)
        middle.addLayout(left)
        middle.addWidget(scroll, 1)
        bottom = QHBoxLayout()
        self._defaults = button(tr("Restore defaults…"), "plain", self._restore)
        bottom.addWidget(self._defaults)
        bottom.addStretch(1)
        bottom.addWidget(button(tr("Close"), "plain", self.close))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE.large, SPACE.large, SPACE.large, SPACE.large)
        whole.setSpacing(SPACE.medium)
        whole.addLayout(middle, 1)
        whole.addLayout(bottom)

    def _fill(self) -> None:
        current = self._services.settings.current
        for row in self._rows.values():
            row.show_value(getattr(current, row.spec.attribute))

    def _judge_model(self) -> None:
        """Say below the model whether it fits, as soon as it or what it is given changes."""
        row = self._rows[_MODEL]
        path, models = self._services.settings.current.model_path, self._services.models

        def judged() -> str:
            info = models.examine(Path(path).expanduser()) if path else models.chosen()
            sentence = said(models.fit_sentence(info))
            return sentence if path else f"{info.name}. {sentence}"

        self._calls.slow(judged, row.show_note, lambda e: row.show_note(said(e)), key="verdict")

    def _filter(self) -> None:
        words = self._search.text().casefold().split()
        shown_group = list(self._groups)[max(0, self._list.currentRow())]
        self._list.setEnabled(not words)
        self._defaults.setVisible(not words)
        found = False
        for group, rows in self._groups.items():
            shown = [r for r in rows if (r.matches(words) if words else group == shown_group)]
            for row in rows:
                row.setVisible(row in shown)
                self._lines[row].setVisible(row in shown[1:])
            self._cards[group].setVisible(bool(shown))
            self._titles[group].setVisible(bool(shown))
            found = found or bool(shown)
        for card in self._model_cards:
            card.setVisible(not words and shown_group == _MODELS)
        self._why.setVisible(not words and shown_group in _WITH_WHY)
        self._nothing.setVisible(not found)
        self._nothing.setText(tr("No setting matches “{text}”.", text=self._search.text()))

    def _change(self, name: str, value: object) -> None:
        row = self._rows[name]
        if value == getattr(self._services.settings.current, row.spec.attribute):
            return
        try:
            self._services.settings.change({name: value})
        except DreamerError as error:
            row.show_error(error)

    def _restore(self) -> None:
        group = list(self._groups)[self._list.currentRow()]
        question = tr("Set everything under “{group}” back to its default?", group=tr(group))
        if QMessageBox.question(self, tr("Restore defaults"), question) != (
            QMessageBox.StandardButton.Yes
        ):
            return
        rows = [row for row in self._groups[group] if row.editor.isEnabled()]
        self._services.settings.change({row.spec.name: row.spec.default for row in rows})
        self._fill()

    def _flush(self) -> None:
        for row in self._rows.values():
            row.enter()
