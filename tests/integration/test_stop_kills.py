"""A stop kills the model and every sandbox by itself, whether anybody waits for them or not."""

from pathlib import Path

import psutil
import pytest

from dreamer_app.core.execution import SandboxProgram
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.paths import Paths
from dreamer_app.services.workshop import Workshop
from dreamer_app.settings import Settings

pytestmark = [pytest.mark.model, pytest.mark.bubblewrap]


def test_the_workshop_of_a_session_is_empty_at_its_stop(
    tmp_path: Path, embedded_model: Path
) -> None:
    settings = Settings(sandbox="bubblewrap", process_priority=0)
    paths = Paths(tmp_path).ensure()
    workshop = Workshop(paths, lambda: settings, model_path=str(embedded_model))
    before = set(psutil.Process().children(recursive=True))
    stop = StopToken()
    stop.on_stop(workshop.kill)
    try:
        workshop.model()
        program = SandboxProgram(source="SEND(1)\nRECEIVE()")
        workshop.sandbox().start(program, StopToken()).receive(60)
        started = set(psutil.Process().children(recursive=True)) - before
        stop.stop(Reason.USER_ACTIVE)
        gone, alive = psutil.wait_procs(started, timeout=20)
    finally:
        workshop.release()
    assert (len(gone) >= 2, alive) == (True, [])
