"""What an export says of itself."""

from dreamer_app.curation.card import DataFile, card
from dreamer_app.curation.examples import Example

FILES = [
    DataFile(config="sft", split="train", path="sft/train.jsonl"),
    DataFile(config="sft", split="valid", path="sft/valid.jsonl"),
    DataFile(config="rl", split="train", path="rl/train.jsonl"),
]


def written(*, source: str = "package:networkx", licence: str = "BSD-3-Clause") -> str:
    example = Example(
        lesson_id="abc",
        instruction="",
        input="",
        output="",
        metadata={"source_id": source, "source_version": "3.4", "model": "m", "synthetic": True},
    )
    return card([example], FILES, {"near-duplicate": 2}, {source: licence}).decode()


def test_the_default_configuration_is_what_trainers_expect() -> None:
    front = written().split("---")[1]
    sft, rl = front.split("config_name: ")[1:]
    assert sft.startswith("sft\n    default: true")
    assert "split: validation\n        path: sft/valid.jsonl" in sft
    assert "default" not in rl


def test_each_source_is_named_with_its_licence() -> None:
    assert "| package:networkx | 3.4 | BSD-3-Clause | 1 |" in written()


def test_a_licence_that_nobody_declared_is_not_invented() -> None:
    assert "| not known |" in written(licence="")


def test_a_name_cannot_break_the_table() -> None:
    assert "a\\|b c" in written(source="a|b\nc")


def test_what_was_left_out_is_told() -> None:
    assert "2 left out: near-duplicate" in written()
