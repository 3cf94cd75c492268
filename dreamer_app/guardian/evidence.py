"""What a candidate said, made fit to be shown and kept.

Texts of exceptions and values come from code that nobody has read, and end up on terminals,
in widgets and in files: nothing in them may steer any of those.
"""

import re
from typing import Any

_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters but for tab and line feed, marks of direction, halves of characters."""
_ITEMS = 500
_LONGEST = 10_000


def clean(text: str) -> str:
    """The text with what steers terminals and files written out."""
    return _STEERING.sub(lambda found: f"\\u{ord(found.group()):04x}", text[:_LONGEST])


def cleaned(value: Any) -> Any:
    """The same for every text inside a JSON value."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {cleaned(k): cleaned(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [cleaned(item) for item in value[:_ITEMS]]
    return value
