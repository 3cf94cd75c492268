"""The Docker engine: connections, images made of local files, containers, removal until it is true.

Docker's client library is loaded with this file, so no process that stays imports it: a session
has it in a process of its own, see :mod:`dreamer_app.sandbox.engine_process`.
"""

import contextlib
import hashlib
import logging
import socket
import tarfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from typing import Any

import docker
import docker.errors
import requests
from docker.utils import kwargs_from_env

from dreamer_app.core.errors import SandboxError
from dreamer_app.core.execution import Limits
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox.configuration import configuration
from dreamer_app.sandbox.direct_stream import Stream, StreamListener
from dreamer_app.sandbox.owner import Owner
from dreamer_app.sandbox.rootfs import PYTHON, FileSystem
from dreamer_app.sandbox.weight import INSIDE

_log = logging.getLogger(__name__)

LABEL = "org.dreamer.sandbox"
_OWNER = f"{LABEL}.owner"
_SESSION = f"{LABEL}.session"
_TIMEOUT_SECONDS = 60
_PROBE_SECONDS = 5
_REMOVE_SECONDS = 30.0
_IMAGES_KEPT = 8
_CGROUP_PARENTS = {"cgroupfs": "/dreamer", "systemd": "dreamer.slice"}
"""The control group all containers are below, by the engine's driver.

The engine's own would be shared with the user's containers: whoever weighs the machine's load
could not tell theirs from ours.
"""
_IN_BACKGROUND = {"cgroupfs": "/dreamernight", "systemd": "dreamernight.slice"}
"""The same for what nobody waits for: a group that is made light."""
_START_ENGINE = "Install and start Docker, or choose the bubblewrap sandbox."
_FAULTS = (docker.errors.DockerException, requests.RequestException, OSError)


class Engine:
    """A Docker engine on this machine.

    Args:
        namespace: names of containers begin with it; a label holds it too.
        background: nobody waits for our containers.
        owner: whose our containers are; without it, this process.
        streams: a folder for streams that do not pass the engine; without it, all do.

    Raises:
        SandboxError: none answers.
    """

    def __init__(
        self,
        namespace: str,
        *,
        background: bool = False,
        owner: Owner | None = None,
        streams: Path | None = None,
    ) -> None:
        self.namespace = namespace
        self._streams = streams
        self._owner = owner or Owner.this()
        self._local = threading.local()
        self._lock = threading.Lock()
        self._clients: list[docker.APIClient] = []
        self._version = "auto"
        self._in_background = background
        self._cgroup_parent: str | None = None
        self._background = ThreadPoolExecutor(6, thread_name_prefix="docker-engine")
        self._removals: dict[str, Future[bool]] = {}
        try:
            self._version = str(self._connect(_PROBE_SECONDS).api_version)
        except SandboxError:
            self.close()
            raise

    @property
    def client(self) -> docker.APIClient:
        """A connection for the calling thread; they are not to be shared."""
        client = getattr(self._local, "client", None)
        return client or self._connect(_TIMEOUT_SECONDS)

    def _connect(self, seconds: int) -> docker.APIClient:
        client = None
        try:
            given = dict(kwargs_from_env())
            _knock(str(given.get("base_url") or ""))
            client = docker.APIClient(**kwargs_from_env(), version=self._version, timeout=seconds)
            client.ping()
        except _FAULTS as error:
            if client is not None:
                client.close()
            raise SandboxError("No Docker engine answers.", hint=_START_ENGINE) from error
        client.timeout = _TIMEOUT_SECONDS
        with self._lock:
            self._clients.append(client)
        self._local.client = client
        return client

    def cgroup_parent(self) -> str | None:
        """The control group for our containers, or None for an engine that has none."""
        if self._cgroup_parent is None:
            driver = str(self.client.info().get("CgroupDriver"))
            self._cgroup_parent = (_IN_BACKGROUND if self._in_background else _CGROUP_PARENTS).get(
                driver, ""
            )
        return self._cgroup_parent or None

    def lower_from_inside(self, folder: str, program: str, image: str, loader_path: str) -> None:
        """Have a container of our own make the group light; nothing of a candidate is in it.

        Args:
            folder: to show to it.
            program: to run in it.
            image: one of ours.
            loader_path: where its Python finds its libraries.
        """
        client: Any = self.client
        host = client.create_host_config(
            binds={folder: {"bind": INSIDE, "mode": "rw"}},
            network_mode="none",
            read_only=True,
            cap_drop=["ALL"],
            cap_add=["CHOWN"],
            security_opt=["no-new-privileges"],
            log_config={"Type": "none", "Config": {}},
        )
        try:
            made = client.create_container(
                image,
                [PYTHON, "-I", "-S", "-c", program],
                user="0:0",
                environment={"LD_LIBRARY_PATH": loader_path},
                network_disabled=True,
                labels=self.labels("weight"),
                host_config=host,
            )["Id"]
            client.start(made)
            client.wait(made, timeout=_PROBE_SECONDS)
            self.discard(made)
        except _FAULTS as error:
            _log.info("Containers keep the weight of ordinary programs: %s", error)

    # -- images -------------------------------------------------------------------------

    def image(self, files: FileSystem, stop: StopToken) -> str:
        """The tag of the image with these files, built where it is missing.

        Raises:
            SandboxError: the engine refuses.
            Stopped: a stop was asked for.
        """
        base = f"{self.namespace}-image:{files.root.name}"
        keys = "\n".join(name for name, _ in files.libraries)
        tag = f"{base}-{hashlib.sha256(keys.encode()).hexdigest()[:16]}" if keys else base
        with translated("build the sandbox's image"):
            if not self._has_image(base):
                self._import(base, files.root, stop)
            if not self._has_image(tag):
                self._add_libraries(base, tag, files, stop)
        return tag

    def _has_image(self, tag: str) -> bool:
        client: Any = self.client
        try:
            client.inspect_image(tag)
        except docker.errors.ImageNotFound:
            return False
        return True

    def _import(self, tag: str, root: Path, stop: StopToken) -> None:
        repository, _, version = tag.partition(":")
        answer = self.client.import_image_from_stream(
            archive([(root, ".")], stop), repository=repository, tag=version
        )
        if "error" in answer:
            raise SandboxError(f"The engine refuses the sandbox's image: {answer.strip()}.")

    def _add_libraries(self, base: str, tag: str, files: FileSystem, stop: StopToken) -> None:
        """Lay the libraries over the base, as one layer."""
        recipe = f"FROM {base}\nCOPY libraries /libraries\n".encode()
        folders = [(folder, f"libraries/{name}") for name, folder in files.libraries]
        for line in self.client.build(
            fileobj=archive(folders, stop, Dockerfile=recipe),  # type: ignore[arg-type]
            custom_context=True,
            tag=tag,
            rm=True,
            decode=True,
        ):
            if "error" in line:
                raise SandboxError(f"The engine cannot build the sandbox: {line['error']}.")

    def forget_old_images(self) -> int:
        """Remove all but the newest images of this namespace; how many went."""
        removed = 0
        with translated("list containers"):
            images = self.client.images(f"{self.namespace}-image")
            for image in sorted(images, key=lambda i: i["Created"], reverse=True)[_IMAGES_KEPT:]:
                for tag in image.get("RepoTags") or ():
                    with contextlib.suppress(docker.errors.APIError):  # in use: later, then
                        self.client.remove_image(tag)
                        removed += 1
        return removed

    # -- containers ---------------------------------------------------------------------

    def start(
        self, name: str, image: str, loader_path: str, limits: Limits, session: str
    ) -> Stream:
        """Start a container: its stream, from which nothing has been read.

        Raises:
            SandboxError: the engine refuses, or its streams cannot be handed on.
        """
        start = partial(self._start, name, image, loader_path, limits, session)
        with translated("start a container"), contextlib.ExitStack() as undoing:
            undoing.callback(self.discard, name)
            stream = self._start_directly(start) or start(None)
            undoing.pop_all()
        return stream

    def _start_directly(self, start: Callable[[StreamListener], Stream]) -> Stream | None:
        """Start a container with a stream past the engine; None where there is no way to that."""
        folder = self._streams
        if folder is None:
            return None
        reason: Exception
        try:
            listener = StreamListener(folder, self._owner)
        except OSError as error:
            reason = error
        else:
            with contextlib.closing(listener):
                try:
                    return start(listener)
                except docker.errors.APIError as error:
                    # That it does not see our folder an engine says in words only.
                    if "mount" not in str(error.explanation).lower():
                        raise
                    reason = error
        _log.info("Streams to containers pass the engine: %s", reason)
        self._streams = None
        return None

    def _start(
        self,
        name: str,
        image: str,
        loader_path: str,
        limits: Limits,
        session: str,
        listener: StreamListener | None,
    ) -> Stream:
        client: Any = self.client
        made = configuration(
            client,
            image,
            loader_path,
            limits,
            labels=self.labels(session),
            cgroup_parent=self.cgroup_parent(),
            shown=str(listener.folder) if listener else None,
        )
        client.create_container_from_config(made, name)
        # Attached, and taken from docker-py, before the container can say anything.
        streams = {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1}
        ours = _own_socket(client.attach_socket(name, streams))
        try:
            client.start(name)
            if listener is None:
                return Stream(ours, is_direct=False)
            return listener.stream(ours, _TIMEOUT_SECONDS)
        except BaseException:
            ours.close()
            raise

    def labels(self, session: str) -> dict[str, str]:
        """What a sweep recognises our containers, and their owner, by."""
        return {LABEL: self.namespace, _OWNER: str(self._owner), _SESSION: session}

    def discard(self, name: str) -> "Future[bool]":
        """Kill and remove a container, behind the scenes; asked twice, it is done once."""
        with self._lock:
            if name not in self._removals:
                self._removals[name] = self._background.submit(self._remove, name)
            return self._removals[name]

    def _remove(self, name: str) -> bool:
        """Ask until the engine says that there is no such container."""
        limit = time.monotonic() + _REMOVE_SECONDS
        while time.monotonic() < limit:
            try:
                self.client.remove_container(name, force=True, v=True)
            except docker.errors.NotFound:
                return True
            except _FAULTS:
                time.sleep(0.02)  # 409: somebody else is already removing it
        return False

    def abandoned(self) -> list[str]:
        """Ids of containers whose owner is gone."""
        with translated("list containers"):
            return [name for name, owner in self._containers() if owner.is_gone()]

    def left(self, session: str) -> list[str]:
        """Ids of containers of a session of our owner: a slow engine made them after all."""
        label = f"{_SESSION}={session}"
        with translated("list containers"):
            return [name for name, owner in self._containers(label) if owner == self._owner]

    def _containers(self, *further: str) -> Iterator[tuple[str, Owner]]:
        client: Any = self.client
        labels = [f"{LABEL}={self.namespace}", _OWNER, *further]
        for container in client.containers(all=True, filters={"label": labels}):
            owner = Owner.parse(container["Labels"].get(_OWNER, ""))
            if owner is not None:
                yield container["Id"], owner

    def settle(self) -> None:
        """Wait until every removal asked for has been done."""
        with self._lock:
            pending = list(self._removals.values())
        wait(pending, timeout=_REMOVE_SECONDS)

    def close(self) -> None:
        """Wait for removals, then close all connections."""
        self._background.shutdown(wait=True)
        with self._lock:
            clients, self._clients = self._clients, []
        for client in clients:
            client.close()


def _knock(url: str) -> None:
    """See whether anybody listens, before docker-py does: it leaves its socket open if not."""
    address = url or "unix:///var/run/docker.sock"
    scheme, _, path = address.partition("://")
    if scheme.endswith("unix"):
        with socket.socket(socket.AF_UNIX) as door:
            door.settimeout(_PROBE_SECONDS)
            door.connect("/" + path.lstrip("/"))


def _own_socket(stream: Any) -> socket.socket:
    """The socket under docker-py's wrapper, as our own; the wrapper's layers are closed.

    They read ahead, block, and close one another in an order of their own.
    """
    theirs = getattr(stream, "_sock", stream)
    if type(theirs) is not socket.socket:
        raise SandboxError(
            "This Docker engine is reached through an encrypted connection.",
            hint="Use an engine on this machine: unset DOCKER_HOST.",
        )
    ours = theirs.dup()
    stream._response.close()  # noqa: SLF001 - there is no other way to it
    return ours


@contextlib.contextmanager
def translated(action: str) -> Iterator[None]:
    """Turn what docker-py raises into a sentence for a person."""
    try:
        yield
    except _FAULTS as error:
        text = str(getattr(error, "explanation", "") or error).rstrip(".")
        raise SandboxError(f"Docker cannot {action}: {text}.", hint=_START_ENGINE) from error


class _Chunks:
    """A file that gives back what was written to it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        return data


def archive(folders: list[tuple[Path, str]], stop: StopToken, **files: bytes) -> Iterator[bytes]:
    """Folders as a tar stream, owned by root, made while it is sent.

    Args:
        folders: pairs of a folder and its place in the archive.
        stop: breaks the stream off.
        files: further files by name.
    """
    import io

    chunks = _Chunks()
    with tarfile.open(fileobj=chunks, mode="w|", bufsize=1 << 20) as tar:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
        for folder, place in folders:
            for path in [folder, *sorted(folder.rglob("*"))]:
                stop.check()
                where = Path(place, path.relative_to(folder)).as_posix()
                tar.add(path, where, recursive=False, filter=_owned_by_root)
                data = chunks.take()
                if data:
                    yield data
    yield chunks.take()


def _owned_by_root(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    return info
