"""Every key of the journal: its name, its sequences, its words."""

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.i18n import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One thing that keys do.

    Args:
        name: of the handler.
        sequences: as Qt writes them.
        text: for the overlay.
        group: heading in the overlay.
        spares_buttons: a focused button keeps this key for itself (Space, Enter).
        everywhere: acts on every page, not on that of the lessons alone.
        means_lesson: is for the lesson that is chosen, so it waits until that one is shown.
        repeats: acts again and again while it is held down.
    """

    name: str
    sequences: tuple[str, ...]
    text: str
    group: str
    spares_buttons: bool = False
    everywhere: bool = False
    means_lesson: bool = False
    repeats: bool = False


def all_keys() -> tuple[Key, ...]:
    """All of them, in the order in which the overlay shows them."""
    decide, move, lesson, window = tr("Decide"), tr("Move"), tr("This lesson"), tr("Window")
    return (
        Key(name="approve", sequences=("A",), text=tr("Approve"), group=decide, means_lesson=True),
        Key(
            name="reject",
            sequences=("R",),
            text=tr("Reject, with a reason"),
            group=decide,
            means_lesson=True,
        ),
        Key(name="skip", sequences=("S",), text=tr("Skip"), group=decide),
        Key(name="undo", sequences=("U", "Ctrl+Z"), text=tr("Undo"), group=decide),
        Key(name="redo", sequences=("Ctrl+Shift+Z",), text=tr("Redo"), group=decide),
        Key(name="select_all", sequences=("Ctrl+A",), text=tr("Select all"), group=decide),
        Key(name="next", sequences=("J",), text=tr("Next lesson"), group=move, repeats=True),
        Key(
            name="previous", sequences=("K",), text=tr("Previous lesson"), group=move, repeats=True
        ),
        Key(
            name="scroll_down",
            sequences=("Shift+J",),
            text=tr("Down in the lesson"),
            group=move,
            repeats=True,
        ),
        Key(
            name="scroll_up",
            sequences=("Shift+K",),
            text=tr("Up in the lesson"),
            group=move,
            repeats=True,
        ),
        Key(
            name="peek",
            sequences=("Space",),
            text=tr("Large view and back"),
            group=move,
            spares_buttons=True,
        ),
        Key(
            name="search", sequences=("/", "Ctrl+F"), text=tr("Search"), group=move, everywhere=True
        ),
        Key(name="back", sequences=("Esc",), text=tr("Back to the list"), group=move),
        Key(
            name="edit",
            sequences=("E",),
            text=tr("Edit, verify, approve"),
            group=lesson,
            means_lesson=True,
        ),
        Key(name="flag", sequences=("F",), text=tr("Flag"), group=lesson, means_lesson=True),
        Key(
            name="rate_1",
            sequences=("1",),
            text=tr("Rate 1 (2, 3, 4)"),
            group=lesson,
            means_lesson=True,
        ),
        Key(name="rate_2", sequences=("2",), text="", group=lesson, means_lesson=True),
        Key(name="rate_3", sequences=("3",), text="", group=lesson, means_lesson=True),
        Key(name="rate_4", sequences=("4",), text="", group=lesson, means_lesson=True),
        Key(
            name="note", sequences=("N",), text=tr("Write a note"), group=lesson, means_lesson=True
        ),
        Key(name="tag", sequences=("T",), text=tr("Add tags"), group=lesson, means_lesson=True),
        Key(
            name="copy", sequences=("C",), text=tr("Copy the code"), group=lesson, means_lesson=True
        ),
        Key(name="export", sequences=("Ctrl+E",), text=tr("Export"), group=window, everywhere=True),
        Key(
            name="settings",
            sequences=("Ctrl+,",),
            text=tr("Settings"),
            group=window,
            everywhere=True,
        ),
        Key(
            name="help", sequences=("?", "F1"), text=tr("These keys"), group=window, everywhere=True
        ),
        Key(
            name="close",
            sequences=("Ctrl+W",),
            text=tr("Close the window"),
            group=window,
            everywhere=True,
        ),
    )


def groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Heading, then pairs of keys and words, for the overlay."""
    made: dict[str, list[tuple[str, str]]] = {}
    for key in all_keys():
        if key.text:
            made.setdefault(key.group, []).append((shown(key), key.text))
    return list(made.items())


def shown(key: Key) -> str:
    """The sequences as the platform writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return "  ".join(QKeySequence(each).toString(native) for each in key.sequences)


def is_typing(focus: QWidget | None) -> bool:
    """Whether keys belong to a text field just now."""
    if isinstance(focus, QLineEdit | QAbstractSpinBox):
        return True
    if isinstance(focus, QTextEdit | QPlainTextEdit):
        return not focus.isReadOnly()
    return isinstance(focus, QComboBox)  # letters choose in it


def is_button(focus: QWidget | None) -> bool:
    """Whether Space and Enter belong to a focused button."""
    return isinstance(focus, QAbstractButton | QComboBox)
