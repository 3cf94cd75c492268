"""Load in a real control group of ours is not the load of others."""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from dreamer_app.core.errors import SandboxError
from dreamer_app.core.execution import Limits, SandboxProgram
from dreamer_app.core.stop import StopToken
from dreamer_app.energy.control_groups import OwnGroups
from dreamer_app.energy.machine import Machine, MachineReading
from dreamer_app.sandbox.containers import DockerSandbox

ROOT = Path("/sys/fs/cgroup")
BUSY = "while True:\n    pass\n"


@pytest.fixture
def group() -> Iterator[Path]:
    """A control group called ``dreamer`` in one of the test's own; real, and empty."""
    top = ROOT if (ROOT / "cgroup.controllers").exists() else ROOT / "cpuacct"
    outer = top / f"test-{uuid.uuid4().hex[:8]}"
    try:
        (outer / "dreamer").mkdir(parents=True)
        if top == ROOT:
            (outer / "cgroup.subtree_control").write_text("+cpu")
    except OSError:
        pytest.skip("control groups cannot be made here")
    yield outer / "dreamer"
    (outer / "dreamer").rmdir()
    outer.rmdir()


@pytest.fixture
def stranger(group: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A busy program that is not below this process, as a container is not."""
    start = (
        f"import os, sys; os.setsid(); p = os.fork(); p and (print(p, flush=True), os._exit(0)); "
        f"open({str(group / 'cgroup.procs')!r}, 'w').write('0'); exec({BUSY!r})"
    )
    with subprocess.Popen([sys.executable, "-c", start], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        yield parent
        os.kill(pid, 9)
    while (group / "cgroup.procs").read_text().strip():
        time.sleep(0.01)


def test_what_a_container_computes_is_not_the_load_of_others(
    group: Path, stranger: object, tmp_path: Path
) -> None:
    (tmp_path / "self").write_text(f"0::/{group.parent.name}/app\n")
    machine = Machine(OwnGroups(ROOT, tmp_path / "self"))
    machine.read(whole_tree=True)
    readings: list[MachineReading] = []
    while not readings or readings[-1].cpu_percent - readings[-1].others_cpu_percent < 5:
        time.sleep(0.5)
        readings.append(machine.read(whole_tree=True))
        assert len(readings) < 60, "its load was never told from that of others"


@pytest.mark.docker
def test_a_real_container_is_counted_in_a_group_of_ours(tmp_path: Path) -> None:
    try:
        sandbox = DockerSandbox(home=tmp_path, namespace="load-test", session_id="a")
    except SandboxError as error:
        pytest.skip(str(error))
    groups = OwnGroups()
    running = sandbox.start(SandboxProgram(source=BUSY, limits=Limits()), StopToken())
    try:
        before = groups.processor_seconds()
        for _ in range(300):
            if groups.processor_seconds() - before > 0.5:
                break
            time.sleep(0.1)
        else:
            pytest.fail("the container's processor time is in no group of ours")
    finally:
        running.end()
        sandbox.close()
