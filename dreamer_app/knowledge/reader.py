"""The reading process: takes jobs on its input, one JSON object a line, and answers each.

Reading can hang, crash the parser or run a module of the standard library, so it happens in
a process of its own that can be killed at any moment. It ends when its input ends, which is
also when the program dies.
"""

import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from dreamer_app.background import idle_disk_access

Job = dict[str, Any]
"""``task`` names the work; the rest are its arguments."""


def read_package(job: Job) -> Any:
    """The interface of an installed package or of one top-level standard module."""
    from dreamer_app.knowledge.compiled_api import add_compiled
    from dreamer_app.knowledge.module_tree import ModuleFile, ModuleTree
    from dreamer_app.knowledge.python_api import ApiReader

    name, source_id = job["name"], job["source_id"]
    tree = ModuleTree()
    tree.load([ModuleFile(name=n, path=Path(p)) for n, p in job["files"]])
    if job["standard"]:
        tree.load_companions(name, Path(job["root"]), job["hidden"])
    reader = ApiReader(tree=tree, top=name, source_id=source_id, identify=lambda dotted: dotted)
    # Only the standard library's own modules are ever imported.
    return reader.read(add_compiled if job["standard"] else None).to_json()


def read_file(job: Job) -> Any:
    """A file of one of the kinds that are read."""
    from dreamer_app.knowledge.source_files import read_source_file

    return read_source_file(Path(job["path"]), job["source_id"]).to_json()


def rank(job: Job) -> Any:
    """Importance, connections and community of every entity."""
    from dreamer_app.knowledge.ranking import rank_graph

    return rank_graph(job["nodes"], job["edges"])


TASKS: dict[str, Callable[[Job], Any]] = {"package": read_package, "file": read_file, "rank": rank}


def main() -> None:
    """Answer jobs until the input ends."""
    with os.fdopen(os.dup(1), "wb") as answers:
        # Whatever an imported module prints must not end up between the answers.
        os.dup2(2, 1)
        _lower_priority()
        jobs = _Input(sys.stdin.buffer)
        while (line := jobs.next_line()) is not None:
            answers.write(json.dumps(_answer(json.loads(line))).encode() + b"\n")
            answers.flush()


def _answer(job: Job) -> dict[str, Any]:
    try:
        return {"done": TASKS[job["task"]](job)}
    except ValueError as error:
        return {"failed": str(error)}
    except (RecursionError, MemoryError):
        return {"failed": "it is nested too deeply"}
    except Exception as error:  # noqa: BLE001 - one bad source must not cost the others
        return {"failed": f"it could not be read ({type(error).__name__}: {error})"}


class _Input:
    """Lines from the parent; when they end while a job runs, so does the process."""

    def __init__(self, stream: BinaryIO) -> None:
        import queue

        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._stream = stream
        self._idle = threading.Event()
        threading.Thread(target=self._pump, daemon=True).start()

    def _pump(self) -> None:
        for line in self._stream:
            self._lines.put(line)
        os._exit(0)

    def next_line(self) -> bytes | None:
        """The next job; waits for it."""
        return self._lines.get()


def _lower_priority() -> None:
    idle_disk_access()
    if hasattr(os, "nice"):
        os.nice(10)
