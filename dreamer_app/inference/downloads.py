"""Fetching models: what a file would need here, and the file itself, through a child process."""

import contextlib
import json
import logging
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from dreamer_app.core.errors import ModelError
from dreamer_app.core.inference import ModelInfo
from dreamer_app.core.stop import StopToken
from dreamer_app.inference.catalogue import Listed
from dreamer_app.inference.fetching import PATIENCE_SECONDS, Task
from dreamer_app.inference.fitting import Fit, Verdict, fit
from dreamer_app.inference.gguf import parse_header
from dreamer_app.inference.header import describe, read_header
from dreamer_app.inference.pins import Pin, keep_pin

_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_SPARE = 5_000_000_000
"""Bytes that have to stay free on the disk: a full one breaks other programs."""
_MARGIN = 1.05
"""Room taken for a file, in its sizes: file systems need some for themselves."""

OnProgress = Callable[["Progress"], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a download is.

    Args:
        stage: ``looking``, ``fetching`` or ``checking``.
        done, total: bytes.
    """

    stage: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the hub has, looked at before it is fetched.

    Args:
        info: from the file's own header.
        have: bytes that an earlier try left here.
    """

    model: Listed
    info: ModelInfo
    fit: Fit
    size: int
    sha256: str
    revision: str
    have: int = 0


class Downloads:
    """Fetches models into the models folder.

    Args:
        hub: its URL; empty for the library's default, which ``HF_ENDPOINT`` moves.
        environment: of the child; default this process's.
        spare_bytes: that have to stay free on the disk.
        patience: seconds that the hub may be silent.
    """

    def __init__(
        self,
        models_folder: Path,
        *,
        hub: str = "",
        environment: Mapping[str, str] | None = None,
        spare_bytes: int = _SPARE,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._folder = models_folder
        self._hub = hub
        self._environment = dict(os.environ if environment is None else environment)
        self._spare = spare_bytes
        self._patience = patience

    def look(
        self,
        model: Listed,
        stop: StopToken,
        *,
        context: int,
        sequences: int,
        gpu_free: int = 0,
    ) -> Offer:
        """Read the header of the hub's file, and say what the model would need here.

        Raises:
            ModelError: no connection, no such file, or no language model.
            Stopped: it was cancelled.
        """
        answer = self._run(self._task("look", model), stop, _unheard)
        beginning = Path(answer["beginning"])
        try:
            header = parse_header(beginning, whole_size=int(answer["size"]))
            header = replace(header, path=self._folder / Path(model.file).name)
            info = describe(header)
        finally:
            beginning.unlink(missing_ok=True)
        return Offer(
            model=model,
            info=replace(info, sha256=answer["sha256"], origin="hub"),
            fit=fit(
                info,
                context=context,
                sequences=sequences,
                header=header,
                gpu_free=gpu_free,
            ),
            size=int(answer["size"]),
            sha256=answer["sha256"],
            revision=answer["revision"] or "",
            have=self._have(model, answer["sha256"]),
        )

    def fetch(
        self, offer: Offer, stop: StopToken, on_progress: OnProgress, *, anyway: bool = False
    ) -> ModelInfo:
        """Fetch what was offered, check it, keep its hash, and put it among the models.

        A cancelled or broken download goes on where it stopped.

        Args:
            on_progress: called from this thread.
            anyway: also a model that does not fit into memory.

        Raises:
            ModelError: it does not fit into memory or on the disk, the connection broke for
                good, the disk ran full, or what came is not what was offered.
            Stopped: it was cancelled.
        """
        target = self._folder / Path(offer.model.file).name
        if offer.fit.verdict is Verdict.DOES_NOT_FIT and not anyway:
            raise ModelError(offer.fit.sentence, hint="Nothing was fetched; choose a smaller one.")
        self._check_disk(offer)
        task = replace(
            self._task("fetch", offer.model),
            sha256=offer.sha256,
            size=offer.size,
            revision=offer.revision,
        )
        answer = self._run(task, stop, on_progress)
        keep_pin(
            self._folder,
            target.name,
            Pin(
                sha256=answer["sha256"],
                size=offer.size,
                repository=offer.model.repository,
                revision=offer.revision,
            ),
        )
        return replace(read_header(target), sha256=answer["sha256"], origin="models folder")

    def _task(self, action: str, model: Listed) -> Task:
        return Task(
            action=action,
            repository=model.repository,
            file=model.file,
            folder=str(self._folder),
            revision=model.revision,
            sha256=model.sha256,
            size=model.size,
            hub=self._hub,
            patience=self._patience,
        )

    def _have(self, model: Listed, sha256: str) -> int:
        name = f"{Path(model.file).name}.{sha256[:12]}.part"
        with contextlib.suppress(OSError):
            return (self._folder / ".fetching" / name).stat().st_size
        return 0

    def _check_disk(self, offer: Offer) -> None:
        missing = max(0, offer.size - offer.have)
        free = shutil.disk_usage(self._folder).free
        if missing * _MARGIN + self._spare > free:
            raise ModelError(
                f"{offer.info.name} needs {missing / 1e9:.1f} GB on the disk of {self._folder} "
                f"and {self._spare / 1e9:.1f} GB are to stay free, but only {free / 1e9:.1f} GB "
                f"are.",
                hint="Free some space, or move Dreamer's folder with DREAMER_HOME.",
            )

    def _run(self, task: Task, stop: StopToken, on_progress: OnProgress) -> dict[str, Any]:
        """Have a child do it; its last answer."""
        stop.check()
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        on_progress(Progress(stage="looking"))
        child = subprocess.Popen(
            [sys.executable, "-m", "dreamer_app.inference.fetching"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=_ROOT,
            env={**self._environment, **_MANNERS, "PYTHONPATH": str(_ROOT)},
            start_new_session=True,
        )
        complaints: list[bytes] = []
        with child:
            reader = threading.Thread(target=_drain, args=(child, complaints), daemon=True)
            reader.start()
            forget = stop.on_stop(child.kill)
            try:
                answer = _listen(child, task, on_progress)
            finally:
                forget()
                child.kill()
                child.wait()
                reader.join()
        stop.check()
        if answer is None:
            said = b"".join(complaints).decode("utf-8", "replace").strip().splitlines()
            _log.warning("Fetching %s ended early: %s", task.file, said[-1:])
            raise ModelError(f"Fetching {task.file} ended before it was done.", hint="Try again.")
        if answer["type"] == "failed":
            raise ModelError(answer["reason"], hint=answer["hint"])
        return answer


_MANNERS = {
    # Only plain HTTP goes on where it stopped.
    "HF_HUB_DISABLE_XET": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "PYTHONUTF8": "1",
}


def _listen(
    child: "subprocess.Popen[bytes]", task: Task, on_progress: OnProgress
) -> dict[str, Any] | None:
    """Tell the child what to do and hear it out; None when it ended without an answer."""
    if child.stdin is None or child.stdout is None:  # pragma: no cover - both are pipes
        return None
    with contextlib.suppress(OSError):
        child.stdin.write(json.dumps(asdict(task)).encode() + b"\n")
        child.stdin.flush()
    for line in child.stdout:
        message: dict[str, Any] = json.loads(line)
        if message["type"] != "progress":
            return message
        on_progress(Progress(stage=message["stage"], done=message["done"], total=message["total"]))
    return None


def _drain(child: "subprocess.Popen[bytes]", into: list[bytes]) -> None:
    if child.stderr is not None:
        into.extend(child.stderr)


def _unheard(progress: Progress) -> None:
    """Nobody waits for news."""
