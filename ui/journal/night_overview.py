"""One night, or all of them, in numbers."""

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from dreamer_app.core.dreams import SessionRecord
from dreamer_app.core.journal import NightSummary
from dreamer_app.core.states import Difficulty, SessionStatus, Trigger
from ui.i18n import plural, said, tr
from ui.journal import words
from ui.journal.parts import BarList, button, card, label
from ui.theme import SPACE

_MOST_BARS = 10


class NightOverview(QScrollArea):
    """The headline of a night, why dreams fell, what it was about, what interrupted it.

    Attributes:
        review_wanted: its lessons are to be reviewed.
    """

    review_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._name = label(kind="muted")
        self._headline = label(kind="title", wrap=True)
        self._numbers = label(kind="muted", wrap=True)
        self._review = button("", "primary", self.review_wanted.emit, "focus")
        self._fell = BarList("accent")
        self._levels = BarList("border")
        self._libraries = BarList("border")
        self._sessions = label(wrap=True, copy=True)
        self._cards = {
            "fell": card(label(tr("Why dreams were thrown away"), "heading"), self._fell),
            "levels": card(label(tr("Kept, by difficulty"), "heading"), self._levels),
            "libraries": card(label(tr("Kept, by library"), "heading"), self._libraries),
            "sessions": card(label(tr("Sessions"), "heading"), self._sessions),
        }
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.huge)
        column.setSpacing(SPACE.medium)
        for widget in (self._name, self._headline, self._numbers):
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
        self._numbers.setText(_numbers(total))
        self._review.setText(
            plural("Review {count} lesson", "Review {count} lessons", total.pending)
        )
        self._review.setVisible(total.pending > 0)
        self._fell.show_rows([(words.fell_at(n), c, -1) for n, c in total.fell_at[:_MOST_BARS]])
        self._levels.show_rows(
            [(_level(name), tried, kept) for name, tried, kept in total.by_difficulty]
        )
        self._libraries.show_rows(list(total.by_library[:_MOST_BARS]))
        self._sessions.setText("\n".join(map(_session, one.sessions)) if one else "")
        for name, has in (
            ("fell", total.fell_at),
            ("levels", total.by_difficulty),
            ("libraries", total.by_library),
            ("sessions", one.sessions if one else ()),
        ):
            self._cards[name].setVisible(bool(has))


def summed(nights: Sequence[NightSummary]) -> NightSummary:
    """All nights as one."""
    if len(nights) == 1:
        return nights[0]
    fell: Counter[str] = Counter()
    for night in nights:
        fell.update(dict(night.fell_at))
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


def _level(name: str) -> str:
    return words.difficulty(Difficulty(name)) if name in set(Difficulty) else name


def _numbers(night: NightSummary) -> str:
    parts = [
        plural("{count} approved", "{count} approved", night.approved),
        plural("{count} rejected", "{count} rejected", night.rejected),
        plural("{count} to review", "{count} to review", night.pending),
    ]
    if night.tokens:
        parts.append(tr("{count} tokens", count=words.number(night.tokens)))
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
