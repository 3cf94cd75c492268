"""Weeks and months of dreaming in charts."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QSettings, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dreamer_app.core.errors import DreamerError
from dreamer_app.core.journal import NightSummary
from dreamer_app.core.ports import JournalRepository
from dreamer_app.core.states import Difficulty
from ui.i18n import plural, said, tr
from ui.journal import words
from ui.journal.calendar import Calendar
from ui.journal.calls import Calls
from ui.journal.chart_frame import ChartFrame
from ui.journal.chart_series import Chart, bins, charts
from ui.journal.funnel import funnel, remains
from ui.journal.night_overview import summed
from ui.journal.parts import BarList, Notice, button, card, label
from ui.journal.style import mark
from ui.journal.turns import Turns
from ui.theme import SPACE

_MOST_BARS = 12
_NARROW = 860
_ORDER = ("kept", "rate", "level", "tokens", "energy", "fell", "levels", "libraries")
"""The cards from row to row."""
_SPAN = "charts/span"
_TURN_MS = 20
"""Between two charts, so that each is painted before the next is drawn."""


class ChartsPage(QWidget):
    """A calendar, then charts over the nights of a chosen span.

    Attributes:
        night_wanted: a night of the calendar was chosen: its date, ISO.
    """

    night_wanted = Signal(str)

    def __init__(
        self, journal: JournalRepository, calls: Calls, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._journal = journal
        self._calls = calls
        self._nights: list[NightSummary] = []
        self._span = 30
        self._spans: dict[int, QToolButton] = {}
        self._is_stale = True
        self._has_begun = False
        self._library: Any = None
        self._frames: dict[str, ChartFrame] = {}
        self._charts: dict[str, Chart] = {}
        self._dates: list[str] = []
        self._turns = Turns(self, _TURN_MS)
        self._is_narrow = False
        self._make()

    @property
    def headline(self) -> str:
        """The sentence above the charts."""
        return f"{self._headline.text()}: {self._counts.text()}"

    @property
    def notice(self) -> str:
        """What is said in place of the charts; empty while they are shown."""
        return self._notice.said if self._stack.currentWidget() is self._notice else ""

    @property
    def has_plots(self) -> bool:
        """Whether the charts are drawn."""
        return bool(self._frames) and self._turns.is_done

    @property
    def titles(self) -> list[str]:
        """What the drawn charts are called."""
        return [f.title for name, f in self._frames.items() if name in self._charts]

    def refresh(self) -> None:
        """Load anew, at once when the page is seen, else when it is next shown."""
        self._is_stale = True
        if self.isVisible():
            self._load()

    def show_span(self, nights: int) -> None:
        """Show the newest nights; 0 is all of them."""
        self._span = nights
        self._spans[nights].setChecked(True)
        self._draw()

    def save_state(self, memory: QSettings) -> None:
        """Remember the span."""
        memory.setValue(_SPAN, self._span)

    def restore_state(self, memory: QSettings) -> None:
        """Take the span as it was; one that cannot be chosen is none."""
        known = {str(span): span for span in self._spans}
        if (span := known.get(str(memory.value(_SPAN)))) is not None:
            self.show_span(span)

    def scroll_to_end(self) -> None:
        """Show the last charts."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Load what changed while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self._load()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Charts side by side where there is room."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a new scheme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            for frame in self._frames.values():
                frame.recolour()

    # building

    def _make(self) -> None:
        self._notice = Notice("nights")
        self._notice.say(tr("Adding the nights up …"))
        self._headline = label(kind="title", wrap=True)
        self._counts = label(kind="lead", wrap=True)
        self._calendar = Calendar()
        self._calendar.night_wanted.connect(self.night_wanted)
        self._levels = BarList("edge")
        self._libraries = BarList("edge")
        self._fell = BarList("edge", said=remains)
        self._cards: dict[str, QFrame] = {
            "levels": card(label(tr("Kept, by difficulty"), "heading"), self._levels),
            "libraries": card(label(tr("Most practised libraries"), "heading"), self._libraries),
            "fell": card(label(tr("How far dreams came"), "heading"), self._fell),
        }
        inside = self._inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE.huge, SPACE.large, SPACE.huge, SPACE.huge)
        column.setSpacing(SPACE.medium)
        column.addWidget(self._headline)
        column.addWidget(self._counts)
        column.addWidget(card(label(tr("Lessons kept"), "heading"), self._calendar))
        column.addLayout(self._make_spans())
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE.medium)
        column.addLayout(self._grid)
        column.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setAccessibleName(tr("Charts"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self._stack = QStackedWidget()
        self._stack.addWidget(scroll)
        self._stack.addWidget(self._notice)
        self._stack.setCurrentWidget(self._notice)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._arrange()

    def _make_spans(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        group = QButtonGroup(self)
        for text, nights in (
            (tr("30 nights"), 30),
            (tr("90 nights"), 90),
            (tr("A year"), 365),
            (tr("All"), 0),
        ):
            chip = QToolButton()
            mark(chip, "chip")
            chip.setText(text)
            chip.setCheckable(True)
            chip.setChecked(nights == self._span)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            chip.clicked.connect(lambda _checked, n=nights: self.show_span(n))
            group.addButton(chip)
            self._spans[nights] = chip
            row.addWidget(chip)
        row.addStretch(1)
        return row

    def _make_plots(self, plots: Any) -> None:
        """The drawing library is there: draw what waits for it."""
        self._library = plots
        self._draw_plots()

    def _arrange(self) -> None:
        """Two in a row, equally tall; or one. The last has its row for itself if it is alone."""
        missing = set(self._frames) - set(self._charts)
        while self._grid.count():
            self._grid.takeAt(0)
        names = [name for name in _ORDER if name in self._cards and name not in missing]
        beside = 1 if self._is_narrow else 2
        for place, name in enumerate(names):
            row, column = divmod(place, beside)
            is_alone = column == 0 and name == names[-1]
            self._grid.addWidget(self._cards[name], row, column, 1, beside if is_alone else 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 0 if self._is_narrow else 1)

    # loading and drawing

    def _load(self) -> None:
        self._is_stale = False
        self._calls.slow(
            lambda: self._journal.nights(100_000),
            self._show,
            self._not_loaded,
            key="charts",
        )
        if not self._has_begun:
            self._has_begun = True
            self._calls.slow(_plots, self._make_plots)

    def _not_loaded(self, error: DreamerError) -> None:
        self._notice.say(tr("The journal could not be read"), said(error), "broken")
        self._notice.offer(button(tr("Try again"), "plain", self._load, "again"))
        self._stack.setCurrentWidget(self._notice)

    def _show(self, nights: Sequence[NightSummary]) -> None:
        self._nights = list(nights)
        if not nights:
            self._notice.say(
                tr("Nothing to draw yet"),
                tr("After the first nights, this page shows how dreaming goes."),
                "nights",
            )
            self._notice.offer()
            self._stack.setCurrentWidget(self._notice)
            return
        self._stack.setCurrentIndex(0)
        last = date.fromisoformat(max(night.night for night in nights))
        self._calendar.show_nights(
            {night.night: (night.tried, night.kept) for night in nights}, last
        )
        self._draw()

    def _draw(self) -> None:
        if not self._nights:
            return
        newest = self._newest()
        total = summed(newest)
        self._headline.setText(
            plural("In {count} night: ", "In {count} nights: ", len(newest)) + words.headline(total)
        )
        self._counts.setText(words.counts(total))
        self._libraries.show_rows(list(total.by_library[:_MOST_BARS]))
        self._fell.show_rows(funnel(total))
        self._levels.show_rows(
            [(_level(name), tried, kept) for name, tried, kept in total.by_difficulty]
        )
        self._draw_plots()

    def _draw_plots(self) -> None:
        """A step in each turn of the event loop: adding up, then making, then drawing a chart."""
        if self._library is not None and self._nights:
            self._turns.forget()
            self._turns.add(self._add_up)

    def _add_up(self) -> None:
        nights = self._newest()[::-1]
        self._charts = charts(nights)
        self._dates = [each.first for each in bins(nights)[1]]
        for name, frame in self._frames.items():
            frame.setVisible(name in self._charts and name in self._cards)
        self._arrange()
        for name in self._charts:
            if name not in self._frames:
                self._turns.add(partial(self._make_frame, name))
            self._turns.add(partial(self._draw_chart, name))

    def _make_frame(self, name: str) -> None:
        """Shown when it is drawn: painting an empty chart takes as long."""
        self._frames[name] = ChartFrame(self._library, self._inside)

    def _draw_chart(self, name: str) -> None:
        frame = self._frames[name]
        frame.show_chart(self._charts[name], self._dates)
        if name not in self._cards:
            self._cards[name] = frame
            self._arrange()
            frame.show()

    def _newest(self) -> list[NightSummary]:
        return self._nights[: self._span] if self._span else self._nights


def _level(name: str) -> str:
    return words.difficulty(Difficulty(name)) if name in set(Difficulty) else name


def _plots() -> Any:
    """The drawing library takes a while to import; done off the main thread."""
    from ui.journal import plots

    return plots
