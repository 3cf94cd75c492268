"""Whether a backend is there, cheaply: no container, no file system, no proof of isolation.

The proof is the self-test, which every session begins with; this only tells a person in the
evening what the night would fail for.
"""

import os
import shutil
import subprocess

from dreamer_app.core.errors import SandboxError

_PATIENCE_SECONDS = 10.0
_INSTALL = "Install bubblewrap (on Debian: 'apt install bubblewrap') or start Docker."


def find_backend(choice: str, namespace: str) -> str:
    """Name of the backend that a setting would take.

    Args:
        choice: ``docker``, ``bubblewrap``, or ``auto`` for the first of them that is there.
        namespace: of our containers.

    Raises:
        SandboxError: none is there; says what to install.
    """
    looks = {"docker": _look_for_docker, "bubblewrap": _look_for_bubblewrap}
    problems = []
    for name in looks if choice == "auto" else (choice,):
        try:
            looks[name](namespace)
        except SandboxError as error:
            problems.append(error.message.rstrip("."))
        else:
            return name
    raise SandboxError(f"There is no sandbox: {'; '.join(problems)}.", hint=_INSTALL)


def _look_for_docker(namespace: str) -> None:
    from dreamer_app.sandbox.engine import Engine

    Engine(namespace).close()


def _look_for_bubblewrap(_namespace: str) -> None:
    """Make the namespaces that a sandbox needs: some systems forbid them to users."""
    program, nothing = shutil.which("bwrap"), shutil.which("true")
    if program is None or nothing is None:
        raise SandboxError("bubblewrap is not installed.", hint=_INSTALL)
    user = [] if os.geteuid() == 0 else ["--unshare-user"]
    spaces = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    files = ["--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev"]
    try:
        done = subprocess.run(
            [program, *user, *spaces, "--die-with-parent", *files, nothing],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SandboxError(f"bubblewrap cannot be started: {error}.", hint=_INSTALL) from error
    if done.returncode:
        said = done.stderr.strip().rpartition("\n")[2]
        raise SandboxError(f"bubblewrap may not make a sandbox here ({said}).", hint=_INSTALL)
