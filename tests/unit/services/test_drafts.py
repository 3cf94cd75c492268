"""What is typed into a lesson outlasts the program."""

from pathlib import Path

import pytest

from dreamer_app.core.errors import StoreError
from dreamer_app.services.drafts import Draft, DraftService

DRAFT = Draft(code="x = 'ä\N{FULL MOON SYMBOL}'\n", tests="assert x\n")


def test_a_draft_is_read_by_the_next_program(tmp_path: Path) -> None:
    DraftService(tmp_path / "drafts").keep("a1", DRAFT)
    assert DraftService(tmp_path / "drafts").get("a1") == DRAFT


def test_a_newer_draft_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    drafts = DraftService(tmp_path)
    drafts.keep("a1", Draft(code="old", tests=""))
    drafts.keep("a1", DRAFT)
    drafts.keep("b2", Draft(code="other", tests=""))
    assert drafts.get("a1") == DRAFT
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a1.json", "b2.json"]


def test_a_dropped_draft_is_gone_and_dropping_it_again_is_fine(tmp_path: Path) -> None:
    drafts = DraftService(tmp_path)
    drafts.keep("a1", DRAFT)
    drafts.drop("a1")
    drafts.drop("a1")
    assert drafts.get("a1") is None


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"code": "x"}', "\0"])
def test_a_damaged_draft_counts_as_none(tmp_path: Path, damaged: str) -> None:
    (tmp_path / "a1.json").write_text(damaged)
    assert DraftService(tmp_path).get("a1") is None


def test_a_draft_that_cannot_be_written_says_where_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="drafts"):
        DraftService(tmp_path / "drafts").keep("a1", DRAFT)
