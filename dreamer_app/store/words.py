"""From what a person types to what FTS5 understands."""

import re
import unicodedata

_WORD = re.compile("[^\\W_\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3]+")
"""Letters and digits, less those that became letters after the Unicode that FTS5 knows."""
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
    return " ".join(f'"{word}"*' for word in words_of(text)[:_MOST_WORDS])


def one_word(word: str) -> str:
    """An FTS5 query for a word of :func:`words_of`, whole."""
    return f'"{word}"'


def words_of(text: str) -> list[str]:
    """The different words of a text in lower case, in order, as FTS5 would split it."""
    return list(dict.fromkeys(w.lower() for w in _WORD.findall(normal(text))))


def phrases(text: str) -> str:
    """An FTS5 query for every blank-separated part of ``text`` as a phrase.

    ``os.path jo`` finds what has ``os path`` side by side and a word that begins with ``jo``.
    """
    parts = [" ".join(_WORD.findall(part)) for part in normal(text).split()]
    return " ".join(f'"{part}"*' for part in list(dict.fromkeys(parts))[:_MOST_WORDS] if part)
