"""Environment and working folder, which the tests may change for the candidate's process too."""

import os
from typing import Any

from dreamer_app.guardian.inside.scratch import FOLDER


class Surroundings:
    """What the tests' process has changed of its own since the last time."""

    def __init__(self) -> None:
        self._environment = dict(os.environ)
        self._folder = _here()

    def changes(self) -> dict[str, Any]:
        """Variables with their values, None where they are gone, and the folder; empty for none."""
        found: dict[str, Any] = {}
        now, before = dict(os.environ), self._environment
        if now != before:
            names = sorted(n for n in {*now, *before} if now.get(n) != before.get(n))
            found["environment"] = [[name, now.get(name)] for name in names]
            self._environment = now
        folder = _here()
        if folder != self._folder:
            found["folder"] = self._folder = folder
        return found


def follow(changes: dict[str, Any]) -> None:
    """Change this process as the tests changed theirs."""
    for name, value in changes.get("environment", ()):
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    if "folder" in changes:
        os.makedirs(changes["folder"], exist_ok=True)  # noqa: PTH103 - pathlib costs 10 ms
        os.chdir(changes["folder"])


def _here() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 - as above
    except OSError:
        return FOLDER
