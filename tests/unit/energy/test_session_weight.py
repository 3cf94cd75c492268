"""The weight of our own session: lowered for dreams, and back at the first moment."""

from pathlib import Path

import pytest

from dreamer_app.core.states import Reason, Trigger
from dreamer_app.core.stop import StopToken
from dreamer_app.energy import EnergyManager
from dreamer_app.energy.session_weight import SessionWeight
from dreamer_app.energy.unit import Weights
from dreamer_app.session import weighs_sessions
from dreamer_app.settings import Settings
from tests.sessions import told_below_a_leader

GROUP = Path("/proc/self/autogroup")
needs_groups = pytest.mark.skipif(
    not weighs_sessions(), reason="the kernel makes no groups of sessions"
)
LEADER = """
import os, sys
from pathlib import Path
from dreamer_app.energy.session_weight import SessionWeight
from dreamer_app.session import lead_session

lead_session()
weight = SessionWeight()
group = Path("/proc/self/autogroup")
weight.lower()
lowered = group.read_text().split()[-1]
weight.lower()
weight.hurry()
hurried = group.read_text().split()[-1]
weight.restore()
print(os.getsid(0) == os.getpid(), lowered, hurried)
"""


@needs_groups
def test_a_program_without_a_terminal_leads_its_session_and_makes_it_light() -> None:
    assert told_below_a_leader("-c", LEADER) == "True 19 0"


@needs_groups
@pytest.mark.parametrize("nice", [0, 7])
def test_it_is_as_light_as_the_setting_says(nice: int) -> None:
    program = LEADER.replace("SessionWeight()", f"SessionWeight(nice=lambda: {nice})")
    assert told_below_a_leader("-c", program) == f"True {nice} 0"


@needs_groups
def test_a_session_that_somebody_else_leads_is_left_as_it_is() -> None:
    before = GROUP.read_text(encoding="ascii")
    weight = SessionWeight()
    weight.lower()

    assert GROUP.read_text(encoding="ascii") == before


class Noted:
    """A weight that keeps what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def lower(self) -> None:
        self.told.append("lower")

    def restore(self) -> None:
        self.told.append("restore")

    def hurry(self) -> None:
        self.told.append("hurry")


def test_the_weight_is_lowered_for_a_session_and_back_when_it_is_stopped() -> None:
    noted, second = Noted(), Noted()
    manager = EnergyManager(Settings(), weight=Weights(noted, second))
    stop = StopToken()
    release = manager.guard(stop, Trigger.MANUAL)
    assert noted.told == ["lower"]
    stop.stop(Reason.USER_ACTIVE)
    assert noted.told == ["lower", "hurry"]
    release()
    manager.stop()

    assert noted.told == second.told == ["lower", "hurry", "restore"]
