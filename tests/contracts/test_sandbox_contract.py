"""What every sandbox must do: what a program in it can do, and what it finds there."""

import pytest

from dreamer_app.core.errors import SandboxError
from dreamer_app.core.execution import EndKind
from dreamer_app.core.ports import Sandbox
from dreamer_app.core.stop import StopToken
from tests.contracts.backends import run


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
