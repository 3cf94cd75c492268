"""What each key of the window does."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.journal.window import JournalWindow


def actions(window: "JournalWindow") -> dict[str, Callable[[], object]]:
    """By the names of the keys."""
    page = window.lessons
    found: dict[str, Callable[[], object]] = {
        "approve": page.act.approve,
        "reject": page.act.reject,
        "skip": page.act.skip,
        "undo": page.review.undo,
        "redo": page.review.redo,
        "select_all": page.select_all,
        "next": lambda: page.step(1),
        "previous": lambda: page.step(-1),
        "scroll_down": lambda: page.detail.scroll(0.5),
        "scroll_up": lambda: page.detail.scroll(-0.5),
        "peek": page.toggle_focused,
        "search": window.search,
        "back": page.back,
        "edit": page.edit,
        "flag": page.act.flag,
        "note": page.note,
        "tag": page.act.tag,
        "copy": page.copy,
        "export": window.export,
        "settings": window.settings_requested.emit,
        "help": window.keys_overlay.open,
        "close": window.close,
    }
    for rating in (1, 2, 3, 4):
        found[f"rate_{rating}"] = lambda r=rating: page.act.rate(r)  # type: ignore[misc]
    return found
