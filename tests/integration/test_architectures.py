"""What is read off llama.cpp's library against what llama.cpp itself says when it loads a file."""

import struct
import subprocess
import sys
from pathlib import Path

import pytest

from dreamer_app.inference.architectures import is_known

pytestmark = pytest.mark.model

KNOWN = ("llama", "qwen2", "qwen3", "qwen3moe", "gemma3", "phi3", "granite", "starcoder2", "mamba")
UNKNOWN = ("llamo", "qwen99", "gpt-of-2030", "no such thing")
ASK = """
import sys
from pathlib import Path
from dreamer_app.inference.native import LoadOptions, NativeError, NativeLog, NativeModel
log = NativeLog()
for path in sys.argv[1:]:
    options = LoadOptions(path=Path(path), cells=64, sequences=1, batch=64, threads=1, gpu_layers=0)
    try:
        NativeModel(options, log)
    except NativeError:
        lines = list(log._lines)
        log._lines.clear()
        print(any("unknown model architecture" in line for line in lines))
"""


def only_a_name(folder: Path, architecture: str) -> Path:
    """A GGUF header that says what the model is, and nothing more."""
    key, value = b"general.architecture", architecture.encode()
    said = struct.pack("<Q", len(key)) + key + struct.pack("<IQ", 8, len(value)) + value
    path = folder / f"{architecture}.gguf"
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + said)
    return path


def test_llama_cpp_refuses_what_its_library_does_not_name_and_no_more(tmp_path: Path) -> None:
    names = (*KNOWN, *UNKNOWN)
    files = [str(only_a_name(tmp_path, name)) for name in names]
    asked = subprocess.run(
        [sys.executable, "-c", ASK, *files], capture_output=True, text=True, check=True
    )
    refused = dict(zip(names, (line == "True" for line in asked.stdout.split()), strict=True))
    assert {name: not refused[name] for name in names} == {n: is_known(n) for n in names}
    assert not any(refused[name] for name in KNOWN)


def test_without_a_library_nothing_is_refused(tmp_path: Path) -> None:
    assert is_known("llamo", tmp_path / "libllama.so")
