"""The chosen lesson: task, code, tests, what the Guardian saw, where it came from."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dreamer_app.core.dreams import Lesson
from dreamer_app.core.journal import LessonRow, LessonVersion
from dreamer_app.core.states import ReviewState, Verdict
from ui.i18n import plural, tr
from ui.journal import words
from ui.journal.changes_view import ChangesView
from ui.journal.code_view import CodeView
from ui.journal.evidence import EvidenceList
from ui.journal.flow import FlowLayout
from ui.journal.icons import icon
from ui.journal.origin_view import OriginView
from ui.journal.other_solutions import OtherSolutions
from ui.journal.parts import Busy, Section, Stars, button, label, tool
from ui.journal.reasons import reason
from ui.journal.style import mark
from ui.journal.surroundings import Surroundings
from ui.journal.turns import Turns
from ui.theme import SPACE

_NONE = "none"
_SAVE_AFTER_MS = 700
WIDEST = 940
"""Pixels of a column that is read, and of the bar below it."""
_PAGE, _STEP, _ALL = 0.9, 0.1, 10_000.0
"""How much of what is seen keys scroll; a page leaves a line or two to find one's place."""
_BADGES = {
    Verdict.ACCEPTED: "badge-good",
    Verdict.UNCERTAIN: "badge-warn",
    Verdict.REJECTED: "badge-bad",
    Verdict.UNVERIFIED: "badge-info",
}
_REVIEW_BADGES = {
    ReviewState.PENDING: "badge",
    ReviewState.APPROVED: "badge-good",
    ReviewState.REJECTED: "badge-bad",
}
_NOTE_LINES = 4
_LATER = ("alternatives", "origin", "similar")
"""Sections whose filling takes a while; each is filled in a turn of the event loop of its own."""


class LessonDetail(QWidget):
    """Shows one lesson. What a person wants done with it is a signal; nothing is done here.

    Attributes:
        annotated: note or tags were changed: lesson id, note, tags.
        rated: a rating was chosen: lesson id, rating (0 takes it away).
        similar_wanted: lessons like this one are asked for.
        lesson_wanted: the lesson with that id is to be shown.
        neighbourhood_wanted: what is next to an entity in the graph: lesson id, entity id.
        concept_wanted: an entity of the graph is to be shown.
        verify_wanted, cancel_wanted: the Guardian is to judge the lesson again, or to leave off.
        versions_wanted: what edits of the lesson took the place of.
        left: Escape was pressed in a field: the keys are to act again.
        sections_changed: which sections are open, by name.
    """

    annotated = Signal(str, str, object)
    flag_wanted = Signal()
    rated = Signal(str, int)
    similar_wanted = Signal(str)
    verify_wanted = Signal(str)
    cancel_wanted = Signal(str)
    file_wanted = Signal(str)
    lesson_wanted = Signal(str)
    neighbourhood_wanted = Signal(str, str)
    concept_wanted = Signal(str)
    versions_wanted = Signal(str)
    left = Signal()
    sections_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lesson: Lesson | None = None
        self._filled: set[str] = set()
        self._turns = Turns(self)
        self._make_head()
        self._make_body()
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(_SAVE_AFTER_MS)
        self._saving.timeout.connect(self.flush)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._scroll, 1)

    @property
    def lesson(self) -> Lesson | None:
        """What is shown."""
        return self._lesson

    def show_lesson(self, lesson: Lesson) -> None:
        """Replace the lesson; notes that were typed for the old one are handed on first."""
        self.flush()
        is_other = self._lesson is None or self._lesson.id != lesson.id
        self._lesson = lesson
        self._filled.clear()
        self._turns.forget()
        self._show_head(lesson)
        for name, section in self._sections.items():
            if section.is_open:
                self._fill(name)
        self._code.show_text(lesson.action.rstrip("\n"))
        self._sections["alternatives"].setVisible(bool(lesson.alternatives))
        self._sections["changes"].setVisible(lesson.edited)
        if is_other:
            self._sections["similar"].set_open(False)
            self._scroll.verticalScrollBar().setValue(0)

    def show_similar(self, lesson_id: str, rows: Sequence[LessonRow]) -> None:
        """The lessons like the shown one, as far as it still is the shown one."""
        if self._lesson is None or self._lesson.id != lesson_id:
            return
        section = self._sections["similar"]
        section.clear()
        if not rows:
            section.add(label(tr("There is no lesson like this one."), "muted", wrap=True))
        for row in rows:
            facts = "  ·  ".join((row.title, words.review(row.review), words.day(row.created_at)))
            link = button(facts, "link", partial(self.lesson_wanted.emit, row.id), "nights")
            section.add(link)

    def show_neighbourhood(self, lesson_id: str, surroundings: Surroundings) -> None:
        """Draw what the graph has around the lesson's subject, if it still is the shown one."""
        if self._lesson is not None and self._lesson.id == lesson_id:
            self._origin.show_around(surroundings)

    def show_versions(self, lesson_id: str, versions: Sequence[LessonVersion]) -> None:
        """What edits changed in the shown lesson, if it still is the shown one."""
        if self._lesson is not None and self._lesson.id == lesson_id:
            self._changes.show_versions(self._lesson, versions)

    def show_verifying(self, *, is_busy: bool) -> None:
        """Say whether the Guardian judges the shown lesson just now."""
        self._busy.setVisible(is_busy)
        self._again.setEnabled(not is_busy)
        if is_busy:
            self._sections["evidence"].set_open(True)

    @property
    def is_verifying(self) -> bool:
        """Whether it says that the Guardian is at it."""
        return not self._busy.isHidden()

    @property
    def changes(self) -> ChangesView:
        """What edits changed."""
        return self._changes

    @property
    def drawn(self) -> str:
        """The entity in the middle of the drawn neighbourhood; empty when none is drawn."""
        return self._origin.drawn

    def open_sections(self) -> list[str]:
        """Names of the sections that are open; a settings file forgets a list without any."""
        return [name for name, section in self._sections.items() if section.is_open] or [_NONE]

    def restore_sections(self, names: object) -> None:
        """Open those and close the others; what a settings file does not know changes nothing."""
        wanted = [names] if isinstance(names, str) else names
        if isinstance(wanted, list) and wanted:
            for name, section in self._sections.items():
                section.set_open(name in wanted)

    def _rate(self, rating: int) -> None:
        if self._lesson is not None:
            self.rated.emit(self._lesson.id, rating)

    def flush(self) -> None:
        """Hand on what was typed into note and tags."""
        self._saving.stop()
        lesson = self._lesson
        if lesson is None or "notes" not in self._filled:
            return
        note = self._note.toPlainText().strip()
        tags = tags_of(self._tags.text())
        if note == lesson.note and tags == lesson.tags:
            return
        self.annotated.emit(lesson.id, note, tags)

    def set_note_saved(self, lesson: Lesson) -> None:
        """The store has the note; take over what it says without touching what is typed."""
        if self._lesson is not None and self._lesson.id == lesson.id:
            self._lesson = lesson

    def copy_code(self) -> bool:
        """Put the code on the clipboard; False without a lesson."""
        if self._lesson is None:
            return False
        QGuiApplication.clipboard().setText(self._lesson.action)
        return True

    def spoken(self) -> str:
        """All words of the open sections, in their order."""
        shown = self._inside.findChildren(QLabel)
        return "\n".join(each.text() for each in shown if each.isVisibleTo(self._inside))

    def type_note(self, note: str, tags: str) -> None:
        """Write note and tags, as typing does."""
        self._sections["notes"].set_open(True)
        self._note.setPlainText(note)
        self._tags.setText(tags)
        self._saving_later()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Escape leaves note and tags; what was typed is kept."""
        if (
            watched in (self._note, self._tags)
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self.flush()
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def scrolled(self) -> int:
        """How far down the lesson is, in pixels."""
        return self._scroll.verticalScrollBar().value()

    @property
    def can_scroll(self) -> bool:
        """Whether there is more than can be seen at once."""
        return self._scroll.verticalScrollBar().maximum() > 0

    def scroll(self, pages: float) -> None:  # type: ignore[override]
        """Go down or up by a part of what is seen."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + round(pages * bar.pageStep()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """In the large view, what scrolls a page in any program scrolls the lesson."""
        ways = {
            Qt.Key.Key_PageDown: _PAGE,
            Qt.Key.Key_PageUp: -_PAGE,
            Qt.Key.Key_Down: _STEP,
            Qt.Key.Key_Up: -_STEP,
            Qt.Key.Key_End: _ALL,
            Qt.Key.Key_Home: -_ALL,
        }
        if (pages := ways.get(Qt.Key(event.key()))) is not None:
            self.scroll(pages)
        else:
            super().keyPressEvent(event)

    def edit_note(self) -> None:
        """Open the note and put the cursor there."""
        self._sections["notes"].set_open(True)
        self._note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        # The section has its place when the layouts had their turn.
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self._tags))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lines stay readable: in a wide window the lesson is a column in its middle."""
        super().resizeEvent(event)
        side = max(SPACE.huge, (self.width() - WIDEST) // 2)
        for column in (self._head.layout(), self._inside.layout()):
            if column is not None:
                edges = column.contentsMargins()
                column.setContentsMargins(
                    side, edges.top(), max(SPACE.large, side - SPACE.small), edges.bottom()
                )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a new scheme, and another size of fonts."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_note"):
            self._fit_note()
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_evidence"):
            self._evidence.refresh()

    def _fit_note(self) -> None:
        self._note.setFixedHeight(_NOTE_LINES * self.fontMetrics().lineSpacing() + SPACE.large)

    def _make_head(self) -> None:
        self._head = QFrame()
        mark(self._head, "bar-top")
        self._title = label(kind="title", wrap=True, copy=True)
        self._flag = tool("flag", tr("Flag (F)"), self.flag_wanted.emit)
        self._stars = Stars(tr("Rating"))
        self._stars.rated.connect(self._rate)
        self._verdict = label(kind="badge")
        self._review = label(kind="badge")
        self._facts = label(kind="muted")
        badges = FlowLayout(spacing=SPACE.small)
        for widget in (self._verdict, self._review, self._facts):
            badges.addWidget(widget)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._stars, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._flag, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self._head)
        column.setContentsMargins(SPACE.huge, SPACE.large, SPACE.large, SPACE.medium)
        column.setSpacing(SPACE.small)
        column.addLayout(top)
        column.addLayout(badges)

    def _make_body(self) -> None:
        self._task = label(wrap=True, copy=True)
        self._cases = label(kind="muted", wrap=True, copy=True)
        self._code = CodeView(tr("Code"))
        self._tests = CodeView(tr("Tests"))
        self._changes = ChangesView()
        self._evidence = EvidenceList()
        self._verdict_line = label(wrap=True)
        self._others = OtherSolutions()
        self._origin = OriginView()
        self._note = QPlainTextEdit()
        self._tags = QLineEdit()
        self._sections = {
            "task": Section(tr("Task")),
            "code": Section(tr("Code")),
            "tests": Section(tr("Tests")),
            "changes": Section(tr("What you changed")),
            "evidence": Section(tr("What the Guardian saw")),
            "alternatives": Section(tr("Other solutions of the same dream"), is_open=False),
            "origin": Section(tr("Where it came from"), is_open=False),
            "similar": Section(tr("Similar lessons"), is_open=False),
            "notes": Section(tr("Note and tags"), is_open=False),
        }
        self._fill_sections()
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(SPACE.huge, SPACE.medium, SPACE.large, SPACE.huge)
        column.setSpacing(SPACE.medium)
        for name, section in self._sections.items():
            column.addWidget(section)
            section.head.toggled.connect(lambda on, n=name: self._fill(n) if on else None)
            section.opened.connect(lambda _on: self.sections_changed.emit(self.open_sections()))
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inside)

    def _fill_sections(self) -> None:
        sections = self._sections
        sections["task"].add(self._task)
        sections["task"].add(self._cases)
        sections["code"].add(self._code)
        sections["code"].add_beside(tool("copy", tr("Copy the code (C)"), self.copy_code))
        sections["code"].add_beside(
            tool("open", tr("Open the file"), lambda: self._emit(self.file_wanted))
        )
        sections["tests"].add(self._tests)
        sections["changes"].add(self._changes)
        self._busy = Busy(
            tr("The Guardian verifies it again …"), lambda: self._emit(self.cancel_wanted)
        )
        self._again = tool("again", tr("Verify again now"), lambda: self._emit(self.verify_wanted))
        for part in (self._busy, self._verdict_line, self._evidence):
            sections["evidence"].add(part)
        sections["evidence"].add_beside(self._again)
        sections["alternatives"].add(self._others)
        self._origin.entity_wanted.connect(self.concept_wanted)
        sections["origin"].add(self._origin)
        self._note.setPlaceholderText(tr("What should be remembered about this lesson?"))
        self._note.setAccessibleName(tr("Note"))
        self._note.setTabChangesFocus(True)
        self._fit_note()
        self._note.textChanged.connect(self._saving_later)
        self._tags.setPlaceholderText(tr("Tags, separated by commas"))
        self._tags.setAccessibleName(tr("Tags"))
        self._tags.textEdited.connect(self._saving_later)
        for field in (self._note, self._tags):
            field.installEventFilter(self)
        sections["notes"].add(self._note)
        sections["notes"].add(self._tags)

    def _saving_later(self) -> None:
        self._saving.start()

    def _emit(self, signal: object) -> None:
        if self._lesson is not None:
            signal.emit(self._lesson.id)  # type: ignore[attr-defined]

    def _show_head(self, lesson: Lesson) -> None:
        scenario, judgement = lesson.scenario, lesson.judgement
        self._title.setText(words.title(lesson))
        verdict = judgement.verdict if judgement else Verdict.UNVERIFIED
        self._verdict.setText(words.verdict(verdict))
        self._verdict.setToolTip(words.verdict_meaning(verdict))
        mark(self._verdict, _BADGES[verdict])
        self._review.setText(words.review(lesson.review))
        self._review.setToolTip(reason(lesson.reject_reason))
        mark(self._review, _REVIEW_BADGES[lesson.review])
        facts = []
        if scenario:
            facts = [words.difficulty(scenario.difficulty), words.listed(scenario.libraries)]
        if judgement and judgement.agreement is not None:
            facts.append(tr("{share} agree", share=words.percent(judgement.agreement)))
        if lesson.edited:
            facts.append(tr("edited by you"))
        self._facts.setText("  ·  ".join(fact for fact in facts if fact))
        self.show_marks(flagged=lesson.flagged, rating=lesson.rating)

    def show_marks(self, *, flagged: bool, rating: int) -> None:
        """Flag and rating."""
        self._flag.setIcon(icon("flagged" if flagged else "flag", "warn" if flagged else "muted"))
        self._flag.setAccessibleDescription(tr("flagged") if flagged else tr("not flagged"))
        self._stars.show_rating(rating)

    def _fill(self, name: str) -> None:
        """Fill a section for the shown lesson, once, when it is open."""
        lesson = self._lesson
        if lesson is None or name in self._filled:
            return
        self._filled.add(name)
        if name in _LATER:
            self._turns.add(partial(self._fill_now, name, lesson))
        else:
            self._fill_now(name, lesson)

    def _fill_now(self, name: str, lesson: Lesson) -> None:
        if not self._sections[name].is_open:  # it was closed before its turn
            self._filled.discard(name)
            return
        fillers = {
            "task": self._fill_task,
            "tests": self._fill_tests,
            "evidence": self._fill_evidence,
            "alternatives": lambda lesson: self._others.show_code(lesson.alternatives),
            "origin": self._fill_origin,
            "notes": self._fill_notes,
        }
        if name == "similar":
            self._sections["similar"].clear()
            self._sections["similar"].add(label(tr("Looking …"), "muted"))
            self.similar_wanted.emit(lesson.id)
        elif name == "changes":
            if lesson.edited:
                self.versions_wanted.emit(lesson.id)
        elif name in fillers:
            fillers[name](lesson)

    def _fill_task(self, lesson: Lesson) -> None:
        scenario = lesson.scenario
        self._task.setText((scenario.task_prompt if scenario else lesson.situation).strip())
        cases = scenario.test_cases if scenario else ()
        self._cases.setText("\n".join(f"•  {case}" for case in cases))
        self._cases.setVisible(bool(cases))

    def _fill_tests(self, lesson: Lesson) -> None:
        tests = lesson.tests or (lesson.scenario.tests if lesson.scenario else "")
        self._tests.show_text(tests.rstrip("\n") or tr("# no tests"))

    def _fill_evidence(self, lesson: Lesson) -> None:
        judgement = lesson.judgement
        self._verdict_line.setText(words.verdict_meaning(judgement.verdict) if judgement else "")
        self._verdict_line.setVisible(judgement is not None)
        self._evidence.show_judgement(judgement)
        done = len(judgement.checks) if judgement else 0
        counted = plural("{count} check", "{count} checks", done)
        self._sections["evidence"].set_title(f"({counted})" if judgement else "")

    def _fill_origin(self, lesson: Lesson) -> None:
        self._origin.show_lesson(lesson)
        if lesson.provenance.entity_ids:
            self.neighbourhood_wanted.emit(lesson.id, lesson.provenance.entity_ids[0])

    def _fill_notes(self, lesson: Lesson) -> None:
        with QSignalBlocker(self._note), QSignalBlocker(self._tags):
            self._note.setPlainText(lesson.note)
            self._tags.setText(", ".join(lesson.tags))


def tags_of(text: str) -> tuple[str, ...]:
    """Tags as a person writes them, each once."""
    return tuple(dict.fromkeys(tag.strip() for tag in text.split(",") if tag.strip()))
