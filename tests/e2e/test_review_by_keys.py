"""A whole review in the real program: real keys, no mouse, over a restart."""

import sqlite3
import subprocess
import time
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import journal_data
from dreamer_app.core.journal import LessonQuery
from dreamer_app.core.states import DreamOutcome, ReviewState, SessionStatus
from dreamer_app.paths import Paths
from dreamer_app.store import Store
from tests.e2e.conftest import Desktop, wait_until

pytestmark = [pytest.mark.display, pytest.mark.slow, pytest.mark.timeout(300)]

COUNT = 40
_TITLE = "Dream Journal"
_DIALOG = "Export the approved lessons"
_EDITOR = "Edit the lesson"
_SEEN_SECONDS = 60.0
_LOOK_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The program over a home with lessons; ``ids`` in the order in which they are shown."""

    desktop: Desktop
    database: Path
    ids: list[str]

    def press(self, *keys: str) -> None:
        """Real keys, as quick as a person who knows them."""
        self.desktop.xdotool("key", "--clearmodifiers", "--delay", 40, *keys)

    def ask(self, statement: str, *values: Any) -> Any:
        """The first cell that the database answers with."""
        with closing(sqlite3.connect(self.database)) as db:
            row = db.execute(statement, values).fetchone()
        return row[0] if row else None

    def wait(self, expected: Any, statement: str, *values: Any, what: str) -> None:
        """Wait until the database answers that."""
        wait_until(lambda: self.ask(statement, *values) == expected or None, what, _SEEN_SECONDS)

    def open(self) -> "subprocess.Popen[bytes]":
        """Start the program, show the journal, and wait until it takes keys."""
        process = self.desktop.start(["--background"])
        self.desktop.tray_icon_position()
        self.desktop.start(["--raise"])
        window = self.desktop.wait_window(_TITLE)
        self.desktop.xdotool("windowfocus", "--sync", window)
        wait_until(self._takes_keys, "the window to take keys", _SEEN_SECONDS)
        self.press("Escape")
        self.desktop.wait_no_window(_DIALOG)
        self.desktop.xdotool("windowfocus", "--sync", window)
        return process

    def _takes_keys(self) -> bool | None:
        """Whether a key opens a dialog; one that came too early is pressed again."""
        self.press("ctrl+e")
        try:
            self.desktop.wait_window(_DIALOG, _LOOK_SECONDS)
        except pytest.fail.Exception:
            return None
        return True

    def decided(self, count: int) -> None:
        """Wait until so many decisions are in force."""
        self.wait(
            count,
            "SELECT count(*) FROM decisions WHERE state = 'done'",
            what=f"decision {count}",
        )

    def state(self, lesson_id: str) -> str:
        """The review state of a lesson."""
        return str(self.ask("SELECT review FROM lessons WHERE id = ?", lesson_id))


@pytest.fixture
def review(desktop: Desktop) -> Review:
    paths = Paths(Path(desktop.environment["DREAMER_HOME"])).ensure()
    store = Store.open(
        paths.database, backups=paths.backups, output_dir=paths.home / "data/synthetic_training"
    )
    for session, dreams in journal_data.nights(1, COUNT):
        store.lessons.begin_session(session)
        for record in dreams:
            if record.outcome is DreamOutcome.KEPT:
                store.lessons.record_dream(record)
        ended = replace(session, status=SessionStatus.COMPLETED, ended_at=session.started_at)
        store.lessons.end_session(ended)
    rows = store.lessons.rows(LessonQuery(review=ReviewState.PENDING))
    store.close()
    return Review(desktop=desktop, database=paths.database, ids=[row.id for row in rows])


def test_forty_lessons_are_reviewed_by_real_keys_and_taken_back_after_a_restart(
    review: Review,
) -> None:
    assert len(review.ids) == COUNT
    process = review.open()
    first, second, third = review.ids[:3]
    rating = "SELECT rating FROM lessons WHERE id = ?"
    review.press("3")
    review.wait(3, rating, first, what="the first rating")
    review.press("f", "n")
    review.desktop.xdotool("type", "--delay", 20, "a r s look again")
    review.press("Escape", "a")
    review.decided(1)
    note = "SELECT note FROM lesson_texts JOIN lessons USING (key) WHERE id = ?"
    review.wait("a r s look again", note, first, what="the note")
    assert review.ask("SELECT flagged FROM lessons WHERE id = ?", first) == 1

    review.press("slash")  # no key acts while a text field has the focus
    review.desktop.xdotool("type", "--delay", 20, "arsu1")
    review.press("Escape", "Escape")
    assert review.ask("SELECT count(*) FROM decisions") == 1

    review.press("j", "k", "s", "4")  # the second is left for later
    review.wait(4, rating, third, what="a rating of the third")
    for number in range(2, COUNT):
        keys = ("r", str(1 + number % 7)) if number % 5 == 4 else ("a",)
        review.press(*keys)
        review.decided(number)
        if number == COUNT // 2:
            review.press("space")  # the rest in the large view
    assert review.state(second) == "pending"
    review.press("a")
    review.decided(COUNT)

    log = _decisions(review)
    assert [row[0] for row in log] == [first, *review.ids[2:], second]
    assert [row[1] for row in log].count("rejected") == len(range(4, COUNT, 5))
    assert all(bool(reason) == (after == "rejected") for _id, after, reason in log)

    process.terminate()
    assert process.wait(10) == 0, review.desktop.output()
    review.open()
    for number in range(1, COUNT + 1):
        _press_until(review, "u", "undone", number)
    assert {review.state(lesson_id) for lesson_id in review.ids} == {"pending"}
    for number in range(COUNT - 1, -1, -1):
        _press_until(review, "ctrl+shift+z", "undone", number)
    assert _decisions(review) == log
    for lesson_id, after, _reason in log:
        assert review.state(lesson_id) == after


def _rates(review: Review, lesson_id: str) -> bool:
    """Whether a key acts on that lesson; one that came before it was shown is pressed again."""
    review.press("3")
    rating = "SELECT rating FROM lessons WHERE id = ?"
    ends = time.monotonic() + _LOOK_SECONDS
    while time.monotonic() < ends:
        if review.ask(rating, lesson_id) == 3:
            return True
        time.sleep(0.05)
    return False


def _edits(review: Review) -> bool:
    """Whether a key opens the editor; one that came too early is pressed again."""
    review.press("e")
    try:
        review.desktop.wait_window(_EDITOR, _LOOK_SECONDS)
    except pytest.fail.Exception:
        return False
    return True


def _press_until(review: Review, key: str, state: str, count: int) -> None:
    """Press once; so many decisions are in that state then."""
    review.press(key)
    review.wait(
        count, "SELECT count(*) FROM decisions WHERE state = ?", state, what=f"{count} {state}"
    )


def _decisions(review: Review) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(review.database)) as db:
        return db.execute("SELECT lesson_id, after, reason FROM decisions ORDER BY id").fetchall()


def test_held_down_keys_own_words_undo_and_an_edit_that_outlives_a_kill(review: Review) -> None:
    process = review.open()
    first, second = review.ids[:2]
    wait_until(lambda: _rates(review, first), "the first lesson to be shown", _SEEN_SECONDS)
    review.desktop.xdotool("keydown", "a")
    review.desktop.xdotool("sleep", "1.5")  # the X server repeats the key by itself
    review.desktop.xdotool("keyup", "a")
    review.decided(1)
    assert [row[0] for row in _decisions(review)] == [first]

    review.press("r")
    review.desktop.xdotool("type", "--delay", 20, "not mine, 2 of them")
    review.press("Return")
    review.decided(2)
    assert _decisions(review)[1] == (second, "rejected", "not mine, 2 of them")
    review.press("ctrl+z")
    review.decided(1)
    assert review.state(second) == "pending"

    review.press("e")
    editor = review.desktop.wait_window(_EDITOR)
    review.desktop.xdotool("windowfocus", "--sync", editor)
    review.desktop.xdotool("type", "--delay", 20, "moon")
    draft = review.database.parent / "drafts" / f"{second}.json"
    wait_until(lambda: draft.is_file() and "moon" in draft.read_text(), "a draft", _SEEN_SECONDS)
    process.kill()
    process.wait(10)

    review.open()
    wait_until(lambda: _edits(review), "the editor", _SEEN_SECONDS)
    assert "moon" in draft.read_text()
    assert review.state(second) == "pending"
