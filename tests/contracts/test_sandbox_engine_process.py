"""Docker's library is in a process of the session, which ends with it and is missed if it dies."""

import contextlib
import errno
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.sandbox_stop import HOSTILE
from dreamer_app.core.errors import SandboxError, Stopped
from dreamer_app.core.execution import EndKind, Limits, SandboxProgram
from dreamer_app.core.ports import SandboxProcess
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox import engine as engine_module
from dreamer_app.sandbox.configuration import configuration
from dreamer_app.sandbox.containers import ContainerCarrier, DockerSandbox
from dreamer_app.sandbox.engine_process import EngineProcess
from dreamer_app.sandbox.owner import Owner
from dreamer_app.sandbox.rootfs import FileSystem
from dreamer_app.sandbox.running import RunningSandbox
from tests.contracts.backends import NAMESPACE, REASON, containers_of, none_alive

pytestmark = pytest.mark.docker

APP = """
import sys, time
from pathlib import Path
from dreamer_app.core.execution import SandboxProgram
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox import open_sandbox

home, namespace, mark, until = sys.argv[1:]
sandbox = open_sandbox("docker", home=Path(home), namespace=namespace, session_id="sudden")
sandbox.prepare((), StopToken())
print(sandbox._engine.pid, flush=True)
if until != "opened":
    program = SandboxProgram(source=sys.stdin.read(), environment=(("MARK", mark),))
    process = sandbox.start(program, StopToken())
    assert process.receive(60) == "runs"
    print("runs", flush=True)
time.sleep(600)
"""


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[DockerSandbox]:
    try:
        made = DockerSandbox(home=tmp_path, namespace=NAMESPACE, session_id=uuid.uuid4().hex[:8])
    except SandboxError as error:
        pytest.skip(str(error))
    yield made
    made.close()


def eventually(is_so: Callable[[], bool]) -> bool:
    """Whether it becomes true; waits longer than anything here may take."""
    limit = time.monotonic() + 30
    while not is_so():
        if time.monotonic() > limit:
            return False
        time.sleep(0.02)
    return True


def is_gone(pid: int) -> bool:
    """Whether a process runs no more, buried or not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True
    return stat.rpartition(")")[2].split()[0] in "ZX"


@pytest.mark.parametrize("until", ["opened", "starting", "running"])
def test_it_dies_with_the_app_and_nothing_is_left(
    until: str, sandbox: DockerSandbox, tmp_path: Path
) -> None:
    mark = f"MARK-{uuid.uuid4().hex}"
    with subprocess.Popen(
        [sys.executable, "-c", APP, str(tmp_path), NAMESPACE, mark, until],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as app:  # fmt: skip
        assert app.stdin is not None
        assert app.stdout is not None
        app.stdin.write("SEND('runs')\n" + HOSTILE)
        app.stdin.close()
        engine = int(app.stdout.readline())
        assert not is_gone(engine)
        if until == "running":
            assert app.stdout.readline() == "runs\n"
        elif until == "starting":
            assert eventually(lambda: bool(sudden(sandbox)))
        app.kill()

    assert eventually(lambda: is_gone(engine))
    assert none_alive(mark)
    sandbox.sweep()
    assert sudden(sandbox) == []


def sudden(sandbox: DockerSandbox) -> list[str]:
    """Containers of the app that is killed."""
    return [name for name in containers_of(sandbox) if "-sudden-" in name]


def test_when_it_vanishes_what_runs_goes_on_and_what_would_start_hears_why(
    sandbox: DockerSandbox,
) -> None:
    running = sandbox.start(SandboxProgram(source="SEND(1)\nSEND(RECEIVE())"), StopToken())
    assert running.receive(60) == 1
    os.kill(sandbox._engine.pid, signal.SIGKILL)
    running.send("still there")
    assert running.receive(60) == "still there"
    with pytest.raises(SandboxError, match=r"speaks with Docker has ended.*Try again"):
        sandbox.start(
            SandboxProgram(source="", limits=Limits(memory_bytes=300 * 1024**2)), StopToken()
        )
    sandbox.kill()

    assert running.end().kind is EndKind.STOPPED
    sandbox.close()
    session = f"-{sandbox._session}-"
    assert eventually(lambda: not any(session in name for name in containers_of(sandbox)))


def test_what_docker_made_for_one_that_vanished_goes_when_the_session_closes(
    sandbox: DockerSandbox,
) -> None:
    sandbox.start(SandboxProgram(source="SEND(1)"), StopToken()).end()
    os.kill(sandbox._engine.pid, signal.SIGKILL)
    assert eventually(sandbox._engine.has_ended)
    name = f"{NAMESPACE}-{sandbox._session}-late"
    labels = {"": NAMESPACE, ".owner": Owner.this(), ".session": sandbox._session}
    marked = [f"--label=org.dreamer.sandbox{key}={value}" for key, value in labels.items()]
    image = docker("images", "--format={{.Repository}}:{{.Tag}}", f"{NAMESPACE}-image").split()[0]
    docker("create", f"--name={name}", *marked, image, "true")

    sandbox.close()

    assert name not in containers_of(sandbox)


def docker(*arguments: str) -> str:
    """What the command says."""
    return subprocess.run(["docker", *arguments], capture_output=True, text=True, check=True).stdout


LOOK = """
import os
with open("/proc/self/mountinfo") as file:
    shown = [line.split()[5] for line in file if line.split()[4] == "/host"]
try:
    with open("/host/new", "w"):
        pass
except OSError as error:
    refused = error.errno
SEND({"found": os.listdir("/host"), "mode": shown[0].split(",")[0], "refused": refused})
"""


def test_frames_pass_the_engine_by_and_a_program_finds_nothing_of_the_way(
    sandbox: DockerSandbox, tmp_path: Path
) -> None:
    running = sandbox.start(SandboxProgram(source=LOOK), StopToken())

    assert running.receive(60) == {"found": [], "mode": "ro", "refused": errno.ENOENT}
    assert is_direct(running)
    # One for a container that is started ahead may be there for a moment.
    assert eventually(lambda: list((tmp_path / "streams").iterdir()) == [])


def test_an_engine_that_does_not_see_the_folder_passes_the_frames_on_and_is_shown_no_other(
    sandbox: DockerSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = sandbox._layout((), StopToken())
    shown = []

    def elsewhere(*arguments: Any, **named: Any) -> dict[str, Any]:
        shown.append(named["shown"])
        named["shown"] = named["shown"] and f"{named['shown']}-is-not-there"
        return configuration(*arguments, **named)

    monkeypatch.setattr(engine_module, "configuration", elsewhere)
    engine = engine_module.Engine(NAMESPACE, streams=tmp_path / "streams")
    with contextlib.closing(engine):
        for number in range(2):
            name = f"{NAMESPACE}-{sandbox._session}-elsewhere-{number}"
            loader_path = layout.files.loader_path
            stream = engine.start(name, layout.tag, loader_path, Limits(), sandbox._session)
            with stream.socket as attached:
                assert not stream.is_direct
                assert b"R" in attached.recv(64)  # the supervisor is ready
            assert engine.discard(name).result()
    assert [bool(folder) for folder in shown] == [True, False, False]
    assert list((tmp_path / "streams").iterdir()) == []


def test_where_no_such_socket_can_be_made_the_engine_passes_the_frames_on(
    sandbox: DockerSandbox, tmp_path: Path
) -> None:
    (tmp_path / "streams").write_text("no folder")
    running = sandbox.start(SandboxProgram(source="SEND(RECEIVE())"), StopToken())
    running.send("there")

    assert running.receive(60) == "there"
    assert not is_direct(running)


def is_direct(running: SandboxProcess) -> bool:
    """Whether its frames pass the engine by."""
    assert isinstance(running, RunningSandbox)
    assert isinstance(running._carrier, ContainerCarrier)
    return running._carrier._is_direct


def test_it_outlives_the_signals_of_a_terminal(sandbox: DockerSandbox) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        os.kill(sandbox._engine.pid, number)

    assert sandbox._engine.left("nobody") == []


def test_closing_ends_it(tmp_path: Path) -> None:
    try:
        made = DockerSandbox(home=tmp_path, namespace=NAMESPACE, session_id="closing")
    except SandboxError as error:
        pytest.skip(str(error))
    engine = made._engine.pid
    made.close()

    assert not Path(f"/proc/{engine}").exists()


def test_a_stop_breaks_off_an_image_that_is_being_sent(tmp_path: Path) -> None:
    for number in range(400):  # more than an engine takes in before the stop comes
        with Path(tmp_path, str(number)).open("wb") as file:
            file.truncate(16 * 1024**2)
    namespace = f"{NAMESPACE}-{uuid.uuid4().hex[:8]}"
    try:
        engine = EngineProcess(namespace, streams=tmp_path)
    except SandboxError as error:
        pytest.skip(str(error))
    stop = StopToken()
    with contextlib.closing(engine):
        building = engine.submit(lambda: engine.image(FileSystem(root=tmp_path), stop))
        assert eventually(lambda: bool(engine._pending))
        time.sleep(0.3)  # a moment in the middle of it
        stop.stop(REASON)
        with pytest.raises(Stopped):
            building.result()
        assert eventually(lambda: not engine._pending)
    listed = subprocess.run(
        ["docker", "images", "-q", f"{namespace}-image"], capture_output=True, text=True, check=True
    )
    assert listed.stdout == ""


def test_what_fails_in_it_comes_as_a_sentence_and_it_serves_on(sandbox: DockerSandbox) -> None:
    with pytest.raises(SandboxError, match="Docker cannot start a container"):
        sandbox._engine.start("a", f"{NAMESPACE}-nothing:at-all", "", Limits(), "a")

    assert sandbox._engine.left("a") == []
