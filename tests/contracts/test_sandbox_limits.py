"""Every sandbox holds a program to its limits, and to the form of its frames."""

import signal

from dreamer_app.core.execution import EndKind, Limits, SandboxProgram
from dreamer_app.core.ports import Sandbox
from dreamer_app.core.stop import StopToken
from tests.contracts.backends import run


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
