"""From what a person types to what FTS5 understands."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 12


def normal(text: str) -> str:
    """Text in the one form in which it is indexed and searched."""
    return unicodedata.normalize("NFC", text)


def every_prefix(text: str) -> str:
    """An FTS5 query for all words of ``text``, each as the beginning of one.

    Nothing of the text is ever syntax: its words are quoted one by one. Words are what
    FTS5's ``unicode61`` takes for one, so that none becomes a phrase.

    Returns:
        The query; empty when there is no word in the text.
    """
    words = dict.fromkeys(w.lower() for w in _WORD.findall(normal(text)))
    return " ".join(f'"{word}"*' for word in list(words)[:_MOST_WORDS])


def any_word(words: list[str]) -> str:
    """An FTS5 query for at least one of the words, each whole."""
    return " OR ".join(f'"{word}"' for word in words)


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, in order, as FTS5 would split it."""
    return [w.lower() for w in _WORD.findall(normal(text))]


def phrases(text: str) -> str:
    """An FTS5 query for every blank-separated part of ``text`` as a phrase.

    ``os.path jo`` finds what has ``os path`` side by side and a word that begins with ``jo``.
    """
    parts = [" ".join(_WORD.findall(part)) for part in normal(text).split()]
    return " ".join(f'"{part}"*' for part in list(dict.fromkeys(parts))[:_MOST_WORDS] if part)
