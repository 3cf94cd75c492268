"""The program's log: one rotating file, and the terminal for whoever asks."""

import logging
import logging.handlers
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def start(folder: Path, *, verbose: bool = False) -> Path:
    """Log to ``folder/dreamer.log`` (1 MiB, three old ones kept).

    Args:
        verbose: also to stderr, from DEBUG on.

    Returns:
        The log file.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / "dreamer.log"
    root = logging.getLogger("dreamer_app")
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    to_file = logging.handlers.RotatingFileHandler(
        path, maxBytes=1024**2, backupCount=3, encoding="utf-8", delay=True
    )
    to_file.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(to_file)
    if verbose:
        to_terminal = logging.StreamHandler()
        to_terminal.setFormatter(logging.Formatter(_FORMAT))
        root.addHandler(to_terminal)
    return path
