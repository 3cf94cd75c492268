"""When a session has ended, the waiting program keeps nothing of it."""

import gc
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dreamer_app.core.errors import SandboxError
from dreamer_app.core.events import Event
from dreamer_app.core.states import SessionStatus
from dreamer_app.knowledge.selection import Subject
from dreamer_app.paths import Paths
from dreamer_app.sandbox.presence import find_backend
from dreamer_app.services.assembly import Services, build, closing
from dreamer_app.settings import Settings


def unheard(_event: Event) -> None:
    pass


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    missing = Settings(model_path=str(tmp_path / "no.gguf"), sandbox="bubblewrap")
    with ThreadPoolExecutor(1) as pool:
        made = build(Paths(tmp_path).ensure(), missing, executor=pool, publish=unheard)
        with closing(made):
            yield made


@pytest.mark.bubblewrap
def test_neither_the_graph_nor_frozen_objects_stay_after_a_session(services: Services) -> None:
    services.knowledge.ingest(["textwrap"])
    report = services.engine.dream(max_scenarios=1)
    kept = [one for one in gc.get_objects() if isinstance(one, Subject)]
    assert report.status is SessionStatus.ERROR  # it got as far as the model, which is missing
    assert (kept, gc.get_freeze_count()) == ([], 0)


SCRIPT = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from dreamer_app.core.dreams import Verification
from dreamer_app.core.stop import StopToken
from dreamer_app.paths import Paths
from dreamer_app.services.assembly import build, closing
from dreamer_app.settings import Settings

CODE = "def twice(a):\\n    return a + a\\n"
TESTS = "def test_twice():\\n    assert twice(2) == 4\\n    assert twice('a') == 'aa'\\n"
missing = Settings(model_path="/no.gguf", sandbox="docker", docker_namespace="dreamer-memory")

def print_those_loaded(*names):
    print(*(name for name in names if name in sys.modules))

with ThreadPoolExecutor(1) as pool:
    made = build(Paths(Path(sys.argv[1])), missing, executor=pool, publish=lambda event: None)
    with closing(made) as services:
        services.knowledge.ingest(["textwrap"])
        print(services.workshop.sandbox().self_test().ok)
        print_those_loaded("docker", "requests", "networkx")
        judgement = services.workshop.judge(Verification(code=CODE, tests=TESTS), StopToken())
        print(*(c.outcome.value for c in judgement.checks if c.name == "tests_pass"))
        print(services.engine.dream(max_scenarios=1).status.value)
        print_those_loaded("docker", "requests", "networkx")
"""


@pytest.mark.docker
def test_neither_the_docker_library_nor_the_graphs_is_in_the_app_that_used_them(
    tmp_path: Path,
) -> None:
    try:
        find_backend("docker", "dreamer-memory")
    except SandboxError as error:
        pytest.skip(str(error))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    # Containers ran, the session got as far as the model, and nothing of either stayed.
    assert done.stdout.splitlines() == ["True", "", "passed", "error", ""]
