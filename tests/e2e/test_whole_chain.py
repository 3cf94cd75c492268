"""From the tray to an exported lesson, with the real model in the real sandbox."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from benchmarks import journal_data
from dreamer_app.core.states import DreamOutcome, SessionStatus
from dreamer_app.paths import Paths
from dreamer_app.store import Store
from tests.e2e.conftest import Desktop, wait_until

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = [pytest.mark.display, pytest.mark.model, pytest.mark.slow, pytest.mark.timeout(600)]

_LONG = 240.0
_TITLE = "Dream Journal"


@pytest.fixture
def home(desktop: Desktop, embedded_model: Path) -> Path:
    """A home with the model, a little knowledge, and two lessons that wait for a decision."""
    paths = Paths(Path(desktop.environment["DREAMER_HOME"])).ensure()
    shutil.copy(embedded_model, paths.models / embedded_model.name)
    _dreamer(desktop, "ingest", "statistics", "calendar", "textwrap", "string", "shlex")
    store = Store.open(
        paths.database, backups=paths.backups, output_dir=paths.home / "data/synthetic_training"
    )
    try:
        for session, dreams in journal_data.nights(1, 2):
            store.lessons.begin_session(session)
            for record in dreams:
                if record.outcome is DreamOutcome.KEPT:
                    store.lessons.record_dream(record)
            ended = replace(session, status=SessionStatus.COMPLETED, ended_at=session.started_at)
            store.lessons.end_session(ended)
    finally:
        store.close()
    return paths.home


def test_a_session_is_dreamed_from_the_tray_menu_and_stored(desktop: Desktop, home: Path) -> None:
    desktop.start(["--background"], env={"DREAMING_MAX_SCENARIOS": "2", "DREAMING_SAMPLES": "4"})
    desktop.tray_icon_position()
    desktop.open_tray_menu()
    desktop.choose(2)
    wait_until(lambda: _dreamed(desktop) or None, "two dreams of the session", _LONG)
    assert _no_workers()


def test_one_key_approves_another_rejects_and_the_approved_lesson_is_exported(
    desktop: Desktop, home: Path, tmp_path: Path
) -> None:
    desktop.start(["--background"])
    desktop.tray_icon_position()
    desktop.start(["--raise"])
    window = desktop.wait_window(_TITLE)
    desktop.xdotool("windowfocus", "--sync", window)
    wait_until(lambda: _reviewed_after(desktop, "a", "approved"), "an approved lesson", 60)
    wait_until(lambda: _reviewed_after(desktop, "r", "rejected"), "a rejected lesson", 60)
    report = _dreamer(desktop, "export", "--format", "messages", "--out", str(tmp_path))
    assert report["examples"] == 1
    datasets = pytest.importorskip("datasets")
    loaded = datasets.load_dataset(
        "json", data_files=report["files"], cache_dir=str(tmp_path / "cache"), split="train"
    )
    assert [m["role"] for m in loaded[0]["messages"]] == ["user", "assistant"]


def test_a_key_press_ends_automatic_dreaming_and_nothing_is_left(
    desktop: Desktop, home: Path
) -> None:
    desktop.start(
        ["--background"],
        env={
            "ENABLE_DREAMING": "true",
            "DREAMING_IDLE_THRESHOLD_MINUTES": "0.05",
            "DREAMING_CPU_THRESHOLD": "1",
            "DREAMING_MEMORY_THRESHOLD": "1",
            "DREAMING_NIGHT_HOURS": desktop.other_hours(),
        },
    )
    desktop.tray_icon_position()
    desktop.xdotool("key", "Shift_L")  # the sources prove themselves by a first input
    wait_until(lambda: _running(desktop) or None, "automatic dreaming", 120)
    desktop.xdotool("key", "Shift_L")
    wait_until(lambda: (not _running(desktop)) or None, "the end of the session", 30)
    assert _last_session(desktop)["status"] == "interrupted"
    assert _no_workers()


def _dreamer(desktop: Desktop, *words: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "dreamer_app.cli", *words, "--json"],
        env=desktop.environment,
        capture_output=True,
        text=True,
        timeout=_LONG,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _sessions(desktop: Desktop) -> "Sequence[dict[str, Any]]":
    import sqlite3

    with sqlite3.connect(Paths(Path(desktop.environment["DREAMER_HOME"])).database) as db:
        db.row_factory = sqlite3.Row
        rows = db.execute("SELECT * FROM sessions ORDER BY started_at DESC").fetchall()
    db.close()
    return [dict(row) for row in rows]


def _last_session(desktop: Desktop) -> dict[str, Any]:
    return next(row for row in _sessions(desktop) if row["trigger"] == "idle")


def _dreamed(desktop: Desktop) -> bool:
    newest = _sessions(desktop)[0]
    return bool(newest["status"] == "completed" and newest["attempted"] == 2)


def _running(desktop: Desktop) -> bool:
    return any(row["status"] == "running" for row in _sessions(desktop))


def _reviewed_after(desktop: Desktop, key: str, state: str) -> bool | None:
    if not _dreamer(desktop, "lessons", "--status", state):
        desktop.xdotool("key", key)
        if key == "r":
            desktop.xdotool("sleep", "0.4", "key", "Return")
    return bool(_dreamer(desktop, "lessons", "--status", state)) or None


def _no_workers() -> bool:
    """Whether no model host and no sandbox of this user is alive."""

    def none_left() -> bool | None:
        found = []
        for process in psutil.process_iter(["cmdline"]):
            line = " ".join(process.info["cmdline"] or ())
            if "dreamer_app.inference.child" in line or line.startswith("bwrap"):
                found.append(line)
        return not found or None

    return wait_until(none_left, "the end of model and sandboxes")
