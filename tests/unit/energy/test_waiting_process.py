"""What waits must stay small: the services import nothing heavy before it is needed."""

import subprocess
import sys
from pathlib import Path

HEAVY = (
    "llama_cpp",
    "numpy",
    "networkx",
    "docker",
    "requests",
    "pynput",
    "asyncio",
    "unittest",
    "ssl",
    "importlib.metadata",
)
SCRIPT = f"""
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from dreamer_app.paths import Paths
from dreamer_app.services.assembly import build, closing
from dreamer_app.settings import Settings

with ThreadPoolExecutor(1) as pool:
    made = build(
        Paths(Path(sys.argv[1])),
        Settings(enable_dreaming=True),
        executor=pool,
        publish=lambda event: None,
    )
    with closing(made) as services:
        services.automatic.start()
        services.status.now()
        print(",".join(name for name in {HEAVY!r} if name in sys.modules))
"""


def loaded(home: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(home)],
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_the_waiting_program_has_loaded_nothing_that_only_dreaming_needs(tmp_path: Path) -> None:
    loaded(tmp_path)  # the first start makes the database, with a library that needs others
    assert loaded(tmp_path) == ""
