"""Fixtures that several rooms use."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def embedded_model() -> Path:
    """The default model's GGUF file, in a cache outside the repository."""
    from dreamer_app.core.errors import ModelError
    from dreamer_app.inference.default_model import cache_folder, install_default_model

    folder = cache_folder().parent / "models"
    try:
        return install_default_model(folder)
    except ModelError as error:
        pytest.skip(f"the embedded model cannot be had here: {error}")


Serve = Callable[..., str]


@pytest.fixture(scope="session")
def serve_model(embedded_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Starts llama-cpp-python's own server on loopback; gives its URL. More words are options."""
    running: list[subprocess.Popen[bytes]] = []

    def serve(*options: str, context: int = 2048) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        log = tmp_path_factory.mktemp("server") / "log"
        command = [sys.executable, "-m", "llama_cpp.server", "--model", str(embedded_model)]
        command += ["--host", "127.0.0.1", "--port", str(port), "--n_ctx", str(context)]
        with log.open("wb") as out:
            server = subprocess.Popen(
                [*command, *options], stdout=out, stderr=out, stdin=subprocess.DEVNULL,
                env={**os.environ, "OMP_WAIT_POLICY": "passive"},
            )  # fmt: skip
        running.append(server)
        url = f"http://127.0.0.1:{port}"
        for _ in range(600):
            if server.poll() is not None:
                break
            with contextlib.suppress(urllib.error.URLError, OSError):
                urllib.request.urlopen(f"{url}/v1/models", timeout=5).close()
                return url
            time.sleep(0.1)
        pytest.fail(f"the server did not start: {log.read_text()[-2000:]}")

    yield serve
    for server in running:
        server.kill()
        server.wait()
