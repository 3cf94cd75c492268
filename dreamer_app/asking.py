"""One question to a process of its own: what it needs is loaded there, and gone with it."""

import os
import subprocess
import sys
import threading
from pathlib import Path

_ROOT = str(Path(__file__).resolve().parents[1])


def environment_with_our_modules() -> dict[str, str]:
    """This process's, in which another Python finds the modules that this one finds.

    It looks for none in the folder where it is started: what lies there is the user's, and may
    be called as a library is.
    """
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, (*sys.path, _ROOT))),
        "PYTHONSAFEPATH": "1",
    }


class Asked:
    """Runs a module of ours that reads a question and prints an answer.

    Args:
        module: its name; its ``main`` ends with the parent (see :mod:`dreamer_app.session`).
        seconds: how long the answer may take.
    """

    def __init__(self, module: str, seconds: float) -> None:
        self._module = module
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._closed = False

    def ask(self, question: str = "") -> str:
        """The answer.

        Raises:
            OSError, subprocess.SubprocessError: there is none; also after :meth:`close`.
        """
        with self._lock:
            if self._closed:
                raise subprocess.SubprocessError("nothing is asked any more")
            process = self._process = subprocess.Popen(
                [sys.executable, "-m", self._module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                env=environment_with_our_modules(),
            )
        with process:
            try:
                answer, _ = process.communicate(question, timeout=self._seconds)
            finally:
                process.kill()
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, self._module)
        return answer

    def close(self) -> None:
        """Ask nothing any more, and kill what still looks for an answer; does not wait."""
        with self._lock:
            self._closed = True
            process = self._process
        if process is not None:
            process.kill()
