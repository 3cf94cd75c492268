"""Every sandbox ends as it was told to, whoever ends it, and leaves nothing."""

import contextlib
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.sandbox_stop import HOSTILE
from dreamer_app.core.errors import Stopped
from dreamer_app.core.execution import EndKind, SandboxProgram
from dreamer_app.core.ports import Sandbox
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox import open_sandbox
from dreamer_app.sandbox.owner import Owner
from tests.contracts.backends import (
    BACKENDS,
    NAMESPACE,
    REASON,
    alive,
    containers_of,
    none_alive,
    opened,
    run,
)


def test_an_orphan_that_holds_every_pipe_delays_nothing(sandbox: Sandbox) -> None:
    source = "import os, time\nSEND(1)\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(60)\n"
    frames, end = run(sandbox, source)

    assert (frames, end.kind) == ([1], EndKind.EXITED)


def test_a_program_cannot_kill_its_supervisor(sandbox: Sandbox) -> None:
    source = """
import os, signal
for number in range(1, 65):
    for pid in (1, -1):
        try:
            os.kill(pid, number)
        except OSError:
            pass
SEND(os.getppid())
"""
    frames, end = run(sandbox, source)

    assert (frames, end.kind) == ([1], EndKind.EXITED)


def test_a_program_cannot_stop_its_supervisor(sandbox: Sandbox) -> None:
    source = """
import os, signal, time
for number in (signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU):
    try:
        os.kill(os.getppid(), number)
    except OSError:
        pass
time.sleep(60)
"""
    assert run(sandbox, source, wall_seconds=0.5)[1].kind is EndKind.TIMEOUT


def test_waiting_for_a_frame_can_time_out_and_go_on(sandbox: Sandbox) -> None:
    process = sandbox.start(SandboxProgram(source="SEND(RECEIVE())"), StopToken())
    with pytest.raises(TimeoutError):
        process.receive(0.05)
    process.send("late")

    assert process.receive(10) == "late"
    assert process.end(5).kind is EndKind.EXITED


def test_sending_to_what_has_ended_does_nothing(sandbox: Sandbox) -> None:
    process = sandbox.start(SandboxProgram(source=""), StopToken())
    end = process.end(10)
    process.send("anybody there?")

    assert process.end() == end
    assert end.kind is EndKind.EXITED


def test_ending_what_still_runs_kills_it(sandbox: Sandbox) -> None:
    mark = f"MARK-{uuid.uuid4().hex}"
    process = sandbox.start(
        SandboxProgram(source="while True: pass", environment=(("MARK", mark),)), StopToken()
    )

    assert process.end(0.1).kind is EndKind.STOPPED
    assert none_alive(mark)


def test_a_kill_from_another_thread_wakes_who_waits(sandbox: Sandbox) -> None:
    process = sandbox.start(SandboxProgram(source="while True: pass"), StopToken())
    threading.Timer(0.1, process.kill).start()
    with pytest.raises(EOFError):
        process.receive(20)

    assert process.end().kind is EndKind.STOPPED


def test_a_sender_that_nobody_listens_to_can_be_killed(sandbox: Sandbox) -> None:
    process = sandbox.start(SandboxProgram(source="while True: pass"), StopToken())
    threading.Timer(0.2, process.kill).start()
    for _ in range(8):
        process.send("x" * 15 * 1024**2)

    assert process.end().kind is EndKind.STOPPED


def test_a_stop_before_the_start_starts_nothing(sandbox: Sandbox) -> None:
    stop = StopToken()
    stop.stop(REASON)

    with pytest.raises(Stopped):
        sandbox.start(SandboxProgram(source=""), stop)


@pytest.mark.parametrize("delay", [0.0, 0.005, 0.015, 0.03, 0.1, 0.2])
def test_a_stop_while_it_starts_leaves_nothing(sandbox: Sandbox, delay: float) -> None:
    mark = f"MARK-{uuid.uuid4().hex}"
    stop = StopToken()
    timer = threading.Timer(delay, stop.stop, [REASON])
    timer.start()
    program = SandboxProgram(source=HOSTILE, environment=(("MARK", mark),))
    with contextlib.suppress(Stopped):
        process = sandbox.start(program, stop)
        with pytest.raises(EOFError):
            process.receive(20)
        assert process.end().kind is EndKind.STOPPED
    timer.join()

    assert none_alive(mark)


def test_a_stop_while_it_runs_kills_all_of_it(sandbox: Sandbox) -> None:
    mark = f"MARK-{uuid.uuid4().hex}"
    stop = StopToken()
    program = SandboxProgram(source="SEND(1)\n" + HOSTILE, environment=(("MARK", mark),))
    process = sandbox.start(program, stop)
    assert process.receive(20) == 1
    stop.stop(REASON)
    with pytest.raises(EOFError):
        process.receive(20)

    assert process.end().kind is EndKind.STOPPED
    assert none_alive(mark)


def test_a_stop_ends_the_preparing(tmp_path: Path, sandbox: Sandbox) -> None:
    other = open_sandbox(sandbox.name, home=tmp_path, namespace=NAMESPACE, session_id="prepare")
    stop = StopToken()
    timer = threading.Timer(0.05, stop.stop, [REASON])
    timer.start()
    try:
        with pytest.raises(Stopped):
            other.prepare(["numpy", "networkx", "docutils", "pygments"], stop)
    finally:
        timer.join()
        other.close()

    assert not list(tmp_path.glob("*/.building-*"))


APP = """
import sys, time
from pathlib import Path
from dreamer_app.core.execution import SandboxProgram
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox import open_sandbox

choice, home, namespace, mark = sys.argv[1:]
sandbox = open_sandbox(choice, home=Path(home), namespace=namespace, session_id="killed")
program = SandboxProgram(source=sys.stdin.read(), environment=(("MARK", mark),))
process = sandbox.start(program, StopToken())
assert process.receive(60) == "runs"
print("runs", flush=True)
time.sleep(600)
"""


@pytest.fixture
def killed_app(sandbox: Sandbox, tmp_path: Path) -> Callable[[str], str]:
    """Runs the program in an app of its own and kills that with SIGKILL; the mark."""

    def start_and_kill(source: str) -> str:
        mark = f"MARK-{uuid.uuid4().hex}"
        root = Path(__file__).parents[2]
        app = subprocess.Popen(
            [sys.executable, "-c", APP, sandbox.name, str(tmp_path), NAMESPACE, mark],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(root)},
        )  # fmt: skip
        assert app.stdin is not None
        assert app.stdout is not None
        with app.stdin, app.stdout:
            app.stdin.write(source)
            app.stdin.close()
            assert app.stdout.readline() == "runs\n"
            app.kill()
            app.wait()
        return mark

    return start_and_kill


def test_nothing_survives_the_sudden_death_of_the_app(
    sandbox: Sandbox, killed_app: Callable[[str], str]
) -> None:
    mark = killed_app("SEND('runs')\n" + HOSTILE)

    assert none_alive(mark)
    sandbox.sweep()
    assert not [name for name in containers_of(sandbox) if "-killed-" in name]


def test_a_sweep_spares_the_sandboxes_of_a_living_owner(sandbox: Sandbox) -> None:
    process = sandbox.start(SandboxProgram(source="SEND(RECEIVE())"), StopToken())
    sandbox.sweep()
    process.send("still there")

    assert process.receive(10) == "still there"
    process.end(5)


def test_closing_kills_what_runs(tmp_path: Path, sandbox: Sandbox) -> None:
    mark = f"MARK-{uuid.uuid4().hex}"
    other = open_sandbox(sandbox.name, home=tmp_path, namespace=NAMESPACE, session_id="closing")
    program = SandboxProgram(source="SEND(1)\n" + HOSTILE, environment=(("MARK", mark),))
    process = other.start(program, StopToken())
    process.receive(20)
    other.close()

    assert process.end().kind is EndKind.STOPPED
    assert alive(mark) == []


def test_several_run_at_once_and_do_not_meet(sandbox: Sandbox) -> None:
    processes = [
        sandbox.start(SandboxProgram(source="SEND([RECEIVE(), __import__('os').listdir('/proc')])"),
                      StopToken())
        for _ in range(4)
    ]  # fmt: skip
    answers = []
    for number, process in enumerate(processes):
        process.send(number)
    for process in processes:
        number, names = process.receive(20)
        answers.append(number)
        assert len([n for n in names if n.isdigit()]) <= 3
        process.end(5)

    assert answers == [0, 1, 2, 3]


def test_it_proves_itself(sandbox: Sandbox) -> None:
    proof = sandbox.self_test()

    assert proof.ok, proof.problem
    assert len(proof.facts) >= 20
    assert sandbox.self_test() is proof


def test_this_process_is_its_owner() -> None:
    owner = Owner.this()

    assert Owner.parse(str(owner)) == owner
    assert not owner.is_gone()


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_kill_ends_those_with_a_program_and_those_that_wait(backend: str, tmp_path: Path) -> None:
    with opened(backend, tmp_path) as sandbox:
        before = set(containers_of(sandbox))
        program = SandboxProgram(source="SEND(1)\nRECEIVE()")
        first, second = (sandbox.start(program, StopToken()) for _ in range(2))
        for one in (first, second):
            one.receive(60)
        first.end()  # it waits for another program now
        sandbox.kill()
        with pytest.raises(EOFError):
            second.receive(60)
        sandbox.close()
        assert set(containers_of(sandbox)) <= before
