"""Entry of the frozen program: the tray, or one of its own child processes.

Children are started as ``sys.executable -m MODULE ...``. Frozen, that is this program, so it
runs the module as Python would.
"""

import multiprocessing
import runpy
import sys

_OURS = ("dreamer_app.", "ui.")


def main() -> int:
    """Run what the command line asks for."""
    multiprocessing.freeze_support()
    if len(sys.argv) > 2 and sys.argv[1] == "-m" and sys.argv[2].startswith(_OURS):
        module = sys.argv[2]
        sys.argv = [module, *sys.argv[3:]]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        return 0
    from ui.app import main as tray

    return tray()


if __name__ == "__main__":
    sys.exit(main())
