"""The first start: what has to be chosen once, with defaults that one click accepts."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dreamer_app.core.errors import DreamerError
from dreamer_app.core.inference import ModelInfo
from ui.dialog import Card, ThemedDialog
from ui.dropping import sorted_out
from ui.file_drops import FileDrops, let_files_through
from ui.getting_ready import GettingReady
from ui.i18n import plural, said, tr
from ui.icons import app_icon
from ui.journal.calls import Calls
from ui.journal.parts import button, clear, label
from ui.journal.style import mark
from ui.knowledge_choice import KnowledgeChoice
from ui.model_downloads import ModelDownloads
from ui.model_shelf import ModelShelf
from ui.preparation import Preparation
from ui.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dreamer_app.services.assembly import Services
    from dreamer_app.services.status import Diagnosis

_AUTOMATIC = ""
"""The choice of a model that writes no path: the best one found that fits."""


_CHOSEN_ABOVE = ("model", "knowledge")
"""What is missing of these is brought by the choices of the same page."""


class WelcomeDialog(ThemedDialog):
    """Model, this computer, knowledge, when to dream; then the reading, in the background.

    Attributes:
        dream_requested: everything is ready and the first dream is wanted.
        journal_requested: the journal is wanted.
    """

    dream_requested = Signal()
    journal_requested = Signal()

    def __init__(
        self,
        services: "Services",
        preparation: Preparation,
        calls: Calls,
        downloads: ModelDownloads,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Welcome to Dreamer"), parent)
        self._services = services
        self._preparation = preparation
        self._calls = calls
        self._model = QComboBox()
        self._model_note = label("", "muted", wrap=True)
        self._shelf = ModelShelf(services, downloads, calls)
        self._shelf.hide()
        self._shelf.fetched.connect(self._take_file)
        self._doctor = QGridLayout()
        self._again = button(tr("Check again"), "plain", self._check_computer, "again")
        self._knowledge = KnowledgeChoice(services.knowledge, calls)
        self._automatic = QCheckBox(tr("While I am away, and at night"))
        self._login = QCheckBox(tr("Start Dreamer in the tray when I log in"))
        self._begin = button(tr("Start with these"), "primary", self.accept_choices)
        self._ready = GettingReady(preparation)
        self._pages = QStackedWidget()
        self._is_stale = True
        self._is_installing = False
        self._build()
        self._model.activated.connect(self._explain_model)
        self._drops = FileDrops(self, self, tr("Drop a model, or files and folders to read"))
        self._drops.dropped.connect(self._take_dropped)
        let_files_through(self)
        self._ready.dream_requested.connect(self._dream)
        self._ready.journal_requested.connect(self._open_journal)
        self._ready.close_requested.connect(self.close)
        self._ready.retry_requested.connect(self._get_ready)
        self._ready.back_requested.connect(self._choose_anew)
        self.open_at(640, 660)

    def accept_choices(self) -> None:
        """Save what was chosen, and read and install what is missing in the background."""
        try:
            self._services.settings.change(self._chosen_settings())
        except DreamerError as error:
            self._model_note.setText(said(error))
            mark(self._model_note, "error")
            return
        self._pages.setCurrentIndex(1)
        self._get_ready()

    def _get_ready(self) -> None:
        """Put the model there, where it is the one that comes along, and read."""
        if self._model.currentData() is None:
            self._ready.say(tr("Installing the model that comes with Dreamer"))
            self._is_installing = True
            self._calls.slow(self._services.models.install_default, self._read, self._not_installed)
        else:
            self._read()

    @property
    def may_be_replaced(self) -> bool:
        """What a person chooses here, and what is under way, is nowhere else."""
        is_busy = self._is_installing or self._preparation.is_running
        return not (self.isVisible() or is_busy)

    def add_knowledge(self, items: "Sequence[str]") -> None:
        """Choose these files, folders and packages too."""
        self._knowledge.add(items)

    def _chosen_settings(self) -> dict[str, object]:
        """By variable name; what the environment decides is left out."""
        wanted: dict[str, object] = {
            "ENABLE_DREAMING": self._automatic.isChecked(),
            "DREAMING_START_AT_LOGIN": self._login.isChecked(),
            "DREAMING_MODEL_PATH": self._model.currentData() or _AUTOMATIC,
        }
        fixed = self._services.settings.overridden()
        return {name: value for name, value in wanted.items() if name not in fixed}

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Look at everything again, unless what was chosen is still being prepared."""
        super().showEvent(event)
        if self._is_stale and not (self._is_installing or self._preparation.is_running):
            self._choose_anew()
        self._is_stale = False

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Until it is shown again, anything may change."""
        super().hideEvent(event)
        self._is_stale = self._is_stale or not event.spontaneous()

    def _choose_anew(self) -> None:
        self._pages.setCurrentIndex(0)
        self._fill()

    def _not_installed(self, error: DreamerError) -> None:
        self._is_installing = False
        self._ready.lack(error)

    def _read(self, _installed: Path | None = None) -> None:
        self._is_installing = False
        if items := self._knowledge.items:
            self._ready.say(tr("Reading what there is to know"))
            self._preparation.start(items)
        else:
            self._ready.finish()

    def _dream(self) -> None:
        self.close()
        self.dream_requested.emit()
        self.journal_requested.emit()

    def _open_journal(self) -> None:
        self.close()
        self.journal_requested.emit()

    def _fill(self) -> None:
        self._clear_models()
        self._model.addItem(tr("Looking for models…"), _AUTOMATIC)
        self._model.setEnabled(False)
        self._calls.slow(self._services.models.found, self._show_models, self._no_model)
        self._check_computer()
        self._knowledge.look()
        current = self._services.settings.current
        self._automatic.setChecked(current.enable_dreaming)
        self._login.setChecked(current.start_at_login)
        fixed = self._services.settings.overridden()
        for name, box in (
            ("ENABLE_DREAMING", self._automatic),
            ("DREAMING_START_AT_LOGIN", self._login),
            ("DREAMING_MODEL_PATH", self._model),
        ):
            if name in fixed:
                box.setEnabled(False)
                box.setToolTip(tr("{name} in the environment sets this.", name=name))

    def _check_computer(self) -> None:
        self._say_of_computer(tr("Checking…"))
        self._again.setEnabled(False)
        self._calls.slow(
            self._services.status.doctor,
            self._show_doctor,
            lambda error: self._say_of_computer(said(error)),
        )

    def _clear_models(self) -> None:
        with QSignalBlocker(self._model):
            self._model.clear()

    def _show_models(self, found: "Sequence[ModelInfo]") -> None:
        self._clear_models()
        if not found:
            self._no_model()
            return
        self._model.addItem(tr("The best one that fits"), _AUTOMATIC)
        for info in found:
            self._add_model(info)
        self._model.setEnabled("DREAMING_MODEL_PATH" not in self._services.settings.overridden())
        self._explain_model()

    def _no_model(self, error: DreamerError | None = None) -> None:
        self._clear_models()
        self._model.addItem(tr("The small model that comes with Dreamer"), None)
        self._model_note.setText(
            said(error)
            if error
            else tr("None was found yet; this one is installed when you start.")
        )

    def _add_model(self, info: ModelInfo) -> None:
        size = QLocale().formattedDataSize(info.size_bytes)
        self._model.addItem(f"{info.name}  ·  {size}  ·  {info.origin}", str(info.path))

    def _explain_model(self) -> None:
        path, models = self._model.currentData(), self._services.models

        def explain() -> str:
            info = models.examine(Path(path)) if path else models.chosen()
            sentence = said(models.fit_sentence(info))
            return sentence if path else f"{info.name}. {sentence}"

        self._calls.slow(explain, self._show_model_note, self._model_refused, key="fit")

    def _show_model_note(self, sentence: str) -> None:
        mark(self._model_note, "muted")
        self._model_note.setText(sentence)

    def _model_refused(self, error: DreamerError) -> None:
        mark(self._model_note, "error")
        self._model_note.setText(said(error))

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Choose a model"), str(Path.home()), tr("GGUF models (*.gguf);;All files (*)")
        )
        if chosen:
            self._calls.slow(
                lambda: self._services.models.examine(Path(chosen)),
                self._take_file,
                self._model_refused,
            )

    def _show_shelf(self) -> None:
        self._shelf.setVisible(self._shelf.isHidden())

    def _take_dropped(self, paths: "Sequence[Path]") -> None:
        """A model is chosen, if it can dream; everything else is knowledge."""
        models, others = sorted_out(paths)
        self.add_knowledge([str(path) for path in others])
        if models:
            examine = self._services.models.examine
            self._calls.slow(lambda: examine(models[0]), self._take_file, self._model_refused)

    def _take_file(self, info: ModelInfo) -> None:
        self._add_model(info)
        self._model.setEnabled(True)
        self._model.setCurrentIndex(self._model.count() - 1)
        self._explain_model()

    def _show_doctor(self, found: "Sequence[Diagnosis]") -> None:
        clear(self._doctor)
        self._again.setEnabled(True)
        others = [each for each in found if each.name not in _CHOSEN_ABOVE]
        for row, each in enumerate(others):
            name = said(each.name)
            sign = label("✓" if each.ok else "✗", "good" if each.ok else "error")
            words = label(_finding(each), "muted", wrap=True, copy=True)
            words.setToolTip(said(each.detail) if each.ok else "")
            words.setMinimumWidth(1)  # one long word must not widen the page
            self._doctor.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
            self._doctor.addWidget(
                label(name[:1].upper() + name[1:]), row, 1, Qt.AlignmentFlag.AlignTop
            )
            self._doctor.addWidget(words, row, 2)

    def _say_of_computer(self, text: str) -> None:
        clear(self._doctor)
        self._again.setEnabled(True)
        self._doctor.addWidget(label(text, "muted", wrap=True), 0, 0)

    def _build(self) -> None:
        content = QWidget()
        mark(content, "page")
        column = QVBoxLayout(content)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.large)
        column.setSpacing(SPACE.medium)
        column.addLayout(self._head())
        column.addWidget(self._model_card())
        column.addWidget(_card(tr("Knowledge"), self._knowledge))
        when = label(
            tr("Dreaming stops the moment you come back. Dream now in the tray always works."),
            "muted",
            wrap=True,
        )
        column.addWidget(_card(tr("Dream by itself"), self._automatic, when, self._login))
        column.addWidget(self._computer_card())
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        choices = QWidget()
        whole = QVBoxLayout(choices)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(self._foot())
        self._pages.addWidget(choices)
        self._pages.addWidget(self._ready)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._pages)
        self._begin.setDefault(True)
        self._begin.setFocus()

    def _head(self) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(64, 64))
        words = QVBoxLayout()
        words.setSpacing(SPACE.hair)
        words.addWidget(label(tr("Welcome to Dreamer"), "title"))
        words.addWidget(
            label(
                tr(
                    "While you are away it turns what you know into programming lessons, proves "
                    "each one by running it, and shows them to you in the morning. Nothing "
                    "leaves this computer."
                ),
                "muted",
                wrap=True,
            )
        )
        head = QHBoxLayout()
        head.setSpacing(SPACE.large)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head

    def _model_card(self) -> Card:
        self._model.setAccessibleName(tr("Model"))
        self._model.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        choice = QHBoxLayout()
        choice.addWidget(self._model, 1)
        choice.addWidget(button(tr("Choose a file…"), "plain", self._choose_file))
        self._more = button(tr("Download…"), "plain", self._show_shelf)
        choice.addWidget(self._more)
        card = _card(tr("Model"))
        card.inside.addLayout(choice)
        card.inside.addWidget(self._model_note)
        card.inside.addWidget(self._shelf)
        return card

    def _computer_card(self) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(label(tr("This computer"), "heading"), 1)
        head.addWidget(self._again)
        card.inside.addLayout(head)
        self._doctor.setHorizontalSpacing(SPACE.small)
        self._doctor.setColumnStretch(2, 1)
        card.inside.addLayout(self._doctor)
        return card

    def _foot(self) -> QFrame:
        foot = QFrame()
        mark(foot, "bar-bottom")
        row = QHBoxLayout(foot)
        row.setContentsMargins(SPACE.huge, SPACE.medium, SPACE.huge, SPACE.medium)
        row.addWidget(button(tr("Not now"), "plain", self.close))
        row.addStretch(1)
        row.addWidget(self._begin)
        return foot


def _card(title: str, *parts: QWidget) -> Card:
    card = Card()
    card.inside.addWidget(label(title, "heading"))
    for part in parts:
        card.inside.addWidget(part)
    return card


def _finding(each: "Diagnosis") -> str:
    """What was found, in one sentence; a sandbox that holds has more to say than anybody reads."""
    if not each.ok:
        return f"{said(each.detail)} {said(each.hint)}".rstrip()
    if each.name.startswith("sandbox"):
        passed = each.detail.count("; ") + 1
        return plural(
            "{count} test of its walls passed.", "{count} tests of its walls passed.", passed
        )
    return _from_home(said(each.detail))


def _from_home(text: str) -> str:
    """A path below the person's own folder as people write it there."""
    own = f"{Path.home()}/"
    return f"~/{text.removeprefix(own)}" if os.name == "posix" and text.startswith(own) else text
