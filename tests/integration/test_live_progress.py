"""What the live view says of a session is counted where it happens."""

from pathlib import Path

import pytest

from dreamer_app.core.dreams import Progress
from dreamer_app.core.states import Phase
from dreamer_app.core.stop import StopToken
from dreamer_app.paths import Paths
from dreamer_app.services.workshop import Workshop
from dreamer_app.settings import Settings

pytestmark = pytest.mark.bubblewrap


def test_each_program_that_runs_in_a_sandbox_is_counted_until_the_session_ends(
    tmp_path: Path,
) -> None:
    workshop = Workshop(Paths(tmp_path).ensure(), lambda: Settings(sandbox="bubblewrap"))
    begun = Progress(session_id="s", phase=Phase.VALIDATION)
    try:
        workshop.prepare(())
        assert workshop.live(begun).sandbox_runs == 0
        workshop.observe("def f(x):\n    return x\n", ["f(1)"], (), StopToken())
        once = workshop.live(begun).sandbox_runs
        assert once >= 1
        workshop.observe("def f(x):\n    return x\n", ["f(2)"], (), StopToken())
        assert workshop.live(begun).sandbox_runs == 2 * once
    finally:
        workshop.release()
    assert workshop.live(begun).sandbox_runs == 0
