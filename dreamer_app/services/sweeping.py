"""Removes what an earlier Dreamer left in sandboxes, in a process of its own.

Run as ``python -m dreamer_app.services.sweeping`` with the question of
:mod:`dreamer_app.services.preflight` on standard input; prints how many things it removed.
"""

import json
import sys
import uuid
from pathlib import Path

from dreamer_app.core.errors import DreamerError
from dreamer_app.paths import Paths
from dreamer_app.session import end_with_parent
from dreamer_app.settings import Settings


def swept(paths: Paths, settings: Settings) -> int:
    """How many containers, processes and folders without an owner were removed."""
    from dreamer_app.sandbox import BACKENDS, open_sandbox

    removed = 0
    for name in BACKENDS:
        try:
            sandbox = open_sandbox(
                name,
                home=paths.sandbox,
                namespace=settings.docker_namespace,
                session_id=f"sweep-{uuid.uuid4().hex[:8]}",
            )
        except DreamerError:
            continue  # it is not installed, so it left nothing
        try:
            removed += sandbox.sweep()
        finally:
            sandbox.close()
    return removed


def main() -> None:
    """Answer the one question."""
    end_with_parent()
    asked = json.loads(sys.stdin.read())
    found = swept(Paths(Path(asked["home"])), Settings(**asked["settings"]))
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
