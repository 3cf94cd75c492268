"""How long knowledge takes: ``python benchmarks/ingest.py [WHAT...]``, by default ``stdlib``.

Everything is real: the reading processes, SQLite, the ranking. Nothing is kept.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from dreamer_app.core.errors import Stopped
from dreamer_app.core.knowledge import EntityKind
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.knowledge import GraphRAG
from dreamer_app.paths import resource
from dreamer_app.store import Store

T = TypeVar("T")


def main(what: list[str]) -> None:
    """Ingest everything twice, then ask for fragments."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        store = Store.open(home / "bench.db", backups=home / "backups", output_dir=home / "lessons")
        try:
            _measure(GraphRAG(store.knowledge), what)
        finally:
            store.close()
        _measure_stop(home, what[0])


def _measure(graph: GraphRAG, what: list[str]) -> None:
    for item in what:
        seconds, report = _timed(partial(graph.ingest, item))
        print(
            f"{item}: {seconds:.1f} s, {len(report.added)} sources, {report.entities} entities, "
            f"{report.relations} relations, {len(report.skipped)} left out"
        )
        seconds, _ = _timed(partial(graph.ingest, item))
        print(f"  once more, unchanged: {seconds:.2f} s")
    seconds, stats = _timed(graph.get_stats)
    print(f"statistics: {seconds:.2f} s, {stats}")
    for seed in (None, 1):
        for again in ("first", "again"):
            seconds, _ = _timed(partial(graph.get_clusters, 30, seed=seed))
            print(f"30 fragments, seed {seed}, {again}: {seconds:.2f} s")
    _count(graph)
    print("the most connected:")
    for entity, connections in graph.top(30):
        print(f"  {connections:5d}  {entity.kind:8}  {entity.id}")


def _count(graph: GraphRAG) -> None:
    total = graph.get_stats()["total_nodes"]
    functions = [
        f.entity for f in graph.get_clusters(total) if f.entity.kind is EntityKind.FUNCTION
    ]
    pure = [e for e in functions if e.pure and e.text]
    shown = [e for e in pure if any(x.want for x in e.examples)]
    by_name = [e for e in shown if not e.signature.startswith("(self")]
    print(
        f"functions: {len(functions)}; pure and documented: {len(pure)}; "
        f"with examples as well: {len(shown)}; of these no methods: {len(by_name)}"
    )


def _measure_stop(home: Path, item: str) -> None:
    store = Store.open(home / "stop.db", backups=home / "backups", output_dir=home / "lessons")
    stop = StopToken()
    asked: list[float] = []

    def interrupt() -> None:
        asked.append(time.perf_counter())
        stop.stop(Reason.USER_ACTIVE)

    timer = threading.Timer(1.5, interrupt)
    timer.start()
    try:
        GraphRAG(store.knowledge).ingest(item, stop=stop)
        print("stop: it was over before the stop")
    except Stopped:
        print(f"stop: {time.perf_counter() - asked[0]:.2f} s from the stop to the end")
    finally:
        timer.cancel()
        store.close()


def _timed(call: Callable[[], T]) -> tuple[float, T]:
    begun = time.perf_counter()
    result = call()
    return time.perf_counter() - begun, result


if __name__ == "__main__":
    main(sys.argv[1:] or ["stdlib", str(resource("knowledge", "python-by-example.md"))])
