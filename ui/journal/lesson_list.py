"""The list of lessons with its filters and its empty states."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dreamer_app.core.journal import NightSummary
from dreamer_app.core.states import ReviewState
from ui.i18n import plural, tr
from ui.journal import words
from ui.journal.delegates import LessonDelegate
from ui.journal.filters import FilterBar
from ui.journal.kept_nothing import SETTINGS, advice, story
from ui.journal.lessons_model import LessonsModel
from ui.journal.night_overview import summed
from ui.journal.parts import Notice, button, label
from ui.journal.review import Chosen
from ui.journal.style import mark
from ui.theme import SPACE

_WIDE = 680
"""From this width on the facts have columns of their own."""
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class LessonList(QWidget):
    """Filters, the virtual table, and what is said when it is empty.

    Attributes:
        current_changed: another row is the current one (-1: none).
        opened: a row was opened by Enter or a double click.
        dream_wanted: from the first empty state.
        way_wanted: a page that helps: "knowledge" or "settings".
    """

    current_changed = Signal(int)
    opened = Signal()
    dream_wanted = Signal()
    export_wanted = Signal()
    way_wanted = Signal(str)

    def __init__(self, model: LessonsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.filters = FilterBar()
        self.table = QTableView()
        self._notice = Notice("moon")
        self._fresh = button("", "plain", self.reload)
        self._count = label(kind="muted")
        self._nights: list[NightSummary] | None = None
        self._left = self._told = -1
        self._make_table()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._notice)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE.medium, SPACE.hair, SPACE.medium, SPACE.hair)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._fresh)
        self._fresh.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)
        self.filters.search.installEventFilter(self)
        self.filters.changed.connect(self.model.show)
        model.loaded.connect(self._loaded)
        model.counted.connect(self._show_count)
        model.failed.connect(self._failed)
        model.dataChanged.connect(lambda *_a: self._show_count())

    @property
    def notice(self) -> str:
        """What is said in place of the list; empty while the list is shown."""
        return self._notice.said if self._stack.currentWidget() is self._notice else ""

    def know_nights(self, nights: Sequence[NightSummary]) -> None:
        """The nights so far, newest first; they change what an empty list says."""
        self._nights = list(nights)
        if not self.model.rowCount() and not self.model.is_loading:
            self._say_empty()

    def reload(self) -> None:
        """Ask the store for the same query again."""
        self._fresh.hide()
        self.model.show(self.filters.query)

    def offer_fresh(self, new: int) -> None:
        """Say that the store has more than is shown, without touching the list."""
        self._fresh.setText(plural("Show {count} new lesson", "Show {count} new lessons", new))
        self._fresh.show()

    def current(self) -> int:
        """The row that is shown, or -1.

        A view that gets the focus makes its first row the current one, unasked and unselected:
        that row is not meant.
        """
        index = self.table.currentIndex()
        is_meant = index.isValid() and self.table.selectionModel().isSelected(index)
        return index.row() if is_meant else -1

    def go_to(self, row: int) -> None:
        """Make a row the current and only selected one."""
        index = self.model.index(row, 0)
        if not index.isValid():
            return
        self._left = -1
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.table.scrollTo(index)

    def leave(self) -> None:
        """No row is meant any more: what is shown is not in the list."""
        self._left = max(self.current(), self._left)
        self.choose_none()

    def come_back(self) -> bool:
        """Go to the row that was left; False when none was."""
        is_left = self._left >= 0
        self.go_to(self._left)
        return is_left

    def choose_none(self) -> None:
        """Take away selection and current row."""
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())

    def move(self, step: int) -> None:  # type: ignore[override]
        """Go some rows down or up; from none to the first."""
        count = self.model.rowCount()
        if count:
            here = self.current()
            self.go_to(0 if here < 0 else min(max(here + step, 0), count - 1))

    def chosen(self) -> Chosen:
        """The selected lessons, or the current one."""
        rows: list[int] = []
        gaps: list[int] = []
        for span in self.table.selectionModel().selection().toList():
            for row in range(span.top(), span.bottom() + 1):
                (gaps if self.model.row(row) is None else rows).append(row)
        if not rows and not gaps and self.current() >= 0:
            rows = [self.current()]
        found = [r for row in sorted(rows) if (r := self.model.row(row)) is not None]
        return Chosen(
            ids=tuple(r.id for r in found),
            spans=self.model.stored_spans(sorted(gaps)),
            count=len(found) + len(gaps),
            title=found[0].title if len(found) == 1 else "",
        )

    def selected_count(self) -> int:
        """How many rows are selected."""
        return sum(span.height() for span in self.table.selectionModel().selection().toList())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """From the search field, Down and Enter lead into the list; Escape clears, then leaves."""
        if (
            watched is self.filters.search
            and event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._into_list()
                return True
            if event.key() == Qt.Key.Key_Escape:
                if self.filters.search.text():
                    self.filters.search.clear()
                else:
                    self._into_list()
                return True
        if (
            watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
        ):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.opened.emit()
                return True
            if event.key() in _ENDS and event.modifiers() in _PLAIN:
                # A table goes to the first or last column, which means nothing in a list.
                self.go_to(_ENDS[Qt.Key(event.key())] % max(1, self.model.rowCount()))
                return True
        if watched is self.table.viewport() and event.type() is QEvent.Type.Resize:
            self._fit_columns()
        if watched is self.table and event.type() is QEvent.Type.FontChange:
            self._fit_rows()
        return super().eventFilter(watched, event)

    def _into_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.current() < 0:
            self.move(0)

    def _make_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(LessonDelegate(table))
        mark(table, "list")
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setAccessibleName(tr("Lessons"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setMouseTracking(True)
        table.setWordWrap(False)
        table.horizontalHeader().setMinimumSectionSize(30)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setHighlightSections(False)
        rows = table.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_rows()
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)
        table.selectionModel().currentRowChanged.connect(lambda *_a: self._moved())
        table.selectionModel().selectionChanged.connect(lambda *_a: self._selected())
        table.doubleClicked.connect(lambda _index: self.opened.emit())
        self._fit_columns()

    def _fit_rows(self) -> None:
        """Two lines of the font that the system asks for."""
        height = 2 * QFontMetrics(self.table.font()).height() + 20
        self.table.verticalHeader().setDefaultSectionSize(height)

    def _selected(self) -> None:
        self._show_count()
        self._moved()  # perhaps what was the current row, unselected, is meant now

    def _moved(self) -> None:
        row = self.current()
        if row != self._told and (row >= 0 or not self.table.currentIndex().isValid()):
            self._told = row
            self.current_changed.emit(row)

    def _fit_columns(self) -> None:
        is_wide = self.table.viewport().width() >= _WIDE
        self.table.horizontalHeader().setVisible(is_wide)
        for column in range(1, self.model.columnCount()):
            self.table.setColumnHidden(column, not is_wide)

    def _loaded(self) -> None:
        self._fresh.hide()
        self._left = self._told = -1
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.table)
        else:
            self._say_empty()
            self.current_changed.emit(-1)
        self._show_count()

    def _failed(self, sentence: str) -> None:
        self._notice.say(tr("The journal could not be read"), sentence, "broken")
        self._notice.offer(button(tr("Try again"), "plain", self.reload, "again"))
        self._stack.setCurrentWidget(self._notice)

    def _say_empty(self) -> None:
        notice = self._notice
        if self.filters.is_restricted:
            notice.say(tr("Nothing matches"), tr("No lesson fits what is asked for."), "search")
            notice.offer(button(tr("Clear the filters"), "plain", self.filters.show_all, "close"))
        elif self._nights is None:  # not known yet whether there is anything at all
            notice.say(tr("Adding the nights up …"), "", "nights")
            notice.offer()
        elif self._kept_nothing():
            self._say_kept_nothing()
        elif all(night.only_waited for night in self._nights):
            notice.say(
                tr("No dreams yet"),
                tr(
                    "While you are away, Dreamer turns what you know into lessons. "
                    "They wait here for you in the morning."
                ),
                "moon",
            )
            notice.offer(button(tr("Dream now"), "primary", self.dream_wanted.emit, "moon"))
        elif self.filters.query.review is ReviewState.PENDING:
            notice.say(tr("All reviewed"), tr("Nothing waits for you here."), "passed")
            notice.offer(button(tr("Export…"), "plain", self.export_wanted.emit, "export"))
        else:
            notice.say(tr("Nothing here yet"), tr("Lessons come here as you decide."), "nights")
            notice.offer()
        self._stack.setCurrentWidget(notice)

    def _kept_nothing(self) -> list[NightSummary]:
        """The chosen night if it kept nothing; without one, all of them if none ever did."""
        nights = self._nights or []
        dreamed = [night for night in nights if not night.only_waited]
        chosen = self.filters.query.night
        asked = [night for night in nights if night.night == chosen] if chosen else dreamed
        return asked if not any(night.kept for night in asked) else []

    def _say_kept_nothing(self) -> None:
        """An honest word about nights without a lesson, and the way on."""
        nights = self._kept_nothing()
        # How the newest one ended is what can be mended now.
        together = replace(summed(nights), sessions=nights[0].sessions)
        title, text = story(together)
        where = advice(together)[1]
        self._notice.say(title, text, "nights")
        ways = [button(tr("Dream now"), "primary", self.dream_wanted.emit, "moon")]
        if where:
            name = tr("Open the settings") if where == SETTINGS else tr("Add knowledge")
            ways.append(button(name, "plain", lambda: self.way_wanted.emit(where)))
        self._notice.offer(*ways)

    def _show_count(self) -> None:
        if not self.model.is_counted:
            return  # in a moment; what is said until then is better than a wrong number
        count = self.model.rowCount()
        selected = self.selected_count()
        text = plural("{shown} lesson", "{shown} lessons", count, shown=words.number(count))
        if selected > 1:
            text = tr(
                "{selected} of {all} selected",
                selected=words.number(selected),
                all=words.number(count),
            )
        self._count.setText(text if count else "")
