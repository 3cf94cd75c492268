"""Small, correct and complete Python functions. Each uses the library that its docstring names."""

import unicodedata


def names_of_each(characters: list[str]) -> list[str]:
    """Return a list with unicodedata.name(character) for each character in characters, in order.

    >>> names_of_each(["a", "7"])
    ['LATIN SMALL LETTER A', 'DIGIT SEVEN']
    """
    return [unicodedata.name(character) for character in characters]


import colorsys


def distinct_hues(colours: list[tuple[float, float, float]]) -> set[float]:
    """Return the set of all colorsys.rgb_to_hls(*colour)[0] for colour in colours.

    >>> distinct_hues([(1.0, 0.0, 0.0), (0.5, 0.0, 0.0)])
    {0.0}
    """
    return {colorsys.rgb_to_hls(*colour)[0] for colour in colours}


import binascii


def words_where_not_even_crc(words: list[bytes], start: int) -> list[bytes]:
    """Return a list of those words for which binascii.crc32(word, start) % 2 is false, in order.

    >>> words_where_not_even_crc([b"a", b"b"], 0)
    []
    """
    return [word for word in words if not binascii.crc32(word, start) % 2]


import os.path


def group_by_extension(paths: list[str]) -> dict[str, list[str]]:
    """Group the paths by os.path.splitext(path)[1].

    >>> group_by_extension(["a.txt", "b.py", "c.txt"])
    {'.txt': ['a.txt', 'c.txt'], '.py': ['b.py']}
    """
    groups = {}
    for path in paths:
        key = os.path.splitext(path)[1]
        groups.setdefault(key, []).append(path)
    return groups


import math


def longest_hypotenuse(triangles: list[tuple[int, int]]) -> float:
    """Return the largest math.hypot(a, b) of all pairs (a, b) in triangles; 0.0 if there are none.

    >>> longest_hypotenuse([(3, 4), (6, 8)])
    10.0
    """
    return max((math.hypot(a, b) for a, b in triangles), default=0.0)


