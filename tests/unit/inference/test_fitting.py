from collections.abc import Callable
from pathlib import Path

import pytest

from dreamer_app.inference import fit, fitting, read_header
from dreamer_app.inference.fitting import Verdict, cache_bytes_per_token
from dreamer_app.inference.gguf import parse_header

MakeGguf = Callable[..., Path]


def test_the_cache_of_a_token_is_keys_and_values_of_every_layer(make_gguf: MakeGguf) -> None:
    # 2 layers, 2 heads of width 4, keys and values, 2 bytes each
    assert cache_bytes_per_token(parse_header(make_gguf())) == 2 * 2 * (4 + 4) * 2


def test_grouped_attention_needs_less_cache(make_gguf: MakeGguf) -> None:
    path = make_gguf(metadata={"llama.attention.head_count_kv": 1})
    assert cache_bytes_per_token(parse_header(path)) == 2 * 1 * (4 + 4) * 2


def test_layers_may_differ_in_their_groups(make_gguf: MakeGguf) -> None:
    path = make_gguf(metadata={"llama.attention.head_count_kv": [1, 2]})
    assert cache_bytes_per_token(parse_header(path)) == 3 * (4 + 4) * 2


def test_on_the_processor_every_head_scores_every_cell(make_gguf: MakeGguf) -> None:
    info = read_header(make_gguf(metadata={"llama.context_length": 4096}))
    processor = fit(info, context=4096, sequences=16, free_bytes=1)
    gpu = fit(info, context=4096, sequences=16, free_bytes=1, gpu_free=1)
    # 2 heads, 8,192 cells, 128 tokens in one go, 4 bytes each
    assert processor.compute_bytes - gpu.compute_bytes == 2 * 8192 * 128 * 4


STATES = {
    "llama.ssm.conv_kernel": 4,
    "llama.ssm.inner_size": 16,
    "llama.ssm.state_size": 8,
    "llama.ssm.group_count": 1,
}
"""Of a layer and sequence: 3 · (16 + 2 · 8) floats of the window, 8 · 16 of the state."""


@pytest.mark.parametrize(
    ("metadata", "layers_with_state", "layers_with_cache"),
    [
        ({"llama.attention.head_count": 0, **STATES}, 2, 0),  # recurrent
        ({"llama.attention.head_count_kv": [0, 2], **STATES}, 1, 1),  # hybrid, layer by layer
        ({"llama.full_attention_interval": 2, **STATES}, 1, 1),  # hybrid, every second
        (STATES, 2, 2),  # both in every layer
    ],
)
def test_states_of_recurrent_layers_count_for_every_sequence(
    make_gguf: MakeGguf,
    metadata: dict[str, object],
    layers_with_state: int,
    layers_with_cache: int,
) -> None:
    result = fit(read_header(make_gguf(metadata=metadata)), context=512, sequences=2, free_bytes=1)
    states = layers_with_state * (3 * 32 + 128) * 4 * (2 + 12 + 1)
    assert result.cache_bytes == states + 1024 * layers_with_cache * 2 * (4 + 4) * 2


@pytest.mark.parametrize(
    ("share", "verdict", "words"),
    [
        (1.45, Verdict.FITS, "fits: it needs"),  # 69 % of what is free
        (1.40, Verdict.TIGHT, "fits only just"),  # 71 %
        (1.1, Verdict.TIGHT, "fits only just"),
        (0.9, Verdict.DOES_NOT_FIT, "does not fit"),
    ],
)
def test_the_verdict_follows_from_what_is_free(
    make_gguf: MakeGguf, share: float, verdict: Verdict, words: str
) -> None:
    info = read_header(make_gguf())
    needed = fit(info, free_bytes=1).total
    result = fit(info, free_bytes=int(needed * share))
    assert result.verdict is verdict
    assert words in result.sentence


def test_more_context_and_more_samples_need_more(make_gguf: MakeGguf) -> None:
    info = read_header(make_gguf(metadata={"llama.context_length": 4096}))
    small = fit(info, context=512, sequences=2, free_bytes=1)
    large = fit(info, context=4096, sequences=2, free_bytes=1)
    assert large.cache_bytes > small.cache_bytes
    assert fit(info, context=512, sequences=16, free_bytes=1).total > small.total
    # No more than it was trained with, as the host gives it.
    assert fit(info, context=10**9, sequences=2, free_bytes=1) == large


@pytest.mark.model
def test_the_embedded_models_need_is_of_the_size_that_was_measured(embedded_model: Path) -> None:
    result = fit(
        read_header(embedded_model), context=4096, sequences=16, free_bytes=10**12, quick=False
    )
    assert result.weights_bytes == pytest.approx(96.6e6, rel=0.01)
    # 405 MB were measured with half of the cache filled, 533 MB with 8,192 tokens of 12,288.
    assert result.total == pytest.approx(415e6, rel=0.05)
    longer = fit(
        read_header(embedded_model), context=8192, sequences=16, free_bytes=10**12, quick=False
    )
    assert longer.total == pytest.approx(533e6, rel=0.05)


@pytest.mark.model
def test_small_models_are_expanded_only_where_there_is_three_times_the_room(
    embedded_model: Path,
) -> None:
    info = read_header(embedded_model)
    expanded = 2 * info.parameters
    enough = fit(info, free_bytes=3 * expanded, quick=True)
    assert enough.weights_bytes == expanded
    assert fit(info, free_bytes=3 * expanded - 1, quick=True).weights_bytes < expanded
    assert fit(info, free_bytes=3 * expanded, quick=False).weights_bytes < expanded


def test_the_numbers_of_expanding_are_those_of_the_host() -> None:
    # Its file is read, not imported: that would load llama.cpp into the tests.
    text = Path(fitting.__file__).with_name("expanding.py").read_text(encoding="utf-8")
    assert f"MOST_PARAMETERS = {fitting.MOST_PARAMETERS:_}\n" in text
    assert f"BYTES_EACH = {fitting.BYTES_EACH}\n" in text
    assert f"_SPARE = {fitting.SPARE}\n" in text


def test_the_part_that_a_processor_evaluates_in_one_go_is_the_hosts() -> None:
    text = Path(fitting.__file__).with_name("native.py").read_text(encoding="utf-8")
    assert f"_PART_ON_PROCESSOR = {fitting.PART_ON_PROCESSOR}\n" in text
