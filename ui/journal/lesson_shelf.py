"""The lessons that were read last, so that going on and back costs nothing."""

from collections import OrderedDict
from collections.abc import Callable

from dreamer_app.core.dreams import Lesson
from dreamer_app.core.errors import DreamerError
from dreamer_app.core.ports import JournalRepository
from ui.i18n import said
from ui.journal.calls import Calls

_ROOM = 8


class LessonShelf:
    """Reads lessons and keeps a few; the one that was put longest ago goes first.

    Args:
        failed: told in one sentence what went wrong.
    """

    def __init__(
        self, journal: JournalRepository, calls: Calls, failed: Callable[[str], object]
    ) -> None:
        self._journal = journal
        self._calls = calls
        self._failed = failed
        self._lessons: OrderedDict[str, Lesson] = OrderedDict()

    def fetch(self, lesson_id: str, done: Callable[[Lesson], None]) -> None:
        """Hand a lesson to ``done``: at once if it is here; a newer wish supersedes."""
        if (lesson := self.get(lesson_id)) is not None:
            self._calls.forget("lesson")
            done(lesson)
            return

        def take(read: Lesson) -> None:
            self.put(read)
            done(read)

        self._calls.ordered(
            lambda: self._journal.get_lesson(lesson_id),
            take,
            self._say,
            key="lesson",
        )

    def fetch_ahead(self, lesson_id: str) -> None:
        """Have the lesson that comes next at hand."""
        if self.get(lesson_id) is None:
            self._calls.ordered(
                lambda: self._journal.get_lesson(lesson_id),
                self.put,
                lambda _error: None,
                key="ahead",
            )

    def put(self, lesson: Lesson) -> None:
        """Keep a lesson, in place of an older state of it."""
        self._lessons[lesson.id] = lesson
        self._lessons.move_to_end(lesson.id)
        while len(self._lessons) > _ROOM:
            self._lessons.popitem(last=False)

    def get(self, lesson_id: str) -> Lesson | None:
        """The lesson, if it is here."""
        return self._lessons.get(lesson_id)

    def drop(self, lesson_id: str) -> None:
        """Forget a lesson that was changed elsewhere."""
        self._lessons.pop(lesson_id, None)

    def _say(self, error: DreamerError) -> None:
        self._failed(said(error))
