import os
import signal
import subprocess
import sys
import tempfile
import threading

import pytest

from dreamer_app.inference.process import Child, child_environment, ending

SECRETS = {"OPENAI_API_KEY": "k", "AWS_SECRET_ACCESS_KEY": "s", "DBUS_SESSION_BUS_ADDRESS": "b"}


def test_the_child_sees_nothing_of_the_users_environment() -> None:
    kept = child_environment({**SECRETS, "PATH": "/bin", "CUDA_VISIBLE_DEVICES": "0"})
    assert not set(SECRETS) & set(kept)
    assert kept["PATH"] == "/bin"
    assert kept["CUDA_VISIBLE_DEVICES"] == "0"


def test_the_childs_threads_sleep_while_they_wait() -> None:
    assert child_environment({"OMP_WAIT_POLICY": "active"})["OMP_WAIT_POLICY"] == "passive"


@pytest.mark.parametrize(
    ("code", "said", "sentence"),
    [
        (-signal.SIGKILL, "", "memory ran short"),
        (-signal.SIGBUS, "", "cut off or changed"),
        (-signal.SIGSEGV, "", "llama.cpp crashed (SIGSEGV)"),
        (-signal.SIGABRT, "x\na.cpp:3: GGML_ASSERT(n > 0) failed\ny", "GGML_ASSERT(n > 0) failed"),
        (1, "Traceback\nImportError: no llama_cpp", "ImportError: no llama_cpp"),
        (7, "", "exit code 7"),
    ],
)
def test_an_end_that_nobody_asked_for_is_explained(code: int, said: str, sentence: str) -> None:
    with tempfile.TemporaryFile() as errors:
        errors.write(said.encode())
        assert sentence in ending(code, errors)


def test_importing_the_room_loads_nothing_heavy() -> None:
    script = (
        "import sys, dreamer_app.inference, dreamer_app.inference.host; "
        "print(sorted({'llama_cpp', 'numpy', 'jinja2', 'psutil'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_a_child_is_killed_where_the_system_knows_no_sessions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended = threading.Event()
    load = {"type": "load", "path": "", "priority": 0}
    child = Child(load, lambda *_: None, lambda _: ended.set())
    monkeypatch.delattr(os, "getsid")
    child.kill()
    child.join()
    assert ended.is_set()
    assert child.pid is None
