"""From a GGUF header to what a person wants to know, and whether it is a language model."""

import re
from pathlib import Path

from dreamer_app.core.inference import ModelInfo
from dreamer_app.inference.architectures import is_known
from dreamer_app.inference.gguf import FILE_TYPES, Header, bad_model, parse_header, quoted, shown

_EMBEDDING = frozenset(
    {
        "bert",
        "modern-bert",
        "nomic-bert",
        "nomic-bert-moe",
        "neo-bert",
        "jina-bert-v2",
        "jina-bert-v3",
        "eurobert",
        "gemma-embedding",
        "llama-embed",
        "t5encoder",
    }
)
_NO_TEXT = {
    "clip": "it is the image projector of another model",
    "wavtokenizer-dec": "it makes sound, not text",
    "whisper": "it hears speech and writes no code",
}
_LIMITS = {
    "block_count": (1, 4096, "layers"),
    "attention.head_count": (0, 1 << 16, "attention heads"),
    "attention.head_count_kv": (0, 1 << 16, "heads for keys and values"),
    "attention.key_length": (0, 1 << 20, "numbers in a key"),
    "attention.value_length": (0, 1 << 20, "numbers in a value"),
    "embedding_length": (0, 1 << 20, "numbers for each token"),
    "feed_forward_length": (0, 1 << 24, "numbers inside a layer"),
    "context_length": (0, 1 << 40, "tokens of context"),
}
"""Least, most and name of what the estimates count with; the largest models known have a
hundredth of it."""
_TOKENS = 1 << 24
_SHARD = re.compile(r"-(\d{5})-of-(\d{5})\.gguf$")


def read_header(path: Path) -> ModelInfo:
    """What the file's header says of the model, without loading it.

    Raises:
        ModelError: with one sentence, when it is absent, empty, not GGUF, damaged, cut
            off, or not a language model that llama.cpp can load from this one file.
    """
    return describe(parse_header(path))


def describe(header: Header) -> ModelInfo:
    """A header in words; ModelError when it is not of a language model."""
    why = _refusal(header)
    if why:
        raise bad_model(header.path, why)
    template = header.text("tokenizer.chat_template")
    return ModelInfo(
        path=header.path,
        name=_name(header),
        size_bytes=header.size_bytes,
        architecture=header.architecture,
        parameters=sum(tensor.elements for tensor in header.tensors),
        quantisation=FILE_TYPES.get(header.number("general.file_type", -1), ""),
        context_length=header.of_architecture("context_length"),
        has_chat_template=bool(template),
        chat_template=template,
        licence=shown(header.text("general.license")),
    )


def _refusal(header: Header) -> str:
    """Why this is not a model that can dream; empty when it is."""
    return _other_kind(header) or _unloadable(header)


def _other_kind(header: Header) -> str:
    """What the file holds when it is no language model."""
    kind = header.text("general.type")
    architecture = header.architecture
    if kind == "adapter" or "adapter.type" in header.metadata:
        return "it is a LoRA adapter, which works only on top of its model"
    if kind == "imatrix" or architecture == "imatrix":
        return "it is an importance matrix, not a model"
    if kind == "mmproj":
        return _NO_TEXT["clip"]
    if architecture in _NO_TEXT:
        return _NO_TEXT[architecture]
    pooling = f"{architecture}.pooling_type"
    if architecture in _EMBEDDING or header.number(pooling) > 0:
        return "it is an embedding model, which writes no text"
    return ""


def _unloadable(header: Header) -> str:
    """Why llama.cpp cannot load a language model from this file."""
    architecture = header.architecture
    if header.number("split.count") > 1 or _is_later_shard(header.path):
        return "it is one part of a model split over several files; join them with gguf-split"
    if not architecture:
        return "its header does not say which architecture it has"
    if not is_known(architecture):
        return f"the installed llama.cpp does not know its architecture, {quoted(architecture)}"
    if not header.tensors:
        return "it holds a vocabulary and no weights"
    if header.of_architecture("block_count") <= 0:
        return f"its header does not say how many layers {architecture} has"
    return _beyond_sense(header)


def _beyond_sense(header: Header) -> str:
    """A number that no model has: the estimates would take it for true."""
    for key, (least, most, name) in _LIMITS.items():
        value = header.metadata.get(f"{header.architecture}.{key}", least)
        numbers = value if isinstance(value, list) else [value]
        if not all(isinstance(number, int) for number in numbers):
            return f"its header does not give a number of {name}"
        wrong = [number for number in numbers if not least <= number <= most]
        if wrong:
            return f"its header says that it has {wrong[0]} {name}"
    for key in ("tokenizer.ggml.tokens", "tokenizer.ggml.merges"):
        if not 0 <= header.length(key) <= _TOKENS:
            return "its header does not say which tokens it knows"
    return ""


def _is_later_shard(path: Path) -> bool:
    match = _SHARD.search(path.name)
    return match is not None and int(match[2]) > 1


def _name(header: Header) -> str:
    """The file's name, which says more than the name inside; blobs have only the latter."""
    if header.path.suffix == ".gguf":
        return header.path.stem
    return shown(header.text("general.name")) or header.path.name
