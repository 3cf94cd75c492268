"""The process that fetches one model file from the hub; it can be killed at any moment.

One JSON object comes in on standard input, JSON lines go out on standard output; the end of
the input ends it. What came of a file stays beside the models as ``.part`` and is taken up
again by the next one, as long as the hub still has the same file.
"""

import contextlib
import errno
import hashlib
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from dreamer_app.core.errors import DreamerError, ModelError

if TYPE_CHECKING:
    import httpx2
    from huggingface_hub.file_download import HfFileMetadata

_CHUNK = 1 << 18
"""Bytes between two reports, and the most that a broken connection costs."""
_FIRST_LOOK, _LONGEST_HEADER = 1 << 20, 1 << 27
_SHA256_LENGTH = 64
_TRIES, _PAUSE_SECONDS = 6, 1.0
PATIENCE_SECONDS = 30.0
_CONNECT_SECONDS = 10.0
_PARTIAL = 206


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is wanted.

    Args:
        action: ``look`` fetches the header only, ``fetch`` the file.
        folder: of the models.
        sha256, size: what the catalogue says; empty and 0 where it does not.
        hub: URL of the hub; empty for the library's own default.
        patience: seconds that a hub may say nothing before it counts as broken off.
    """

    action: str
    repository: str
    file: str
    folder: str
    revision: str = ""
    sha256: str = ""
    size: int = 0
    hub: str = ""
    patience: float = PATIENCE_SECONDS


Say = Callable[[dict[str, Any]], None]


def main() -> int:
    """Do what standard input asks for; the exit code."""
    line = sys.stdin.readline()
    known = {field.name for field in fields(Task)}
    task = Task(**{k: v for k, v in json.loads(line).items() if k in known})
    threading.Thread(target=_end_with_the_input, daemon=True).start()
    try:
        answer = _look(task) if task.action == "look" else _fetch(task, _say)
    except DreamerError as error:
        _say({"type": "failed", "reason": error.message, "hint": error.hint})
        return 1
    _say({"type": "done", **answer})
    return 0


def _say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _end_with_the_input() -> None:
    sys.stdin.read()
    os._exit(0)


def _look(task: Task) -> dict[str, Any]:
    """Fetch as much of the file's beginning as its header takes, and keep it for a moment."""
    metadata = _metadata(task)
    size, wanted = _checked_size(task, metadata), _hash_of(task, metadata)
    beginning = _part(task, "beginning")
    beginning.parent.mkdir(parents=True, exist_ok=True)
    _guarded(task, lambda: _fetch_header(task, metadata.location, size, beginning))
    found = {"size": size, "sha256": wanted, "revision": metadata.commit_hash}
    return {**found, "beginning": str(beginning)}


def _fetch_header(task: Task, address: str, size: int, beginning: Path) -> None:
    from dreamer_app.inference.gguf import parse_header

    enough = _FIRST_LOOK
    with _stream(task, address) as response, beginning.open("wb") as out:
        for chunk in response.iter_bytes(_CHUNK):
            out.write(chunk)
            if out.tell() < min(enough, size):
                continue
            out.flush()
            try:
                parse_header(beginning, whole_size=size)
                return
            except ModelError as error:
                if "header is cut off" not in error.message or enough >= _LONGEST_HEADER:
                    return
            enough *= 2


def _fetch(task: Task, say: Say) -> dict[str, Any]:
    """Fetch the file, check it, and put it among the models, whole or not at all."""
    metadata = _metadata(task)
    _checked_size(task, metadata)
    wanted = _hash_of(task, metadata)
    part = _part(task, wanted[:12])
    with _alone(task, part):
        return _fetch_alone(task, metadata, part, wanted, say)


def _fetch_alone(
    task: Task, metadata: "HfFileMetadata", part: Path, wanted: str, say: Say
) -> dict[str, Any]:
    size = int(metadata.size or 0)
    _receive(task, metadata, part, say)
    actual = _sha256(part, lambda done: say(_progress("checking", done, size)))
    if actual != wanted:
        part.unlink()
        raise ModelError(
            f"{task.file} arrived with the sha256 {actual} instead of {wanted} and was deleted.",
            hint="It was damaged or changed on the way; try again later.",
        )
    target = Path(task.folder) / Path(task.file).name
    part.replace(target)
    return {"path": str(target), "size": size, "sha256": actual, "revision": metadata.commit_hash}


@contextlib.contextmanager
def _alone(task: Task, part: Path) -> Iterator[None]:
    """Two that add to one file would spoil it for both; the lock ends with its process."""
    from filelock import FileLock, Timeout

    part.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(part.with_suffix(".lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise ModelError(f"{task.file} is being fetched already, by another Dreamer.") from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            Path(lock.lock_file).unlink()
        lock.release()


def _receive(task: Task, metadata: "HfFileMetadata", part: Path, say: Say) -> None:
    size = int(metadata.size or 0)

    def told(done: int) -> None:
        say(_progress("fetching", done, size))

    try:
        with part.open("ab") as file:
            if file.tell() > size:
                _empty(file)
            told(file.tell())
            _guarded(task, lambda: _complete(task, file, size, metadata.location, told))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            part.unlink(missing_ok=True)
            raise ModelError(
                f"The disk of {task.folder} ran full while {task.file} was fetched.",
                hint="What had come was deleted. Free some space and fetch it again.",
            ) from error
        raise ModelError(f"{task.file} cannot be written to {task.folder}: {error}.") from error


def _complete(
    task: Task, file: IO[bytes], size: int, address: str, told: Callable[[int], None]
) -> None:
    """Add what a part lacks; after a break from there on, as long as something came in between.

    A hub that falls silent in the middle is one that broke off.

    Raises:
        httpx2.HTTPError: it broke off some times in a row without a byte, or is not given.
        OSError: it cannot be written.
    """
    import httpx2

    tries = _TRIES
    while (have := file.tell()) < size:
        try:
            with _stream(task, address, have) as response:
                if have and response.status_code != _PARTIAL:
                    _empty(file)  # it gives no parts: all of it comes anew
                for chunk in response.iter_bytes(_CHUNK):
                    file.write(chunk)
                    file.flush()
                    told(file.tell())
        except (httpx2.TransportError, httpx2.HTTPStatusError) as error:
            if isinstance(error, httpx2.HTTPStatusError) and not _may_pass(error):
                raise
            tries = _TRIES if file.tell() > have else tries - 1
            if not tries:
                raise
            time.sleep(_PAUSE_SECONDS)


def _may_pass(error: "httpx2.HTTPStatusError") -> bool:
    """Whether a server that is too busy now may give the file in a moment."""
    return error.response.status_code in (408, 429, 500, 502, 503, 504)


@contextlib.contextmanager
def _stream(task: Task, address: str, start: int = 0) -> "Iterator[httpx2.Response]":
    """The answer to a request for a file from this byte on.

    Raises:
        httpx2.HTTPError: it does not come, breaks off, or falls silent.
    """
    import httpx2
    from huggingface_hub import get_session

    # No token is ever sent: what needs one is not fetched by Dreamer.
    headers = {"User-Agent": "dreamer", "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    # The library's own client would wait for ever.
    timeout = httpx2.Timeout(task.patience, connect=min(_CONNECT_SECONDS, task.patience))
    with get_session().stream("GET", address, headers=headers, timeout=timeout) as response:
        response.raise_for_status()
        yield response


def _empty(file: IO[bytes]) -> None:
    file.truncate(0)
    file.seek(0)


def _metadata(task: Task) -> "HfFileMetadata":
    from huggingface_hub import get_hf_file_metadata, hf_hub_url

    url = hf_hub_url(
        task.repository,
        task.file,
        revision=task.revision or "main",
        endpoint=task.hub or None,
    )
    found: HfFileMetadata = _guarded(
        task,
        lambda: get_hf_file_metadata(
            url, token=False, library_name="dreamer", timeout=task.patience
        ),
    )
    return found


def _checked_size(task: Task, metadata: "HfFileMetadata") -> int:
    if not metadata.size:
        raise ModelError(f"The hub does not say how large {task.file} is.", hint="Try again later.")
    if task.size and task.size != metadata.size:
        raise ModelError(
            f"The hub's {task.file} has {metadata.size:,} bytes, not {task.size:,} as the "
            f"catalogue says.",
            hint="It is another file than the one that was chosen; nothing was fetched.",
        )
    return int(metadata.size)


def _hash_of(task: Task, metadata: "HfFileMetadata") -> str:
    """What the file's sha256 has to be: the catalogue's, and the hub's own."""
    etag = (metadata.etag or "").lower()
    told = etag if len(etag) == _SHA256_LENGTH and set(etag) <= set("0123456789abcdef") else ""
    if task.sha256 and told and told != task.sha256:
        raise ModelError(
            f"The hub's {task.file} has the sha256 {told}, not {task.sha256} as it should be.",
            hint="It is another file than the one that was chosen; nothing was fetched.",
        )
    if not (task.sha256 or told):
        raise ModelError(
            f"Neither the catalogue nor the hub says which sha256 {task.file} has, so it could "
            f"not be checked and was not fetched.",
            hint="Fetch it yourself, if you trust it, and put it into the models folder.",
        )
    return task.sha256 or told


def _guarded(task: Task, work: Callable[[], Any]) -> Any:
    """What went wrong with the hub, in one sentence."""
    import httpx2
    from huggingface_hub import constants, errors

    hub = task.hub or constants.ENDPOINT
    try:
        return work()
    except errors.GatedRepoError as error:
        raise ModelError(
            f"{task.repository} asks for an account and its owner's terms.",
            hint="Fetch the file in your browser and put it into the models folder.",
        ) from error
    except (errors.RepositoryNotFoundError, errors.RemoteEntryNotFoundError) as error:
        raise ModelError(f"The hub {hub} has no {task.repository}/{task.file}.") from error
    except errors.RevisionNotFoundError as error:
        raise ModelError(
            f"The hub {hub} has {task.repository} no longer as the catalogue knows it."
        ) from error
    except (errors.OfflineModeIsEnabled, httpx2.ConnectError, httpx2.ConnectTimeout) as error:
        raise ModelError(
            f"The hub {hub} cannot be reached: this machine is offline or the hub is down.",
            hint="What is in the models folder already works without it.",
        ) from error
    except httpx2.TimeoutException as error:
        raise ModelError(
            f"The hub {hub} fell silent: nothing came for {task.patience:g} seconds.",
            hint="Try again later: what has come already is kept.",
        ) from error
    except (httpx2.HTTPStatusError, errors.HfHubHTTPError) as error:
        raise ModelError(
            f"The hub {hub} failed (status {error.response.status_code}).", hint="Try again later."
        ) from error
    except (httpx2.HTTPError, httpx2.StreamError) as error:
        raise ModelError(
            f"The connection to the hub {hub} broke off again and again.",
            hint="Fetch it again: it goes on where it stopped.",
        ) from error


def _part(task: Task, tag: str) -> Path:
    return Path(task.folder) / ".fetching" / f"{Path(task.file).name}.{tag}.part"


def _sha256(path: Path, told: Callable[[int], None]) -> str:
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(1 << 24):
            digest.update(block)
            done += len(block)
            told(done)
    return digest.hexdigest()


def _progress(stage: str, done: int, total: int) -> dict[str, Any]:
    return {"type": "progress", "stage": stage, "done": done, "total": total}


if __name__ == "__main__":
    sys.exit(main())
