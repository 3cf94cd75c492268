"""Finds GGUF models on this machine: Dreamer's own and those of other programs.

Other programs' files are read where they are, never moved or changed.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dreamer_app.core.errors import ModelError
from dreamer_app.core.inference import ModelInfo
from dreamer_app.inference.fitting import Fit, Verdict, fit
from dreamer_app.inference.header import read_header
from dreamer_app.inference.memory import total_memory
from dreamer_app.inference.pins import known_hash

_OLLAMA = "Ollama"
_OLLAMA_LAYER = "application/vnd.ollama.image.model"
_MIB = 1 << 20
_DEEPEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A GGUF file that was found.

    Args:
        info: what it is; None when it cannot dream.
        refusal: why not, one sentence; empty when it can.
    """

    path: Path
    origin: str
    info: ModelInfo | None = None
    refusal: str = ""


def find_models(
    models_folder: Path, *, environment: Mapping[str, str] | None = None
) -> list[ModelInfo]:
    """Every model that could dream: Dreamer's own first, each file once."""
    found = examine_models(models_folder, environment=environment)
    return [one.info for one in found if one.info is not None]


def examine_models(
    models_folder: Path, *, environment: Mapping[str, str] | None = None
) -> list[Found]:
    """Every GGUF file in the known places, with the reason where one cannot be used."""
    env = os.environ if environment is None else environment
    seen: set[object] = set()
    results = []
    for origin, folder in places(models_folder, env):
        for path, name in _files(origin, folder):
            identity = _identity(path)
            if identity is None or path.resolve() in seen or identity in seen:
                continue
            seen |= {path.resolve(), identity}
            results.append(_examine(path, origin, name))
    return results


def choose_model(
    configured: str,
    models: Iterable[ModelInfo],
    *,
    context: int = 4096,
    sequences: int = 16,
    free_bytes: int | None = None,
    total_bytes: int | None = None,
    gpu_free: int = 0,
    anyway: bool = False,
) -> ModelInfo:
    """The model to dream with.

    Args:
        configured: a path that the user set; it wins over all that was found. Empty: of those
            that fit, one trained to answer before one that only completes, then the largest.
        free_bytes, total_bytes: memory that is free and that there is; default measured.
        gpu_free: bytes free on the GPU, as :func:`fit` takes it.
        anyway: take the configured file also where memory is short.

    Raises:
        ModelError: the configured file cannot be used or does not fit, or there is none that
            fits.
    """
    if configured:
        path = Path(configured).expanduser()
        info = replace(read_header(path), sha256=known_hash(path))
        if not anyway:
            total = total_memory() if total_bytes is None else total_bytes
            need = fit(
                info,
                context=context,
                sequences=sequences,
                free_bytes=free_bytes,
                gpu_free=gpu_free,
            )
            _refuse_too_large(info, need, total)
        return info
    fits = [
        (
            model,
            fit(
                model,
                context=context,
                sequences=sequences,
                free_bytes=free_bytes,
                gpu_free=gpu_free,
            ),
        )
        for model in models
    ]
    usable = [(m, f) for m, f in fits if f.verdict is not Verdict.DOES_NOT_FIT]
    if not usable:
        raise _none_usable([f for _, f in fits])
    return max(usable, key=_worth)[0]


def _refuse_too_large(info: ModelInfo, need: Fit, total: int) -> None:
    """Loaded anyway, it would be read from the disk again for every token, or be killed."""
    if need.total > total:
        raise ModelError(
            f"{info.name} needs {need.total / 1e9:.1f} GB of memory, and this machine has only "
            f"{total / 1e9:.1f} GB.",
            hint="Choose a smaller model, or lower DREAMING_MODEL_CONTEXT.",
        )
    if need.verdict is Verdict.DOES_NOT_FIT:
        raise ModelError(
            need.sentence,
            hint="Close other programs or choose a smaller model; DREAMING_MODEL_ANYWAY loads it "
            "all the same.",
        )


def _worth(choice: tuple[ModelInfo, Fit]) -> tuple[bool, bool, int, int]:
    model, its_fit = choice
    comfortable = its_fit.verdict is Verdict.FITS
    return comfortable, model.has_chat_template, model.parameters, model.size_bytes


def _none_usable(fits: list[Fit]) -> ModelError:
    if not fits:
        return ModelError(
            "There is no model to dream with.",
            hint="Put a GGUF file into the models folder or set DREAMING_MODEL_PATH.",
        )
    least = min(fits, key=lambda one: one.total)
    return ModelError(
        f"None of the {len(fits)} models found fits into memory; {least.sentence}",
        hint="Close other programs, lower DREAMING_MODEL_CONTEXT, or use a smaller model.",
    )


def places(
    models_folder: Path, environment: Mapping[str, str], platform: str = sys.platform
) -> list[tuple[str, Path]]:
    """Where to look, in order of preference: name of the program and folder."""
    home = _home(environment)

    def given(variable: str, *default: Path) -> list[Path]:
        value = environment.get(variable, "")
        return [Path(value)] if value else list(default)

    (cache,) = given("XDG_CACHE_HOME", home / ".cache")
    (hub_home,) = given("HF_HOME", cache / "huggingface")
    jan, gpt4all, llama_cache = _by_platform(home, environment, platform)
    ollama = [home / ".ollama/models", Path("/usr/share/ollama/.ollama/models")]
    folders = [
        ("models folder", [models_folder]),
        ("LM Studio", [home / ".lmstudio/models", cache / "lm-studio/models"]),
        ("Hugging Face", given("HF_HUB_CACHE", hub_home / "hub")),
        (_OLLAMA, given("OLLAMA_MODELS", *ollama)),
        ("Jan", jan),
        ("GPT4All", gpt4all),
        ("llama.cpp", given("LLAMA_CACHE", llama_cache)),
    ]
    return [(origin, folder) for origin, group in folders for folder in group]


def _home(environment: Mapping[str, str]) -> Path:
    value = environment.get("HOME") or environment.get("USERPROFILE")
    return Path(value) if value else Path.home()


def _by_platform(
    home: Path, environment: Mapping[str, str], platform: str
) -> tuple[list[Path], list[Path], Path]:
    """Folders of Jan, GPT4All and llama.cpp."""
    if platform == "darwin":
        support = home / "Library/Application Support"
        return (
            [support / "Jan/data", home / "jan"],
            [support / "nomic.ai/GPT4All"],
            home / "Library/Caches/llama.cpp",
        )
    if platform == "win32":
        roaming = Path(environment.get("APPDATA") or home / "AppData/Roaming")
        local = Path(environment.get("LOCALAPPDATA") or home / "AppData/Local")
        return [roaming / "Jan/data"], [local / "nomic.ai/GPT4All"], local / "llama.cpp"
    config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local/share")
    cache = Path(environment.get("XDG_CACHE_HOME") or home / ".cache")
    return (
        [config / "Jan/data", data / "Jan/data", home / "jan"],
        [data / "nomic.ai/GPT4All"],
        cache / "llama.cpp",
    )


def _files(origin: str, folder: Path) -> Iterator[tuple[Path, str]]:
    """GGUF files below a folder, with a name where the file's own says nothing."""
    if origin == _OLLAMA:
        yield from _ollama_files(folder)
        return
    for root, folders, files in os.walk(folder):
        depth = len(Path(root).relative_to(folder).parts)
        # Hidden folders hold locks, half-fetched files and notes of what does not exist.
        wanted = (f for f in folders if f != "blobs" and not f.startswith("."))
        folders[:] = sorted(wanted) if depth < _DEEPEST else []
        for name in sorted(files):
            if name.lower().endswith(".gguf") and not name.startswith("incomplete-"):
                # Jan calls every file the same and its folder after the model.
                yield Path(root, name), Path(root).name if name == "model.gguf" else ""


def _ollama_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """The model layers that Ollama's manifests name."""
    manifests = folder / "manifests"
    for root, folders, files in os.walk(manifests):
        folders.sort()
        for tag in sorted(files):
            manifest = Path(root, tag)
            for digest in _layers(manifest):
                blob = folder / "blobs" / digest.replace(":", "-")
                if blob.is_file():
                    yield blob, f"{manifest.parent.name}:{tag}"


def _layers(manifest: Path) -> list[str]:
    try:
        content = json.loads(manifest.read_text(encoding="utf-8"))
        return [
            str(layer["digest"])
            for layer in content["layers"]
            if layer["mediaType"] == _OLLAMA_LAYER and "/" not in layer["digest"]
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _identity(path: Path) -> tuple[int, str] | None:
    """Size and hash of both ends, by which copies are known; None when unreadable."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            digest = hashlib.sha256(file.read(_MIB))
            file.seek(max(0, size - _MIB))
            digest.update(file.read(_MIB))
    except OSError:
        return None
    return size, digest.hexdigest()


def _examine(path: Path, origin: str, name: str) -> Found:
    try:
        info = read_header(path)
    except ModelError as error:
        return Found(path=path, origin=origin, refusal=error.message)
    info = replace(info, origin=origin, name=name or info.name, sha256=known_hash(path))
    return Found(path=path, origin=origin, info=info)
