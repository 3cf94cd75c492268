"""Whether a model fits into memory, from its header alone, before it is loaded."""

import re
from dataclasses import dataclass
from enum import StrEnum

from dreamer_app.core.inference import ModelInfo
from dreamer_app.inference.cores import multiplies_brain_floats
from dreamer_app.inference.gguf import Header, parse_header
from dreamer_app.inference.host import BATCH, ROOTS, cells_for, context_for
from dreamer_app.inference.memory import free_memory

_CACHE_BYTES = 2  # the cache holds 16-bit floats
# Tokens that a processor evaluates in one go; as in native.py, which only the host can import.
PART_ON_PROCESSOR = 128
_FLOAT = 4
_CANDIDATE = 12  # of each token of the vocabulary in each sample's sampler
# As in expanding.py, which only the host's process can import.
MOST_PARAMETERS, BYTES_EACH, SPARE = 400_000_000, 2, 3
_TIGHT_ABOVE = 0.7
"""Of the memory that is free; the rest is for what its user opens meanwhile."""
_GPU_WORK = 400 << 20
"""Bytes of a GPU for its driver's context and intermediate results; an assumption."""
_BLOCK = re.compile(r"blk\.(\d+)\.")
_RUNTIME = 42 << 20
"""Of the child without a model: Python, numpy, llama.cpp's libraries. Measured."""
_PER_TOKEN_NAME = 170
"""Of the vocabulary, for each token and each merge. Measured with 49k and 262k tokens."""


class Verdict(StrEnum):
    """How a model sits in memory."""

    FITS = "fits"
    TIGHT = "tight"
    DOES_NOT_FIT = "does_not_fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What a model needs of memory and what there is, in bytes.

    Args:
        weights_bytes: the tensors.
        cache_bytes: keys and values of every token in the cache, and the states of layers that
            remember otherwise.
        compute_bytes: everything else: intermediate results, vocabulary, the process.
        gpu_layers: how many layers fit on the GPU; their weights and cache are not needed in
            memory. One more than the model has stands for its output too.
        gpu_bytes: what these take there.
    """

    verdict: Verdict
    weights_bytes: int
    cache_bytes: int
    compute_bytes: int
    free: int
    sentence: str
    gpu_layers: int = 0
    gpu_bytes: int = 0

    @property
    def total(self) -> int:
        """All that is needed in memory."""
        return self.weights_bytes + self.cache_bytes + self.compute_bytes - self.gpu_bytes


def fit(
    info: ModelInfo,
    *,
    context: int = 4096,
    sequences: int = 16,
    free_bytes: int | None = None,
    header: Header | None = None,
    gpu_free: int = 0,
    quick: bool | None = None,
) -> Fit:
    """Compare what the model needs with what is free.

    Args:
        context, sequences: as given to the host.
        free_bytes: default what is free now, seen from inside any container.
        header: of a file that is not here yet; default the one of the model's file.
        gpu_free: bytes free on the GPU; 0 where there is none.
        quick: whether the host loads small models as 16-bit brain floats; default where the
            processor multiplies those by itself.

    Raises:
        ModelError: the header cannot be read.
    """
    header = header or parse_header(info.path)
    cells = cells_for(context_for(info, context), sequences)
    free = free_memory() if free_bytes is None else free_bytes
    quick = multiplies_brain_floats() if quick is None else quick
    weights = _weights_bytes(header, free if quick and not gpu_free else 0)
    cache = cells * cache_bytes_per_token(header) + _state_bytes(header, sequences)
    compute = _compute_bytes(header, cells, sequences)
    if not gpu_free:
        compute += _scores_bytes(header, cells)
    layers, on_gpu = layers_on_gpu(header, cells, gpu_free)
    total = weights + cache + compute - on_gpu
    verdict = _verdict(total, free)
    sentence = _sentence(info.name, verdict, total, free)
    if layers:
        count = header.of_architecture("block_count")
        on_it = f"{min(layers, count)} of its {count} layers fit on the GPU."
        sentence = " ".join((sentence, on_it))
    return Fit(
        verdict=verdict,
        weights_bytes=weights,
        cache_bytes=cache,
        compute_bytes=compute,
        free=free,
        sentence=sentence,
        gpu_layers=layers,
        gpu_bytes=on_gpu,
    )


def _weights_bytes(header: Header, free: int) -> int:
    """The tensors as they will be in memory; ``free`` is 0 where the file is loaded as it is.

    The host expands small models where there is three times the room for it (expanding.py).
    """
    stored = sum(tensor.size_bytes for tensor in header.tensors)
    weights = sum(tensor.elements for tensor in header.tensors)
    expanded = weights * BYTES_EACH
    if stored < expanded and weights <= MOST_PARAMETERS and free >= SPARE * expanded:
        return expanded
    return stored


def layers_on_gpu(header: Header, cells: int, gpu_free: int) -> tuple[int, int]:
    """How many layers fit on a GPU, the last ones first as llama.cpp takes them, and their bytes.

    Never measured: no GPU was at hand. A tenth of its memory and room for intermediate
    results stay free.
    """
    count = header.of_architecture("block_count")
    sizes = [0] * count
    output = 0
    for tensor in header.tensors:
        block = _BLOCK.match(tensor.name)
        if block is not None and int(block[1]) < count:
            sizes[int(block[1])] += tensor.size_bytes
        elif tensor.name.startswith("output"):
            output += tensor.size_bytes
    if not any(sizes):
        return 0, 0
    cache = cells * cache_bytes_per_token(header) // count
    room = gpu_free * 9 // 10 - _GPU_WORK
    layers = used = 0
    for size in reversed(sizes):
        if used + size + cache > room:
            return layers, used
        layers, used = layers + 1, used + size + cache
    return (layers + 1, used + output) if used + output <= room else (layers, used)


def cache_bytes_per_token(header: Header) -> int:
    """Keys and values of one token over all layers that look back at tokens."""
    heads = header.of_architecture("attention.head_count", 1)
    if not heads:
        return 0
    layers = header.of_architecture("block_count") - _layers_with_state(header, alone=True)
    width = header.of_architecture("embedding_length") // heads
    key = header.of_architecture("attention.key_length", width)
    value = header.of_architecture("attention.value_length", width)
    per_layer = header.metadata.get(f"{header.architecture}.attention.head_count_kv", heads)
    if isinstance(per_layer, list):
        groups = sum(n for n in per_layer if isinstance(n, int))
    else:
        groups = layers * (per_layer if isinstance(per_layer, int) else heads)
    return groups * (key + value) * _CACHE_BYTES


def _state_bytes(header: Header, sequences: int) -> int:
    """What recurrent and hybrid models keep for each sequence however long it is.

    The sizes are those of ``llama_hparams::n_embd_r`` and ``n_embd_s`` (src/llama-hparams.cpp),
    32-bit floats. Computed, never measured: no such model was at hand.
    """
    width = header.of_architecture("embedding_length")
    wkv = header.of_architecture("wkv.head_size")
    short = header.of_architecture("shortconv.l_cache")
    if wkv:
        each = width * (wkv + header.of_architecture("token_shift_count", 2))
    elif short:
        each = width * (short - 1)
    else:
        inner, state, groups = (
            header.of_architecture(f"ssm.{key}")
            for key in ("inner_size", "state_size", "group_count")
        )
        kernel = max(0, header.of_architecture("ssm.conv_kernel") - 1)
        each = kernel * (inner + 2 * groups * state) + state * inner
    return _layers_with_state(header) * each * _FLOAT * (sequences + ROOTS + 1)


def _layers_with_state(header: Header, *, alone: bool = False) -> int:
    """Layers that keep a state.

    Args:
        alone: only those that are known to have no keys and values beside it.
    """
    layers = header.of_architecture("block_count")
    name = header.architecture
    keys = ("wkv.head_size", "shortconv.l_cache", "ssm.state_size")
    if not any(header.of_architecture(key) for key in keys):
        return 0
    groups = header.metadata.get(f"{name}.attention.head_count_kv")
    if isinstance(groups, list):  # it says itself which layers have neither keys nor values
        return 0 if alone else groups.count(0) or layers
    every = header.of_architecture("full_attention_interval")
    if every > 0:
        return layers - layers // every
    return 0 if alone else layers


def _scores_bytes(header: Header, cells: int) -> int:
    """Scores of attention as a product of matrices, the processor's way: only a full cache
    touches them all.
    """
    heads = header.of_architecture("attention.head_count", 1)
    return heads * cells * PART_ON_PROCESSOR * _FLOAT


def _compute_bytes(header: Header, cells: int, sequences: int) -> int:
    vocabulary = header.length("tokenizer.ggml.tokens")
    names = vocabulary + header.length("tokenizer.ggml.merges")
    outputs = (sequences + ROOTS) * vocabulary * _FLOAT
    candidates = sequences * vocabulary * _CANDIDATE
    width = header.of_architecture("embedding_length")
    inner = header.of_architecture("feed_forward_length", 4 * width)
    layer = BATCH * _FLOAT * (4 * width + 3 * inner)
    mask = BATCH * cells * 2
    fixed = _RUNTIME + names * _PER_TOKEN_NAME
    return fixed + outputs + candidates + max(outputs, layer) + mask


def _verdict(total: int, free: int) -> Verdict:
    if total > free:
        return Verdict.DOES_NOT_FIT
    return Verdict.TIGHT if total > free * _TIGHT_ABOVE else Verdict.FITS


def _sentence(name: str, verdict: Verdict, total: int, free: int) -> str:
    """Each whole, as translators need it: a name may have words of its own in front of the verb."""
    needed, there = _size(total), _size(free)
    if verdict is Verdict.FITS:
        return f"{name} fits: it needs {needed} and {there} are free."
    if verdict is Verdict.TIGHT:
        return f"{name} fits only just: it needs {needed} and {there} are free."
    return f"{name} does not fit: it needs {needed} and {there} are free."


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
