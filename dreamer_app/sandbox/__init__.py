"""Policy to isolated execution: one file per backend, and the self-test."""

from pathlib import Path

from dreamer_app.core.errors import SandboxError
from dreamer_app.core.ports import Sandbox


def open_sandbox(
    choice: str, *, home: Path, namespace: str, session_id: str, priority: int = 19
) -> Sandbox:
    """Open the backend that a setting asks for.

    Args:
        choice: ``docker``, ``bubblewrap``, or ``auto`` for the first that is there.
        home: folder for what sandboxes are made of.
        namespace: word that names of containers and processes begin with.
        session_id: comes next in those names.
        priority: nice value of everything inside.

    Raises:
        SandboxError: it is not there; says what to install.
    """
    from dreamer_app.sandbox.bubblewrap import BubblewrapSandbox

    return BubblewrapSandbox(
        home=home, namespace=namespace, session_id=session_id, priority=priority
    )
