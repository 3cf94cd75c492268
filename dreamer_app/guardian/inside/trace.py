"""Which lines of the candidate ran, and which steps from line to line were taken."""

import sys
from typing import Any


class Trace:
    """Line and arc coverage of one file by ``sys.settrace``.

    Args:
        file: file name of the code objects that count.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._arcs: set[tuple[int, int]] = set()

    def start(self) -> Any:
        """Begin; the function that gives the report."""
        import threading

        threading.settrace(self._enter)  # for those that start from now on
        sys.settrace(self._enter)
        return self.report

    def report(self) -> dict[str, Any]:
        """Pairs of lines (from, to); from is minus the first line at a function's start."""
        sys.settrace(None)
        return {"arcs": sorted(set(self._arcs))}

    def _enter(self, frame: Any, event: str, _: Any) -> Any:
        if event != "call" or frame.f_code.co_filename != self._file:
            return None
        last = -frame.f_code.co_firstlineno

        def step(frame: Any, event: str, _: Any) -> Any:
            nonlocal last
            if event == "line":
                self._arcs.add((last, frame.f_lineno))
                last = frame.f_lineno
            elif event == "return":
                self._arcs.add((last, -frame.f_code.co_firstlineno))
            return step

        return step
