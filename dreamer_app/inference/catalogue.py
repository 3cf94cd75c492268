"""The models that Dreamer knows and can fetch, and what they would need here."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from dreamer_app import paths
from dreamer_app.core.errors import InputError
from dreamer_app.core.inference import ModelInfo
from dreamer_app.inference.fitting import Fit, fit
from dreamer_app.inference.gguf import Header, Tensor

_ONE_BYTE = 24  # a tensor type of one byte for each element


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One model of the catalogue. The sources of its figures stand beside them there.

    Args:
        name: how it is asked for.
        title: how it is shown.
        memory_gb: of the machines that it was chosen for.
        revision: commit of the repository; empty for the newest.
        size: bytes of the file; 0 when it is not known.
        sha256: of the file; empty when it could not be looked up.
        heads, kv_heads, head_size, layers, vocabulary: of the network.
    """

    name: str
    title: str
    memory_gb: int
    repository: str
    file: str
    revision: str = ""
    size: int = 0
    sha256: str = ""
    licence: str = ""
    quantisation: str = ""
    architecture: str = ""
    layers: int = 0
    heads: int = 0
    kv_heads: int = 0
    head_size: int = 0
    vocabulary: int = 0


def listed_models() -> list[Listed]:
    """The catalogue, the smallest first."""
    table = tomllib.loads(paths.catalogue().read_text(encoding="utf-8"))
    known = {field.name for field in fields(Listed)}
    return [Listed(**{k: v for k, v in row.items() if k in known}) for row in table["model"]]


def find_listed(name: str) -> Listed:
    """A model of the catalogue by name, or any file of the hub as ``OWNER/REPOSITORY/FILE``.

    Raises:
        InputError: neither.
    """
    models = listed_models()
    for model in models:
        if name.lower() in (model.name, model.file.lower()):
            return model
    owner, _, rest = name.partition("/")
    repository, _, file = rest.partition("/")
    if owner and repository and file.lower().endswith(".gguf"):
        return Listed(
            name=name, title=Path(file).stem, memory_gb=0, repository=f"{owner}/{repository}",
            file=file,
        )  # fmt: skip
    raise InputError(
        f"There is no model {name} in the catalogue.",
        hint=f"It has {', '.join(model.name for model in models)}; any other GGUF file of the "
        f"hub is named OWNER/REPOSITORY/FILE.gguf.",
    )


def expected_fit(
    model: Listed,
    *,
    context: int,
    sequences: int,
    free_bytes: int | None = None,
    gpu_free: int = 0,
) -> Fit:
    """Whether a model of the catalogue would fit here, before anything is fetched."""
    family = model.architecture
    header = Header(
        path=Path(model.file),
        size_bytes=model.size,
        metadata={
            "general.architecture": family,
            f"{family}.block_count": model.layers,
            f"{family}.attention.head_count": model.heads,
            f"{family}.attention.head_count_kv": model.kv_heads,
            f"{family}.attention.key_length": model.head_size,
            f"{family}.attention.value_length": model.head_size,
            f"{family}.embedding_length": model.heads * model.head_size,
            "tokenizer.ggml.tokens": model.vocabulary,
            "tokenizer.ggml.merges": model.vocabulary,
        },
        tensors=(Tensor(name="weights", shape=(model.size,), type=_ONE_BYTE, offset=0),),
        data_start=0,
    )
    info = ModelInfo(path=header.path, name=model.title, size_bytes=model.size)
    return fit(
        info,
        context=context,
        sequences=sequences,
        free_bytes=free_bytes,
        header=header,
        gpu_free=gpu_free,
        quick=False,  # none of them is small enough
    )
