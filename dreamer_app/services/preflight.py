"""Looks for what dreaming needs, in a process of its own.

Run as ``python -m dreamer_app.services.preflight``. The waiting program stays small: readers of
model headers and the Docker client are loaded here, and gone with this process. One JSON object
comes on standard input (home, settings, a model's path that overrides them), one goes to
standard output (name of a reason or empty, a sentence).
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from dreamer_app.core.errors import DreamerError
from dreamer_app.core.states import Reason
from dreamer_app.paths import Paths
from dreamer_app.services.workshop import Workshop
from dreamer_app.session import end_with_parent
from dreamer_app.settings import Settings

Finding = tuple[Reason | None, str]
"""What is missing, and in one sentence why; None and nothing when all is there."""


def question(paths: Paths, settings: Settings, model_path: str) -> str:
    """What goes to the process."""
    asked = {"home": str(paths.home), "settings": asdict(settings), "model_path": model_path}
    return json.dumps(asked)


def answer(text: str) -> Finding:
    """What came from it; ValueError when that is no answer."""
    reason, sentence = json.loads(text)
    return (Reason(reason) if reason else None), str(sentence)


def missing(paths: Paths, settings: Settings, model_path: str = "") -> Finding:
    """The first thing that a session would fail for."""
    found = _model(paths, settings, model_path)
    return found if found[0] is not None else _sandbox(settings)


def _model(paths: Paths, settings: Settings, model_path: str) -> Finding:
    from dreamer_app.energy.load import CRITICAL_MEMORY_PERCENT
    from dreamer_app.inference.memory import total_memory

    workshop = Workshop(paths, lambda: settings, model_path=model_path)
    try:
        info = workshop.chosen_model()
    except DreamerError as error:
        # With a model that could be read it is memory that is missing.
        is_there = _has_model(paths, settings, model_path)
        return Reason.MEMORY_TOO_SMALL if is_there else Reason.NO_MODEL, error.message
    if info.endpoint or settings.model_anyway:
        return None, ""
    # With less left a session would be ended as soon as the model is there.
    spared = int(total_memory() * (1 - CRITICAL_MEMORY_PERCENT / 100))
    its_fit = workshop.fit_of(info)
    is_too_big = its_fit.total > its_fit.free - spared
    return (Reason.MEMORY_TOO_SMALL, its_fit.sentence) if is_too_big else (None, "")


def _has_model(paths: Paths, settings: Settings, model_path: str) -> bool:
    from dreamer_app.inference import find_models, read_header

    if settings.model_endpoint and not model_path:
        return False
    named = model_path or settings.model_path
    if not named:
        return bool(find_models(paths.models))
    try:
        read_header(Path(named).expanduser())
    except DreamerError:
        return False
    return True


def _sandbox(settings: Settings) -> Finding:
    from dreamer_app.sandbox.presence import find_backend

    try:
        find_backend(settings.sandbox, settings.docker_namespace)
    except DreamerError as error:
        return Reason.NO_SANDBOX, error.message
    return None, ""


def main() -> None:
    """Answer the one question."""
    end_with_parent()
    asked = json.loads(sys.stdin.read())
    settings = Settings(**asked["settings"])
    found = missing(Paths(Path(asked["home"])), settings, asked["model_path"])
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
