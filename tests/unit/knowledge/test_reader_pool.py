"""The reading processes: killed at a stop, given up when they hang, replaced when they die."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from dreamer_app.core.errors import Stopped
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.knowledge.reader import Job
from dreamer_app.knowledge.reader_pool import Answer, run_jobs

_FINE: Job = {"task": "rank", "nodes": ["a"], "edges": []}


def _file(path: Path) -> Job:
    return {"task": "file", "path": str(path), "source_id": f"file:{path}"}


def _pipe(folder: Path) -> Job:
    """A job that never ends: opening it waits for a writer that does not come."""
    os.mkfifo(folder / "endless.md")
    return _file(folder / "endless.md")


def _answers(jobs: list[Job], **options: float) -> dict[int, Answer]:
    return {a.index: a for a in run_jobs(jobs, StopToken(), **options)}


def _children() -> list[psutil.Process]:
    return [
        child
        for child in psutil.Process().children(recursive=True)
        if child.is_running() and any("knowledge.reader" in part for part in child.cmdline())
    ]


def test_every_job_is_answered() -> None:
    found = _answers([dict(_FINE) for _ in range(7)])
    assert sorted(found) == list(range(7))
    assert all(answer.value == [["a", 0.999, 0, 0]] for answer in found.values())
    assert _children() == []


def test_a_job_that_fails_costs_no_other(tmp_path: Path) -> None:
    found = _answers([_file(tmp_path / "missing.md"), dict(_FINE), {"task": "no such task"}])
    assert "No such file" in found[0].failed
    assert found[1].failed == ""
    assert found[2].failed


def test_a_job_that_hangs_is_given_up_and_the_rest_goes_on(tmp_path: Path) -> None:
    found = _answers([_pipe(tmp_path), *(dict(_FINE) for _ in range(4))], seconds_each=5)
    assert "longer than 5 s" in found[0].failed
    assert all(found[i].failed == "" for i in range(1, 5))
    assert _children() == []


def test_a_process_that_dies_is_replaced(tmp_path: Path) -> None:
    pipe = _pipe(tmp_path)
    killed = threading.Event()

    def kill_first() -> None:
        while not killed.is_set():
            for child in _children():
                if any(t.name == "knowledge-reader" for t in threading.enumerate()):
                    child.kill()
                    killed.set()
                    return

    thread = threading.Thread(target=kill_first)
    thread.start()
    try:
        found = _answers([pipe], seconds_each=60)
    finally:
        killed.set()
        thread.join()
    assert "ended with code" in found[0].failed
    assert _answers([dict(_FINE)])[0].failed == ""


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux")
def test_reading_gives_way_at_the_disk(tmp_path: Path) -> None:
    found: list[int] = []

    def look() -> None:
        while not found:
            found.extend(
                child.ionice().ioclass
                for child in _children()
                if child.ionice().ioclass == psutil.IOPRIO_CLASS_IDLE
            )

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    list(run_jobs([_pipe(tmp_path)], StopToken(), seconds_each=5))
    thread.join(30)
    assert found


def test_a_stop_kills_the_processes_and_is_raised(tmp_path: Path) -> None:
    stop = StopToken()
    timer = threading.Timer(0.5, stop.stop, [Reason.USER_ACTIVE])
    timer.start()
    with pytest.raises(Stopped):
        list(run_jobs([_pipe(tmp_path)], stop))
    timer.join()
    assert _children() == []
    assert not [t for t in threading.enumerate() if t.name == "knowledge-reader"]


def test_after_a_stop_nothing_is_started() -> None:
    stop = StopToken()
    stop.stop(Reason.QUIT)
    with pytest.raises(Stopped):
        list(run_jobs([dict(_FINE)], stop))


def test_a_reader_ends_when_its_parent_is_gone(tmp_path: Path) -> None:
    pipe = _pipe(tmp_path)
    program = (
        "import os, threading, time\n"
        "from dreamer_app.core.stop import StopToken\n"
        "from dreamer_app.knowledge.reader_pool import run_jobs\n"
        "import psutil\n"
        f"jobs = run_jobs([{pipe!r}], StopToken())\n"
        "threading.Thread(target=lambda: next(jobs), daemon=True).start()\n"
        "while not psutil.Process().children(): time.sleep(0.05)\n"
        "time.sleep(0.5)\n"
        "print(psutil.Process().children()[0].pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False
    )
    pid = int(done.stdout)
    if psutil.pid_exists(pid):
        psutil.Process(pid).wait(timeout=10)
    assert not psutil.pid_exists(pid)


def test_what_a_module_prints_does_not_get_between_the_answers() -> None:
    job = {
        "task": "package",
        "name": "builtins",
        "source_id": "package:builtins",
        "files": [],
        "standard": True,
        "root": "/",
        "hidden": [],
    }
    assert "builtins.len" in {e["id"] for e in _answers([job])[0].value["entities"]}
