"""One database, many threads, more than one program."""

import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import journal_data
from dreamer_app.core.journal import LessonQuery
from dreamer_app.core.states import DreamOutcome, ReviewState
from dreamer_app.store import Store

_PROGRAM = """
import sys
from pathlib import Path
from dreamer_app.core.states import ReviewState
from dreamer_app.store import Store

home, name = Path(sys.argv[1]), sys.argv[2]
store = Store.open(home / "d.db", backups=home / "backups", output_dir=home / "out")
for number in range(10):
    lesson = store.lessons.add_lesson(f"{name} {number}", "", "")
    store.lessons.decide([lesson.id], ReviewState.APPROVED)
store.close()
"""
_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(
        tmp_path / "d.db", backups=tmp_path / "backups", output_dir=tmp_path / "out"
    )
    yield opened
    opened.close()


def test_programs_that_start_at_once_make_one_database_and_lose_nothing(tmp_path: Path) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(tmp_path), name],
            cwd=_ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two", "three")
    ]
    problems = [program.communicate()[1] for program in programs]
    assert problems == ["", "", ""]
    store = Store.open(tmp_path / "d.db", backups=tmp_path / "b", output_dir=tmp_path / "out")
    assert store.lessons.count(LessonQuery(review=ReviewState.APPROVED)) == 30
    assert len(store.lessons.decisions(limit=1000)) == 30
    store.close()


def test_threads_keep_decide_and_read_at_once(store: Store, tmp_path: Path) -> None:
    store.lessons.begin_session(replace(journal_data.SESSION, id="s1"))
    rng = random.Random(1)
    dreams = [journal_data.dream("s1", n, rng, outcome=DreamOutcome.KEPT) for n in range(1, 41)]

    def keep_and_reject(number: int) -> None:
        for dream in dreams[number::4]:
            store.lessons.record_dream(dream)
            if number % 2:
                store.lessons.decide([dream.id], ReviewState.REJECTED)

    def read() -> None:
        for _ in range(20):
            for row in store.lessons.rows(LessonQuery(text="def")):
                assert store.lessons.get_lesson(row.id).action
            store.lessons.nights()

    with ThreadPoolExecutor(6) as threads:
        working = [threads.submit(keep_and_reject, number) for number in range(4)]
        working += [threads.submit(read) for _ in range(2)]
        for one in working:
            one.result()
    store.lessons.settle()
    kept = {d.id for n in (0, 2) for d in dreams[n::4]}
    assert {p.stem for p in (tmp_path / "out").glob("dream_*")} == {f"dream_{i}" for i in kept}
    assert store.lessons.pending_count() == len(kept) == 20


def test_a_reader_sees_one_state_while_another_thread_writes(store: Store) -> None:
    first = store.lessons.add_lesson("First", "", "").id
    with store.lessons._database.reading() as db:
        before = db.execute("SELECT count(*), group_concat(review) FROM lessons").fetchone()
        with ThreadPoolExecutor(1) as thread:
            thread.submit(store.lessons.add_lesson, "Second", "", "").result()
            thread.submit(store.lessons.decide, [first], ReviewState.APPROVED).result()
        assert db.execute("SELECT count(*), group_concat(review) FROM lessons").fetchone() == before
    assert store.lessons.count(LessonQuery()) == 2
