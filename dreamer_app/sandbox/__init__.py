"""Policy to isolated execution: one file per backend, and the self-test."""

import uuid
from pathlib import Path

from dreamer_app.core.errors import SandboxError
from dreamer_app.core.execution import SelfTest
from dreamer_app.core.ports import Sandbox

BACKENDS = ("docker", "bubblewrap")


def open_sandbox(
    choice: str,
    *,
    home: Path,
    namespace: str,
    session_id: str,
    priority: int = 19,
    background: bool = False,
) -> Sandbox:
    """Open the backend that a setting asks for.

    Args:
        choice: ``docker``, ``bubblewrap``, or ``auto`` for the first of them that is there.
        home: folder for what sandboxes are made of.
        namespace: word that names of containers and processes begin with.
        session_id: comes next in those names.
        priority: nice value of everything inside.
        background: nobody waits for it; as a group it gives way to all other work then.

    Raises:
        SandboxError: it is not there; says what to install.
    """
    problems = []
    for name in BACKENDS if choice == "auto" else (choice,):
        try:
            return _open(name, home, namespace, session_id, priority, background=background)
        except SandboxError as error:
            if choice != "auto":
                raise
            problems.append(error.message.rstrip("."))
    raise SandboxError(
        f"There is no sandbox, so no code can run: {'; '.join(problems)}.",
        hint="Install bubblewrap (on Debian: 'apt install bubblewrap') or start Docker.",
    )


def _open(
    name: str,
    home: Path,
    namespace: str,
    session_id: str,
    priority: int,
    *,
    background: bool = False,
) -> Sandbox:
    if name == "docker":
        from dreamer_app.sandbox.containers import DockerSandbox

        return DockerSandbox(
            home=home,
            namespace=namespace,
            session_id=session_id,
            priority=priority,
            background=background,
        )
    if name == "bubblewrap":
        from dreamer_app.sandbox.bubblewrap import BubblewrapSandbox

        return BubblewrapSandbox(
            home=home,
            namespace=namespace,
            session_id=session_id,
            priority=priority,
            background=background,
        )
    raise SandboxError(
        f"There is no sandbox called {name!r}.",
        hint=f"Choose auto, {' or '.join(BACKENDS)}.",
    )


def probe_backends(home: Path, namespace: str) -> list[SelfTest]:
    """Open and test each backend; what does not work says why. Never raises for that."""
    return [_probe(name, home, namespace) for name in BACKENDS]


def _probe(name: str, home: Path, namespace: str) -> SelfTest:
    # Two may look at the same time, and containers' names are the machine's.
    session_id = f"doctor-{uuid.uuid4().hex[:8]}"
    try:
        sandbox = _open(name, home, namespace, session_id, 19)
    except SandboxError as error:
        return SelfTest(name=name, ok=False, problem=error.message, hint=error.hint)
    try:
        return sandbox.self_test()
    finally:
        sandbox.close()
