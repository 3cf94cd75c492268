"""The tray application: ``python -m ui.app``.

This file imports no more of Qt than it takes to reach a Dreamer that runs already.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dreamer_app.core.errors import DreamerError, StoreError
from dreamer_app.paths import Paths
from dreamer_app.services.memory import share_memory
from ui.instance import INGEST, Instance


def main(argv: Sequence[str] | None = None) -> int:
    """Run the tray application, or reach the one that runs.

    Returns:
        0 after Quit or when the running one was reached, 2 for a wrong setting or option,
        3 when something needed is missing.
    """
    share_memory()
    options = _options(sys.argv[1:] if argv is None else argv)
    if not _has_display():
        _tell("There is no display to show a tray or a window on. Use `dreamer dream` instead.")
        return 3
    try:
        paths = Paths.from_environment().ensure()
    except OSError as error:
        return _refuse(StoreError(f"Dreamer's folder cannot be used: {error}."))
    instance = Instance(paths.runtime, paths.home)
    if not instance.claim():
        return _reach(instance, options)
    if options.command == "quit":
        instance.release()
        return 0
    try:
        from ui.program import run

        return run(
            paths,
            instance,
            in_background=options.background,
            command=options.command,
            given=options.paths,
        )
    except DreamerError as error:
        return _refuse(error)
    finally:
        instance.release()


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dreamer", description="The Dreamer tray application.")
    parser.add_argument("--background", action="store_true", help="start hidden in the tray")
    wanted = parser.add_mutually_exclusive_group()
    for command, text in (
        ("raise", "open the Dream Journal (of the running one)"),
        ("dream-now", "begin to dream"),
        ("quit", "end the running one"),
    ):
        wanted.add_argument(
            f"--{command}", dest="command", action="store_const", const=command, help=text
        )
    parser.add_argument(
        "paths", nargs="*", type=_absolute, metavar="FILE", help="files and folders to read"
    )
    options = parser.parse_args(argv)
    if options.paths and options.command:
        parser.error(f"--{options.command} takes no files")
    return options


def _absolute(text: str) -> Path:
    """A path as the running one, which may work elsewhere, understands it."""
    return Path(text).absolute()


def _reach(instance: Instance, options: argparse.Namespace) -> int:
    command = INGEST if options.paths else options.command or "raise"
    if instance.ask(command, options.paths):
        return 0
    _tell(f"Dreamer runs already (process {instance.owner()}) but does not answer.")
    return 3


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _refuse(error: DreamerError) -> int:
    """Say why the program cannot start, in the terminal and on the screen."""
    _tell(str(error))
    from ui.program import show_refusal

    show_refusal(error)
    return error.exit_code


def _tell(sentence: str) -> None:
    sys.stderr.write(f"dreamer: {sentence}\n")


if __name__ == "__main__":
    sys.exit(main())
