"""One night, or all of them, in numbers."""

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from dreamer_app.core.dreams import DreamRecord, SessionRecord
from dreamer_app.core.journal import NightSummary, NightTimes, StateChange
from dreamer_app.core.states import Difficulty, Phase, SessionStatus, Trigger
from ui.i18n import plural, said, tr
from ui.journal import words
from ui.journal.funnel import funnel, remains
from ui.journal.kept_nothing import SETTINGS, advice
from ui.journal.parts import BarList, button, card, label
from ui.journal.thrown_away import ThrownAway
from ui.journal.waited import Waited
from ui.theme import SPACE

_MOST_BARS = 10


class NightOverview(QScrollArea):
    """The headline of a night, why dreams fell, what it was about, what interrupted it.

    Attributes:
        review_wanted: its lessons are to be reviewed.
        details_wanted: what became of each dream of a night: the night's date, its sessions.
        way_wanted: a page that helps: "knowledge" or "settings".
    """

    review_wanted = Signal()
    details_wanted = Signal(str, object)
    way_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("The night in numbers"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._name = label(kind="muted")
        self._headline = label(kind="title", wrap=True)
        self._counts = label(kind="lead", wrap=True)
        self._numbers = label(kind="muted", wrap=True)
        self._review = button("", "primary", self.review_wanted.emit, "focus")
        self._night = ""
        self._has_phases = False
        self._advice = label(wrap=True)
        self._way = button("", "plain", lambda: self.way_wanted.emit(self._where))
        self._where = ""
        self._thrown = ThrownAway()
        self._times = BarList("info", said=lambda seconds, _part: words.duration(seconds))
        self._fell = BarList("edge", said=remains)
        self._levels = BarList("edge")
        self._libraries = BarList("edge")
        bars = (self._times, self._fell, self._levels, self._libraries)
        for bar_list in bars:
            bar_list.stand_below(*bars)
        self._sessions = label(wrap=True, copy=True)
        self._waited = Waited()
        self._cards = {
            "advice": card(self._advice, self._way),
            "fell": card(label(tr("How far dreams came"), "heading"), self._fell),
            "levels": card(label(tr("Kept, by difficulty"), "heading"), self._levels),
            "libraries": card(label(tr("Kept, by library"), "heading"), self._libraries),
            "sessions": card(label(tr("Sessions"), "heading"), self._sessions),
            "states": card(label(tr("Why it did not dream"), "heading"), self._waited),
            "times": card(label(tr("Where the time went"), "heading"), self._times),
            "thrown": card(label(tr("What was thrown away"), "heading"), self._thrown),
        }
        self._way.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.huge)
        column.setSpacing(SPACE.medium)
        for widget in (self._name, self._headline, self._counts, self._numbers):
            column.addWidget(widget)
        column.addWidget(self._review, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(SPACE.small)
        for each in self._cards.values():
            column.addWidget(each)
        column.addStretch(1)
        self.setWidget(inside)

    @property
    def headline(self) -> str:
        """The large sentence."""
        return self._headline.text()

    def show_nights(self, nights: Sequence[NightSummary]) -> None:
        """Show one night, or the sum of several."""
        one = nights[0] if len(nights) == 1 else None
        self._name.setText(words.night_name(one.night) if one else tr("All nights"))
        total = summed(nights)
        self._headline.setText(words.headline(total))
        self._counts.setText(words.counts(total))
        self._counts.setVisible(bool(self._counts.text()))
        self._numbers.setText(_numbers(total))
        self._numbers.setVisible(bool(self._numbers.text()))
        self._review.setText(
            plural("Review {count} lesson", "Review {count} lessons", total.pending)
        )
        self._review.setVisible(total.pending > 0)
        self._fell.show_rows(funnel(total))
        self._levels.show_rows(
            [(_level(name), tried, kept) for name, tried, kept in total.by_difficulty]
        )
        self._libraries.show_rows(list(total.by_library[:_MOST_BARS]))
        self._sessions.setText("\n".join(map(_session, one.sessions)) if one else "")
        help_text, self._where = advice(total) if one and not one.kept else ("", "")
        self._advice.setText(help_text)
        self._way.setText(
            tr("Open the settings") if self._where == SETTINGS else tr("Add knowledge")
        )
        for name, has in (
            ("fell", total.tried),
            ("levels", total.by_difficulty),
            ("libraries", total.by_library),
            ("sessions", one.sessions if one else ()),
            ("advice", help_text),
        ):
            self._cards[name].setVisible(bool(has))
        is_other = self._night != (one.night if one else "")
        self._night = one.night if one else ""
        if is_other:
            self._cards["thrown"].hide()
            self._cards["states"].hide()
            self._cards["times"].hide()
            self.verticalScrollBar().setValue(0)
        phases = _phases(one) if one else []
        self._has_phases = bool(phases)
        if phases:
            self._show_times(phases)
        if one is not None:
            self.details_wanted.emit(one.night, [session.id for session in one.sessions])

    def show_details(
        self,
        night: str,
        dreams: Sequence[DreamRecord],
        times: NightTimes,
        states: Sequence[StateChange],
    ) -> None:
        """What became of each dream of the shown night, if it still is the shown one.

        Args:
            states: of the night, oldest first, from the one in force at its beginning on: when
                dreaming might have begun, and why not.
        """
        if night != self._night:
            return
        self._cards["thrown"].setVisible(self._thrown.show_dreams(dreams) > 0)
        self._cards["states"].setVisible(bool(states))
        self._waited.show_states(night, states)
        if not self._has_phases:  # a night of an earlier version
            self._show_times(
                [
                    (tr("Weaving and writing"), times.writing),
                    (tr("Checking"), times.checking),
                ]
            )

    def _show_times(self, rows: Sequence[tuple[str, float]]) -> None:
        self._times.show_rows([(name, round(seconds), -1) for name, seconds in rows])
        self._cards["times"].setVisible(sum(seconds for _name, seconds in rows) >= 1)


def summed(nights: Sequence[NightSummary]) -> NightSummary:
    """All nights as one."""
    if len(nights) == 1:
        return nights[0]
    fell: Counter[str] = Counter()
    for night in nights:
        fell.update(dict(night.fell_at))
    measured = [n.energy_joules for n in nights if n.energy_joules is not None]
    return NightSummary(
        night="",
        sessions=(),
        seconds=sum(n.seconds for n in nights),
        tried=sum(n.tried for n in nights),
        kept=sum(n.kept for n in nights),
        pending=sum(n.pending for n in nights),
        approved=sum(n.approved for n in nights),
        rejected=sum(n.rejected for n in nights),
        tokens=sum(n.tokens for n in nights),
        energy_joules=sum(measured) if measured else None,
        fell_at=tuple(fell.most_common()),
        by_difficulty=_added(row for n in nights for row in n.by_difficulty),
        by_library=_added(row for n in nights for row in n.by_library),
    )


def _added(rows: Iterable[tuple[str, int, int]]) -> tuple[tuple[str, int, int], ...]:
    tried: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for name, all_of_them, good in rows:
        tried[name] += all_of_them
        kept[name] += good
    return tuple((name, count, kept[name]) for name, count in tried.most_common())


def _phases(night: NightSummary) -> list[tuple[str, float]]:
    """Seconds in each phase, over all sessions that noted them."""
    spent: dict[Phase, float] = {}
    for session in night.sessions:
        for phase, seconds in session.phases:
            spent[phase] = spent.get(phase, 0.0) + seconds
    return [(words.phase(phase), spent[phase]) for phase in Phase if phase in spent]


def _level(name: str) -> str:
    return words.difficulty(Difficulty(name)) if name in set(Difficulty) else name


def _numbers(night: NightSummary) -> str:
    parts = []
    if night.kept:
        parts = [
            plural("{count} approved", "{count} approved", night.approved),
            plural("{count} rejected", "{count} rejected", night.rejected),
            plural("{count} to review", "{count} to review", night.pending),
        ]
    if night.tokens:
        parts.append(plural("{count} token", "{count} tokens", night.tokens))
    if night.energy_joules is not None:
        parts.append(words.energy(night.energy_joules))
    return "  ·  ".join(parts)


def _session(session: SessionRecord) -> str:
    begun = words.moment(session.started_at)
    how = words.session_status(session.status)
    if session.status is SessionStatus.INTERRUPTED and session.reason is not None:
        how = f"{how}: {words.reason(session.reason)}"
    elif session.problem:
        how = f"{how}: {said(session.problem)}"
    by = {
        Trigger.MANUAL: tr("started by you"),
        Trigger.IDLE: tr("while you were away"),
        Trigger.NIGHTLY: tr("at night"),
    }[session.trigger]
    kept = tr("{kept} of {tried} kept", kept=session.successful, tried=session.attempted)
    return f"{begun}  ·  {by}  ·  {kept}  ·  {how}"
