"""The lessons that were read last, so that going on and back costs nothing."""

from collections import OrderedDict

from dreamer_app.core.dreams import Lesson

_ROOM = 8


class LessonShelf:
    """Keeps a few lessons; the one that was put longest ago goes first."""

    def __init__(self) -> None:
        self._lessons: OrderedDict[str, Lesson] = OrderedDict()

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
