"""Opening a database: new, old, newer, damaged, left by a crash."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.journal_data import SESSION
from dreamer_app.core.dreams import DreamRecord
from dreamer_app.core.errors import StoreError
from dreamer_app.core.states import SessionStatus
from dreamer_app.store import Store
from dreamer_app.store.backup import KEPT, back_up
from dreamer_app.store.database import Database
from dreamer_app.store.migrations import MIGRATIONS, Migration, migrate

if TYPE_CHECKING:
    import sqlite_utils

Keep = Callable[[int], list[DreamRecord]]
Open = Callable[[], Store]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dreamer.db"


@pytest.fixture
def database(path: Path) -> Database:
    return Database(path, backups=path.parent / "backups")


def ask(path: Path, statement: str) -> object:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(statement).fetchone()[0]


def set_version(path: Path, number: int) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version={number:d}")


def test_a_new_database_has_the_newest_schema_and_no_backup(store: Store, path: Path) -> None:
    assert ask(path, "PRAGMA user_version") == MIGRATIONS[-1].number
    assert not (path.parent / "backups").exists()


def test_steps_are_numbered_without_gaps() -> None:
    assert [m.number for m in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_a_database_of_a_newer_version_is_refused_and_left_alone(
    store: Store, open_store: Open, path: Path
) -> None:
    store.close()
    set_version(path, 99)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="schema 99"):
        open_store()
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"This is no database. " * 500, b"SQLite format 3\0" * 100])
def test_a_file_that_is_no_database_is_named_with_a_way_out(
    open_store: Open, path: Path, content: bytes
) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"dreamer\.db") as caught:
        open_store()
    assert "backups" in caught.value.hint
    assert path.read_bytes() == content


def test_a_damaged_page_is_a_store_error(store: Store, keep: Keep, path: Path) -> None:
    keep(30)
    store.close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    with pytest.raises(StoreError, match="damaged"):
        Store.open(path, backups=path.parent / "b", output_dir=path.parent / "o")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match=r"file.*cannot be made"):
        Store.open(tmp_path / "file" / "x.db", backups=tmp_path, output_dir=tmp_path)


def second_step(apply: "Callable[[sqlite_utils.Database], None]") -> tuple[Migration, ...]:
    return (*MIGRATIONS, Migration(number=len(MIGRATIONS) + 1, name="next", apply=apply))


def test_a_copy_is_made_before_a_migration(
    store: Store, keep: Keep, path: Path, database: Database
) -> None:
    keep(3)
    migrate(database, second_step(lambda _: None))
    (copy,) = (path.parent / "backups").iterdir()
    assert ask(copy, "PRAGMA user_version") == len(MIGRATIONS)
    assert ask(copy, "SELECT count(*) FROM lessons") == 3
    assert ask(copy, "PRAGMA integrity_check") == "ok"
    assert ask(path, "PRAGMA user_version") == len(MIGRATIONS) + 1
    database.close()


def test_a_copy_put_in_the_place_of_the_database_has_everything(
    store: Store, keep: Keep, open_store: Open, path: Path, database: Database
) -> None:
    dreams = keep(3)
    copy = back_up(database, "by-hand")
    database.close()
    store.close()
    for old in path.parent.glob("dreamer.db*"):
        old.unlink()
    shutil.copy(copy, path)
    assert open_store().lessons.get_lesson(dreams[2].id).action == dreams[2].code


def test_a_step_that_fails_half_way_leaves_the_schema_before_it(
    store: Store, path: Path, database: Database
) -> None:
    def broken(db: "sqlite_utils.Database") -> None:
        db.execute("CREATE TABLE extra(x)")
        db.execute("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(sqlite3.OperationalError):
        migrate(database, second_step(broken))
    assert ask(path, "PRAGMA user_version") == len(MIGRATIONS)
    assert ask(path, "SELECT count(*) FROM sqlite_master WHERE name = 'extra'") == 0
    database.close()


def test_a_first_step_that_is_cut_off_leaves_an_empty_file(path: Path, database: Database) -> None:
    def cut_off(db: "sqlite_utils.Database") -> None:
        MIGRATIONS[0].apply(db)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        migrate(database, (Migration(number=1, name="first", apply=cut_off),))
    assert ask(path, "SELECT count(*) FROM sqlite_master") == 0
    database.close()


def test_edits_that_changed_nothing_become_verdicts(path: Path, database: Database) -> None:
    migrate(database, MIGRATIONS[:1])
    with database.writing() as db:
        for key, edits in enumerate((("same",), ("other",), ("same", "other")), 1):
            db.execute(
                "INSERT INTO lessons(key, id, session_id, night, title, verdict, difficulty,"
                " libraries, source_id, certainty, created_at, edited)"
                " VALUES (?, ?, '', '', '', 'accepted', 'simple', '', '', 1, '', 1)",
                (key, f"lesson{key}"),
            )
            db.execute(
                "INSERT INTO lesson_texts(key, situation, action, result, tags, metadata, tests,"
                " provenance, alternatives) VALUES (?, '', 'same', '', '', '', '', '', '')",
                (key,),
            )
            for number, code in enumerate(edits):
                db.execute(
                    "INSERT INTO lesson_edits(lesson, replaced_at, action, tests, judgement)"
                    " VALUES (?, ?, ?, '', '{}')",
                    (key, f"{key}.{number}", code),
                )
    migrate(database)
    with database.reading() as db:
        edited = db.execute("SELECT key, edited FROM lessons ORDER BY key").fetchall()
        verdicts = db.execute("SELECT lesson FROM lesson_verdicts").fetchall()
    assert edited == [(1, 0), (2, 1), (3, 1)]
    assert verdicts == [(1,)]
    database.close()


def test_sessions_of_earlier_versions_have_no_phases(path: Path, open_store: Open) -> None:
    database = Database(path, backups=path.parent / "backups")
    migrate(database, MIGRATIONS[:2])
    with database.writing() as db:
        db.execute(
            "INSERT INTO sessions(id, night, trigger, status, started_at, requested, difficulty,"
            " seed, model_name, sandbox, attempted, successful, tokens, problem, owner_pid,"
            " owner_started) VALUES ('old', '2026-01-05', 'nightly', 'completed',"
            " '2026-01-06T02:00:00+00:00', 1, 'simple', 1, '', '', 0, 0, 0, '', 1, 1)"
        )
    database.close()
    (night,) = open_store().lessons.nights()
    assert [(s.id, s.phases) for s in night.sessions] == [("old", ())]


def test_no_migration_without_its_backup(store: Store, path: Path, database: Database) -> None:
    (path.parent / "backups").write_text("in the way")
    with pytest.raises(StoreError, match="No backup"):
        migrate(database, second_step(lambda _: None))
    assert ask(path, "PRAGMA user_version") == len(MIGRATIONS)
    database.close()


def test_only_the_newest_backups_stay(store: Store, database: Database) -> None:
    copies = [back_up(database, "x") for _ in range(KEPT + 2)]
    assert sorted(database.backups.iterdir()) == copies[2:]
    database.close()


def test_a_session_of_a_living_process_goes_on(store: Store, open_store: Open) -> None:
    store.lessons.begin_session(replace(SESSION, id="mine"))
    (night,) = open_store().lessons.nights()
    assert [s.status for s in night.sessions] == [SessionStatus.RUNNING]


def test_a_session_whose_process_is_gone_becomes_interrupted(
    store: Store, open_store: Open, keep: Keep, path: Path
) -> None:
    (dream,) = keep(1)
    store.close()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE sessions SET owner_pid = ?", (gone.pid,))
    (night,) = open_store().lessons.nights()
    (session,) = night.sessions
    assert session.status is SessionStatus.INTERRUPTED
    assert session.ended_at == dream.started_at
    assert session.problem


def test_a_number_that_another_process_got_does_not_hold_a_session(
    store: Store, open_store: Open, path: Path
) -> None:
    store.lessons.begin_session(replace(SESSION, id="old"))
    store.close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE sessions SET owner_started = owner_started - 3600")
    (night,) = open_store().lessons.nights()
    assert [s.status for s in night.sessions] == [SessionStatus.INTERRUPTED]


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.lessons.statistics()


def test_closing_twice_does_no_harm(store: Store) -> None:
    store.close()
    store.close()
