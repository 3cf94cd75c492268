"""What a person approved, exported from a real store and loaded as trainers load it."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import journal_data
from dreamer_app.core.dreams import DreamRecord
from dreamer_app.core.errors import InputError
from dreamer_app.core.states import DreamOutcome, ReviewState
from dreamer_app.curation import DatasetCurator, Format
from dreamer_app.curation.contamination import Benchmarks, Problem
from dreamer_app.store import Store

Load = Callable[..., Any]
APPROVED, REJECTED = ReviewState.APPROVED, ReviewState.REJECTED
COLUMNS = {
    "alpaca": {"instruction", "input", "output"},
    "sharegpt": {"conversations"},
    "messages": {"messages"},
    "sft": {"messages"},
    "dpo": {
        *("prompt", "chosen", "rejected", "instruction", "chosen_text", "rejected_text"),
        "lesson_id",
    },
    "kto": {"prompt", "completion", "label", "instruction", "answer", "lesson_id"},
    "rl": {"prompt", "tests", "setup_code", "entry_point", "reference_solution", "lesson_id"},
    "records": {
        *("lesson_id", "split", "instruction", "input", "output", "tests", "entry_point"),
        *("created_at", "meta_json"),
    },
}


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """``datasets.load_dataset`` without a network and with a cache of the test's own."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    datasets = pytest.importorskip("datasets", reason="the package datasets is not installed")
    datasets.disable_progress_bars()

    def load_dataset(*arguments: Any, **more: Any) -> Any:
        return datasets.load_dataset(*arguments, cache_dir=str(tmp_path / "cache"), **more)

    return load_dataset


def opened(home: Path) -> Store:
    store = Store.open(home / "d.db", backups=home / "backups", output_dir=home / "lessons")
    store.lessons.begin_session(replace(journal_data.SESSION, id="s1"))
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of the test's own, without lessons."""
    with closing(opened(tmp_path / "home")) as store:
        yield store


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that all tests read and none changes; ``night`` is what is in it."""
    with closing(opened(tmp_path_factory.mktemp("home"))) as store:
        yield store


def dreams_of(count: int, seed: int = 11) -> list[DreamRecord]:
    rng = random.Random(seed)
    return [
        journal_data.dream("s1", number, rng, outcome=DreamOutcome.KEPT)
        for number in range(1, count + 1)
    ]


@pytest.fixture(scope="module")
def night(reviewed: Store) -> dict[ReviewState, list[DreamRecord]]:
    """Lessons in all three states, of which two approved ones were edited by a person."""
    dreams = dreams_of(40)
    for dream in dreams:
        reviewed.lessons.record_dream(dream)
    for dream in dreams[:2]:
        assert dream.judgement is not None
        better = dream.code.replace("out = []", "out = list()")
        reviewed.lessons.replace_code(dream.id, better, "def test_it(): ...\n", dream.judgement)
    by_state = {APPROVED: dreams[:30], REJECTED: dreams[30:35], ReviewState.PENDING: dreams[35:]}
    reviewed.lessons.decide([d.id for d in by_state[APPROVED]], APPROVED)
    reviewed.lessons.decide([d.id for d in by_state[REJECTED]], REJECTED, "Wrong")
    return by_state


def curator(store: Store) -> DatasetCurator:
    return DatasetCurator(store.lessons, benchmarks=Benchmarks(()))


@pytest.mark.parametrize("name", list(Format))
def test_every_file_loads_with_the_columns_of_its_format(
    reviewed: Store, night: object, load: Load, tmp_path: Path, name: str
) -> None:
    report = curator(reviewed).export(name, tmp_path / "export")
    assert report.files
    for file in report.files:
        rows = load("json", data_files=str(file))["train"]
        config = file.parent.name if name == Format.FULL else name
        assert set(rows.column_names) == COLUMNS[config], file
        assert len(rows) == len(file.read_text().splitlines()) > 0
        assert not any("null" in str(kind) for kind in rows.features.values()), file


@pytest.mark.parametrize("name", ["alpaca", "sharegpt", "messages"])
def test_every_approved_lesson_is_a_row_in_the_words_it_was_approved_in(
    reviewed: Store,
    night: dict[ReviewState, list[DreamRecord]],
    load: Load,
    tmp_path: Path,
    name: str,
) -> None:
    report = curator(reviewed).export(name, tmp_path / "export")
    rows = load("json", data_files=str(report.files[0]))["train"].to_list()
    assert len(rows) == report.examples == len(night[APPROVED])
    for row, dream in zip(rows, night[APPROVED], strict=True):
        answer = {
            "alpaca": lambda row: row["output"],
            "sharegpt": lambda row: row["conversations"][1]["value"],
            "messages": lambda row: row["messages"][1]["content"],
        }[name](row)
        assert reviewed.lessons.get_lesson(dream.id).action.rstrip() in answer


@pytest.mark.parametrize("name", list(Format))
def test_nothing_that_is_pending_or_rejected_leaves(
    reviewed: Store, night: dict[ReviewState, list[DreamRecord]], tmp_path: Path, name: str
) -> None:
    report = curator(reviewed).export(name, tmp_path / "export")
    written = "".join(p.read_text() for p in report.folder.rglob("*") if p.is_file())
    for dream in (*night[ReviewState.PENDING], *night[REJECTED]):
        assert dream.scenario is not None
        assert dream.id not in written
        assert f"def {dream.scenario.entry_point}(" not in written
    for dream in night[APPROVED]:
        assert dream.scenario is not None
        assert f"def {dream.scenario.entry_point}(" in written


def test_the_whole_folder_loads_by_its_card(
    reviewed: Store, night: object, load: Load, tmp_path: Path
) -> None:
    report = curator(reviewed).export("full", tmp_path / "export")
    default = load(str(report.folder))
    assert (len(default["train"]), len(default["validation"])) == (report.train, report.valid)
    assert report.train + report.valid == report.examples
    assert report.valid > 0
    for config in ("sft", "dpo", "kto", "rl", "records"):
        assert len(load(str(report.folder), config)["train"]) > 0


def test_a_single_approved_lesson_makes_a_folder_that_loads(
    store: Store, load: Load, tmp_path: Path
) -> None:
    (dream,) = dreams_of(1)
    store.lessons.record_dream(dream)
    store.lessons.decide([dream.id], APPROVED)
    report = curator(store).export("full", tmp_path / "export")
    assert (report.train, report.valid) == (1, 0)
    assert {split: len(rows) for split, rows in load(str(report.folder)).items()} == {"train": 1}
    (record,) = load(str(report.folder), "records")["train"]
    assert record["lesson_id"] == dream.id


def test_no_example_is_in_both_splits(
    reviewed: Store, night: object, load: Load, tmp_path: Path
) -> None:
    report = curator(reviewed).export("full", tmp_path / "export")
    default = load(str(report.folder))
    texts = [{json.dumps(m) for m in default[s]["messages"]} for s in ("train", "validation")]
    assert texts[0].isdisjoint(texts[1])


def test_what_a_persons_edit_took_the_place_of_is_the_worse_answer(
    reviewed: Store, night: dict[ReviewState, list[DreamRecord]], load: Load, tmp_path: Path
) -> None:
    report = curator(reviewed).export("full", tmp_path / "export")
    pairs = [row for s in load(str(report.folder), "dpo").values() for row in s]
    by_id = {row["lesson_id"]: row for row in pairs}
    assert set(by_id) == {d.id for d in night[APPROVED][:2]}
    for dream in night[APPROVED][:2]:
        assert "out = []" in by_id[dream.id]["rejected_text"]
        assert "out = list()" in by_id[dream.id]["chosen_text"]
    judged = [row for s in load(str(report.folder), "kto").values() for row in s]
    unwanted = [row["lesson_id"] for row in judged if not row["label"]]
    assert sorted(unwanted) == sorted(by_id)


def test_the_register_names_files_that_are_there(
    reviewed: Store, night: object, tmp_path: Path
) -> None:
    report = curator(reviewed).export("full", tmp_path / "export")
    register = json.loads((report.folder / "dataset_info.json").read_text())
    assert "dreamer_sft_train" in register
    assert all((report.folder / entry["file_name"]).is_file() for entry in register.values())


def test_records_say_where_each_example_came_from(
    reviewed: Store, night: object, load: Load, tmp_path: Path
) -> None:
    report = curator(reviewed).export("full", tmp_path / "export")
    for row in load(str(report.folder), "records")["train"]:
        meta = json.loads(row["meta_json"])
        assert meta["synthetic"] is True
        assert meta["source_id"].startswith("package:")
        assert meta["model"] == journal_data.SESSION.model_name
        assert meta["review"] == "approved"


@pytest.mark.parametrize("name", list(Format))
def test_nothing_approved_is_nothing_to_export(store: Store, tmp_path: Path, name: str) -> None:
    for dream in dreams_of(2):
        store.lessons.record_dream(dream)
    with pytest.raises(InputError, match="no lesson is approved"):
        curator(store).export(name, tmp_path / "export")
    assert not (tmp_path / "export").exists()


def test_an_unknown_format_is_named_with_those_there_are(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="parquet") as caught:
        curator(store).export("parquet", tmp_path)
    assert all(name in caught.value.hint for name in Format)


@pytest.mark.parametrize("name", list(Format))
def test_exporting_the_same_again_writes_nothing(
    reviewed: Store, night: object, tmp_path: Path, name: str
) -> None:
    first = curator(reviewed).export(name, tmp_path)
    before = {p: p.stat().st_mtime_ns for p in first.folder.rglob("*")}
    second = curator(reviewed).export(name, tmp_path)
    assert (first.written, second.written) == (True, False)
    assert second.folder == first.folder
    assert {p: p.stat().st_mtime_ns for p in first.folder.rglob("*")} == before


def test_another_decision_goes_to_another_folder_and_leaves_the_first(
    store: Store, tmp_path: Path
) -> None:
    one, other = dreams_of(2)
    for dream in (one, other):
        store.lessons.record_dream(dream)
        store.lessons.decide([dream.id], APPROVED)
    first = curator(store).export("alpaca", tmp_path)
    before = first.files[0].read_bytes()
    store.lessons.undo()
    second = curator(store).export("alpaca", tmp_path)
    assert (first.examples, second.examples) == (2, 1)
    assert second.folder != first.folder
    assert first.files[0].read_bytes() == before


def test_a_duplicate_approved_later_is_left_out_and_does_not_stop_the_export(
    store: Store, tmp_path: Path
) -> None:
    (dream,) = dreams_of(1)
    store.lessons.record_dream(dream)
    store.lessons.decide([dream.id], APPROVED)
    curator(store).export("alpaca", tmp_path)
    twin = replace(dream, id="abcdefabcdef", number=2)
    store.lessons.record_dream(twin)
    store.lessons.decide([twin.id], APPROVED)
    report = curator(store).export("alpaca", tmp_path)
    assert report.examples == 1
    assert report.left_out == (("near-duplicate of an earlier lesson", 1),)


def test_a_lesson_with_a_secret_is_left_out_and_the_secret_not_told(
    store: Store, tmp_path: Path
) -> None:
    clean, leaking = dreams_of(2)
    secret = "ghp_" + "a1B2" * 9
    store.lessons.record_dream(clean)
    store.lessons.record_dream(replace(leaking, code=leaking.code + f"TOKEN = '{secret}'\n"))
    store.lessons.decide([clean.id, leaking.id], APPROVED)
    report = curator(store).export("full", tmp_path)
    assert report.examples == 1
    assert [count for _, count in report.left_out] == [1]
    assert secret not in "".join(p.read_text() for p in report.folder.rglob("*.*"))


def test_a_likeness_to_a_benchmark_is_flagged_and_stays_in(store: Store, tmp_path: Path) -> None:
    (dream,) = dreams_of(1)
    store.lessons.record_dream(dream)
    store.lessons.decide([dream.id], APPROVED)
    likeness = Benchmarks([Problem(name="Set/1", text="", solution=dream.code)])
    report = DatasetCurator(store.lessons, benchmarks=likeness).export("full", tmp_path)
    assert (report.examples, report.flagged) == (1, 1)
    assert "Set/1" in (report.folder / "README.md").read_text()


def test_a_folder_with_something_else_in_it_is_not_overwritten(
    reviewed: Store, night: object, tmp_path: Path
) -> None:
    report = curator(reviewed).export("alpaca", tmp_path)
    report.files[0].write_text("mine\n")
    with pytest.raises(InputError, match="holds something else"):
        curator(reviewed).export("alpaca", tmp_path)
    assert report.files[0].read_text() == "mine\n"


def test_a_place_that_cannot_be_written_is_named_and_left_as_it_was(
    reviewed: Store, night: object, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        curator(reviewed).export("alpaca", tmp_path / "file" / "export")
    assert (tmp_path / "file").read_text() == "in the way"


def test_lone_surrogates_and_other_alphabets_load(store: Store, load: Load, tmp_path: Path) -> None:
    (dream,) = dreams_of(1)
    store.lessons.record_dream(replace(dream, code="word = 'жизнь \ud800 \u2028 東京'\n"))
    store.lessons.decide([dream.id], APPROVED)
    report = curator(store).export("alpaca", tmp_path)
    (row,) = load("json", data_files=str(report.files[0]))["train"]
    assert row["output"] == "word = 'жизнь ? \u2028 東京'\n"
