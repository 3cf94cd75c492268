"""Candidates that mean harm, in every sandbox: contained, over, and gone.

Each file in ``hostile/`` should define ``solve(x)``, which returns twice its argument, and
does something else besides or instead. What it claims to have found out is not believed
here, as everywhere: the tests look at what reached this side.
"""

import contextlib
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.sandbox_stop import Namespace
from dreamer_app.core.execution import EndKind, Limits, SandboxEnd, SandboxProgram
from dreamer_app.core.ports import Sandbox, SandboxProcess
from dreamer_app.core.stop import StopToken
from tests.contracts.backends import JUDGING, opened

CANDIDATES = sorted((Path(__file__).parent / "hostile").glob("*.py"))
HARNESS = """
import os
SEND(["namespace", os.stat("/proc/self/ns/pid").st_ino])
space = {"__name__": "solution"}
exec(compile(RECEIVE(), "<solution>", "exec"), space)
SEND(["done", space["solve"](21)])
"""
LIMITS = Limits(wall_seconds=1.5, memory_bytes=192 * 1024**2)
PATIENT = Limits(wall_seconds=100.0, memory_bytes=192 * 1024**2)
"""For those that end by themselves: on a busy machine their time may be long in coming."""
PATIENCE_SECONDS = 120.0
FRAMES_READ = 50
SECRET = "canary-" + uuid.uuid4().hex

RETURNS_42 = """
    abstract_sockets become_root clone_with_namespaces docker_socket io_uring kernel_files
    memory_of_the_parent mounts network_dns network_raw_and_packet network_tcp
    inotify_bomb kernel_parts kernel_tunables
    network_udp_multicast network_vsock new_namespaces passwords proc_of_others ptrace
    set_uid_helpers socket_families streams_of_the_first_process
""".split()  # noqa: SIM905 - read as a paragraph
"""These return something else than 42 when an attempt succeeded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What reached this side of one candidate."""

    frames: list[Any]
    end: SandboxEnd
    survivors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """All candidates, run in one backend."""

    sandbox: Sandbox
    seen: dict[str, Seen]
    reached: list[str]


def survivors(namespace: Namespace) -> int:
    """How many are still there when any that are dying have had their time."""
    limit = time.monotonic() + 5
    while namespace.alive() and time.monotonic() < limit:
        time.sleep(0.01)
    return namespace.alive()


def begin(
    sandbox: Sandbox, environment: dict[str, str], limits: Limits
) -> tuple[SandboxProcess, Namespace]:
    """The harness, waiting for a candidate, and its process namespace.

    On a busy machine a short limit may be over before the harness has begun; then it gets a
    longer one. No line of a candidate has run by then.
    """
    while True:
        process = sandbox.start(
            SandboxProgram(source=HARNESS, limits=limits, environment=tuple(environment.items())),
            StopToken(),
        )
        try:
            return process, Namespace.of(int(process.receive(PATIENCE_SECONDS)[1]))
        except (EOFError, LookupError):
            end = process.end()
            assert end.kind is EndKind.TIMEOUT, end
            assert limits.wall_seconds < PATIENCE_SECONDS, end
            limits = replace(limits, wall_seconds=3 * limits.wall_seconds)


def judge(
    sandbox: Sandbox, code: str, environment: dict[str, str], limits: Limits = PATIENT
) -> Seen:
    process, namespace = begin(sandbox, environment, limits)
    frames: list[Any] = []
    process.send(code)
    with contextlib.suppress(EOFError):
        while len(frames) < FRAMES_READ:
            frames.append(process.receive(PATIENCE_SECONDS))
    end = process.end(PATIENCE_SECONDS)
    return Seen(frames=frames, end=end, survivors=survivors(namespace))


def judge_file(sandbox: Sandbox, path: Path, environment: dict[str, str]) -> Seen:
    limits = PATIENT if path.stem in RETURNS_42 else LIMITS
    return judge(sandbox, path.read_text(), environment, limits)


@contextlib.contextmanager
def listeners(reached: list[str]) -> Iterator[int]:
    """A port on which this machine listens for anybody, by stream and datagram."""
    with socket.create_server(("0.0.0.0", 0)) as stream:
        port = stream.getsockname()[1]
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagram:
            datagram.bind(("0.0.0.0", port))
            over = threading.Event()
            for one in (stream, datagram):
                one.settimeout(0.05)

            def listen() -> None:
                while not over.is_set():
                    with contextlib.suppress(TimeoutError):
                        stream.accept()[0].close()
                        reached.append("stream")
                    with contextlib.suppress(TimeoutError):
                        reached.append(repr(datagram.recv(100)))

            thread = threading.Thread(target=listen)
            thread.start()
            try:
                yield port
            finally:
                over.set()
                thread.join()


@pytest.fixture(scope="module", params=JUDGING)
def trial(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Trial]:
    home = tmp_path_factory.mktemp("home")
    canary = home / "canary"
    canary.write_text(SECRET)
    canary.chmod(0o644)
    reached: list[str] = []
    with opened(request.param, home / "sandbox") as sandbox:
        with listeners(reached) as port, ThreadPoolExecutor(4) as pool:
            environment = {"PORT": str(port), "CANARY": str(canary)}
            seen = pool.map(lambda c: judge_file(sandbox, c, environment), CANDIDATES)
            found = dict(zip([c.stem for c in CANDIDATES], seen, strict=True))
        yield Trial(sandbox=sandbox, seen=found, reached=reached)


@pytest.mark.parametrize("name", [c.stem for c in CANDIDATES])
def test_it_is_contained(trial: Trial, name: str) -> None:
    seen = trial.seen[name]

    assert seen.survivors == 0
    assert SECRET not in f"{seen.frames}{seen.end}"
    assert seen.end.kind is not EndKind.STOPPED, "it outlived its limit"
    assert len(seen.end.stdout) <= LIMITS.output_bytes
    if name in RETURNS_42:
        assert seen.frames == [["done", 42]], seen.end


def test_nothing_reached_the_network(trial: Trial) -> None:
    assert trial.reached == []


def test_a_good_candidate_still_works_afterwards(trial: Trial) -> None:
    seen = judge(trial.sandbox, "def solve(x):\n    return 2 * x\n", {})

    assert seen.frames == [["done", 42]]
    assert (seen.end.kind, seen.end.exit_code) == (EndKind.EXITED, 0)


def test_there_are_candidates_of_many_kinds() -> None:
    assert len(CANDIDATES) >= 60
