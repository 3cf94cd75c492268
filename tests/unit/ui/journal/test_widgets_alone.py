"""Widgets of the journal by themselves, without a window or services around them."""

import random
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from benchmarks import journal_data
from dreamer_app.core.dreams import CheckResult, Judgement, Lesson
from dreamer_app.core.journal import LessonQuery, LessonRow
from dreamer_app.core.states import CheckOutcome, Difficulty, ReviewState, Verdict
from ui.journal.delegates import LessonDelegate
from ui.journal.evidence import EvidenceList
from ui.journal.flow import FlowLayout
from ui.journal.lessons_model import GHOST_ROLE, ROW_ROLE
from ui.journal.origin_view import OriginView
from ui.journal.overlays import Toast
from ui.journal.parts import BarList, Busy, Notice, label
from ui.journal.problem_line import ProblemLine


def words_in(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if not each.isHidden())


def check(name: str, **values: Any) -> CheckResult:
    return CheckResult(
        name=name,
        outcome=values.pop("outcome", CheckOutcome.PASSED),
        summary=values.pop("summary", f"{name} was looked at"),
        seconds=0.2,
        evidence=values,
    )


def judged(*checks: CheckResult) -> Judgement:
    return Judgement(verdict=Verdict.ACCEPTED, checks=checks, seconds=1.0)


def test_evidence_tells_each_check_and_its_details_when_they_are_asked_for(qtbot: QtBot) -> None:
    made = EvidenceList()
    qtbot.addWidget(made)
    made.show()
    made.show_judgement(judged(check("static", cases=[1, 2]), check("tests_pass")))
    assert "static was looked at" in words_in(made)
    assert "cases: 1, 2" not in words_in(made)
    details = [b for b in made.findChildren(QToolButton) if b.isVisible()]
    assert len(details) == 1, "a check without details has nothing to open"
    details[0].setFocus()
    qtbot.keyClick(details[0], Qt.Key.Key_Space)
    assert "cases: 1, 2" in words_in(made)


def test_details_can_be_selected_and_copied_by_keys(qtbot: QtBot) -> None:
    made = label("a detail", copy=True)
    qtbot.addWidget(made)
    made.show()
    made.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(made, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert made.selectedText() == "a detail"


def test_evidence_of_a_lesson_with_fewer_checks_leaves_none_of_the_former(qtbot: QtBot) -> None:
    made = EvidenceList()
    qtbot.addWidget(made)
    made.show_judgement(judged(check("static"), check("tests_pass")))
    made.show_judgement(judged(check("agreement")))
    rows = [row for row in made.children() if isinstance(row, QWidget) and row.accessibleName()]
    assert sum(not row.isHidden() for row in rows) == 1
    made.show_judgement(None)
    assert words_in(made).startswith("It did not pass through the Guardian.")


def test_things_in_a_flow_go_to_the_next_line_where_it_is_narrow(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    flow = FlowLayout(window, spacing=5)
    for _ in range(3):
        each = QWidget()
        each.setFixedSize(100, 20)
        flow.addWidget(each)
    assert [flow.heightForWidth(width) for width in (310, 305, 210, 100)] == [20, 45, 45, 70]
    flow.itemAt(0).widget().hide()  # type: ignore[union-attr]
    assert flow.heightForWidth(210) == 20


def test_a_flow_begins_on_the_right_where_the_language_does(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow = FlowLayout(window)
    first = QWidget()
    first.setFixedSize(50, 20)
    flow.addWidget(first)
    window.resize(200, 40)
    window.show()
    assert first.geometry().right() == window.width() - 1


def test_bars_have_a_line_for_each_row_and_are_told_to_screen_readers(qtbot: QtBot) -> None:
    made = BarList("accent")
    qtbot.addWidget(made)
    made.show_rows([("json", 4, 3), ("re", 2, -1)])
    one = made.sizeHint().height() // 2
    assert "json" in made.accessibleName()
    assert "re: 2" in made.accessibleName()
    made.show_rows([("json", 4, 3)])
    assert made.sizeHint().height() == one
    made.resize(300, 40)
    before = made.grab().toImage()
    made.show_rows([("json", 4, 1)])
    assert made.grab().toImage() != before


def test_the_origin_of_a_lesson_names_source_model_and_why_it_was_rejected(qtbot: QtBot) -> None:
    made = OriginView()
    qtbot.addWidget(made)
    made.show()
    dream = journal_data.dream("s1", 1, random.Random(4))
    assert dream.scenario is not None
    lesson = Lesson(
        id=dream.id,
        situation="",
        action=dream.code,
        result="",
        created_at=dream.started_at,
        scenario=dream.scenario,
        provenance=replace(dream.provenance, model_name="Moon 3B"),
        reject_reason="weak-tests",
    )
    made.show_lesson(lesson)
    qtbot.waitUntil(lambda: "Moon 3B" in words_in(made))
    assert "Weak tests" in words_in(made)


def test_a_notice_offers_only_the_newest_way_on(qtbot: QtBot) -> None:
    made = Notice("moon")
    qtbot.addWidget(made)
    made.show()
    made.say("Nothing here", "Yet.")
    made.offer(QPushButton("First"))
    made.offer(QPushButton("Second"))

    def offered() -> list[str]:
        return [b.text() for b in made.findChildren(QPushButton) if not b.isHidden()]

    qtbot.waitUntil(lambda: offered() == ["Second"])
    assert made.said == "Nothing here Yet."


def test_what_takes_its_time_can_be_ended_by_keys(qtbot: QtBot) -> None:
    ended: list[bool] = []
    made = Busy("It is read …", lambda: ended.append(True))
    qtbot.addWidget(made)
    assert made.isHidden()
    made.show()
    cancel = made.findChild(QPushButton)
    assert isinstance(cancel, QPushButton)
    qtbot.keyClick(cancel, Qt.Key.Key_Space)
    assert ended == [True]


def test_a_problem_is_said_until_it_is_closed(qtbot: QtBot) -> None:
    made = ProblemLine()
    qtbot.addWidget(made)
    assert made.text == ""
    made.say("There is no model.")
    assert made.text == made.accessibleName() == "There is no model."
    close = made.findChild(QToolButton)
    assert isinstance(close, QToolButton)
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert made.text == ""


def test_a_toast_offers_undo_only_where_there_is_something_to_undo(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 400)
    window.show()
    made = Toast(window)
    made.say("Approved it", can_undo=True)
    with qtbot.waitSignal(made.undo_wanted):
        qtbot.mouseClick(made.findChild(QPushButton), Qt.MouseButton.LeftButton)
    made.say("The code is on the clipboard")
    assert not made.offers_undo
    window.resize(400, 300)
    assert window.rect().contains(made.geometry())


class OneLesson(QAbstractListModel):
    """A row for the delegate."""

    def __init__(self, row: LessonRow, *, is_gone: bool = False) -> None:
        super().__init__()
        self._values = {ROW_ROLE: row, GHOST_ROLE: is_gone, Qt.ItemDataRole.DisplayRole: row.title}

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:  # noqa: N802
        return 1

    def data(
        self,
        _index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        return self._values.get(role)


def drawn(
    delegate: QStyledItemDelegate, model: QAbstractListModel, *, is_selected: bool = False
) -> QImage:
    """What a delegate paints for the row of a model."""
    picture = QImage(300, 60, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 300, 60)
    option.state = QStyle.StateFlag.State_Enabled
    if is_selected:
        option.state |= QStyle.StateFlag.State_Selected
    painter = QPainter(picture)
    delegate.paint(painter, option, model.index(0))
    painter.end()
    return picture


@pytest.fixture
def row(world: Any) -> LessonRow:
    world.dream(1)
    found: LessonRow = world.store.lessons.rows(LessonQuery())[0]
    return found


@pytest.mark.parametrize(
    "values",
    [
        {"title": "Another title"},
        {"verdict": Verdict.REJECTED},
        {"review": ReviewState.APPROVED},
        {"flagged": True},
        {"difficulty": Difficulty.SIMPLE, "agreement": 0.01},
    ],
)
def test_a_row_of_the_list_shows_what_differs(row: LessonRow, values: dict[str, Any]) -> None:
    delegate = LessonDelegate()
    plain = replace(
        row,
        verdict=Verdict.ACCEPTED,
        review=ReviewState.PENDING,
        flagged=False,
        difficulty=Difficulty.COMPLEX,
        agreement=0.9,
    )
    before = drawn(delegate, OneLesson(plain))
    assert drawn(delegate, OneLesson(plain)) == before
    assert drawn(delegate, OneLesson(replace(plain, **values))) != before


def test_a_row_shows_that_it_is_selected_and_that_it_was_decided(row: LessonRow) -> None:
    delegate = LessonDelegate()
    plain = drawn(delegate, OneLesson(row))
    assert drawn(delegate, OneLesson(row), is_selected=True) != plain
    assert drawn(delegate, OneLesson(row, is_gone=True)) != plain
