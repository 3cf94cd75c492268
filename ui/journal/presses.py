"""The keys of the window, also those pressed before the lesson they are meant for is shown."""

from collections import deque
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from ui.journal.keys import Key, all_keys

if TYPE_CHECKING:
    from ui.journal.lessons_page import LessonsPage

_Press = tuple[QKeyCombination, str]


class Presses(QObject):
    """Acts on keys; holds them back until the lesson is shown, then acts in their order.

    A quick reader presses the next key before the next lesson is read from the disk. The key is
    not lost, and no lesson is decided that was not seen. Whatever is pressed meanwhile waits
    behind it, since it may be the digit of a reason or an undo.

    Args:
        window: whose keys they are.
        page: says what is meant and whether it is shown.
        handlers: what is done, by the names of the keys.
    """

    def __init__(
        self,
        window: QWidget,
        page: "LessonsPage",
        handlers: Mapping[str, Callable[[], object]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._page = page
        self._shortcuts = [
            (key, QShortcut(QKeySequence(sequence), window), handlers[key.name])
            for key in all_keys()
            for sequence in key.sequences
        ]
        self._held: deque[_Press] = deque()
        self._meant = page.meant
        for key, shortcut, act in self._shortcuts:
            shortcut.setAutoRepeat(key.repeats)
            shortcut.activated.connect(lambda k=key, s=shortcut, a=act: self._pressed(k, s, a))
        page.settled.connect(self._go_on)
        page.failed.connect(lambda _sentence: self.drop())
        page.model.modelReset.connect(self.drop)

    @property
    def shortcuts(self) -> list[QShortcut]:
        """What the keys are to Qt."""
        return [shortcut for _key, shortcut, _act in self._shortcuts]

    def enable(self, *, is_taken: bool, is_button: bool, is_lessons: bool) -> None:
        """Have those keys act that mean something where the focus is.

        Args:
            is_taken: the focus takes all keys for itself.
            is_button: it is on a button.
            is_lessons: the page of lessons is shown.
        """
        for key, shortcut, _act in self._shortcuts:
            is_here = key.everywhere or is_lessons
            is_spared = key.spares_buttons and is_button
            shortcut.setEnabled(is_here and not is_taken and not is_spared)

    @property
    def is_holding(self) -> bool:
        """Whether a key waits."""
        return bool(self._held)

    def drop(self) -> None:
        """Forget what waits: what it was meant for is no longer there."""
        if self._held:
            self._held.clear()
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """While a key waits, so do those after it; a click means something else."""
        if not (isinstance(watched, QWidget) and watched.window() is self._window):
            return False
        if event.type() is QEvent.Type.MouseButtonPress:
            self.drop()
        elif isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()  # so that it comes as a plain press, next
            elif event.type() is QEvent.Type.KeyPress and not event.isAutoRepeat():
                self._held.append((event.keyCombination(), event.text()))
            return True
        return False

    def _pressed(self, key: Key, shortcut: QShortcut, act: Callable[[], object]) -> None:
        if key.means_lesson and not self._page.is_settled:
            self._hold((shortcut.key()[0], ""))  # type: ignore[index]
        else:
            act()

    def _hold(self, press: _Press) -> None:
        if not self._held:
            self._meant = self._page.meant
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self._held.append(press)

    def _go_on(self) -> None:
        """Give out what waited, up to a key that has to wait for the next lesson."""
        if not self._held or not self._page.is_settled:
            return
        if self._page.meant != self._meant:
            self.drop()
            return
        waiting = list(self._held)
        self.drop()
        for number, press in enumerate(waiting):
            self._give_out(press)
            if self._held:
                self._held.extend(waiting[number + 1 :])
                return

    def _give_out(self, press: _Press) -> None:
        combination, text = press
        sequence = QKeySequence(combination)
        for key, shortcut, act in self._shortcuts:
            if shortcut.isEnabled() and shortcut.key() == sequence:
                self._pressed(key, shortcut, act)
                return
        target = QApplication.focusWidget() or self._window
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            held = combination.keyboardModifiers()
            QApplication.sendEvent(target, QKeyEvent(kind, combination.key(), held, text))
