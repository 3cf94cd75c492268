"""Arguments that a call of the candidate changed: the tests' own are made alike."""

import io
from typing import Any


def change(mine: Any, after: Any) -> None:
    """Make an argument what the call made of it, in place and in depth."""
    if type(mine) is not type(after):
        return
    if isinstance(mine, list):
        old = list(mine)
        mine[:] = [_merged(old[i] if i < len(old) else None, new) for i, new in enumerate(after)]
    elif isinstance(mine, dict):
        merged = {key: _merged(mine.get(key), new) for key, new in after.items()}
        mine.clear()
        mine.update(merged)
    elif isinstance(mine, set):
        mine.clear()
        mine.update(after)
    elif isinstance(mine, bytearray):
        mine[:] = after
    elif isinstance(mine, (io.StringIO, io.BytesIO)):
        mine.seek(0)
        mine.truncate()
        mine.write(after.getvalue())
        mine.seek(after.tell())


def _merged(old: Any, new: Any) -> Any:
    if type(old) is type(new) and isinstance(old, (list, dict, set, bytearray)):
        change(old, new)
        return old
    return new
