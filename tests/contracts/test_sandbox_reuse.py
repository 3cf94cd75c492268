"""A sandbox whose program was ended in order is used again, and holds nothing of that program."""

import contextlib
import time
import uuid
from typing import Any

import pytest

from dreamer_app.core.execution import EndKind, Limits, SandboxProgram
from dreamer_app.core.ports import Sandbox, SandboxProcess
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox import running
from tests.contracts.backends import REASON, none_alive

WHERE = """
def where():
    # The kernel gives the numbers of namespaces out again, but not at the same moment.
    import os
    with open("/proc/1/stat") as file:
        began = file.read().rpartition(")")[2].split()[19]
    return f"{began}-{os.stat('/proc/self/ns/pid').st_ino}"
"""
LOOK = f"""
import os
{WHERE}
left = [os.path.join(at, name)
        for root in ("/tmp", "/dev/shm")
        for at, folders, files in os.walk(root)
        for name in folders + files]
processes = [int(name) for name in os.listdir("/proc") if name.isdigit()]
folders = {{f: [os.stat(f).st_mode, os.listxattr(f)] for f in ("/tmp", "/dev/shm")}}
SEND({{
    "where": where(),
    "left": left,
    "processes": len(processes),
    "folders": folders,
    "first": RECEIVE(),
}})
RECEIVE()
"""
DEEP = 600
"""Folders in one another: more than most programs can walk through."""
LITTER = f"""
import os, time
{WHERE}
os.umask(0)
os.makedirs("/tmp/one/two/three")
for path in ("/tmp/one/two/file", "/tmp/.hidden", "/dev/shm/shared", "/tmp/\\udcff"):
    with open(path, "w") as file:
        file.write("left behind")
os.symlink("/", "/tmp/link")
os.mkfifo("/tmp/fifo")
os.chmod("/tmp/one/two", 0o500)
for folder in ("/tmp", "/dev/shm"):
    try:
        os.chmod(folder, 0o511)
    except PermissionError:
        pass  # where it belongs to somebody else
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        while True:
            SEND("I am still here")
            time.sleep(0.001)
SEND({{"where": where()}})
RECEIVE()
"""


def start(sandbox: Sandbox, source: str, mark: str = "", **limits: Any) -> SandboxProcess:
    """A program in a sandbox; ``mark`` is in the environment of all its processes."""
    given = Limits(**{"wall_seconds": 60.0, **limits})
    environment = (("MARK", mark),) if mark else ()
    program = SandboxProgram(source=source, limits=given, environment=environment)
    return sandbox.start(program, StopToken())


def told(process: SandboxProcess) -> Any:
    """The next frame that is not a survivor's."""
    while True:
        frame = process.receive(30.0)
        if frame != "I am still here":
            return frame


def look(sandbox: Sandbox) -> dict[str, Any]:
    """What the next program finds."""
    process = start(sandbox, LOOK)
    process.send("first")
    with contextlib.closing(_Ending(process)):
        found: dict[str, Any] = process.receive(30.0)
        return found


class _Ending:
    def __init__(self, process: SandboxProcess) -> None:
        self.close = process.end


def some(sandbox: Sandbox, wanted: str, tries: int = 8) -> bool:
    """Whether one of the next programs comes into that sandbox; any of those that wait may."""
    return any(look(sandbox)["where"] == wanted for _ in range(tries))


@pytest.fixture
def one(sandbox: Sandbox) -> tuple[str, str]:
    """A program that litters, ended: where it was, and the mark of its processes."""
    mark = f"MARK-{uuid.uuid4().hex}"
    process = start(sandbox, LITTER, mark)
    where = told(process)["where"]
    assert process.end().kind is EndKind.STOPPED
    return where, mark


def test_the_next_program_may_come_into_the_same_sandbox(
    sandbox: Sandbox, one: tuple[str, str]
) -> None:
    assert some(sandbox, one[0])


def test_nothing_that_was_started_is_alive_when_the_end_is_told(one: tuple[str, str]) -> None:
    assert none_alive(one[1])


def test_the_next_program_finds_nothing_and_hears_nobody(
    sandbox: Sandbox, one: tuple[str, str]
) -> None:
    assert one
    for _ in range(8):
        found = look(sandbox)
        assert found["left"] == []
        assert found["first"] == "first"
        # The supervisor, the program, and nobody else.
        assert found["processes"] == 2


MARKED = f"""
import os
{WHERE}
marked = 0
for folder in ("/tmp", "/dev/shm"):
    try:
        os.setxattr(folder, "user.left", b"behind")
        marked += 1
    except OSError:
        pass  # no such attributes here, or not for this user
SEND({{"where": where(), "marked": marked}})
RECEIVE()
"""


def test_the_next_program_finds_the_folders_themselves_as_they_were(sandbox: Sandbox) -> None:
    fresh = look(sandbox)["folders"]
    for source in (LITTER, MARKED):
        process = start(sandbox, source)
        told(process)
        process.end()

        assert all(look(sandbox)["folders"] == fresh for _ in range(4))


def test_frames_that_nobody_read_are_not_the_next_programs(sandbox: Sandbox) -> None:
    flood = "for n in range(500):\n    SEND(['old', n])\nRECEIVE()\n"
    for _ in range(3):
        process = start(sandbox, flood)
        assert process.receive(30.0) == ["old", 0]
        process.end()

        assert look(sandbox)["first"] == "first"


def test_half_a_frame_is_not_the_beginning_of_the_next_programs(sandbox: Sandbox) -> None:
    half = "import os\nos.write(4, b'\\0\\0\\1\\0half')\nos.write(2, b'x')\nwhile True: RECEIVE()\n"
    for _ in range(3):
        process = start(sandbox, half)
        with contextlib.suppress(TimeoutError):
            process.receive(0.3)
        process.end()

        assert look(sandbox)["first"] == "first"


@pytest.mark.parametrize(
    ("source", "limits", "kind"),
    [
        ("import time\ntime.sleep(60)", {"wall_seconds": 0.5}, EndKind.TIMEOUT),
        ("import os\nos._exit(3)", {}, EndKind.EXITED),
        ("import os\nos.kill(os.getpid(), 9)", {}, EndKind.CRASHED),
        ("held = bytearray(400 << 20)\nRECEIVE()", {}, EndKind.OUT_OF_MEMORY),
    ],
)
def test_one_whose_program_ended_otherwise_goes(
    sandbox: Sandbox, source: str, limits: dict[str, Any], kind: EndKind
) -> None:
    limits = {"memory_bytes": 192 << 20, **limits}
    process = start(sandbox, f"{WHERE}\nSEND(where())\n{source}", **limits)
    where = process.receive(30.0)

    assert process.end(30.0).kind is kind
    follower = start(sandbox, LOOK, **{**limits, "wall_seconds": 60.0})
    follower.send("first")
    assert follower.receive(30.0)["where"] != where
    follower.end()


def test_a_stopped_one_goes(sandbox: Sandbox) -> None:
    stop = StopToken()
    process = sandbox.start(SandboxProgram(source=f"{WHERE}\nSEND(where())\nRECEIVE()"), stop)
    where = process.receive(30.0)
    stop.stop(REASON)
    process.end()

    assert not some(sandbox, where, tries=4)


def test_folders_too_deep_to_clear_are_not_handed_on(sandbox: Sandbox) -> None:
    deep = f"{WHERE}\nimport os\nos.chdir('/tmp')\nfor _ in range({DEEP * 5}):\n"
    deep += "    os.mkdir('d' * 200)\n    os.chdir('d' * 200)\nSEND(where())\nRECEIVE()"
    process = start(sandbox, deep)
    process.receive(30.0)
    process.end()

    assert all(look(sandbox)["left"] == [] for _ in range(4))


def test_a_sandbox_is_used_so_often_and_no_more(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PROGRAMS", 2)
    seen = [look(sandbox)["where"] for _ in range(12)]

    assert max(seen.count(where) for where in seen) <= 2


def test_another_programs_kill_is_not_the_next_ones(sandbox: Sandbox) -> None:
    before = start(sandbox, "RECEIVE()")
    before.end()
    after = start(sandbox, "SEND(RECEIVE())\nRECEIVE()")
    before.kill()
    time.sleep(0.05)
    after.send("alive")

    assert after.receive(30.0) == "alive"
    assert after.end().kind is EndKind.STOPPED
