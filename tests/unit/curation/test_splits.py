"""Train and valid."""

import pytest

from dreamer_app.curation.examples import Example
from dreamer_app.curation.splits import valid_ids


def example(number: int, source: str = "", output: str = "") -> Example:
    return Example(
        lesson_id=f"{number:012x}",
        instruction=f"task{number} " * 8,
        input="",
        output=output or " ".join(f"w{number}x{n}" for n in range(20)),
        source=source or f"document {number}",
    )


def test_about_a_tenth_is_for_validation() -> None:
    assert len(valid_ids([example(n) for n in range(200)])) == 20


def test_the_split_does_not_depend_on_the_order() -> None:
    examples = [example(n) for n in range(100)]
    assert valid_ids(examples) == valid_ids(examples[::-1])


def test_one_document_is_on_one_side() -> None:
    examples = [example(n, source=f"document {n % 12}") for n in range(120)]
    chosen = valid_ids(examples)
    assert chosen
    for document in range(12):
        ids = {e.lesson_id for e in examples[document::12]}
        assert ids <= chosen or ids.isdisjoint(chosen)


def test_what_is_alike_is_on_one_side() -> None:
    twins = [" ".join(f"t{n}x{m}" for m in range(60)) for n in range(20)]
    examples = [example(n, output=twins[n % 20]) for n in range(60)]
    chosen = valid_ids(examples)
    assert chosen
    for twin in range(20):
        ids = {e.lesson_id for e in examples[twin::20]}
        assert ids <= chosen or ids.isdisjoint(chosen)


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_small_set_is_all_for_training(count: int) -> None:
    assert valid_ids([example(n) for n in range(count)]) == frozenset()


def test_a_set_of_one_document_is_all_for_training() -> None:
    assert valid_ids([example(n, source="one") for n in range(50)]) == frozenset()
