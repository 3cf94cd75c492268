"""What every sandbox must do; the same suite runs on each backend that this machine has."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dreamer_app.core.errors import SandboxError, Stopped
from dreamer_app.core.execution import EndKind, Limits, SandboxEnd, SandboxProgram
from dreamer_app.core.ports import Sandbox
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox import open_sandbox
from dreamer_app.sandbox.owner import Owner

BACKENDS = [
    pytest.param("bubblewrap", marks=pytest.mark.bubblewrap),
    pytest.param("docker", marks=pytest.mark.docker),
]
NAMESPACE = "dreamer-contract"
REASON = next(iter(Reason))


@pytest.fixture(scope="module", params=BACKENDS)
def sandbox(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sandbox]:
    home = tmp_path_factory.mktemp("home")
    try:
        opened = open_sandbox(
            request.param, home=home, namespace=NAMESPACE, session_id=uuid.uuid4().hex[:8]
        )
    except SandboxError as error:
        pytest.skip(str(error))
    before = threading.active_count()
    yield opened
    opened.close()
    opened.close()
    assert containers_of(opened) == []
    assert threading.active_count() <= before


def containers_of(sandbox: Sandbox) -> list[str]:
    """Names of containers of this suite that there are, in any state."""
    if sandbox.name != "docker":
        return []
    listed = subprocess.run(
        ["docker", "ps", "-a", "--filter", f"name={NAMESPACE}-", "--format", "{{.Names}}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return listed.stdout.split()


def alive(mark: str) -> list[int]:
    """Processes of this machine that carry the mark in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark.encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
    return found


def none_alive(mark: str) -> bool:
    """Whether they are all gone, now or within the time that the bars allow."""
    limit = time.monotonic() + 5
    while alive(mark):
        if time.monotonic() > limit:
            return False
        time.sleep(0.01)
    return True


def run(
    sandbox: Sandbox,
    source: str,
    *messages: Any,
    libraries: tuple[str, ...] = (),
    environment: dict[str, str] | None = None,
    patience: float = 30.0,
    **limits: Any,
) -> tuple[list[Any], SandboxEnd]:
    """Run a program to its end: what it sent and how it ended. Nothing of it is left."""
    mark = f"MARK-{uuid.uuid4().hex}"
    given = {"wall_seconds": 30.0, **limits}
    process = sandbox.start(
        SandboxProgram(
            source=source,
            libraries=libraries,
            limits=Limits(**given),
            environment=tuple({**(environment or {}), "MARK": mark}.items()),
        ),
        StopToken(),
    )
    for message in messages:
        process.send(message)
    frames = []
    with contextlib.suppress(EOFError):
        while True:
            frames.append(process.receive(patience))
    end = process.end(patience)
    assert none_alive(mark)
    return frames, end


# -- what a program can do ---------------------------------------------------------------


def test_a_program_receives_and_sends_frames(sandbox: Sandbox) -> None:
    frames, end = run(sandbox, "SEND([RECEIVE(), RECEIVE()])", {"a": [1, None]}, "ü\U0001f319")

    assert frames == [[{"a": [1, None]}, "ü\U0001f319"]]
    assert (end.kind, end.exit_code) == (EndKind.EXITED, 0)


def test_what_it_prints_is_kept_apart_from_its_frames(sandbox: Sandbox) -> None:
    source = "import sys\nprint('out')\nprint('err', file=sys.stderr)\nSEND(1)\nprint('more')"
    frames, end = run(sandbox, source)

    assert frames == [1]
    assert (end.stdout, end.stderr) == ("out\nmore\n", "err\n")


def test_its_standard_input_is_empty(sandbox: Sandbox) -> None:
    frames, _ = run(sandbox, "import sys\nSEND(sys.stdin.read())", "for the channel only")

    assert frames == [""]


def test_an_exception_ends_it_with_its_traceback(sandbox: Sandbox) -> None:
    _, end = run(sandbox, "def f():\n    raise LookupError('gone')\nf()")

    assert (end.kind, end.exit_code) == (EndKind.EXITED, 1)
    assert "LookupError: gone" in end.stderr


def test_a_syntax_error_ends_it_like_any_other_failure(sandbox: Sandbox) -> None:
    _, end = run(sandbox, "def (:")

    assert (end.kind, end.exit_code) == (EndKind.EXITED, 1)
    assert "SyntaxError" in end.stderr


def test_its_exit_code_is_reported(sandbox: Sandbox) -> None:
    _, end = run(sandbox, "raise SystemExit(3)")

    assert (end.kind, end.exit_code) == (EndKind.EXITED, 3)


def test_a_frame_of_many_megabytes_goes_both_ways(sandbox: Sandbox) -> None:
    text = "x" * (10 * 1024**2)
    frames, _ = run(sandbox, "SEND(RECEIVE() + '!')", text)

    assert frames == [text + "!"]


def test_many_frames_arrive_in_order(sandbox: Sandbox) -> None:
    frames, _ = run(sandbox, "for n in range(3000): SEND(n)")

    assert frames == list(range(3000))


def test_it_can_fork_and_use_pipes_sockets_limits_and_alarms(sandbox: Sandbox) -> None:
    source = """
import os, resource, signal, socket, threading
ours, theirs = socket.socketpair(socket.AF_UNIX)
read, write = os.pipe()
for _ in range(20):
    pid = os.fork()
    if pid == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
        os.write(write, b'p'); theirs.send(b's')
        os._exit(5)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 5
    assert os.read(read, 1) == b'p' and ours.recv(1) == b's'
class Rang(Exception): pass
def ring(*_): raise Rang
signal.signal(signal.SIGALRM, ring)
try:
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    while True: pass
except Rang:
    pass
pid = os.fork()
if pid == 0:
    signal.pause()
os.kill(pid, signal.SIGKILL)
os.waitpid(pid, 0)
thread = threading.Thread(target=SEND, args=('done',)); thread.start(); thread.join()
"""
    frames, end = run(sandbox, source)

    assert (frames, end.stderr) == (["done"], "")


def test_the_usual_parts_of_the_standard_library_work(sandbox: Sandbox) -> None:
    source = """
import asyncio, ctypes, decimal, hashlib, multiprocessing, pathlib, sqlite3, ssl, subprocess
import sys, tempfile, uuid, zoneinfo
from concurrent.futures import ThreadPoolExecutor
assert sqlite3.connect(':memory:').execute('select 1').fetchone() == (1,)
with tempfile.TemporaryDirectory() as folder:
    pathlib.Path(folder, 'x').write_text('y')
assert zoneinfo.ZoneInfo('Europe/Berlin').key
assert list(ThreadPoolExecutor(4).map(abs, [-1, -2])) == [1, 2]
assert subprocess.run([sys.executable, '-c', 'print(6*7)'], capture_output=True).stdout == b'42\\n'
assert asyncio.run(asyncio.sleep(0, 'slept')) == 'slept'
with multiprocessing.Lock():
    callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(lambda n: n + 1)
    SEND(callback(1))
"""
    frames, end = run(sandbox, source)

    assert (frames, end.stderr) == ([2], "")


# -- what it finds -----------------------------------------------------------------------


def test_its_environment_holds_nothing_of_the_host(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    source = """
import os, pathlib
found = dict(os.environ)
for path in pathlib.Path('/proc').glob('[0-9]*/environ'):
    try:
        found[str(path)] = path.read_text()
    except OSError:
        pass
SEND(found)
"""
    frames, _ = run(sandbox, source, environment={"GIVEN": "this"})

    assert frames[0]["GIVEN"] == "this"
    assert "hunter2" not in str(frames)
    assert not {"SECRET_TOKEN", "DREAMER_HOME", "XDG_RUNTIME_DIR"} & set(frames[0])


def test_the_hash_seed_that_is_given_counts(sandbox: Sandbox) -> None:
    source = "SEND(hash('seed'))"
    seeds = ("1", "1", "2")
    one, again, other = (run(sandbox, source, environment={"PYTHONHASHSEED": s})[0] for s in seeds)

    assert one == again != other


def test_its_source_is_in_no_argument_and_no_file(sandbox: Sandbox) -> None:
    source = """
import pathlib
needle = 'Xy' + 'zzy' * 2
seen = []
for root in ('/tmp', '/python', '/dev/shm'):
    seen += [p.read_bytes() for p in pathlib.Path(root).glob('*') if p.is_file()]
seen += [p.read_bytes() for p in pathlib.Path('/proc').glob('[0-9]*/cmdline')]
SEND(any(needle.encode() in text for text in seen))  # XyZZyzzy
"""
    frames, _ = run(sandbox, source.replace("XyZZyzzy", "Xyzzyzzy"))

    assert frames == [False]


def test_its_parent_gives_nothing_away(sandbox: Sandbox) -> None:
    source = """
import os
parent, opened = os.getppid(), []
for name in ('mem', 'environ', 'fd', 'maps', 'cwd', 'root'):
    path = f'/proc/{parent}/{name}'
    try:
        os.listdir(path) if name == 'fd' else os.readlink(path) if name in ('cwd', 'root') else (
            open(path, 'rb').read(1))
    except OSError:
        continue
    opened.append(name)
SEND(opened)
"""
    assert run(sandbox, source)[0] == [[]]


def test_it_holds_the_channel_and_its_three_streams_only(sandbox: Sandbox) -> None:
    source = "import os\nSEND(sorted(int(n) for n in os.listdir('/proc/self/fd'))[:6])"

    assert run(sandbox, source)[0] in ([[0, 1, 2, 3, 4]], [[0, 1, 2, 3, 4, 5]])


def test_a_program_without_libraries_has_the_standard_library_alone(sandbox: Sandbox) -> None:
    sandbox.prepare(["networkx"], StopToken())
    source = """
import importlib.util as u
SEND([n for n in ('networkx', 'pytest', 'docker', 'dreamer_app', 'pip', 'yaml') if u.find_spec(n)])
"""
    assert run(sandbox, source)[0] == [[]]


def test_a_declared_library_is_there_with_what_it_requires(sandbox: Sandbox) -> None:
    source = "import markdown_it, mdurl\nSEND(markdown_it.MarkdownIt().render('*a*'))"
    frames, end = run(sandbox, source, libraries=("markdown_it", "json"))

    assert (frames, end.stderr) == (["<p><em>a</em></p>\n"], "")


def test_a_library_with_compiled_parts_works(sandbox: Sandbox) -> None:
    source = "import numpy\nSEND(int(numpy.linalg.inv(numpy.eye(3) / 2).sum()))"
    frames, end = run(sandbox, source, libraries=("numpy",))

    assert (frames, end.stderr) == ([6], "")


def test_a_library_that_is_not_installed_is_named(sandbox: Sandbox) -> None:
    with pytest.raises(SandboxError, match="no_such_library_at_all"):
        sandbox.prepare(["no_such_library_at_all"], StopToken())


def test_nothing_of_one_program_reaches_the_next(sandbox: Sandbox) -> None:
    leave = "import os\nfor f in ('/tmp', '/dev/shm'): open(f + '/left', 'w').write('x')"
    look = "import os\nSEND([os.listdir('/tmp'), os.listdir('/dev/shm')])"
    run(sandbox, leave)

    assert run(sandbox, look)[0] == [[[], []]]


def test_it_has_no_network(sandbox: Sandbox) -> None:
    source = """
import socket
try:
    socket.create_connection(('127.0.0.1', 22), timeout=1)
except OSError as error:
    SEND(type(error).__name__)
"""
    assert run(sandbox, source)[0] == [["PermissionError"]][0]


# -- its limits --------------------------------------------------------------------------


def test_the_wall_clock_limit_ends_it(sandbox: Sandbox) -> None:
    _, end = run(sandbox, "import time\ntime.sleep(60)", wall_seconds=0.5)

    assert end.kind is EndKind.TIMEOUT


def test_the_processor_time_limit_ends_it(sandbox: Sandbox) -> None:
    _, end = run(sandbox, "while True: pass", cpu_seconds=1.0)

    assert end.kind is EndKind.TIMEOUT


def test_a_program_that_ignores_every_signal_ends_at_its_limit(sandbox: Sandbox) -> None:
    source = """
import signal, time
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    time.sleep(1)
"""
    assert run(sandbox, source, wall_seconds=0.5)[1].kind is EndKind.TIMEOUT


def test_a_crash_of_the_interpreter_is_a_crash(sandbox: Sandbox) -> None:
    _, end = run(sandbox, "import ctypes\nctypes.string_at(0)")

    assert (end.kind, end.exit_code) == (EndKind.CRASHED, -signal.SIGSEGV)


def test_too_much_memory_ends_it(sandbox: Sandbox) -> None:
    source = "held = []\nwhile True: held.append(b'x' * 2**20)"
    _, end = run(sandbox, source, memory_bytes=128 * 1024**2)

    assert end.kind is EndKind.OUT_OF_MEMORY


def test_memory_of_all_its_processes_counts_together(sandbox: Sandbox) -> None:
    source = """
import os, time
for _ in range(8):
    if os.fork() == 0:
        held = b'x' * 40 * 2**20
        time.sleep(60)
time.sleep(60)
"""
    _, end = run(sandbox, source, memory_bytes=160 * 1024**2)

    assert end.kind is EndKind.OUT_OF_MEMORY


def test_memory_that_forks_share_counts_once(sandbox: Sandbox) -> None:
    source = """
import os, time
held = b'x' * 60 * 2**20
pids = []
for _ in range(12):
    pid = os.fork()
    if pid == 0:
        time.sleep(0.4)
        os._exit(0)
    pids.append(pid)
for pid in pids:
    os.waitpid(pid, 0)
"""
    _, end = run(sandbox, source, memory_bytes=256 * 1024**2)

    assert (end.kind, end.exit_code) == (EndKind.EXITED, 0)


def test_a_fork_bomb_is_capped_and_ends_at_the_limit(sandbox: Sandbox) -> None:
    source = """
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
"""
    assert run(sandbox, source, wall_seconds=1.0)[1].kind is EndKind.TIMEOUT


def test_threads_count_as_processes(sandbox: Sandbox) -> None:
    source = """
import threading
gate = threading.Event()
try:
    for n in range(500):
        threading.Thread(target=gate.wait).start()
except RuntimeError:
    SEND(n)
gate.set()
"""
    (started,), _ = run(sandbox, source)

    assert 32 <= started <= 64


def test_the_scratch_folder_is_bounded(sandbox: Sandbox) -> None:
    source = """
written = 0
try:
    for n in range(100):
        with open(f'/tmp/{n}', 'wb') as file:
            written += file.write(b'x' * 2**20)
except OSError:
    SEND(written // 2**20)
"""
    (megabytes,), _ = run(sandbox, source, scratch_bytes=16 * 1024**2)

    assert megabytes <= 16


def test_one_file_is_bounded_even_if_it_is_sparse(sandbox: Sandbox) -> None:
    source = """
try:
    open('/tmp/big', 'wb').truncate(2**30)
except OSError as error:
    SEND(error.strerror)
"""
    assert run(sandbox, source)[0] == ["File too large"]


def test_the_number_of_files_is_bounded(sandbox: Sandbox) -> None:
    source = """
n = 0
try:
    while n < 10**6:
        open(f'/tmp/{n}', 'w').close()
        n += 1
except OSError:
    pass
"""
    _, end = run(sandbox, source)

    # A file system that counts refuses; where it does not, the supervisor sees it.
    assert end.kind in (EndKind.EXITED, EndKind.OUT_OF_MEMORY)


def test_a_flood_of_output_ends_it_and_little_is_kept(sandbox: Sandbox) -> None:
    _, end = run(sandbox, "while True: print('x' * 1000)", output_bytes=2048)

    assert end.kind is EndKind.OUTPUT_LIMIT
    assert len(end.stdout) == 2048


def test_more_output_than_is_kept_is_no_fault(sandbox: Sandbox) -> None:
    _, end = run(sandbox, "for n in range(5000): print(n)\nSEND(1)", output_bytes=1024)

    assert end.kind is EndKind.EXITED
    assert len(end.stdout) == 1024


# -- hostile frames ----------------------------------------------------------------------


def test_a_frame_that_is_no_json_is_a_protocol_violation(sandbox: Sandbox) -> None:
    _, end = run(sandbox, "import os\nos.write(4, b'\\0\\0\\0\\3\\xff{[')")

    assert end.kind is EndKind.PROTOCOL


def test_a_frame_nested_without_end_is_a_protocol_violation(sandbox: Sandbox) -> None:
    source = "import os, struct\nd = b'[' * 10**6\nos.write(4, struct.pack('>I', len(d)))\n"
    source += "while d: d = d[os.write(4, d):]"

    assert run(sandbox, source)[1].kind is EndKind.PROTOCOL


def test_a_frame_announced_as_huge_is_a_protocol_violation(sandbox: Sandbox) -> None:
    _, end = run(sandbox, "import os, time\nos.write(4, b'\\xff' * 4)\ntime.sleep(60)")

    assert end.kind is EndKind.PROTOCOL


def test_half_a_frame_at_its_end_is_dropped(sandbox: Sandbox) -> None:
    frames, end = run(sandbox, "import os\nSEND(1)\nos.write(4, b'\\0\\0\\0\\x09abc')")

    assert (frames, end.kind) == ([1], EndKind.EXITED)


def test_a_flood_of_frames_that_nobody_reads_does_no_harm(sandbox: Sandbox) -> None:
    process = sandbox.start(
        SandboxProgram(source="while True: SEND('x' * 10**6)", limits=Limits(wall_seconds=2)),
        StopToken(),
    )
    end = process.end(20)

    assert end.kind in (EndKind.TIMEOUT, EndKind.PROTOCOL)


def test_a_program_cannot_write_on_the_hosts_stream(sandbox: Sandbox) -> None:
    source = """
import os
for path in ('/dev/stdout', '/proc/self/fd/1', f'/proc/{os.getppid()}/fd/1', '/proc/1/fd/1'):
    try:
        fd = os.open(path, os.O_WRONLY)
    except OSError:
        continue
    os.write(fd, b'X' + b'\\0' * 100)
SEND('after')
"""
    frames, end = run(sandbox, source)

    assert (frames, end.kind) == (["after"], EndKind.EXITED)


# -- ends --------------------------------------------------------------------------------


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


# -- stops -------------------------------------------------------------------------------

HOSTILE = """
import os, signal
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    try:
        if os.fork() == 0:
            os.setsid()
    except OSError:
        pass
"""


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


# -- whose they are ----------------------------------------------------------------------

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
