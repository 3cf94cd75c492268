"""Editing a lesson: change, verify again, approve."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from dreamer_app.core.dreams import Judgement, Lesson
from dreamer_app.core.errors import DreamerError
from dreamer_app.core.states import Reason, Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.services.drafts import Draft
from ui.i18n import said, tr
from ui.journal import words
from ui.journal.calls import Calls
from ui.journal.changes_view import changes
from ui.journal.code_view import CodeView
from ui.journal.evidence import EvidenceList
from ui.journal.parts import button, label
from ui.journal.questions import may_discard
from ui.journal.splitter import LineSplitter
from ui.journal.style import mark
from ui.theme import SPACE

if TYPE_CHECKING:
    from dreamer_app.services.assembly import Services

_KEEP_AFTER_MS = 300
_BADGES = {
    Verdict.ACCEPTED: "badge-good",
    Verdict.UNCERTAIN: "badge-warn",
    Verdict.REJECTED: "badge-bad",
    Verdict.UNVERIFIED: "badge-info",
}


class LessonEditor(QDialog):
    """Code and tests to change; nothing is saved that was not verified.

    What is typed is kept as a draft, which is here again when the lesson is edited the next time,
    until it is saved or a person discards it.

    Args:
        draft: what was typed the last time.

    Attributes:
        approved: the edit was saved with its verdict and is to be approved: the lesson's id.
    """

    approved = Signal(str)

    def __init__(
        self,
        lesson: Lesson,
        services: "Services",
        calls: Calls,
        parent: QWidget | None = None,
        *,
        draft: Draft | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Edit the lesson"))
        self.resize(980, 720)
        self._lesson = lesson
        self._journal = services.journal
        self._calls = calls
        self._stop: StopToken | None = None
        self._judgement: Judgement | None = None
        self._judged = ("", "")
        self._code = CodeView(tr("Code"), editable=True)
        self._tests = CodeView(tr("Tests"), editable=True)
        self._diff = CodeView(tr("Changes"), diff=True, editable=True)
        self._diff.setReadOnly(True)
        self._drafts = services.drafts
        self._is_restored = draft is not None
        self._code.setPlainText(draft.code if draft else lesson.action)
        self._tests.setPlainText(draft.tests if draft else lesson.tests)
        self._verdict = label(kind="badge", wrap=True)
        self._evidence = EvidenceList()
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._cancel = button(tr("Cancel"), "plain", self.reject)
        self._later = button(tr("Keep for later"), "plain", self.put_away)
        self._verify = button(tr("Verify  (Ctrl+Enter)"), "primary", self.verify, "again")
        self._approve = button(tr("Save and approve"), "good", self.save, "approve")
        for each in (self._cancel, self._later, self._verify, self._approve):
            each.setAutoDefault(True)  # Return presses the one that has the focus
        self._verify.setDefault(True)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep)
        self._lay_out()
        for view in (self._code, self._tests):
            view.textChanged.connect(self._changed)
            view.textChanged.connect(self._keeping.start)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.verify)
        QShortcut(QKeySequence("Ctrl+S"), self, self.go_on)
        self._evidence.show_judgement(lesson.judgement)
        self._changed()
        self._code.setFocus()

    def verify(self) -> None:
        """Have the Guardian judge what is written."""
        if self._stop is not None:
            return
        self._stop = stop = StopToken()
        code, tests = self._written
        self._judged = (code, tests)
        self._busy.show()
        self._verify.setEnabled(False)
        self._say(tr("The Guardian runs it in the sandbox …"), "badge-info")
        self._calls.slow(
            lambda: self._journal.verify_again(self._lesson.id, code=code, tests=tests, stop=stop),
            self._judge,
            self._failed,
            key="edit",
        )

    def go_on(self) -> None:
        """Verify what is written; save and approve it when that is done."""
        if self.can_approve:
            self.save()
        else:
            self.verify()

    def reject(self) -> None:
        """Close without saving, after a question where something was typed."""
        if self.is_changed:
            if not may_discard(self):
                return
            lesson_id = self._lesson.id
            self._calls.forget(self._draft_key)
            self._calls.ordered(lambda: self._drafts.drop(lesson_id))
        self._keeping.stop()
        self._leave()

    def put_away(self) -> None:
        """Close without saving; what was typed is here the next time."""
        self.keep()
        self._leave()

    def keep(self) -> None:
        """Write down what was typed, so that it outlasts the program."""
        self._keeping.stop()
        lesson_id, drafts = self._lesson.id, self._drafts
        if self.is_changed:
            code, tests = self._written
            draft = Draft(code=code, tests=tests)
            self._calls.ordered(lambda: drafts.keep(lesson_id, draft), key=self._draft_key)
        else:
            self._calls.ordered(lambda: drafts.drop(lesson_id), key=self._draft_key)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Nothing is lost by closing."""
        event.accept()
        self.put_away()

    @property
    def is_changed(self) -> bool:
        """Whether what is written differs from the lesson."""
        return self._written != (self._lesson.action, self._lesson.tests)

    @property
    def said(self) -> str:
        """What is said of what is written."""
        return self._verdict.text()

    @property
    def code_field(self) -> CodeView:
        """Where the code is written."""
        return self._code

    @property
    def code(self) -> str:
        """What is written."""
        return self._code.toPlainText()

    @property
    def verdict(self) -> Verdict | None:
        """Of what is written just now; None while it was not verified."""
        return self._judgement.verdict if self._judgement else None

    @property
    def can_approve(self) -> bool:
        """Whether what is written was verified and may be approved."""
        return self._approve.isEnabled()

    def set_code(self, code: str) -> None:
        """Replace the code, as typing does."""
        self._code.setPlainText(code)

    def _lay_out(self) -> None:
        title = words.title(self._lesson)
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.setAccessibleName(tr("Parts of the lesson"))
        tabs.addTab(self._code, tr("Code"))
        tabs.addTab(self._tests, tr("Tests"))
        tabs.addTab(self._diff, tr("Changes"))
        inside = QWidget()
        seen = QVBoxLayout(inside)
        seen.setContentsMargins(SPACE.large, 0, SPACE.small, SPACE.small)
        seen.addWidget(label(tr("What the Guardian saw"), "heading"))
        seen.addWidget(self._verdict)
        seen.addWidget(self._busy)
        seen.addWidget(self._evidence)
        seen.addStretch(1)
        scroll = QScrollArea()
        scroll.setAccessibleName(tr("What the Guardian saw"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        halves = LineSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(tabs)
        halves.addWidget(scroll)
        halves.setSizes([600, 340])
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for widget in (self._cancel, self._later, self._verify, self._approve):
            buttons.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.large, SPACE.large, SPACE.large, SPACE.large)
        column.setSpacing(SPACE.medium)
        column.addWidget(label(title, "title", wrap=True))
        column.addWidget(halves, 1)
        column.addLayout(buttons)
        self._busy.hide()

    def _changed(self) -> None:
        """What was verified is no longer what is written: its verdict does not count."""
        now = self._written
        self._later.setEnabled(self.is_changed)
        self._diff.setPlainText(changes((self._lesson.action, self._lesson.tests), now))
        if self._judgement is not None and now == self._judged:
            return
        self._judgement = None
        self._approve.setEnabled(False)
        if self._stop is None:
            what = tr("What you typed last time is here again.") if self._is_restored else ""
            then = tr("Verify it to approve it.")
            self._say(f"{what} {then}".strip(), "badge")

    @property
    def _written(self) -> tuple[str, str]:
        return self._code.toPlainText(), self._tests.toPlainText()

    @property
    def _draft_key(self) -> str:
        return f"draft {self._lesson.id}"

    def _leave(self) -> None:
        """Close; a verification under way is stopped."""
        if self._stop is not None:
            self._stop.stop(Reason.STOPPED_BY_USER)
        self._calls.forget("edit")
        super().reject()

    def _judge(self, judgement: Judgement) -> None:
        self._stop = None
        self._busy.hide()
        self._verify.setEnabled(True)
        self._evidence.show_judgement(judgement)
        if self._written != self._judged:
            self._say(tr("It was changed since. Verify it again to approve it."), "badge")
            return
        self._judgement = judgement
        sentence = words.verdict_meaning(judgement.verdict)
        self._say(f"{words.verdict(judgement.verdict)}. {sentence}", _BADGES[judgement.verdict])
        may_save = judgement.verdict in (Verdict.ACCEPTED, Verdict.UNCERTAIN)
        self._approve.setEnabled(may_save)
        if may_save:
            self._approve.setFocus()

    def _failed(self, error: DreamerError) -> None:
        self._stop = None
        self._busy.hide()
        self._verify.setEnabled(True)
        self._say(said(error), "badge-bad")

    def save(self) -> None:
        """Keep the edit with its verdict, and have it approved."""
        judgement, (code, tests) = self._judgement, self._judged
        if judgement is None:
            return
        lesson_id = self._lesson.id
        self._approve.setEnabled(False)
        is_same = (code, tests) == (self._lesson.action, self._lesson.tests)

        def keep() -> None:
            if is_same:  # verified again as it is: that is no edit
                self._journal.record_verdict(lesson_id, judgement)
            else:
                self._journal.save_edit(lesson_id, code, tests, judgement)
            self._drafts.drop(lesson_id)

        self._keeping.stop()
        self._calls.forget(self._draft_key)
        self._calls.ordered(keep, lambda _nothing: self._saved(), self._failed)

    def _saved(self) -> None:
        self.approved.emit(self._lesson.id)
        self.accept()

    def _say(self, text: str, kind: str) -> None:
        self._verdict.setText(text)
        mark(self._verdict, kind)
