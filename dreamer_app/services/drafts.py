"""What a person has typed into a lesson and not saved yet."""

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from dreamer_app.core.errors import StoreError


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Code and tests as they were typed; nothing has verified them."""

    code: str
    tests: str


class DraftService:
    """One draft per lesson, as a file, so that nothing typed is lost however the program ends.

    Args:
        folder: made with the first draft.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, lesson_id: str, draft: Draft) -> None:
        """Write it, whole or not at all, in place of an earlier one.

        Raises:
            StoreError: it cannot be written.
        """
        path = self._path(lesson_id)
        temporary = path.with_suffix(".new")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with temporary.open("w", encoding="utf-8") as out:
                json.dump(asdict(draft), out, ensure_ascii=False)
                out.flush()
                os.fsync(out.fileno())
            temporary.replace(path)
        except OSError as error:
            raise StoreError(
                f"What you typed cannot be kept in {self._folder} ({error.strerror or error}).",
                hint="Free some space, or make the folder writable.",
            ) from error

    def get(self, lesson_id: str) -> Draft | None:
        """The draft of a lesson; None without one, or when its file was damaged."""
        try:
            read = json.loads(self._path(lesson_id).read_text(encoding="utf-8"))
            return Draft(code=str(read["code"]), tests=str(read["tests"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def drop(self, lesson_id: str) -> None:
        """Forget it: it was saved, or a person does not want it."""
        with contextlib.suppress(OSError):
            self._path(lesson_id).unlink()

    def _path(self, lesson_id: str) -> Path:
        return self._folder / f"{lesson_id}.json"
