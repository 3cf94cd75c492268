"""A question to a process of its own: it can be given up, and is answered by our own modules."""

import subprocess
import threading
from pathlib import Path

import psutil
import pytest

from dreamer_app.asking import Asked
from dreamer_app.core.stop import StopToken


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "slow_answer.py").write_text("import time\ntime.sleep(600)\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return "slow_answer"


def test_it_is_answered_by_our_modules_and_not_by_what_lies_where_the_app_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, started_in = tmp_path / "ours", tmp_path / "home"
    ours.mkdir()
    started_in.mkdir()
    (ours / "answer.py").write_text("import json\nprint(json.dumps('ours'))\n")
    (started_in / "json.py").write_text("dumps = lambda _: 'theirs'\n")
    monkeypatch.syspath_prepend(str(ours))
    monkeypatch.chdir(started_in)
    assert Asked("answer", 60).ask() == '"ours"\n'


def test_giving_up_kills_the_process_and_ends_the_waiting(module: str) -> None:
    asked = Asked(module, 600)
    ended: list[BaseException] = []

    def ask() -> None:
        try:
            asked.ask("")
        except subprocess.SubprocessError as error:
            ended.append(error)

    before = set(psutil.Process().children())
    thread = threading.Thread(target=ask)
    thread.start()
    while not (started := set(psutil.Process().children()) - before):
        StopToken().wait(0.01)
    asked.close()
    thread.join(20)
    _, alive = psutil.wait_procs(started, timeout=20)
    assert (len(ended), alive) == (1, [])
    with pytest.raises(subprocess.SubprocessError):
        asked.ask("")
