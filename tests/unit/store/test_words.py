"""What is typed becomes a query that FTS5 takes."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

from dreamer_app.store.words import every_prefix, one_word, phrases, words_of

_LETTERS = [chr(c) for c in range(sys.maxunicode + 1) if chr(c).isalnum()]


@pytest.fixture
def index() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(
            "CREATE VIRTUAL TABLE single USING fts5(words, content='', detail=none,"
            " columnsize=0, prefix='1 2 3', tokenize=\"unicode61 remove_diacritics 2\")"
        )
        yield db


def test_no_letter_of_unicode_between_two_others_makes_a_query_that_is_refused(
    index: sqlite3.Connection,
) -> None:
    for letter in _LETTERS:
        index.execute("SELECT 1 FROM single WHERE single MATCH ?", (every_prefix(f"a{letter}b"),))


def test_a_word_of_a_text_is_found_in_it_whatever_its_letters(index: sqlite3.Connection) -> None:
    text = "Äpfel, naïve_paths café's x² İstanbul ßtraße 東京 über-flow"
    index.execute("INSERT INTO single(rowid, words) VALUES (1, ?)", (text,))
    for word in words_of(text):
        found = index.execute("SELECT 1 FROM single WHERE single MATCH ?", (one_word(word),))
        assert found.fetchone(), word


def test_a_long_text_is_searched_by_its_first_words() -> None:
    query = every_prefix(" ".join(f"w{n}" for n in range(5_000)))
    assert query == " ".join(f'"w{n}"*' for n in range(12))


@pytest.mark.parametrize("text", ["", " ", "*", '"-"', "()", "\0", "_", "\ud800"])
def test_a_text_without_words_makes_no_query(text: str) -> None:
    assert (every_prefix(text), phrases(text)) == ("", "")
