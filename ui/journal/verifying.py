"""A lesson verified again, because a person asked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dreamer_app.core.dreams import Judgement, Lesson
from dreamer_app.core.errors import DreamerError
from dreamer_app.core.states import Reason, Verdict
from dreamer_app.core.stop import StopToken
from ui.i18n import said, tr
from ui.journal import words
from ui.journal.calls import Calls

if TYPE_CHECKING:
    from dreamer_app.services.journal import JournalService


class VerifyAgain(QObject):
    """Has the Guardian judge lessons anew, and keeps the new evidence.

    Attributes:
        changed: a verification of the lesson with that id began or ended.
        judged: the lesson with what was found.
        told: a sentence for the toast.
        failed: a sentence about something that went wrong.
    """

    changed = Signal(str)
    judged = Signal(object)
    told = Signal(str)
    failed = Signal(str)

    def __init__(self, journal: "JournalService", calls: Calls, parent: QObject) -> None:
        super().__init__(parent)
        self._journal = journal
        self._calls = calls
        self._under_way: dict[str, StopToken] = {}

    def is_under_way(self, lesson_id: str) -> bool:
        """Whether the lesson is being verified."""
        return lesson_id in self._under_way

    @property
    def is_busy(self) -> bool:
        """Whether any lesson is being verified."""
        return bool(self._under_way)

    def start(self, lesson_id: str) -> None:
        """Begin, if it is not under way; what comes of it is a signal."""
        if lesson_id in self._under_way:
            return
        token = self._under_way[lesson_id] = StopToken()
        self.changed.emit(lesson_id)
        self._calls.slow(
            lambda: self._judge(lesson_id, token),
            lambda result: self._done(lesson_id, result),
            lambda error: self._failed(lesson_id, error),
        )

    def cancel(self, lesson_id: str) -> None:
        """Stop verifying that lesson; it stays as it is."""
        if (token := self._under_way.get(lesson_id)) is not None:
            token.stop(Reason.STOPPED_BY_USER)

    def stop(self) -> None:
        """The window ends: stop what is under way."""
        for token in self._under_way.values():
            token.stop(Reason.QUIT)

    def _judge(self, lesson_id: str, token: StopToken) -> tuple[Judgement, Lesson]:
        """In a thread."""
        token.check()
        journal = self._journal
        lesson = journal.get_lesson(lesson_id)
        judgement = journal.verify_again(lesson_id, stop=token)
        now = journal.get_lesson(lesson_id)
        is_same = (lesson.action, lesson.tests) == (now.action, now.tests)
        # What could not be checked says nothing about the lesson: its verdict stays.
        if is_same and judgement.verdict is not Verdict.UNVERIFIED:
            journal.record_verdict(lesson_id, judgement)
            now = journal.get_lesson(lesson_id)
        return judgement, now

    def _ended(self, lesson_id: str) -> StopToken:
        token = self._under_way.pop(lesson_id)
        self.changed.emit(lesson_id)
        return token

    def _failed(self, lesson_id: str, error: DreamerError) -> None:
        if self._ended(lesson_id).is_stopped():
            self.told.emit(tr("The verification was stopped. The lesson stays as it is."))
        else:
            self.failed.emit(said(error))

    def _done(self, lesson_id: str, result: tuple[Judgement, Lesson]) -> None:
        judgement, lesson = result
        self._ended(lesson_id)
        self.judged.emit(lesson)
        if judgement.verdict is Verdict.UNVERIFIED:
            why = next((c.summary for c in judgement.checks if c.name == judgement.fell_at), "")
            meaning = words.verdict_meaning(judgement.verdict)
            self.failed.emit(f"{meaning} {said(why)}".strip())
        else:
            verdict = words.verdict(judgement.verdict)
            self.told.emit(tr("Verified again: {verdict}", verdict=verdict))
