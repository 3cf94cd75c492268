"""The timeline beyond one process: who says it, until when it counts, and the pause."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from dreamer_app.core.journal import Pause, StateChange
from dreamer_app.store import Store

AT = datetime(2026, 6, 10, 12, tzinfo=UTC)
OTHER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from dreamer_app.core.journal import StateChange
from dreamer_app.store import Store
home = Path(sys.argv[1])
store = Store.open(home / "d.db", backups=home / "b", output_dir=home / "out")
store.lessons.record_state(StateChange(
    at=datetime(2026, 6, 10, 12, tzinfo=UTC), state="waiting", reason="on_battery",
    detail="not plugged in", source="somewhere"))
print("told", flush=True)
sys.stdin.read()
store.close()
"""


def opened(home: Path) -> Store:
    return Store.open(home / "d.db", backups=home / "b", output_dir=home / "out")


def test_what_another_living_process_waits_for_is_known_until_it_ends(tmp_path: Path) -> None:
    store = opened(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", OTHER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "told\n"
        during = store.lessons.state_of_running()
        other.kill()
    after = store.lessons.state_of_running()
    store.close()
    assert during is not None
    assert (during.reason, during.source) == ("on_battery", "somewhere")
    assert after is None


def test_one_that_said_goodbye_does_not_run_any_more(tmp_path: Path) -> None:
    store = opened(tmp_path)
    for state in ("waiting", "closed"):
        store.lessons.record_state(StateChange(at=AT, state=state, reason="quit"))
    found = store.lessons.state_of_running()
    store.close()
    assert found is None


def test_a_pause_is_remembered_until_it_is_ended(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.lessons.set_pause(Pause(until=AT))
    store.lessons.set_pause(Pause())
    store.close()
    store = opened(tmp_path)
    before = store.lessons.pause()
    store.lessons.set_pause(None)
    after = store.lessons.pause()
    store.close()
    assert (before, after) == (Pause(until=None), None)
