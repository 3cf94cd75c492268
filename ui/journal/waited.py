"""What Dreamer waited for in a night: the rows of the timeline, the night's hours first."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dreamer_app.core.journal import StateChange
from dreamer_app.core.states import Reason
from dreamer_app.services.reasons import named
from ui.i18n import said, tr
from ui.journal import words
from ui.journal.parts import button, label
from ui.theme import SPACE

_EVENING, _MORNING = time(20), time(8)
_MOST = 60


class Waited(QWidget):
    """When dreaming might have begun, and why not; all of the day on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: list[str] = []
        self._rows = label(wrap=True, copy=True)
        self._more = button(tr("Show the whole day"), "plain", self._show_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addWidget(self._rows)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_states(self, night: str, states: Sequence[StateChange]) -> None:
        """Show the rows from evening to morning, with the one that was in force before.

        Args:
            states: from noon to noon, oldest first; before them the one in force at noon.
        """
        shown = _of_the_night(night, states)
        noon = datetime.combine(date.fromisoformat(night), time(12)).astimezone()
        self._all = [_state(state, since=noon) for state in states]
        self._rows.setText("\n".join(_state(state, since=noon) for state in shown))
        self._more.setVisible(len(shown) < len(states))

    def _show_all(self) -> None:
        self._rows.setText("\n".join(self._all))
        self._more.hide()


def _of_the_night(night: str, states: Sequence[StateChange]) -> list[StateChange]:
    """The rows of the night's hours; all rows when there are none."""
    evening = date.fromisoformat(night)
    begin = datetime.combine(evening, _EVENING).astimezone()
    end = datetime.combine(evening + timedelta(days=1), _MORNING).astimezone()
    before = [state for state in states if state.at < begin][-1:]
    within = [state for state in states if begin <= state.at < end]
    return ([*before, *within] or list(states))[:_MOST]


def _state(change: StateChange, *, since: datetime) -> str:
    """From when on, in which state, why, and what told of the user."""
    if change.state == "allowed":
        what = tr("might have dreamed")
    elif change.state == "started":
        what = tr("Dreamer was started")
    elif change.state == "closed":
        what = words.reason(Reason.QUIT)
    elif change.reason in set(Reason):
        what = said(named(Reason(change.reason), change.detail))
    else:
        what = said(change.detail) or change.reason
    when = words.time_of_day(change.at) if change.at >= since else words.moment(change.at)
    parts = [when, what]
    if change.source:
        parts.append(tr("by {source}", source=said(change.source)))
    return "  ·  ".join(parts)
