"""Rows of the formats."""

import json

from dreamer_app.curation import formats
from dreamer_app.curation.examples import Example

EXAMPLE = Example(
    lesson_id="abc",
    instruction="Double a number.",
    input="def double(n): ...",
    output="def double(n):\n    return 2 * n\n",
    metadata={"synthetic": True},
    tests="LIMIT = 3\n\n\ndef test_double():\n    assert double(LIMIT) == 6\n",
    entry_point="double",
)


def test_a_chat_asks_with_task_and_stub_and_answers_in_a_fence() -> None:
    user, assistant = formats.messages(EXAMPLE)["messages"]
    assert user == {"role": "user", "content": "Double a number.\n\ndef double(n): ..."}
    assert assistant["content"] == "```python\ndef double(n):\n    return 2 * n\n```"


def test_alpaca_answers_with_the_bare_code() -> None:
    assert formats.alpaca(EXAMPLE)["output"] == EXAMPLE.output


def test_tests_are_told_apart_from_what_they_all_need() -> None:
    row = formats.verifiable(EXAMPLE)
    assert row["setup_code"] == "LIMIT = 3"
    assert row["tests"] == ["def test_double():\n    assert double(LIMIT) == 6"]


def test_a_test_keeps_its_decorators_and_comments() -> None:
    source = "import pytest\n@pytest.mark.slow\n# why\ndef test_it():\n    # how\n    assert 1\n"
    assert formats.split_tests(source) == ("import pytest", [source.partition("\n")[2].rstrip()])


def test_separators_that_are_no_line_ends_of_python_move_nothing() -> None:
    source = "A = 'x\u2028y'\n\x0c\nB = 'x\x85y'\r\ndef test_it():\n    assert A\n"
    setup, tests = formats.split_tests(source)
    assert setup == "A = 'x\u2028y'\nB = 'x\x85y'"
    assert tests == ["def test_it():\n    assert A"]


def test_tests_that_python_cannot_read_are_none() -> None:
    for source in ("def test(", "x = 1\0", "(" * 100_000, "-" * 100_000 + "1"):
        assert formats.split_tests(source) == ("", [])


def test_a_row_is_one_line_whatever_is_in_it() -> None:
    rows = [{"text": "a\nb\u2028c\ud800"}, {"text": "東京"}]
    lines = formats.json_lines(rows).decode().split("\n")
    assert [json.loads(line)["text"] for line in lines[:-1]] == ["a\nb\u2028c?", "東京"]


def test_what_varies_in_a_record_is_one_text() -> None:
    meta = formats.record(EXAMPLE, "train")["meta_json"]
    assert json.loads(meta) == {"synthetic": True, "contamination": []}
