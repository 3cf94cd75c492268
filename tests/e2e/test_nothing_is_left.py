"""However the program ends in the middle of a dream, no process and no container of it stays."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

pytestmark = [
    pytest.mark.display,
    pytest.mark.model,
    pytest.mark.timeout(300),
]
SANDBOXES = [
    pytest.param("bubblewrap", marks=pytest.mark.bubblewrap),
    pytest.param("docker", marks=pytest.mark.docker),
]
GONE_SECONDS = 20.0


def family(pid: int) -> list[psutil.Process]:
    """The program and all that it started."""
    program = psutil.Process(pid)
    return [program, *program.children(recursive=True)]


def docker(*words: str) -> list[str]:
    """What the engine's own client prints, as words."""
    done = subprocess.run(["docker", *words], capture_output=True, text=True, check=False)
    return done.stdout.split()


def containers(namespace: str, *options: str) -> list[str]:
    """Ids of the containers that the program made: those that run, with ``--all`` any."""
    return docker("ps", "--quiet", *options, "--filter", f"label=org.dreamer.sandbox={namespace}")


def inside(container: str) -> list[psutil.Process]:
    """The processes of a container: the engine is their parent, not the program."""
    found = []
    for word in docker("top", container, "-o", "pid"):
        with contextlib.suppress(psutil.Error):
            found += [psutil.Process(int(word))] if word.isdigit() else []
    return found


@pytest.fixture
def namespace() -> Iterator[str]:
    """What the sandboxes of one program are named after; its images go with the test."""
    name = f"left-{uuid.uuid4().hex[:8]}"
    yield name
    with contextlib.suppress(OSError):  # no Docker here
        images = docker("images", "--quiet", f"{name}-image")
        if images:
            docker("rmi", "--force", *images)


@pytest.mark.parametrize("sandbox", SANDBOXES)
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_of_a_program_that_ends_in_the_middle_of_a_dream(
    desktop: Any, embedded_model: Path, namespace: str, sandbox: str, end: signal.Signals
) -> None:
    environment = {
        "DREAMING_MODEL_PATH": str(embedded_model),
        "DREAMING_SANDBOX": sandbox,
        "DREAMING_DOCKER_NAMESPACE": namespace,
        "DREAMING_PROCESS_PRIORITY": "0",
    }
    # Beforehand, as beside other work a program in the background would be long about it.
    for words in (["ingest", "textwrap"], ["sandbox", "build", "textwrap"]):
        subprocess.run(
            [sys.executable, "-m", "dreamer_app.cli", *words],
            env={**desktop.environment, **environment}, check=True, capture_output=True,
        )  # fmt: skip
    program = desktop.start(["--background", "--dream-now"], environment)

    def busy() -> list[psutil.Process] | None:
        """Everything, once a model and a sandbox are among it."""
        with contextlib.suppress(psutil.Error):
            found = family(program.pid)
            words = [" ".join(one.cmdline()) for one in found]
            if not any("dreamer_app.inference.child" in line for line in words):
                return None
            if sandbox == "docker":
                enclosed = [one for name in containers(namespace) for one in inside(name)]
                return [*found, *enclosed] if enclosed else None
            return found if any(namespace in line for line in words) else None
        return None

    before = desktop.wait_until(busy, "a dream with a model and a sandbox", 200)
    os.kill(program.pid, end)
    program.wait(20)
    _, alive = psutil.wait_procs(before, timeout=GONE_SECONDS)
    assert alive == []
    if sandbox == "docker":
        # One that was just made and had not begun is left to the next sweep by a sudden death.
        options = ["--all"] if end is signal.SIGTERM else []
        limit = time.monotonic() + GONE_SECONDS
        while containers(namespace, *options) and time.monotonic() < limit:
            time.sleep(0.05)
        assert containers(namespace, *options) == []
