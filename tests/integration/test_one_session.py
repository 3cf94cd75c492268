"""What dreams is in one session with the program, where that leads one, and light with it."""

from pathlib import Path

import pytest

from dreamer_app.session import weighs_sessions
from tests.sessions import told_below_a_leader

pytestmark = [
    pytest.mark.bubblewrap,
    pytest.mark.skipif(not weighs_sessions(), reason="the kernel makes no groups of sessions"),
]
PROGRAM = """
import os, sys, time
from pathlib import Path

import psutil

from dreamer_app.core.execution import SandboxProgram
from dreamer_app.core.stop import StopToken
from dreamer_app.energy.session_weight import SessionWeight
from dreamer_app.sandbox import open_sandbox
from dreamer_app.session import lead_session, leads_session

if sys.argv[2] == "leads":
    lead_session()
weight = SessionWeight()
weight.lower()
sandbox = open_sandbox(
    "bubblewrap", home=Path(sys.argv[1]), namespace="one", session_id="s", background=True
)
program = sandbox.start(SandboxProgram(source="SEND(1)\\nRECEIVE()"), StopToken())
program.receive(60)
time.sleep(0.5)  # the kernel takes ten orders a second
sessions, groups = set(), set()
family = [child.pid for child in psutil.Process().children(recursive=True)]
for pid in family:
    sessions.add(os.getsid(pid))
    groups.add(Path(f"/proc/{pid}/autogroup").read_text().split()[-1])
sandbox.close()
weight.restore()
print(leads_session(), len(family) >= 3, sessions == {os.getpid()}, sorted(groups))
"""


def told(how: str, folder: Path) -> str:
    """What a program in a session without a terminal finds, that leads it or does not."""
    return told_below_a_leader("-c", PROGRAM, str(folder), how)


def test_one_that_leads_a_session_has_all_of_it_light(tmp_path: Path) -> None:
    assert told("leads", tmp_path) == "True True True ['19']"


def test_where_it_does_not_each_part_is_light_by_itself(tmp_path: Path) -> None:
    leads, enough, one_session, groups = told("does not", tmp_path).split(maxsplit=3)

    assert (leads, enough, one_session) == ("False", "True", "False")
    assert "'19'" in groups
