"""``dreamer status`` in a terminal, beside the program in the tray."""

import json
import subprocess
import sys
from typing import Any

import pytest

pytestmark = pytest.mark.display
ON = {"ENABLE_DREAMING": "true"}


def status(desktop: Any, **environment: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "dreamer_app.cli", "status", "--json"],
        env={**desktop.environment, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_the_terminal_says_what_the_tray_waits_for_and_who_tells_it(desktop: Any) -> None:
    before = status(desktop, **ON)
    program = desktop.start(["--background"], ON)
    desktop.tray_icon_position()

    def told() -> dict[str, Any] | None:
        found = status(desktop, **ON)
        return found if found["activity_source"] else None

    during = desktop.wait_until(told, "the reason of the tray")
    program.terminate()
    program.wait(20)
    after = status(desktop, **ON)
    assert (before["state"], before["reason"]) == ("off", "quit")
    assert "it would dream at 2-6, or after 30 min without input" in before["line"]
    assert during["line"].startswith("Waiting: no knowledge (nothing has been read yet), since ")
    assert during["reason"] == "no_knowledge"
    assert (after["state"], after["reason"]) == ("off", "quit")
