"""What the installed llama.cpp could compute on besides the processor.

Asked in a child process (``python -m dreamer_app.inference.devices``): drivers are heavy, and
not all of them survive being asked. Interface: ``ggml/include/ggml-backend.h``.
"""

import contextlib
import ctypes
import importlib.util
import json
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from dreamer_app.asking import Asked
from dreamer_app.session import end_with_parent

_OWN_MEMORY = 1
_GPU = (_OWN_MEMORY, 2)
"""GGML_BACKEND_DEVICE_TYPE_GPU and _IGPU; 0 is the processor."""
_BACKENDS = ("cuda", "hip", "vulkan", "metal", "sycl", "opencl", "musa", "cann")
_METAL = ("Metal", "MTL")
_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One device as llama.cpp sees it.

    Args:
        kind: 0 processor, 1 GPU, 2 GPU that shares the processor's memory.
        free, total: bytes of its memory.
    """

    name: str
    description: str
    kind: int
    free: int
    total: int


def gpus() -> list[Device]:
    """GPUs that models could be put on; empty at once where llama.cpp was built without any."""
    folder = library_folder()
    if folder is None or not _has_backend([file.name for file in folder.iterdir()]):
        return []
    return [device for device in devices() if device.kind in _GPU]


def gpu_room() -> int:
    """Bytes free on the GPU with the most room, where it has memory of its own; 0 without one.

    What shares the processor's memory takes nothing off what a model needs there.
    """
    return max((gpu.free for gpu in gpus() if has_own_memory(gpu)), default=0)


def has_own_memory(device: Device) -> bool:
    """Whether a GPU's memory is beside the processor's; Apple's is the same."""
    return device.kind == _OWN_MEMORY and not (
        device.name.startswith(_METAL) and platform.machine() == "arm64"
    )


def devices() -> list[Device]:
    """All devices, the processor included; empty when they cannot be asked."""
    try:
        answer = Asked("dreamer_app.inference.devices", _SECONDS).ask()
        # llama.cpp's own words may stand before it.
        return [Device(**row) for row in json.loads(answer.splitlines()[-1])]
    except (OSError, subprocess.SubprocessError, ValueError, IndexError, TypeError):
        return []


def _has_backend(files: Sequence[str]) -> bool:
    return any(name in file.lower() for file in files for name in _BACKENDS)


def library_folder() -> Path | None:
    """Found without importing the package, which would load it all."""
    spec = importlib.util.find_spec("llama_cpp")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "lib"
    return folder if folder.is_dir() else None


def _ask(folder: Path) -> list[Device]:
    """In the child: load ggml and go through its devices."""
    base = ctypes.CDLL(str(library_in(folder, "ggml-base")), mode=ctypes.RTLD_GLOBAL)
    for backend in sorted(folder.glob("*ggml-*")):
        if backend.suffix in (".so", ".dylib", ".dll") and "base" not in backend.name:
            with contextlib.suppress(OSError):  # its driver is not installed
                ctypes.CDLL(str(backend), mode=ctypes.RTLD_GLOBAL)
    ggml = ctypes.CDLL(str(library_in(folder, "ggml")), mode=ctypes.RTLD_GLOBAL)
    ggml.ggml_backend_load_all()
    ggml.ggml_backend_dev_count.restype = ctypes.c_size_t
    ggml.ggml_backend_dev_get.restype = ctypes.c_void_p
    ggml.ggml_backend_dev_get.argtypes = [ctypes.c_size_t]
    for text in (base.ggml_backend_dev_name, base.ggml_backend_dev_description):
        text.restype, text.argtypes = ctypes.c_char_p, [ctypes.c_void_p]
    base.ggml_backend_dev_type.argtypes = [ctypes.c_void_p]
    size = ctypes.POINTER(ctypes.c_size_t)
    base.ggml_backend_dev_memory.argtypes = [ctypes.c_void_p, size, size]
    found = []
    for number in range(ggml.ggml_backend_dev_count()):
        device = ggml.ggml_backend_dev_get(number)
        free, total = ctypes.c_size_t(), ctypes.c_size_t()
        base.ggml_backend_dev_memory(device, ctypes.byref(free), ctypes.byref(total))
        found.append(
            Device(
                name=base.ggml_backend_dev_name(device).decode("utf-8", "replace"),
                description=base.ggml_backend_dev_description(device).decode("utf-8", "replace"),
                kind=int(base.ggml_backend_dev_type(device)),
                free=free.value,
                total=total.value,
            )
        )
    return found


def library_in(folder: Path, name: str) -> Path:
    """One of llama.cpp's libraries; FileNotFoundError without it."""
    for pattern in (f"lib{name}.so", f"lib{name}.dylib", f"{name}.dll"):
        if (folder / pattern).exists():
            return folder / pattern
    raise FileNotFoundError(f"{name} in {folder}")


def main() -> None:
    """Print the devices as JSON, on one line."""
    end_with_parent()
    folder = library_folder()
    found = _ask(folder) if folder is not None else []
    sys.stdout.write("\n" + json.dumps([asdict(device) for device in found]) + "\n")


if __name__ == "__main__":
    main()
