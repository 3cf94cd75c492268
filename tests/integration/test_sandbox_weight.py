"""Containers give way: the control group that they are below is light beside ordinary work."""

import contextlib
import os
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docker
import docker.errors
import psutil
import pytest

from dreamer_app.core.errors import SandboxError, Stopped
from dreamer_app.core.execution import Limits, SandboxProgram
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox import open_sandbox
from dreamer_app.sandbox.containers import DockerSandbox
from dreamer_app.sandbox.weight import GroupWeight

BUSY = "while True:\n    pass\n"


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[DockerSandbox]:
    try:
        made = DockerSandbox(
            home=tmp_path,
            namespace=f"weight-{uuid.uuid4().hex[:6]}",
            session_id="a",
            background=True,
        )
    except SandboxError as error:
        pytest.skip(str(error))
    yield made
    made.close()


def group_of(sandbox: DockerSandbox) -> GroupWeight:
    group = sandbox._engine.cgroup_parent()
    if group is None:
        pytest.skip("this engine has no control groups")
    return GroupWeight(group)


@pytest.mark.docker
def test_the_group_of_our_containers_is_light_once_one_has_run(sandbox: DockerSandbox) -> None:
    running = sandbox.start(SandboxProgram(source="pass", limits=Limits()), StopToken())
    running.end(10)
    assert group_of(sandbox)._found() is not None
    assert group_of(sandbox).is_light()


@pytest.mark.docker
@pytest.mark.skipif(os.geteuid() != 0, reason="sets a weight back, which root may")
def test_a_user_of_the_engine_who_is_not_root_can_make_it_light_too(sandbox: DockerSandbox) -> None:
    sandbox.start(SandboxProgram(source="pass", limits=Limits()), StopToken()).end(10)
    weight = group_of(sandbox)
    found = weight._found()
    assert found is not None
    found[0].write_text("1024" if found[0].name == "cpu.shares" else "100")
    image = sandbox._layout((), StopToken())
    sandbox._engine.lower_from_inside(weight, image.tag, image.files.loader_path)
    assert weight.is_light()


@pytest.mark.docker
@pytest.mark.skipif(os.geteuid() != 0, reason="binds a container's process to a processor")
def test_beside_a_busy_program_a_busy_container_gets_little(sandbox: DockerSandbox) -> None:
    """Both on one processor: shares of it do not depend on what else the machine does."""
    running = sandbox.start(
        SandboxProgram(source=BUSY, limits=Limits(wall_seconds=600, cpu_seconds=600)), StopToken()
    )
    processor = str(min(os.sched_getaffinity(0)))
    with subprocess.Popen(["taskset", "-c", processor, sys.executable, "-c", BUSY]) as ordinary:
        try:
            inside = busiest(sandbox)
            disk_class = psutil.Process(inside).ionice().ioclass
            os.sched_setaffinity(inside, {int(processor)})
            before = seconds(inside), seconds(ordinary.pid)
            while seconds(ordinary.pid) - before[1] < 0.5:
                time.sleep(0.1)
            share = (seconds(inside) - before[0]) / (seconds(ordinary.pid) - before[1])
        finally:
            ordinary.kill()
            running.end()
    assert share < 0.2
    assert disk_class == psutil.IOPRIO_CLASS_IDLE


@pytest.mark.bubblewrap
def test_a_program_in_a_bubblewrap_sandbox_gives_way_at_the_disk(tmp_path: Path) -> None:
    try:
        sandbox = open_sandbox("bubblewrap", home=tmp_path, namespace="disk", session_id="a")
    except SandboxError as error:
        pytest.skip(str(error))
    running = sandbox.start(SandboxProgram(source="SEND(1)\nRECEIVE()"), StopToken())
    try:
        running.receive(60)
        family = psutil.Process().children(recursive=True)
        programs = [p for p in family if any("program.py" in word for word in p.cmdline())]
        classes = [p.ionice().ioclass for p in programs]
    finally:
        running.end()
        sandbox.close()
    assert classes == [psutil.IOPRIO_CLASS_IDLE]


def busiest(sandbox: DockerSandbox) -> int:
    """The process of the sandbox's only program, as this machine numbers it."""
    label = f"org.dreamer.sandbox={sandbox._engine.namespace}"
    client: Any = docker.APIClient()
    found: list[int] = []
    for one in client.containers(filters={"label": label}):
        with contextlib.suppress(docker.errors.APIError):  # a spare that went away meanwhile
            top = client.top(one["Id"], ps_args="-eo pid,cmd")
            found += [int(row[0]) for row in top["Processes"] if "program.py" in row[1]]
    client.close()
    return max(found, key=seconds)


def seconds(pid: int) -> float:
    """Processor time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.docker
def test_a_stop_takes_containers_out_of_the_background(sandbox: DockerSandbox) -> None:
    stop = StopToken()
    running = sandbox.start(SandboxProgram(source=BUSY, limits=Limits()), stop)
    assert group_of(sandbox).is_light()
    stop.stop(Reason.USER_ACTIVE)
    assert not group_of(sandbox).is_light()
    running.end()


@pytest.mark.docker
def test_a_stop_ends_the_self_test_too_and_leaves_no_verdict(sandbox: DockerSandbox) -> None:
    stop = StopToken()
    threading.Timer(0.2, stop.stop, [Reason.USER_ACTIVE]).start()
    with pytest.raises(Stopped):
        sandbox.start(SandboxProgram(source="pass", limits=Limits()), stop)
    assert sandbox._tested is None
