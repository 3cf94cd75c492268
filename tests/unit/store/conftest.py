"""A real store in a folder of the test's own."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import journal_data
from dreamer_app.core.dreams import DreamRecord
from dreamer_app.core.states import DreamOutcome
from dreamer_app.store import Store

Open = Callable[[], Store]
Keep = Callable[[int], list[DreamRecord]]


@pytest.fixture
def output_dir(tmp_path: Path) -> Path:
    return tmp_path / "synthetic_training"


@pytest.fixture
def open_store(tmp_path: Path, output_dir: Path) -> Iterator[Open]:
    """Opens the same database again and again; all are closed at the end."""
    opened: list[Store] = []

    def open_again() -> Store:
        store = Store.open(
            tmp_path / "dreamer.db", backups=tmp_path / "backups", output_dir=output_dir
        )
        opened.append(store)
        return store

    yield open_again
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Open) -> Store:
    return open_store()


@pytest.fixture
def keep(store: Store) -> Keep:
    """Records that many kept dreams of one session."""
    if not store.lessons.nights():
        store.lessons.begin_session(replace(journal_data.SESSION, id="s1"))
    rng = random.Random(7)
    numbers = iter(range(1, 1_000_000))

    def record(count: int) -> list[DreamRecord]:
        dreams = [
            journal_data.dream("s1", next(numbers), rng, outcome=DreamOutcome.KEPT)
            for _ in range(count)
        ]
        for dream in dreams:
            store.lessons.record_dream(dream)
        return dreams

    return record


@pytest.fixture
def kept(store: Store) -> DreamRecord:
    """A dream that was kept and is not recorded; its session is."""
    return _unrecorded(store, DreamOutcome.KEPT)


@pytest.fixture
def fallen(store: Store) -> DreamRecord:
    """A dream that fell and is not recorded; its session is."""
    return _unrecorded(store, DreamOutcome.FELL)


def _unrecorded(store: Store, outcome: DreamOutcome) -> DreamRecord:
    if not store.lessons.nights():
        store.lessons.begin_session(replace(journal_data.SESSION, id="s1"))
    return journal_data.dream("s1", 99, random.Random(str(outcome)), outcome=outcome)
