"""Code, evidence, the lesson pane, words."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dreamer_app.core.journal import NightSummary
from ui.journal import words
from ui.journal.code_view import CodeView
from ui.journal.detail import LessonDetail
from ui.journal.evidence import EvidenceList, readable
from ui.journal.keys import all_keys, groups
from ui.journal.nights_model import NightsModel
from ui.journal.other_solutions import OtherSolutions
from ui.journal.parts import ElidedLabel, Notice
from ui.journal.surroundings import look_around
from ui.theme import DARK, LIGHT, palette_of

CODE = 'import re\n\n\ndef fold(text):\n    """Fold."""\n    return 1  # é𝔘 and more\n'


def colours_of(view: CodeView, line: int) -> set[str]:
    block = view.document().findBlockByNumber(line)
    return {f.format.foreground().color().name() for f in block.layout().formats()}


def test_code_is_coloured_by_its_syntax(qtbot: QtBot) -> None:
    view = CodeView("Code")
    qtbot.addWidget(view)
    view.show_text(CODE)
    assert LIGHT.code_keyword in colours_of(view, 3)
    assert LIGHT.code_string in colours_of(view, 4)


def test_colours_reach_to_the_end_of_a_line_with_wide_characters(qtbot: QtBot) -> None:
    view = CodeView("Code")
    qtbot.addWidget(view)
    view.show_text(CODE)
    block = view.document().findBlockByNumber(5)
    comment = block.layout().formats()[-1]
    assert comment.start + comment.length == block.length() - 1


def test_code_follows_the_scheme(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.palette()
    view = CodeView("Code")
    qtbot.addWidget(view)
    view.show_text(CODE)
    try:
        app.setPalette(palette_of(DARK))
        qtbot.waitUntil(lambda: DARK.code_keyword in colours_of(view, 3))
    finally:
        app.setPalette(before)


def test_text_that_does_not_fit_is_whole_in_the_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("word " * 50)
    qtbot.addWidget(label)
    label.resize(100, 20)
    label.show()
    assert label.text().endswith("…")
    assert label.toolTip() == ("word " * 50).strip()


def test_evidence_reads_as_lines() -> None:
    text = readable(
        {"cases": 3, "hash_seeds": [1, 2], "message": "one\ntwo", "share": 0.33333, "none": None}
    )
    assert text.splitlines() == [
        "cases: 3",
        "hash seeds: 1, 2",
        "message: one",
        "    two",
        "share: 0.3333",
        f"none: {words.DASH}",
    ]


def test_evidence_without_end_is_cut() -> None:
    assert len(readable({"output": "x" * 100_000})) < 5000


def test_a_lesson_shows_its_checks_and_where_it_came_from(world: Any, qtbot: QtBot) -> None:
    lesson = world.store.lessons.get_lesson(world.dream(1)[0])
    detail = LessonDetail()
    qtbot.addWidget(detail)
    detail.show_lesson(lesson)
    detail.restore_sections(["evidence", "origin"])
    assert detail.open_sections() == ["evidence", "origin"]
    shown = detail.spoken()
    assert all(check.summary in shown for check in lesson.judgement.checks)
    qtbot.waitUntil(lambda: lesson.provenance.model_name in detail.spoken())


def test_what_takes_a_while_to_show_comes_after_the_lesson_itself(world: Any, qtbot: QtBot) -> None:
    dreamed = world.store.lessons.get_lesson(world.dream(1)[0])
    lesson = replace(dreamed, alternatives=("one = 1\n", "two = 2\n"))
    detail = LessonDetail()
    qtbot.addWidget(detail)
    detail.show_lesson(lesson)
    detail.restore_sections(["code", "alternatives", "similar"])
    with qtbot.waitSignal(detail.similar_wanted):
        assert solutions(detail) == []
    assert solutions(detail) == ["one = 1", "two = 2"]


def test_solutions_of_the_lesson_before_are_gone(world: Any, qtbot: QtBot) -> None:
    dreamed = world.store.lessons.get_lesson(world.dream(1)[0])
    detail = LessonDetail()
    qtbot.addWidget(detail)
    detail.restore_sections(["alternatives"])
    for others in (("one = 1\n", "two = 2\n"), ("three = 3\n",)):
        detail.show_lesson(replace(dreamed, alternatives=others))
        qtbot.waitUntil(lambda now=others: solutions(detail) == [o.strip() for o in now])  # type: ignore[misc]


def test_a_section_closed_before_its_turn_is_filled_when_it_is_opened_again(
    world: Any, qtbot: QtBot
) -> None:
    lesson = world.store.lessons.get_lesson(world.dream(1)[0])
    detail = LessonDetail()
    qtbot.addWidget(detail)
    detail.show_lesson(lesson)
    detail.restore_sections(["similar"])
    with qtbot.assertNotEmitted(detail.similar_wanted, wait=50):
        detail.restore_sections(["code"])
    with qtbot.waitSignal(detail.similar_wanted):
        detail.restore_sections(["similar"])


def solutions(detail: LessonDetail) -> list[str]:
    """The code of the other solutions that are shown."""
    views = detail.findChildren(OtherSolutions)[0].findChildren(CodeView)
    return [view.toPlainText() for view in views if view.isVisibleTo(detail)]


def test_a_note_typed_for_one_lesson_is_handed_on_before_the_next(world: Any, qtbot: QtBot) -> None:
    first, second = (world.store.lessons.get_lesson(i) for i in world.dream(2))
    detail = LessonDetail()
    qtbot.addWidget(detail)
    detail.show_lesson(first)
    detail.edit_note()
    detail.type_note("mine", "a, b, a")
    with qtbot.waitSignal(detail.annotated) as annotated:
        detail.show_lesson(second)
    assert annotated.args == [first.id, "mine", ("a", "b")]


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(1, "1 second"), (59, "59 seconds"), (720, "12 minutes"), (3900, "1 h 5 min")],
)
def test_durations_are_said_in_large_words(seconds: float, shown: str) -> None:
    assert words.duration(seconds) == shown


def test_the_headline_is_the_sentence_of_the_morning() -> None:
    night = NightSummary(
        night="2026-01-01",
        sessions=(),
        seconds=720,
        tried=42,
        kept=9,
        pending=9,
        approved=0,
        rejected=0,
        tokens=0,
    )
    expected = "I dreamed 42 solutions: 9 kept, 33 thrown away, 12 minutes"
    assert words.headline(night) == "I dreamed 42 solutions"
    assert words.in_one_line(night) == expected


def test_prose_is_joined_to_paragraphs_and_code_is_left_alone() -> None:
    text = "One line\nand its rest.\n\n>>> f(1)\n2\n\n- a\n- b"
    assert words.reflowed(text) == "One line and its rest.\n\n>>> f(1)\n2\n\n- a\n- b"


def test_a_moment_is_local() -> None:
    assert words.moment(datetime(2026, 1, 1, 12, tzinfo=UTC))


def test_nights_are_a_sound_model(world: Any, qtmodeltester: ModelTester) -> None:
    world.dream(1, nights=3)
    model = NightsModel()
    qtmodeltester.check(model)
    model.show(world.store.lessons.nights())
    qtmodeltester.check(model)
    assert model.pending == 3


def test_no_two_things_share_a_key() -> None:
    sequences = [each for key in all_keys() for each in key.sequences]
    assert len(sequences) == len(set(sequences))


def test_every_key_is_explained_or_belongs_to_one_that_is() -> None:
    explained = sum(len(rows) for _name, rows in groups())
    assert explained == len([key for key in all_keys() if key.text])
    assert [key.name for key in all_keys() if not key.text] == ["rate_2", "rate_3", "rate_4"]


def test_a_lesson_shows_what_the_graph_has_around_its_subject(world: Any, qtbot: QtBot) -> None:
    world.knowledge.ingest(["tomli_w"])
    entity = world.knowledge.top(1)[0][0]
    surroundings = look_around(world.knowledge, entity.id)
    lesson = world.store.lessons.get_lesson(world.dream(1)[0])
    detail = LessonDetail()
    qtbot.addWidget(detail)
    detail.show_lesson(lesson)
    detail.restore_sections(["origin"])
    detail.show_neighbourhood("another", surroundings)
    assert detail.drawn == ""
    detail.show_neighbourhood(lesson.id, surroundings)
    assert detail.drawn == entity.id


def test_each_check_is_named_before_what_it_says(world: Any, qtbot: QtBot) -> None:
    lesson = world.store.lessons.get_lesson(world.dream(1)[0])
    assert lesson.judgement is not None
    evidence = EvidenceList()
    qtbot.addWidget(evidence)
    evidence.show_judgement(lesson.judgement)
    shown = [w.text() for w in evidence.findChildren(QLabel) if w.isVisibleTo(evidence)]
    for check in lesson.judgement.checks:
        name = words.check(check.name)
        place = shown.index(name[:1].upper() + name[1:])
        assert not check.summary or check.summary in shown[place:]


def test_notices_side_by_side_stand_at_the_same_height(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row, column = QHBoxLayout(window), QVBoxLayout()
    left, right = Notice("moon"), Notice("nights")
    column.addWidget(QLabel("Something above it"))
    column.addWidget(left, 1)
    row.addLayout(column)
    row.addWidget(right)
    left.say("Nothing matches", "Try other words.")
    left.offer(QPushButton("Clear"))
    right.say("No lesson is chosen", "Choose one in the list, or press J.")
    window.resize(900, 700)
    window.show()

    def tops() -> set[int]:
        pictures = (n.findChildren(QLabel)[0] for n in (left, right))
        return {picture.mapTo(window, QPoint(0, 0)).y() for picture in pictures}

    qtbot.waitUntil(lambda: len(tops()) == 1 and tops().pop() > 200)
