"""The proof that a sandbox owes before anything else may run in it."""

import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

from dreamer_app.core.errors import DreamerError, Stopped
from dreamer_app.core.execution import Limits, SandboxProgram, SelfTest
from dreamer_app.core.ports import SandboxProcess
from dreamer_app.core.stop import StopToken
from dreamer_app.paths import resource
from dreamer_app.sandbox.rootfs import ENVIRONMENT

Start = Callable[[SandboxProgram, StopToken], SandboxProcess]

_SECONDS = 60.0
_CLAIMS = 20
"""So many attempts ``breakout.py`` reports at the least: fewer prove nothing."""
_HINT = "Code does not run until this is mended; 'dreamer doctor' shows each attempt."
_LATER = ("PWD", "PYTHONPATH", "LC_CTYPE", "HOSTNAME")
"""Variables that shells, engines and interpreters add by themselves."""


def run_self_test(name: str, start: Start, home: Path, stop: StopToken | None = None) -> SelfTest:
    """Try to break out, from inside; whatever is not proven counts as broken.

    Args:
        name: of the backend.
        start: starts a program in it.
        home: folder of the host in which a canary is laid for the test.
        stop: ends the test at any moment.

    Raises:
        Stopped: a stop was asked for; it proves nothing either way.
    """
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile("w", prefix="canary-", dir=home) as canary:
            canary.write("a sandbox must not read this")
            canary.flush()
            Path(canary.name).chmod(0o644)
            return _judge(name, _ask(start, Path(canary.name), stop or StopToken()))
    except Stopped:
        raise
    except DreamerError as error:
        return SelfTest(name=name, ok=False, problem=error.message, hint=error.hint or _HINT)
    except (OSError, EOFError, KeyError, TypeError, ValueError) as error:
        problem = f"The self-test of {name} broke off: {type(error).__name__}: {error}."
        return SelfTest(name=name, ok=False, problem=problem, hint=_HINT)


def _ask(start: Start, canary: Path, stop: StopToken) -> list[tuple[str, bool, str]]:
    """What the attempts came to, as reported from inside."""
    limits = Limits(wall_seconds=_SECONDS)
    program = SandboxProgram(
        source=resource("sandbox", "breakout.py").read_text(encoding="utf-8"), limits=limits
    )
    nonce = secrets.token_hex(16)
    user = str(Path.home())
    process = start(program, stop)
    try:
        process.send(
            {
                "nonce": nonce,
                "secrets": [str(canary), "/etc/shadow", "/etc/ssh/sshd_config",
                            f"{user}/.ssh/id_rsa", f"{user}/.bashrc",
                            "/var/run/docker.sock", "/proc/kcore", "/dev/mem"],
                "folders": [str(canary.parent), user, "/root", "/home", "/var/run/docker.sock",
                            "/run/user", str(Path(__file__).parent)],
                "pid": os.getpid(),
                "root": os.geteuid() == 0,
                "processes": limits.processes,
                "environment": [*ENVIRONMENT, *_LATER],
            }
        )  # fmt: skip
        answer = process.receive(_SECONDS)
    finally:
        process.end(1.0)
    if answer["nonce"] != nonce:
        raise ValueError("the answer is not to this question")
    return [(str(claim), held is True, str(seen)) for claim, held, seen in answer["results"]]


def _judge(name: str, results: list[tuple[str, bool, str]]) -> SelfTest:
    broken = [claim for claim, held, _ in results if not held]
    facts = tuple((claim, seen) for claim, _, seen in results)
    if len(results) < _CLAIMS:
        broken.append("all attempts reported")
    if not broken:
        return SelfTest(name=name, ok=True, facts=facts)
    problem = f"The {name} sandbox does not hold: {', '.join(broken)}."
    return SelfTest(name=name, ok=False, facts=facts, problem=problem, hint=_HINT)
