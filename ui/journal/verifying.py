"""A lesson verified again, because a person asked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dreamer_app.core.dreams import Judgement, Lesson
from dreamer_app.core.states import Reason, Verdict
from dreamer_app.core.stop import StopToken
from ui.i18n import said, tr
from ui.journal import words
from ui.journal.calls import Calls

if TYPE_CHECKING:
    from dreamer_app.services.journal import JournalService


class VerifyAgain(QObject):
    """Has the Guardian judge a lesson anew, and keeps the new evidence.

    Attributes:
        judged: the lesson with what was found.
        told: a sentence for the toast.
        failed: a sentence about something that went wrong.
    """

    judged = Signal(object)
    told = Signal(str)
    failed = Signal(str)

    def __init__(self, journal: "JournalService", calls: Calls, parent: QObject) -> None:
        super().__init__(parent)
        self._journal = journal
        self._calls = calls
        self._stop = StopToken()

    def start(self, lesson_id: str) -> None:
        """Begin; what comes of it is a signal."""
        self.told.emit(tr("The Guardian verifies it again …"))
        self._calls.slow(
            lambda: self._judge(lesson_id),
            self._done,
            lambda error: self.failed.emit(said(error)),
            key="verify",
        )

    def stop(self) -> None:
        """The window ends: stop what is under way."""
        self._stop.stop(Reason.QUIT)

    def _judge(self, lesson_id: str) -> tuple[Judgement, Lesson]:
        """In a thread."""
        journal = self._journal
        lesson = journal.get_lesson(lesson_id)
        judgement = journal.verify_again(lesson_id, stop=self._stop)
        now = journal.get_lesson(lesson_id)
        is_same = (lesson.action, lesson.tests) == (now.action, now.tests)
        # What could not be checked says nothing about the lesson: its verdict stays.
        if is_same and judgement.verdict is not Verdict.UNVERIFIED:
            journal.record_verdict(lesson_id, judgement)
            now = journal.get_lesson(lesson_id)
        return judgement, now

    def _done(self, result: tuple[Judgement, Lesson]) -> None:
        judgement, lesson = result
        self.judged.emit(lesson)
        if judgement.verdict is Verdict.UNVERIFIED:
            why = next((c.summary for c in judgement.checks if c.name == judgement.fell_at), "")
            meaning = words.verdict_meaning(judgement.verdict)
            self.failed.emit(f"{meaning} {said(why)}".strip())
        else:
            verdict = words.verdict(judgement.verdict)
            self.told.emit(tr("Verified again: {verdict}", verdict=verdict))
