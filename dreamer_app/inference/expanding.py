"""A small model's weights, kept in the form that this processor multiplies fastest.

A 4-bit file has to be unpacked in every product. Where the processor multiplies 16-bit brain
floats by itself, a copy of the file in those evaluates a prompt three times and sixteen samples
twice as fast, with the same weights to within a rounding of 1/512 (measured: docs/adr/0042).
It is four times as large, so this is for small models.

Runs in the model host's process.
"""

import contextlib
import hashlib
import shutil
import time
from pathlib import Path

from llama_cpp import llama_cpp as llama

from dreamer_app.inference.memory import free_memory
from dreamer_app.inference.native import processor_has

MOST_PARAMETERS = 400_000_000
BYTES_EACH = 2
_SPARE = 3
"""Room wanted in memory and on the disk, in sizes of the copy."""
_TRY_AGAIN_SECONDS = 600.0


def quick_copy(path: Path, folder: Path, parameters: int, threads: int) -> Path:
    """The file to load: a copy in brain floats, made now if need be, or the file itself.

    Args:
        folder: where copies are kept; at most one, for the model that was used last.
        parameters: number of weights.

    Returns:
        ``path`` where a copy gains nothing, there is no room for it, or it cannot be made.
    """
    size = parameters * BYTES_EACH
    if not _gains(parameters) or free_memory() < _SPARE * size:
        return path
    try:
        return _copied(path, folder, size, threads)
    except OSError:
        return path


def _gains(parameters: int) -> bool:
    if llama.llama_supports_gpu_offload():
        return False
    return 0 < parameters <= MOST_PARAMETERS and processor_has("AVX512_BF16")


def _copied(path: Path, folder: Path, size: int, threads: int) -> Path:
    about = path.stat()
    identity = f"{path.resolve()} {about.st_size} {about.st_mtime_ns}"
    name = hashlib.sha256(identity.encode()).hexdigest()[:16]
    copy, part = folder / f"{name}.bf16.gguf", folder / f"{name}.part"
    if copy.is_file():
        return copy
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if _died_of_it(part) or shutil.disk_usage(folder).free < _SPARE * size:
        return path
    for old in folder.iterdir():
        old.unlink()
    if _converted(path, part, threads):
        part.replace(copy)
        return copy
    part.unlink(missing_ok=True)
    return path


def _died_of_it(part: Path) -> bool:
    """Whether an attempt a short while ago did not come to its end; it is not repeated at once."""
    with contextlib.suppress(FileNotFoundError):
        return time.time() - part.stat().st_mtime < _TRY_AGAIN_SECONDS
    return False


def _converted(path: Path, target: Path, threads: int) -> bool:
    params = llama.llama_model_quantize_default_params()
    params.ftype = llama.LLAMA_FTYPE_MOSTLY_BF16
    params.allow_requantize = True
    params.nthread = threads
    return bool(llama.llama_model_quantize(str(path).encode(), str(target).encode(), params) == 0)
