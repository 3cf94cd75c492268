"""What the contract tests share: the backends of this machine, and programs run in them."""

import contextlib
import subprocess
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dreamer_app.core.errors import SandboxError
from dreamer_app.core.execution import Limits, SandboxEnd, SandboxProgram
from dreamer_app.core.ports import Sandbox
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox import open_sandbox

BACKENDS = [
    pytest.param("bubblewrap", marks=pytest.mark.bubblewrap),
    pytest.param("docker", marks=pytest.mark.docker),
]
JUDGING = [
    pytest.param("bubblewrap", marks=pytest.mark.bubblewrap),
    pytest.param("docker", marks=[pytest.mark.docker, pytest.mark.slow]),
]
"""The same for tests that have the whole Guardian judge."""
NAMESPACE = "dreamer-contract"
REASON = next(iter(Reason))


@contextlib.contextmanager
def opened(name: str, home: Path) -> Iterator[Sandbox]:
    """A sandbox of that backend while a module's tests run; skips them where there is none."""
    try:
        sandbox = open_sandbox(
            name, home=home, namespace=NAMESPACE, session_id=uuid.uuid4().hex[:8]
        )
    except SandboxError as error:
        pytest.skip(str(error))
    try:
        yield sandbox
    finally:
        sandbox.close()


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
