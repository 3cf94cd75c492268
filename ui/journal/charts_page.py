"""Weeks and months of dreaming in charts."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
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

from dreamer_app.core.journal import NightSummary
from dreamer_app.core.ports import JournalRepository
from dreamer_app.core.states import Difficulty
from ui.i18n import plural, said, tr
from ui.journal import words
from ui.journal.calls import Calls
from ui.journal.heat_map import HeatMap
from ui.journal.night_overview import summed
from ui.journal.parts import BarList, Notice, card, label
from ui.journal.style import mark
from ui.theme import SPACE

if TYPE_CHECKING:
    from ui.journal.plots import NightPlot

_WINDOW = 7
"""Nights over which the success rate is averaged, so that one bad night is no cliff."""
_MOST_BARS = 12
_PLOTS = 3
_NARROW = 860


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
        self._is_stale = True
        self._has_begun = False
        self._plots: dict[str, NightPlot] = {}
        self._is_narrow = False
        self._make()

    @property
    def headline(self) -> str:
        """The sentence above the charts."""
        return self._headline.text()

    @property
    def notice(self) -> str:
        """What is said in place of the charts; empty while they are shown."""
        return self._notice.said if self._stack.currentWidget() is self._notice else ""

    @property
    def has_plots(self) -> bool:
        """Whether the charts are drawn."""
        return len(self._plots) == _PLOTS

    def refresh(self) -> None:
        """Load anew, at once when the page is seen, else when it is next shown."""
        self._is_stale = True
        if self.isVisible():
            self._load()

    def show_span(self, nights: int) -> None:
        """Show the newest nights; 0 is all of them."""
        self._span = nights
        self._draw()

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
            for plot in self._plots.values():
                plot.recolour()

    # building

    def _make(self) -> None:
        self._notice = Notice("nights")
        self._notice.say(tr("Adding the nights up …"))
        self._headline = label(kind="title", wrap=True)
        self._calendar = HeatMap()
        self._calendar.night_wanted.connect(self.night_wanted)
        self._levels = BarList("border")
        self._libraries = BarList("border")
        self._fell = BarList("accent")
        self._cards: dict[str, QFrame] = {
            "levels": card(label(tr("Kept, by difficulty"), "heading"), self._levels),
            "libraries": card(label(tr("Most practised libraries"), "heading"), self._libraries),
            "fell": card(label(tr("Why dreams were thrown away"), "heading"), self._fell),
        }
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE.huge, SPACE.large, SPACE.huge, SPACE.huge)
        column.setSpacing(SPACE.medium)
        column.addWidget(self._headline)
        column.addWidget(card(label(tr("Lessons kept"), "heading"), self._calendar))
        column.addLayout(self._make_spans())
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE.medium)
        column.addLayout(self._grid)
        column.addStretch(1)
        scroll = QScrollArea()
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
            row.addWidget(chip)
        row.addStretch(1)
        return row

    def _make_plots(self, plots: Any) -> None:
        """One chart in each turn of the event loop: making one takes a while."""
        titles = (
            ("kept", tr("Kept and thrown away, per night")),
            ("rate", tr("Success rate in per cent, over {count} nights", count=_WINDOW)),
            ("tokens", tr("Tokens in thousands, per night")),
        )
        missing = [each for each in titles if each[0] not in self._plots]
        if not missing:
            self._arrange()
            self._draw_plots()
            return
        name, title = missing[0]
        plot = self._plots[name] = plots.NightPlot(title)
        self._cards[name] = card(label(title, "heading"), plot)
        QTimer.singleShot(0, self, lambda: self._make_plots(plots))

    def _arrange(self) -> None:
        """Two columns, or one."""
        columns = 1 if self._is_narrow else 2
        order = ("kept", "rate", "libraries", "fell", "levels", "tokens")
        shown = [self._cards[name] for name in order if name in self._cards]
        for number, each in enumerate(shown):
            self._grid.addWidget(
                each, number // columns, number % columns, Qt.AlignmentFlag.AlignTop
            )
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)

    # loading and drawing

    def _load(self) -> None:
        self._is_stale = False
        self._calls.slow(
            lambda: self._journal.nights(100_000),
            self._show,
            lambda error: self._notice.say(
                tr("The journal could not be read"), said(error), "broken"
            ),
            key="charts",
        )
        if not self._has_begun:
            self._has_begun = True
            self._calls.slow(_plots, self._make_plots)

    def _show(self, nights: Sequence[NightSummary]) -> None:
        self._nights = list(nights)
        if not nights:
            self._notice.say(
                tr("Nothing to draw yet"),
                tr("After the first nights, this page shows how dreaming goes."),
                "nights",
            )
            self._stack.setCurrentWidget(self._notice)
            return
        self._stack.setCurrentIndex(0)
        last = date.fromisoformat(max(night.night for night in nights))
        self._calendar.show_nights({night.night: night.kept for night in nights}, last)
        self._draw()

    def _draw(self) -> None:
        if not self._nights:
            return
        newest = self._newest()
        total = summed(newest)
        self._headline.setText(
            plural("In {count} night: ", "In {count} nights: ", len(newest)) + words.headline(total)
        )
        self._libraries.show_rows(list(total.by_library[:_MOST_BARS]))
        self._fell.show_rows([(words.fell_at(n), c, -1) for n, c in total.fell_at[:_MOST_BARS]])
        self._levels.show_rows(
            [(_level(name), tried, kept) for name, tried, kept in total.by_difficulty]
        )
        self._draw_plots()

    def _draw_plots(self) -> None:
        if not self.has_plots or not self._nights:
            return
        nights = self._newest()[::-1]
        names = [night.night for night in nights]
        kept = [float(night.kept) for night in nights]
        thrown = [float(max(0, night.tried - night.kept)) for night in nights]
        self._plots["kept"].show_bars(names, kept, thrown)
        self._plots["rate"].show_line(names, success(nights), 100)
        tokens = [night.tokens / 1000 for night in nights]
        self._plots["tokens"].show_bars(names, tokens, [0.0] * len(tokens))

    def _newest(self) -> list[NightSummary]:
        return self._nights[: self._span] if self._span else self._nights


def success(nights: Sequence[NightSummary]) -> list[float]:
    """Share of kept dreams in per cent, for each night over the nights that end with it."""
    rates = []
    for end in range(1, len(nights) + 1):
        some = nights[max(0, end - _WINDOW) : end]
        tried = sum(night.tried for night in some)
        rates.append(100 * sum(night.kept for night in some) / tried if tried else 0.0)
    return rates


def _level(name: str) -> str:
    return words.difficulty(Difficulty(name)) if name in set(Difficulty) else name


def _plots() -> Any:
    """The drawing library takes a while to import; done off the main thread."""
    from ui.journal import plots

    return plots
