"""The lesson list: as long as the query's result, loaded page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from dreamer_app.core.journal import LessonQuery, LessonRow
from dreamer_app.core.ports import JournalRepository
from dreamer_app.core.states import ReviewState
from ui.i18n import said, tr
from ui.journal import words
from ui.journal.calls import Calls

PAGE = 200
"""Rows read at once; a screen shows some twenty."""
_LENGTH = "length of the list"

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
GHOST_ROLE = ROW_ROLE + 1


class LessonsModel(QAbstractTableModel):
    """The lessons that match a query.

    A lesson that a decision takes out of the query (an approved one in the list "To review")
    stays where it is, marked, until the list is asked for anew: the list never jumps under
    the reader, and undo finds the row in its place. Such rows are no longer in the store's
    result, so they are subtracted from the offset of later pages.

    The first page is shown as soon as it is read; a longer list gets its length a moment
    later, as counting takes longer than reading what can be seen.

    Attributes:
        loaded: a query's first page is there.
        counted: its length is known too.
        failed: the store could not answer; the text says why.
        store_differs: so many more lessons (or fewer, below 0) match than are shown.
    """

    loaded = Signal()
    counted = Signal()
    failed = Signal(str)
    store_differs = Signal(int)

    LESSON, LIBRARIES, DIFFICULTY, AGREEMENT, CREATED = range(5)

    def __init__(
        self, journal: JournalRepository, calls: Calls, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._journal = journal
        self._calls = calls
        self._query = LessonQuery()
        self._rows: list[LessonRow | None] = []
        self._at: dict[str, int] = {}
        self._asked: set[int] = set()
        self._generation = 0
        self._gone: set[int] = set()
        self._is_loading = False
        self._is_counted = False

    @property
    def query(self) -> LessonQuery:
        """What is shown."""
        return self._query

    @property
    def is_loading(self) -> bool:
        """Whether the first page of a query is still awaited."""
        return self._is_loading

    @property
    def is_counted(self) -> bool:
        """Whether the length of the list is known."""
        return self._is_counted

    @property
    def stored_count(self) -> int:
        """How many lessons the store holds for the query, as far as this model knows."""
        return len(self._rows) - len(self._gone)

    def show(self, query: LessonQuery) -> None:
        """Ask for the lessons of a query; the old ones stay until the answer is there."""
        self._query = query
        self._generation += 1
        self._is_loading = True
        self._calls.forget(_LENGTH)
        self._calls.ordered(
            lambda: self._journal.rows(query, offset=0, limit=PAGE),
            self._fill,
            lambda error: self.failed.emit(said(error)),
            key="lessons",
        )

    def recount(self) -> None:
        """Compare with the store, which may have changed."""
        query = self._query

        def compare(stored: int) -> None:
            new = stored - self.stored_count
            if new and self._is_counted and not self._is_loading:
                self.store_differs.emit(new)

        self._calls.ordered(lambda: self._journal.count(query), compare, key="count")

    def row(self, index: int) -> LessonRow | None:
        """The lesson of a row, when its page is loaded."""
        return self._rows[index] if 0 <= index < len(self._rows) else None

    def find(self, lesson_id: str) -> int:
        """The row of a loaded lesson, or -1."""
        return self._at.get(lesson_id, -1)

    def is_gone(self, index: int) -> bool:
        """Whether a decision took that row out of the query."""
        return index in self._gone

    def next_open(self, after: int) -> int:
        """The next loaded or unloaded row that is not decided yet, from the top again at the end.

        Returns:
            The row, or -1 when all of them are decided.
        """
        count = len(self._rows)
        for step in range(1, count + 1):
            index = (after + step) % count
            row = self._rows[index]
            if row is None or row.review is ReviewState.PENDING:
                return index
        return -1

    def change(self, lesson_ids: Iterable[str], **values: Any) -> None:
        """Set fields of loaded rows after they were changed in the store."""
        touched = [self._at[i] for i in lesson_ids if i in self._at]
        for index in touched:
            row = self._rows[index]
            if row is None:
                continue
            changed = replace(row, **values)
            self._rows[index] = changed
            if self._matches(changed):
                self._gone.discard(index)
            else:
                self._gone.add(index)
        if touched:
            self.dataChanged.emit(
                self.index(min(touched), 0), self.index(max(touched), self.columnCount() - 1)
            )

    def stored_spans(self, rows: Sequence[int]) -> tuple[tuple[int, int], ...]:
        """Ascending rows that are not loaded, as pairs of offset and length in the store."""
        spans: list[tuple[int, int]] = []
        for row in rows:
            if spans and row == spans[-1][0] + spans[-1][1]:
                spans[-1] = (spans[-1][0], spans[-1][1] + 1)
            else:
                spans.append((row, 1))
        return tuple((self._stored_offset(first), length) for first, length in spans)

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """All lessons of the query, loaded or not."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """Lesson, libraries, difficulty, agreement, created."""
        return 0 if parent is not None and parent.isValid() else 5

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                tr("Lesson"),
                tr("Libraries"),
                tr("Difficulty"),
                tr("Agreement"),
                tr("Dreamed"),
            )[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text of a cell; a row that is not loaded yet is asked for and shows dots."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if row is None:
            self.need(index.row())
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        if role == ROW_ROLE:
            return row
        if role == GHOST_ROLE:
            return index.row() in self._gone
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == self.LESSON:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == self.LESSON:
            return spoken(row)
        return None

    def _fill(self, first: Sequence[LessonRow]) -> None:
        self.beginResetModel()
        self._is_loading = False
        self._is_counted = len(first) < PAGE
        self._asked = {0}
        self._gone.clear()
        self._rows = list(first)
        self._at = {row.id: index for index, row in enumerate(first)}
        self.endResetModel()
        self.loaded.emit()
        if self._is_counted:
            self.counted.emit()
            return
        query = self._query
        self._calls.ordered(
            lambda: self._journal.count(query),
            self._lengthen,
            lambda error: self.failed.emit(said(error)),
            key=_LENGTH,
        )

    def _lengthen(self, count: int) -> None:
        """Make room for what follows the first page."""
        more = count - len(self._rows)
        if more > 0:
            self.beginInsertRows(QModelIndex(), len(self._rows), count - 1)
            self._rows += [None] * more
            self.endInsertRows()
        self._is_counted = True
        self.counted.emit()

    def need(self, index: int) -> None:
        """Ask for the page that holds a row, once."""
        start = index - index % PAGE
        if start in self._asked:
            return
        self._asked.add(start)
        query, generation = self._query, self._generation
        end = min(start + PAGE, len(self._rows))
        offset = self._stored_offset(start)
        self._calls.ordered(
            lambda: self._journal.rows(query, offset=offset, limit=end - start),
            lambda rows: self._place(generation, start, end, rows),
            lambda error: self.failed.emit(said(error)),
        )

    def _stored_offset(self, row: int) -> int:
        return row - sum(gone < row for gone in self._gone)

    def _place(self, generation: int, start: int, end: int, rows: Sequence[LessonRow]) -> None:
        if generation != self._generation:
            return
        free = [i for i in range(start, min(end, len(self._rows))) if self._rows[i] is None]
        for index, row in zip(free, rows, strict=False):
            self._rows[index] = row
            self._at[row.id] = index
        self.dataChanged.emit(self.index(start, 0), self.index(end - 1, self.columnCount() - 1))

    def _matches(self, row: LessonRow) -> bool:
        """Whether a row still belongs to the query, by the fields that a person changes."""
        query = self._query
        return (query.review is None or row.review is query.review) and (
            query.flagged is None or row.flagged is query.flagged
        )


def _cell(row: LessonRow, column: int) -> str:
    if column == LessonsModel.LESSON:
        return row.title
    if column == LessonsModel.LIBRARIES:
        return words.listed(row.libraries)
    if column == LessonsModel.DIFFICULTY:
        return words.difficulty(row.difficulty)
    if column == LessonsModel.AGREEMENT:
        return words.percent(row.agreement)
    return words.moment(row.created_at)


def spoken(row: LessonRow) -> str:
    """A lesson in one sentence, for screen readers."""
    parts = [
        row.title,
        words.review(row.review),
        tr("Guardian: {verdict}", verdict=words.verdict(row.verdict)),
        words.difficulty(row.difficulty),
        words.listed(row.libraries),
    ]
    if row.flagged:
        parts.append(tr("flagged"))
    return ", ".join(part for part in parts if part)
