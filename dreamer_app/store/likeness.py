"""Which lessons are like a given one: those that share its rarer words."""

import json
import math
import sqlite3

from dreamer_app.store.words import one_word, words_of

_COMMON = 0.125
_COMMON_AT_LEAST = 2_000
"""Share of all lessons (0 to 1), and how many, that have a word when it tells nothing."""
_MOST_WORDS = 200
"""Words of one lesson that are looked up; more would only take longer."""
_LEAST = 0.3
"""Share (0 to 1) of a lesson's weight that another must have to be called like it."""


def keys_like(db: sqlite3.Connection, key: int, limit: int) -> list[int]:
    """Row numbers of the lessons that are like one, most alike first.

    Every word of the task and the code weighs the more, the fewer lessons have it; a lesson
    counts by the share of that weight which it has too.
    """
    title, situation, action = db.execute(
        "SELECT l.title, t.situation, t.action FROM lessons l JOIN lesson_texts t USING (key)"
        " WHERE key = ?",
        (key,),
    ).fetchone()
    # Lessons are never deleted: the highest row number is how many there are.
    (lessons,) = db.execute("SELECT max(key) FROM lessons").fetchone()
    common = max(_COMMON_AT_LEAST, int(_COMMON * lessons))
    weights: list[tuple[str, float]] = []
    for word in words_of(f"{title}\n{situation}\n{action}")[:_MOST_WORDS]:
        having = _having(db, word, common)
        if 0 < having < common:
            weights.append((one_word(word), math.log1p(lessons / having)))
    # The lesson itself has all of the weight.
    least = _LEAST * sum(weight for _, weight in weights)
    # Added up by SQLite: in Python hundreds of thousands of rows would hold the window up.
    rows = db.execute(
        """
        SELECT lesson_words.rowid, sum(json_extract(wanted.value, '$[1]')) AS score
        FROM json_each(?) AS wanted
        JOIN lesson_words ON lesson_words MATCH json_extract(wanted.value, '$[0]')
        WHERE lesson_words.rowid <> ?
        GROUP BY lesson_words.rowid HAVING score >= ?
        ORDER BY score DESC, lesson_words.rowid DESC LIMIT ?
        """,
        (json.dumps(weights), key, least, limit),
    )
    return [row[0] for row in rows]


def _having(db: sqlite3.Connection, word: str, most: int) -> int:
    """How many lessons have a word; counted no further than ``most``."""
    (count,) = db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM lesson_words WHERE lesson_words MATCH ? LIMIT ?)",
        (one_word(word), most),
    ).fetchone()
    return int(count)
