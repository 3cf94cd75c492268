"""The three columns of the lessons' page: nights, list, and what is read on the right."""

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.journal.lesson_list import LessonList
from ui.journal.lesson_pane import LessonPane
from ui.journal.night_column import NightColumn
from ui.journal.night_overview import NightOverview
from ui.journal.parts import Notice
from ui.journal.questions import invitation
from ui.journal.splitter import LineSplitter

_NARROW = 1000
"""Below this width the nights give their place to the lessons."""


class LessonColumns(LineSplitter):
    """Gives each column its room, and the right one to a lesson, a night, or a word of welcome.

    Attributes:
        is_large: whether the lesson has all the room.
    """

    def __init__(
        self,
        nights: NightColumn,
        lessons: LessonList,
        overview: NightOverview,
        pane: LessonPane,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.is_large = False
        self._nights, self._lessons = nights, lessons
        self._overview, self._pane = overview, pane
        self._blank = Notice("nights")
        self._blank.say(*invitation(has_nights=False))
        self._right = QStackedWidget()
        for widget in (self._blank, overview, pane):
            self._right.addWidget(widget)
        for column, width in ((nights, 180), (lessons, 260), (self._right, 320)):
            column.setMinimumWidth(width)
            self.addWidget(column)
        for number, stretch in enumerate((0, 2, 3)):
            self.setStretchFactor(number, stretch)
        self.setSizes([240, 420, 620])

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What is dressed one after the other, as all of it at once would take too long."""
        return self._nights, self._lessons, self._blank, self._overview, self._pane

    @property
    def shows_lesson(self) -> bool:
        """Whether a lesson is on the right."""
        return self._right.currentWidget() is self._pane

    @property
    def shows_overview(self) -> bool:
        """Whether a night is on the right."""
        return self._right.currentWidget() is self._overview

    def show_lesson(self) -> None:
        """The lesson on the right."""
        self._right.setCurrentWidget(self._pane)

    def show_overview(self) -> None:
        """The night on the right."""
        self._right.setCurrentWidget(self._overview)

    def show_blank(self, *, has_nights: bool) -> None:
        """Neither: say what to do."""
        self._blank.say(*invitation(has_nights=has_nights))
        self._right.setCurrentWidget(self._blank)

    def fit(self, width: int) -> None:
        """Share the page's width, in pixels."""
        is_narrow = width < _NARROW
        self._nights.setVisible(not self.is_large and not is_narrow)
        self._lessons.setVisible(not self.is_large)
        self._lessons.filters.show_night_field(is_shown=is_narrow)

    def save_to(self, memory: QSettings) -> None:
        """Remember the widths."""
        if not self.is_large:
            memory.setValue("journal/columns", self.saveState())

    def restore_from(self, memory: QSettings) -> None:
        """Take the widths as they were."""
        if (columns := memory.value("journal/columns")) is not None:
            self.restoreState(columns)
