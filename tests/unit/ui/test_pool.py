import gc
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future, wait

import pytest

from ui.pool import QtExecutor


@pytest.fixture
def pool() -> Iterator[QtExecutor]:
    made = QtExecutor()
    yield made
    made.shutdown(cancel_futures=True)


def test_a_call_gives_its_result_from_another_thread(pool: QtExecutor) -> None:
    assert pool.submit(threading.get_ident).result(10) != threading.get_ident()


def test_an_error_belongs_to_whoever_asks_for_the_result(pool: QtExecutor) -> None:
    with pytest.raises(ZeroDivisionError):
        pool.submit(lambda: 1 / 0).result(10)


def test_calls_may_wait_for_calls_of_their_own(pool: QtExecutor) -> None:
    def nested(depth: int) -> int:
        return depth if not depth else 1 + pool.submit(nested, depth - 1).result(10)

    assert pool.submit(nested, 5).result(10) == 5


def test_map_keeps_the_order(pool: QtExecutor) -> None:
    assert list(pool.map(str, range(50))) == [str(n) for n in range(50)]


def test_after_shutdown_nothing_is_taken(pool: QtExecutor) -> None:
    pool.shutdown()
    with pytest.raises(RuntimeError, match="shut down"):
        pool.submit(print)


def test_shutdown_can_drop_what_has_not_begun() -> None:
    pool, gate = QtExecutor(max_threads=1), threading.Event()
    running, waiting = pool.submit(gate.wait), pool.submit(print)
    while not running.running():
        pass
    pool.shutdown(wait=False, cancel_futures=True)
    gate.set()
    assert pool.wait(10_000)
    assert running.result(10) is True
    with pytest.raises(CancelledError):
        waiting.result(10)


def test_waiting_ends_when_something_still_runs() -> None:
    pool, gate = QtExecutor(), threading.Event()
    pool.submit(gate.wait)
    assert not pool.wait(20)
    gate.set()
    pool.shutdown()


def test_many_calls_from_many_threads_all_end(pool: QtExecutor) -> None:
    futures: list[Future[int]] = []

    def submit() -> None:
        futures.extend(pool.submit(abs, -n) for n in range(500))

    threads = [threading.Thread(target=submit) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wait(futures, timeout=30).not_done
    assert sum(f.result() for f in futures) == 4 * sum(range(500))


def test_no_reference_is_lost_by_calls_without_a_result(pool: QtExecutor) -> None:
    """PySide6 6.12 loses one to None with every call, until the interpreter aborts."""
    gc.collect()
    before = sys.getrefcount(None)
    wait([pool.submit(lambda: None) for _ in range(500)])
    pool.shutdown()
    gc.collect()
    assert sys.getrefcount(None) - before > -100
