"""The program is killed while it keeps dreams: nothing half is left."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dreamer_app.core.dreams import Lesson
from dreamer_app.core.journal import LessonQuery
from dreamer_app.core.states import ReviewState, SessionStatus
from dreamer_app.store import Store

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="a process is killed by a signal that Windows does not have"
)

_NIGHT = """
import itertools, random, sys
from dataclasses import replace
from pathlib import Path
from benchmarks import journal_data
from dreamer_app.core.states import DreamOutcome, ReviewState
from dreamer_app.store import Store

home, seed, decides = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "decide"
store = Store.open(home / "d.db", backups=home / "backups", output_dir=home / "out")
session = f"s{seed}"
store.lessons.begin_session(replace(journal_data.SESSION, id=session))
rng = random.Random(seed)
for number in itertools.count(1):
    dream = journal_data.dream(session, number, rng, outcome=DreamOutcome.KEPT)
    store.lessons.record_dream(dream)
    if decides:
        store.lessons.decide([dream.id], rng.choice((ReviewState.APPROVED, ReviewState.REJECTED)))
        if number % 5 == 0:
            store.lessons.undo()
    print(dream.id, flush=True)
"""
_ROOT = Path(__file__).resolve().parents[2]


def kill_in_the_middle(home: Path, *, seed: int, after: int, task: str) -> list[str]:
    """Kill a recording process after that many dreams; the ids that it said it had kept."""
    process = subprocess.Popen(
        [sys.executable, "-c", _NIGHT, str(home), str(seed), task],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process:
        said = [process.stdout.readline().strip() for _ in range(after)]
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read().split()
    assert process.returncode == -signal.SIGKILL
    return said


def reopened(home: Path) -> Store:
    return Store.open(home / "d.db", backups=home / "backups", output_dir=home / "out")


def lessons_in(store: Store) -> list[Lesson]:
    rows = store.lessons.rows(LessonQuery(), limit=10_000)
    return [store.lessons.get_lesson(row.id) for row in rows]


@pytest.fixture(params=["record", "decide"])
def killed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Store, list[str]]]:
    """A store whose program was killed three times, and the lessons that it had kept."""
    said = []
    for seed, after in enumerate((1, 4, 7)):
        said += kill_in_the_middle(tmp_path, seed=seed, after=after, task=request.param)
    store = reopened(tmp_path)
    store.lessons.settle()
    yield store, said
    store.close()


def test_a_kill_leaves_no_half_lesson(killed: tuple[Store, list[str]], tmp_path: Path) -> None:
    store, said = killed
    lessons = lessons_in(store)
    assert {lesson.id for lesson in lessons} >= set(said)
    expected = {
        f"dream_{lesson.id}{suffix}"
        for lesson in lessons
        if lesson.review is not ReviewState.REJECTED
        for suffix in (".py", ".json")
    }
    files = {p.name: p for p in (tmp_path / "out").rglob("*") if p.is_file()}
    assert set(files) == expected
    for lesson in lessons:
        if lesson.review is not ReviewState.REJECTED:
            assert files[f"dream_{lesson.id}.py"].read_text() == lesson.action
            assert f'"review": "{lesson.review}"' in files[f"dream_{lesson.id}.json"].read_text()
    kept = {d.id for s in range(3) for d in store.lessons.dreams(f"s{s}")}
    assert kept == {lesson.id for lesson in lessons}
    (night,) = store.lessons.nights()
    assert {s.status for s in night.sessions} == {SessionStatus.INTERRUPTED}
    assert (night.kept, night.tried) == (len(lessons), len(lessons))


def test_no_file_is_ever_without_its_row_not_even_before_it_is_mended(tmp_path: Path) -> None:
    kill_in_the_middle(tmp_path, seed=9, after=3, task="record")
    with closing(sqlite3.connect(tmp_path / "d.db")) as db:
        rows = {row[0] for row in db.execute("SELECT id FROM lessons")}
    named = {p.stem.removeprefix("dream_") for p in (tmp_path / "out").glob("dream_*")}
    assert named
    assert named <= rows
