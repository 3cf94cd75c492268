"""The limits of a container, in the engine's words."""

from typing import Any

from docker.types import Mount

from dreamer_app.core.execution import Limits
from dreamer_app.sandbox.backend import SHARED_MEMORY_BYTES
from dreamer_app.sandbox.direct_stream import FOLDER_INSIDE, SOCKET
from dreamer_app.sandbox.rootfs import ENVIRONMENT, PYTHON, SUPERVISOR
from dreamer_app.sandbox.running import SUPERVISOR_PROCESSES

_NOBODY = "65534:65534"
_SUPERVISOR_BYTES = 48 * 1024**2
"""Room for the supervisor and its buffers in the container's memory."""
_CPU_SHARES = 2
"""The lowest there is: this is background work."""


def configuration(
    client: Any,
    image: str,
    loader_path: str,
    limits: Limits,
    *,
    labels: dict[str, str],
    cgroup_parent: str | None,
    shown: str | None,
) -> dict[str, Any]:
    """What a container is made of and held to, as docker-py's client puts it.

    Args:
        shown: a folder that it may read, for its stream to us.

    The engine's own init stays out: it would hold the container's streams as process 1 under
    the user of the program, which could then open them through /proc. What it is good for
    our supervisor does as process 1: it buries orphans, and it is not the program, which on
    some engines survives its container's removal if it is process 1 and asks to be traced.

    No log driver: the default one writes the program's output to the host's disk without
    end. The engine's own seccomp profile stays in force under ours.
    """
    memory = limits.memory_bytes + limits.scratch_bytes + SHARED_MEMORY_BYTES + _SUPERVISOR_BYTES
    scratch = f"rw,nosuid,nodev,noexec,size={limits.scratch_bytes},nr_inodes=4096,mode=1777"
    # Not among "binds": for those an engine makes folders that it does not find.
    mounts = [Mount(FOLDER_INSIDE, shown, type="bind", read_only=True)] if shown else None
    host = client.create_host_config(
        init=False,
        mounts=mounts,
        network_mode="none",
        read_only=True,
        tmpfs={"/tmp": scratch},  # noqa: S108 - inside
        ipc_mode="private",
        shm_size=SHARED_MEMORY_BYTES,
        cap_drop=["ALL"],
        security_opt=["no-new-privileges"],
        pids_limit=limits.processes + SUPERVISOR_PROCESSES,
        mem_limit=memory,
        memswap_limit=memory,
        nano_cpus=10**9,
        cgroup_parent=cgroup_parent,
        cpu_shares=_CPU_SHARES,
        ulimits=[
            {"Name": "nofile", "Soft": 256, "Hard": 256},
            {"Name": "fsize", "Soft": limits.file_bytes, "Hard": limits.file_bytes},
            {"Name": "core", "Soft": 0, "Hard": 0},
        ],
        oom_score_adj=1000,
        log_config={"Type": "none", "Config": {}},
        auto_remove=True,
    )
    return dict(
        client.create_container_config(
            image,
            [PYTHON, "-I", "-S", "-B", SUPERVISOR, "--host", f"{FOLDER_INSIDE}/{SOCKET}"],
            hostname="sandbox",
            user=_NOBODY,
            stdin_open=True,
            environment={**ENVIRONMENT, "LD_LIBRARY_PATH": loader_path},
            working_dir="/tmp",  # noqa: S108 - inside
            network_disabled=True,
            labels=labels,
            host_config=host,
        )
    )
