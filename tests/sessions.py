"""Python in a session without a terminal, for tests of who leads one."""

import subprocess
import sys


def told_below_a_leader(*arguments: str) -> str:
    """What a Python process prints whose parent leads a new session.

    A process that leads a group of processes cannot leave its session; this one does not.

    Args:
        arguments: of the interpreter.
    """
    given = [sys.executable, *arguments]
    child = f"import subprocess; subprocess.run({given!r}, check=True)"
    done = subprocess.run(
        [sys.executable, "-c", child],
        capture_output=True,
        text=True,
        check=True,
        start_new_session=True,
    )
    return done.stdout.strip()
