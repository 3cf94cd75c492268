"""GPUs: none is at hand here, so what can be tested is the asking and the arithmetic."""

from pathlib import Path

import pytest

import dreamer_app.inference.devices as module
from dreamer_app.inference import fit, read_header
from dreamer_app.inference.devices import Device, _has_backend, devices, gpu_room, gpus
from dreamer_app.inference.fitting import layers_on_gpu
from dreamer_app.inference.gguf import Header, Tensor, parse_header


def header(layers: int, layer_bytes: int, output_bytes: int) -> Header:
    blocks = [
        Tensor(name=f"blk.{n}.w", shape=(layer_bytes,), type=24, offset=0) for n in range(layers)
    ]
    output = Tensor(name="output.weight", shape=(output_bytes,), type=24, offset=0)
    metadata = {"general.architecture": "llama", "llama.block_count": layers}
    return Header(
        path=Path("x.gguf"),
        size_bytes=0,
        metadata=metadata,
        tensors=(*blocks, output),
        data_start=0,
    )


@pytest.mark.parametrize(
    ("free_gb", "layers"),
    [(0.0, 0), (0.4, 0), (1.0, 4), (1.7, 11), (2.0, 13), (100.0, 13)],
)
def test_as_many_layers_as_the_gpu_has_room_for(free_gb: float, layers: int) -> None:
    model = header(12, 100_000_000, 50_000_000)
    found, used = layers_on_gpu(model, 0, int(free_gb * 1e9))
    assert found == layers
    assert used == min(layers, 12) * 100_000_000 + (50_000_000 if layers > 12 else 0)


def test_a_backend_is_known_by_its_library() -> None:
    assert _has_backend(["libggml-base.so", "libggml-vulkan.so"])
    assert not _has_backend(["libggml-base.so", "libggml-cpu.so", "libllama.so"])


def device(name: str, kind: int, free: int) -> Device:
    return Device(name=name, description="", kind=kind, free=free, total=free)


@pytest.mark.parametrize(
    ("found", "machine", "room"),
    [
        ([], "x86_64", 0),
        ([device("CUDA0", 1, 5), device("CUDA1", 1, 8)], "x86_64", 8),
        ([device("Vulkan0", 2, 9)], "x86_64", 0),  # inside the processor
        ([device("Vulkan0", 2, 9), device("Vulkan1", 1, 4)], "x86_64", 4),
        ([device("MTL0", 1, 9)], "arm64", 0),  # Apple's own chips share their memory
        ([device("MTL0", 1, 9)], "x86_64", 9),
    ],
)
def test_only_a_gpu_with_memory_of_its_own_takes_something_off_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, found: list[Device], machine: str, room: int
) -> None:
    monkeypatch.setattr(module, "gpus", lambda: found)
    monkeypatch.setattr("platform.machine", lambda: machine)
    assert gpu_room() == room


@pytest.mark.model
def test_llama_cpp_itself_is_asked_and_knows_at_least_the_processor() -> None:
    found = devices()
    processors = [device for device in found if device.kind == 0]
    assert processors
    assert processors[0].total > 10**9
    assert gpus() == [device for device in found if device.kind in (1, 2)]


@pytest.mark.model
def test_what_is_on_the_gpu_is_not_needed_in_memory(embedded_model: Path) -> None:
    info = read_header(embedded_model)
    without = fit(info, context=1024, quick=False)
    with_gpu = fit(info, context=1024, gpu_free=4 * 10**9)
    assert with_gpu.sentence.endswith("30 of its 30 layers fit on the GPU.")
    # The processor's scores of attention are not needed either: 9 heads, 5,120 cells.
    assert with_gpu.total == without.total - with_gpu.gpu_bytes - 9 * 5120 * 128 * 4
    assert with_gpu.gpu_bytes > 0.6 * parse_header(embedded_model).size_bytes
    assert without.gpu_layers == 0
