"""One setting in the dialog: what it is called, what it does, its editor, what is wrong."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from dreamer_app.core.errors import DreamerError, SettingError
from dreamer_app.core.setting import allowed
from ui.editors import Value, editor_for
from ui.i18n import said, tr
from ui.journal.parts import label
from ui.theme import SPACE

if TYPE_CHECKING:
    from dreamer_app.services.settings import SettingSpec, SettingsService

_PAUSE_MS = 700
"""A valid value counts as entered when nothing was typed for this long."""
_TOP = Qt.AlignmentFlag.AlignTop


class SettingRow(QWidget):
    """Checks what is typed as it is typed, and hands on what is entered and valid.

    Args:
        fixed_by: where the value comes from when it cannot be changed here, else empty.

    Attributes:
        chosen: a valid new value was entered; carries variable name and value.
    """

    chosen = Signal(str, object)

    def __init__(
        self, settings: "SettingsService", spec: "SettingSpec", fixed_by: str = ""
    ) -> None:
        super().__init__()
        self.spec = spec
        self._settings = settings
        self._valid: Value | None = None
        self.editor = editor_for(spec)
        self._name = label(tr(spec.label), wrap=True)
        self._help = label(tr(spec.help), "muted", wrap=True)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self._note = label("", "muted", wrap=True)
        self._note.hide()
        self._lay_out()
        self._describe()
        if fixed_by:
            self._fix(fixed_by)
        self.editor.typed.connect(self._check)
        self.editor.entered.connect(self.enter)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.enter)

    def matches(self, words: list[str]) -> bool:
        """Whether all words occur in what the setting is called or does."""
        spec = self.spec
        text = " ".join((tr(spec.label), tr(spec.help), tr(spec.group), spec.name)).casefold()
        return all(word in text for word in words)

    def show_value(self, value: Value) -> None:
        """Show what is in force; what is being typed is left alone."""
        if self.editor.is_typed and self.editor.field().hasFocus():
            return
        self._forget()
        self.editor.show_value(value)

    def enter(self) -> None:
        """Take what was typed if it is valid; otherwise show what is in force again."""
        self._pause.stop()
        value, self._valid = self._valid, None
        if value is not None:
            self.chosen.emit(self.spec.name, value)
        elif self._error.isVisibleTo(self):
            self._forget()
            self.editor.show_value(getattr(self._settings.current, self.spec.attribute))

    def show_error(self, error: DreamerError) -> None:
        """Say what is wrong, below the setting."""
        self._error.setText(said(error))
        self._error.show()
        self.editor.field().setAccessibleDescription(said(error))
        self._judge(is_wrong=True)

    def show_note(self, sentence: str) -> None:
        """Say what follows from the value in force, below the setting; empty says nothing."""
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def _say_allowed(self) -> None:
        """What may be typed; the setting itself is above, and needs no name as in a file."""
        text = tr("Allowed is {what}.", what=said(allowed(self.spec)))
        self._error.setText(text)
        self._error.show()
        self.editor.field().setAccessibleDescription(text)
        self._judge(is_wrong=True)

    def _judge(self, *, is_wrong: bool) -> None:
        """Edge the field in the colour of errors, or not."""
        field = self.editor.field()
        if bool(field.property("wrong")) is not is_wrong:
            field.setProperty("wrong", is_wrong)
            field.style().unpolish(field)
            field.style().polish(field)

    def _check(self, typed: object) -> None:
        try:
            self._valid = self._settings.check(self.spec.name, typed)
        except SettingError:
            self._valid = None
            self._pause.stop()
            self._say_allowed()
        except DreamerError as error:
            self._valid = None
            self._pause.stop()
            self.show_error(error)
        else:
            self._error.hide()
            self._judge(is_wrong=False)
            self._describe()
            self._pause.start()

    def _forget(self) -> None:
        self._valid = None
        self._error.hide()
        self._judge(is_wrong=False)
        self._describe()

    def _describe(self) -> None:
        field = self.editor.field()
        field.setAccessibleName(tr(self.spec.label))
        field.setAccessibleDescription(tr(self.spec.help))
        self.setToolTip(self.spec.name)

    def _fix(self, where: str) -> None:
        self.editor.setEnabled(False)
        place = tr("the environment") if where == "environment" else where
        self._help.setText(
            tr("{name} in {place} sets this; change it there.", name=self.spec.name, place=place)
        )

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self._name, self._help):
            words.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, SPACE.hair, 0, SPACE.hair)
        whole.setSpacing(SPACE.hair)
        row = QBoxLayout(
            QBoxLayout.Direction.TopToBottom
            if self.editor.is_wide
            else QBoxLayout.Direction.LeftToRight
        )
        whole.addLayout(row)
        whole.addWidget(self._error)
        whole.addWidget(self._note)
        row.setSpacing(SPACE.small if self.editor.is_wide else SPACE.huge)
        row.addLayout(words, 1)
        row.addWidget(self.editor, 0, Qt.AlignmentFlag(0) if self.editor.is_wide else _TOP)
