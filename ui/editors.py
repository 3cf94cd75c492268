"""One editor for each kind of setting; every one of them gives and takes the value as it is."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from ui.i18n import tr
from ui.journal.parts import button
from ui.journal.style import mark
from ui.theme import SPACE

if TYPE_CHECKING:
    from dreamer_app.services.settings import SettingSpec

Value = bool | int | float | str


class Editor(QWidget):
    """Base of the editors.

    Args:
        width: in device-independent pixels; 0: it takes a line of its own.

    Attributes:
        typed: something was typed or chosen; carries it as text or value, valid or not.
        entered: the person is done with it: chosen, Enter, or the focus left.
    """

    typed = Signal(object)
    entered = Signal()

    is_typed = False
    """Whether a value grows key by key, so that it must not be replaced under the cursor."""

    def __init__(self, spec: "SettingSpec", width: int = 0) -> None:
        super().__init__()
        self.spec = spec
        self.is_wide = not width
        if width:
            self.setFixedWidth(width)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(SPACE.hair)

    def field(self) -> QWidget:
        """The widget that has the focus."""
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        """Show a value without saying that it was typed."""
        raise NotImplementedError

    def _add(self, widget: QWidget) -> None:
        self._line.addWidget(widget)
        self.setFocusProxy(widget)


class SwitchEditor(Editor):
    """On or off."""

    def __init__(self, spec: "SettingSpec") -> None:
        super().__init__(spec, 40)
        self._box = QCheckBox()
        mark(self._box, "bare")
        self._line.addStretch(1)
        self._add(self._box)
        self._box.toggled.connect(self._choose)

    def field(self) -> QWidget:
        """The widget that has the focus."""
        return self._box

    def show_value(self, value: Value) -> None:
        """Show a value without saying that it was typed."""
        blocker = QSignalBlocker(self._box)
        self._box.setChecked(bool(value))
        blocker.unblock()

    def _choose(self, value: bool) -> None:  # noqa: FBT001 - a Qt slot
        self.typed.emit(value)
        self.entered.emit()


class ChoiceEditor(Editor):
    """One of a few words.

    Args:
        names: what each word is called for people; the word itself by default.
    """

    def __init__(self, spec: "SettingSpec", names: dict[str, str] | None = None) -> None:
        super().__init__(spec, 190)
        self._box = QComboBox()
        self._box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._box.installEventFilter(self)
        for word in names or spec.choices:
            self._box.addItem(names[word] if names else tr(word), word)
        self._add(self._box)
        self._box.activated.connect(self._choose)

    def field(self) -> QWidget:
        """The widget that has the focus."""
        return self._box

    def show_value(self, value: Value) -> None:
        """Show a value, also one that is not among the words."""
        index = self._box.findData(value)
        if index < 0:
            self._box.addItem(str(value), value)
            index = self._box.count() - 1
        self._box.setCurrentIndex(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let the page scroll under a closed box instead of changing it by accident."""
        if event.type() == QEvent.Type.Wheel and not self._box.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _choose(self, index: int) -> None:
        self.typed.emit(self._box.itemData(index))
        self.entered.emit()


class _Number(QDoubleSpinBox):
    """A spin box that lets anything be typed: the settings judge it and say what is allowed."""

    def __init__(self, spec: "SettingSpec") -> None:
        super().__init__()
        self._low = float("-inf") if spec.minimum is None else spec.minimum
        self._high = float("inf") if spec.maximum is None else spec.maximum
        self.setDecimals(0 if spec.kind is int else 6)
        self.setRange(-1e12, 1e12)
        self.setSingleStep(1.0 if spec.kind is int or self._high > 1 else 0.05)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        if spec.unit:
            self.setSuffix(f" {tr(spec.unit)}")

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        """Everything may be typed."""
        return QValidator.State.Acceptable, text, at

    def textFromValue(self, value: float) -> str:  # noqa: N802
        return f"{value:.12g}".replace(".", QLocale().decimalPoint())

    def valueFromText(self, text: str) -> float:  # noqa: N802
        try:
            return float(_plain(text.removesuffix(self.suffix())))
        except ValueError:
            return self.value()

    def stepBy(self, steps: int) -> None:  # noqa: N802
        wanted = self.value() + steps * self.singleStep()
        self.setValue(min(max(wanted, self._low), self._high))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberEditor(Editor):
    """A number with its unit."""

    is_typed = True

    def __init__(self, spec: "SettingSpec") -> None:
        super().__init__(spec, 140)
        self._box = _Number(spec)
        self._add(self._box)
        self._box.lineEdit().textEdited.connect(self._type)
        self._box.valueChanged.connect(self._type)  # the arrows edit without textEdited
        self._box.editingFinished.connect(self.entered)

    def field(self) -> QWidget:
        """The widget that has the focus."""
        return self._box

    def show_value(self, value: Value) -> None:
        """Show a value without saying that it was typed."""
        blocker = QSignalBlocker(self._box)
        self._box.setValue(float(value))
        blocker.unblock()

    def _type(self) -> None:
        self.typed.emit(_plain(self._box.cleanText()))


class TextEditor(Editor):
    """A line of text."""

    is_typed = True

    def __init__(self, spec: "SettingSpec", width: int = 220) -> None:
        super().__init__(spec, width)
        self._text = QLineEdit()
        self._text.setPlaceholderText(str(spec.default))
        if spec.attribute.endswith("_key"):
            self._text.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self._add(self._text)
        self._text.textEdited.connect(self.typed.emit)
        self._text.editingFinished.connect(self.entered)

    def field(self) -> QWidget:
        """The widget that has the focus."""
        return self._text

    def show_value(self, value: Value) -> None:
        """Show a value from its beginning."""
        self._text.setText(str(value))
        self._text.setCursorPosition(0)


class PathEditor(TextEditor):
    """A folder or file, typed or looked for.

    Args:
        file_filter: a Qt file filter; empty: a folder is wanted.
    """

    def __init__(self, spec: "SettingSpec", file_filter: str = "") -> None:
        super().__init__(spec, 0)
        self._filter = file_filter
        look = button("…", "browse", self._look)
        look.setAccessibleName(tr("Choose…"))
        self._line.addWidget(look)

    def _look(self) -> None:
        start = str(Path(self._text.text()).expanduser().parent)
        if self._filter:
            chosen, _ = QFileDialog.getOpenFileName(self, tr("Choose a file"), start, self._filter)
        else:
            chosen = QFileDialog.getExistingDirectory(self, tr("Choose a folder"), start)
        if chosen:
            self._text.setText(chosen)
            self.typed.emit(chosen)
            self.entered.emit()


def _plain(text: str) -> str:
    """A number as typed in the user's language, with the decimal point of the settings."""
    return text.replace(QLocale().decimalPoint(), ".")


def editor_for(spec: "SettingSpec") -> Editor:
    """The editor that fits a setting."""
    if spec.attribute == "language":
        return ChoiceEditor(spec, {"": tr("As the system"), "en": "English", "de": "Deutsch"})
    if spec.attribute == "model_path":
        return PathEditor(spec, tr("GGUF models (*.gguf);;All files (*)"))
    if spec.attribute == "output_dir":
        return PathEditor(spec)
    if spec.kind is bool:
        return SwitchEditor(spec)
    if spec.choices:
        return ChoiceEditor(spec)
    if spec.kind in (int, float):
        return NumberEditor(spec)
    return TextEditor(spec)
