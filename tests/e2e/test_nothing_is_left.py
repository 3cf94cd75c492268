"""However the program ends in the middle of a dream, no process of it stays."""

import contextlib
import os
import signal
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import psutil
import pytest

pytestmark = [
    pytest.mark.display,
    pytest.mark.model,
    pytest.mark.bubblewrap,
    pytest.mark.timeout(300),
]


def family(pid: int) -> list[psutil.Process]:
    """The program and all that it started."""
    program = psutil.Process(pid)
    return [program, *program.children(recursive=True)]


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_of_a_program_that_ends_in_the_middle_of_a_dream(
    desktop: Any, embedded_model: Path, end: signal.Signals
) -> None:
    namespace = f"left-{uuid.uuid4().hex[:8]}"
    environment = {
        "DREAMING_MODEL_PATH": str(embedded_model),
        "DREAMING_SANDBOX": "bubblewrap",
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
            has_model = any("dreamer_app.inference.child" in line for line in words)
            has_sandbox = any(namespace in line for line in words)
            return found if has_model and has_sandbox else None
        return None

    before = desktop.wait_until(busy, "a dream with a model and a sandbox", 200)
    os.kill(program.pid, end)
    program.wait(20)
    _, alive = psutil.wait_procs(before, timeout=20)
    assert alive == []
