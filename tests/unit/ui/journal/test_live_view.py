"""The session in progress, as the window shows it."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dreamer_app.core.dreams import Progress
from dreamer_app.core.events import SessionProgressed
from dreamer_app.core.states import Phase
from ui.journal.live_view import LiveView, done
from ui.journal.parts import ElidedLabel


def progress(phase: Phase = Phase.CODE, **more: Any) -> Progress:
    known: dict[str, Any] = {"dream": 3, "dreams": 10, "kept": 1, "title": "Fold words"}
    return Progress(session_id="s", phase=phase, **(known | more))


@pytest.fixture
def view(qtbot: QtBot) -> LiveView:
    made = LiveView()
    qtbot.addWidget(made)
    made.resize(1200, 60)
    return made


def test_it_names_phase_scenario_speed_runs_and_the_time_left(view: LiveView) -> None:
    view.show_progress(progress(tokens_per_second=142.6, sandbox_runs=37, remaining_seconds=300))
    assert view.said == (
        "Writing solutions, Fold words, 1 kept, 143 tokens/s, 37 sandbox runs, 5 minutes left"
    )


def test_what_is_not_known_yet_is_left_out(view: LiveView) -> None:
    view.show_progress(progress(Phase.STARTING, dream=0, kept=0, title=""))
    assert view.said == "Getting ready, 0 kept"
    assert view.share == 0


def test_the_bar_is_full_only_at_the_end() -> None:
    ways = [done(progress(phase, dream=10)) for phase in Phase]
    assert ways == sorted(ways)
    assert 0.9 <= ways[0] < ways[-1] < 1


def test_a_wide_view_names_all_phases_and_a_narrow_one_the_present(
    view: LiveView, qtbot: QtBot
) -> None:
    view.show_progress(progress(Phase.VALIDATION))
    view.show()
    phases = view.findChildren(QLabel)[0]
    qtbot.waitUntil(lambda: "Weave" in phases.text())
    view.resize(500, 60)
    qtbot.waitUntil(lambda: "Weave" not in phases.text())
    assert "Checking them in the sandbox" in phases.text()


def test_a_title_is_never_read_as_mark_up(view: LiveView) -> None:
    view.show_progress(progress(title="<b>x</b> & y"))
    assert "<b>x</b> & y" in view.said


def test_the_window_shows_it_while_a_session_runs_and_hides_it_after(
    world: Any, qtbot: QtBot
) -> None:
    window = world.window()
    assert not window.header.live.isVisible()
    world.dreams.is_dreaming = True
    world.dreams.progress = progress(sandbox_runs=4)
    world.bridge.publish(SessionProgressed(progress=progress()))
    qtbot.waitUntil(lambda: "4 sandbox runs" in window.header.live.said)
    assert window.header.live.isVisible()
    world.dreams.is_dreaming = False
    qtbot.waitUntil(lambda: not window.header.live.isVisible(), timeout=3000)


def test_the_line_that_is_being_written_is_seen_grow(view: LiveView) -> None:
    for written in ("def fold(words):\n    ret", "def fold(words):\n    return sor", ""):
        view.show_progress(progress(writing=written))
        shown = [label.whole for label in view.findChildren(ElidedLabel)]
        assert shown == ["Fold words", written.rpartition("\n")[2].strip()]
