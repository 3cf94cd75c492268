"""The few calls of llama.cpp that the engine needs, with their lifetimes.

Imported in the model host only: it loads llama.cpp's libraries.
"""

import ctypes
import os
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from llama_cpp import llama_cpp as llama

from dreamer_app.core.inference import Sampling

_REPEAT_WINDOW = 64
_CHECKED_FIRST = 128
"""Candidates tried under a grammar when the drawn token is forbidden, before trying all."""

_PART_ON_PROCESSOR = 128
"""Tokens that a processor evaluates in one go: no slower than more, and a quarter of the memory."""

_BRAIN_FLOAT = 30
"""``GGML_TYPE_BF16``, which llama-cpp-python has no name for."""

_CONTROL = 1 << 0 | 1 << 3
"""``LLAMA_TOKEN_ATTR_UNKNOWN`` and ``_CONTROL``: tokens that no text stands for by itself."""

_CANDIDATE = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])


class NativeLog:
    """Keeps llama.cpp's last warnings and errors, the only place where it says why."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque(maxlen=40)
        self._level = 0
        self._callback = llama.llama_log_callback(self._note)
        llama.llama_log_set(self._callback, ctypes.c_void_p(0))

    def _note(self, level: int, text: bytes, _data: Any) -> None:
        if level != 5:  # 5 continues the line before
            self._level = level
        if self._level >= 3 and text.strip():
            self._lines.append(text.decode("utf-8", "replace").strip())

    def last(self) -> str:
        """The most telling line: the first error of the last batch of lines."""
        errors = [line for line in self._lines if "error" in line.lower()]
        lines = errors or list(self._lines)
        return lines[0] if lines else "llama.cpp gave no reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOptions:
    """How a model is loaded.

    Args:
        cells: tokens in the cache, shared by all sequences.
        sequences: most sequences in the cache at once, prompts included.
        batch: most tokens in one step.
        check: whether the weights are searched for numbers that cannot be.
    """

    path: Path
    cells: int
    sequences: int
    batch: int
    threads: int
    gpu_layers: int
    check: bool = False


class NativeError(Exception):
    """llama.cpp refused; the text says why."""


class NativeModel:
    """A loaded model with its context. Used by one thread."""

    def __init__(self, options: LoadOptions, log: NativeLog) -> None:
        self._log = log  # llama.cpp calls into it as long as the model lives
        llama.llama_backend_init()
        params = llama.llama_model_default_params()
        if options.gpu_layers >= 0:
            params.n_gpu_layers = options.gpu_layers
        params.check_tensors = options.check
        self._model = llama.llama_model_load_from_file(str(options.path).encode(), params)
        if not self._model:
            raise NativeError(log.last())
        self.context = self._open_context(options)
        if not self.context:
            raise NativeError(log.last())
        self.memory = llama.llama_get_memory(self.context)
        self.vocab = llama.llama_model_get_vocab(self._model)
        self.vocab_size = llama.llama_vocab_n_tokens(self.vocab)
        self.cells = llama.llama_n_ctx(self.context)
        self.partial_copies = not (
            llama.llama_model_is_recurrent(self._model) or llama.llama_model_is_hybrid(self._model)
        )
        self._pieces: dict[int, bytes] = {}
        self._batch = llama.llama_batch_init(options.batch, 0, 1)
        self._breaking = _Breaking(self.context) if self.partial_copies else None

    def _open_context(self, options: LoadOptions) -> Any:
        params = llama.llama_context_default_params()
        params.n_ctx = options.cells
        params.n_batch = options.batch
        params.n_ubatch = min(512, options.batch)
        if options.gpu_layers == 0 or not llama.llama_supports_gpu_offload():
            _suit_processor(params)
        params.n_seq_max = options.sequences
        params.n_outputs_max = options.sequences  # else a batch full of logits is set aside
        params.n_threads = options.threads
        params.n_threads_batch = options.threads
        params.kv_unified = True
        params.swa_full = True
        params.no_perf = True
        return llama.llama_init_from_model(self._model, params)

    def use_threads(self, count: int) -> None:
        """Evaluate with so many threads from the next step on."""
        llama.llama_set_n_threads(self.context, count, count)

    def chat_template(self) -> str:
        """The template in the file; empty without one."""
        found = llama.llama_model_chat_template(self._model, None)
        return found.decode("utf-8", "replace") if found else ""

    def special_text(self, token: int) -> str:
        """Text of a special token; empty when the model has none."""
        return llama.llama_vocab_get_text(self.vocab, token).decode() if token >= 0 else ""

    def control_names(self, text: str) -> set[str]:
        """Names of control tokens that a text holds."""
        tokens = set(self.tokenize(text, special=True, begin=False))
        control = {t for t in tokens if llama.llama_vocab_get_attr(self.vocab, t) & _CONTROL}
        return {self.special_text(token) for token in control}

    def bos(self) -> int:
        """The token a text begins with, or -1."""
        return int(llama.llama_vocab_bos(self.vocab))

    def eos(self) -> int:
        """The token a text ends with, or -1."""
        return int(llama.llama_vocab_eos(self.vocab))

    def is_end(self, token: int) -> bool:
        """Whether the token ends the answer."""
        return bool(llama.llama_vocab_is_eog(self.vocab, token))

    def tokenize(self, text: str, *, special: bool, begin: bool) -> list[int]:
        """Tokens of a text.

        Args:
            special: whether names of special tokens in the text become those tokens.
            begin: whether to put the begin token first, if the model wants one.
        """
        data = text.encode("utf-8", "replace")
        room = len(data) + 8
        buffer = (llama.llama_token * room)()
        count = llama.llama_tokenize(self.vocab, data, len(data), buffer, room, begin, special)
        if count < 0:
            raise NativeError("the prompt cannot be turned into tokens")
        return list(buffer[:count])

    def piece(self, token: int) -> bytes:
        """The bytes a token stands for; special tokens stand for none."""
        known = self._pieces.get(token)
        if known is None:
            room, special = 256, False
            buffer = ctypes.create_string_buffer(room)
            size = llama.llama_token_to_piece(self.vocab, token, buffer, room, 0, special)
            known = self._pieces[token] = buffer.raw[: max(0, size)]
        return known

    def break_off(self) -> None:
        """Have the batch that is being evaluated broken off, and further ones, from any thread.

        Does nothing on a GPU, and with a model whose cache cannot be cut back to what it was.
        """
        if self._breaking is not None:
            self._breaking.byte[0] = 1

    def go_on(self) -> None:
        """Evaluate batches to their end again."""
        if self._breaking is not None:
            self._breaking.byte[0] = 0

    def decode(self, entries: Sequence[tuple[int, int, int, bool]]) -> int:
        """Evaluate tokens given as (token, position, sequence, wants logits).

        Returns:
            0 done; 1 no room in the cache, nothing was changed; 2 broken off, and some of it
            may be in the cache.

        Raises:
            NativeError: anything else.
        """
        batch = self._batch
        batch.n_tokens = len(entries)
        for i, (token, position, sequence, wanted) in enumerate(entries):
            batch.token[i] = token
            batch.pos[i] = position
            batch.n_seq_id[i] = 1
            batch.seq_id[i][0] = sequence
            batch.logits[i] = wanted
        result = int(llama.llama_decode(self.context, batch))
        if result not in (0, 1, 2):
            raise NativeError(f"llama.cpp could not evaluate a batch (code {result})")
        return result

    def logits(self, index: int) -> "np.ndarray[Any, np.dtype[np.float32]]":
        """The logits of a batch entry that wanted them; valid until the next decode."""
        pointer = llama.llama_get_logits_ith(self.context, index)
        return np.ctypeslib.as_array(pointer, shape=(self.vocab_size,))

    def copy_sequence(self, source: int, target: int, length: int, start: int = 0) -> None:
        """Let ``target`` share the tokens of ``source`` from ``start`` up to ``length``."""
        end = length if self.partial_copies else -1
        llama.llama_memory_seq_cp(self.memory, source, target, start, end)

    def drop_sequence(self, sequence: int, start: int = 0) -> None:
        """Forget the tokens of a sequence from ``start`` on."""
        llama.llama_memory_seq_rm(self.memory, sequence, start, -1)


class _Breaking:
    """A byte that llama.cpp looks at between its operations, without Python's lock.

    What looks is the C library's ``strlen``: the length of an empty text is "no".
    """

    def __init__(self, context: Any) -> None:
        self.byte = (ctypes.c_uint8 * 2)()
        library = ctypes.CDLL(None if os.name == "posix" else "msvcrt")
        self._look = ctypes.cast(library.strlen, llama.ggml_abort_callback)
        llama.llama_set_abort_callback(context, self._look, ctypes.cast(self.byte, ctypes.c_void_p))


def processor_has(feature: str) -> bool:
    """Whether llama.cpp was compiled for a feature of the processor, e.g. ``AVX512_BF16``."""
    return f"{feature} = 1" in llama.llama_print_system_info().decode("ascii", "replace")


def _suit_processor(params: Any) -> None:
    """Choose how attention is computed where there is no GPU (measured, docs/adr/0042).

    The kernel for flash attention on the processor goes through the cache once for every
    sample; as a plain product of matrices, attention over a cache that is kept small takes
    about half the time with sixteen samples. 16-bit brain floats have an instruction of
    their own on some processors, and elsewhere none.
    """
    params.flash_attn_type = llama.LLAMA_FLASH_ATTN_TYPE_DISABLED
    params.n_ubatch = min(params.n_ubatch, _PART_ON_PROCESSOR)
    if processor_has("AVX512_BF16"):
        params.type_k = params.type_v = _BRAIN_FLOAT


class Sampler:
    """Draws the tokens of one sample; a grammar, where there is one, has the last word.

    The grammar is asked about the drawn token first. Only when it forbids that one are the
    best candidates put through it, and all only when none of those is allowed: putting the
    whole vocabulary through a grammar for every token costs more than the model itself.
    """

    def __init__(
        self, model: NativeModel, sampling: Sampling, seed: int, grammar: str = ""
    ) -> None:
        self._model = model
        self._chain = _chain(model, sampling, seed)
        self._grammar = None
        if grammar:
            self._grammar = llama.llama_sampler_init_grammar(model.vocab, grammar.encode(), b"root")
            if not self._grammar:
                self.close()
                raise NativeError("the grammar made from the JSON schema does not parse")

    def draw(self, index: int) -> int:
        """The next token after batch entry ``index``; -1 when the grammar allows none."""
        if self._grammar is None:
            return int(llama.llama_sampler_sample(self._chain, self._model.context, index))
        logits = self._model.logits(index)
        token = self._choose(np.arange(self._model.vocab_size, dtype=np.int32), logits)
        if not self._allowed(np.array([token], dtype=np.int32), logits).size:
            token = self._draw_allowed(logits)
        if token >= 0:
            llama.llama_sampler_accept(self._chain, token)
            llama.llama_sampler_accept(self._grammar, token)
        return token

    def _draw_allowed(self, logits: Any) -> int:
        best = np.argpartition(logits, -_CHECKED_FIRST)[-_CHECKED_FIRST:].astype(np.int32)
        allowed = self._allowed(best, logits)
        if not allowed.size:
            allowed = self._allowed(np.arange(logits.size, dtype=np.int32), logits)
        return self._choose(allowed, logits) if allowed.size else -1

    def _choose(self, ids: Any, logits: Any) -> int:
        candidates, array = _candidates(ids, logits)
        llama.llama_sampler_apply(self._chain, ctypes.byref(array))
        return int(candidates["id"][array.selected])

    def _allowed(self, ids: Any, logits: Any) -> Any:
        candidates, array = _candidates(ids, logits)
        llama.llama_sampler_apply(self._grammar, ctypes.byref(array))
        return candidates["id"][: array.size][np.isfinite(candidates["logit"][: array.size])]

    def close(self) -> None:
        """Free it; must not be used again."""
        llama.llama_sampler_free(self._chain)
        if self._grammar:
            llama.llama_sampler_free(self._grammar)


def _candidates(ids: Any, logits: Any) -> tuple[Any, Any]:
    candidates = np.empty(len(ids), dtype=_CANDIDATE)
    candidates["id"] = ids
    candidates["logit"] = logits[ids]
    candidates["p"] = 0.0
    data = candidates.ctypes.data_as(ctypes.POINTER(llama.llama_token_data))
    return candidates, llama.llama_token_data_array(
        data=data, size=len(ids), selected=-1, sorted=False
    )


def _chain(model: NativeModel, sampling: Sampling, seed: int) -> Any:
    chain = llama.llama_sampler_chain_init(llama.llama_sampler_chain_default_params())
    for sampler in _links(model, sampling, seed):
        llama.llama_sampler_chain_add(chain, sampler)
    return chain


def _links(model: NativeModel, sampling: Sampling, seed: int) -> Iterable[Any]:
    if sampling.repeat_penalty != 1.0:
        yield llama.llama_sampler_init_penalties(
            model.vocab_size, _REPEAT_WINDOW, sampling.repeat_penalty, 0.0, 0.0
        )
    if sampling.temperature <= 0.0:
        yield llama.llama_sampler_init_greedy()
        return
    if sampling.top_k > 0:
        yield llama.llama_sampler_init_top_k(sampling.top_k)
    if sampling.top_p < 1.0:
        yield llama.llama_sampler_init_top_p(sampling.top_p, 1)
    if sampling.min_p > 0.0:
        yield llama.llama_sampler_init_min_p(sampling.min_p, 1)
    yield llama.llama_sampler_init_temp(sampling.temperature)
    yield llama.llama_sampler_init_dist(seed & 0xFFFFFFFF)
