"""DatasetCurator: approved lessons, cleaned, as files that trainers load as they are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dreamer_app.core.errors import InputError
from dreamer_app.core.journal import LessonQuery, LessonSort
from dreamer_app.core.ports import JournalRepository
from dreamer_app.core.states import ReviewState
from dreamer_app.core.stop import StopToken
from dreamer_app.curation import formats
from dreamer_app.curation.card import DataFile, card, dataset_info
from dreamer_app.curation.contamination import Benchmarks, installed
from dreamer_app.curation.duplicates import similar_pairs
from dreamer_app.curation.examples import Example, clean, example_of
from dreamer_app.curation.formats import Format, Row
from dreamer_app.curation.secret_scan import secrets_in
from dreamer_app.curation.splits import valid_ids
from dreamer_app.curation.writing import digest_of, write_folder

_PAGE = 500
DUPLICATE = 0.7
"""Jaccard similarity (0 to 1) from which on the later of two examples is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What one export wrote.

    Args:
        folder: new, unless ``written`` is False: then it held exactly this already.
        files: the data files, absolute.
        examples: approved lessons in it.
        left_out: pairs of a reason and how many lessons.
        flagged: examples that resemble a benchmark's problem; they are in.
    """

    format: str
    folder: Path
    files: tuple[Path, ...]
    examples: int
    train: int
    valid: int
    left_out: tuple[tuple[str, int], ...]
    flagged: int
    content_hash: str
    written: bool

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON types."""
        return {
            "format": self.format,
            "folder": str(self.folder),
            "files": [str(path) for path in self.files],
            "examples": self.examples,
            "train": self.train,
            "valid": self.valid,
            "left_out": dict(self.left_out),
            "flagged": self.flagged,
            "content_hash": self.content_hash,
            "written": self.written,
        }


class DatasetCurator:
    """Collects what a person approved and writes it for trainers.

    Args:
        lessons_store: where lessons and their reviews are.
        licences: SPDX expression by source id, for the card.
        benchmarks: what examples are compared with; default: those installed.
        stop: ends an export before anything is written; it then raises Stopped.
    """

    def __init__(
        self,
        lessons_store: JournalRepository,
        *,
        licences: Mapping[str, str] | None = None,
        benchmarks: Benchmarks | None = None,
        stop: StopToken | None = None,
    ) -> None:
        self._stop = stop or StopToken()
        self._store = lessons_store
        self._licences = dict(licences or {})
        self._benchmarks = benchmarks
        self._left_out: Counter[str] = Counter()
        self.examples: tuple[Example, ...] = ()

    def collect_from_lessons(self) -> int:
        """Take in every approved lesson, less near-duplicates and those that hold a secret.

        Returns:
            How many examples there are.
        """
        self._left_out = Counter()
        found = self._without_secrets(self._approved())
        self._stop.check()
        kept = self._without_duplicates(found)
        self._stop.check()
        benchmarks = self._benchmarks or installed()
        self.examples = tuple(
            replace(e, contamination=benchmarks.resembled(e.instruction, e.output)) for e in kept
        )
        return len(self.examples)

    def export(self, format: str, out: Path) -> ExportReport:  # noqa: A002 - the guide's word
        """Write the examples below ``out``, into a new folder named after their content.

        Collects first if that has not been done.

        Args:
            format: ``alpaca``, ``sharegpt``, ``messages`` or ``full``.

        Raises:
            InputError: no such format, nothing approved, or ``out`` cannot be written.
        """
        chosen = _format(format)
        if not self.examples:
            self.collect_from_lessons()
        if not self.examples:
            raise InputError(
                "There is nothing to export: no lesson is approved"
                + (", or all were left out." if self._left_out else "."),
                hint="Approve lessons in the Dream Journal or with `dreamer approve`.",
            )
        data, valid = self._full() if chosen is Format.FULL else self._simple(chosen)
        contents = {file.path: content for file, content in data.items()}
        contents["README.md"] = card(self.examples, list(data), self._left_out, self._licences)
        contents["dataset_info.json"] = dataset_info(data)
        content_hash = digest_of(contents)
        folder = out / f"dreamer-{chosen}-{content_hash}"
        self._stop.check()
        written = write_folder(folder, contents)
        return ExportReport(
            format=str(chosen),
            folder=folder,
            files=tuple(folder / file.path for file in data),
            examples=len(self.examples),
            train=len(self.examples) - valid,
            valid=valid,
            left_out=tuple(sorted(self._left_out.items())),
            flagged=sum(bool(e.contamination) for e in self.examples),
            content_hash=content_hash,
            written=written,
        )

    def _simple(self, chosen: Format) -> tuple[dict[DataFile, bytes], int]:
        row_of = {
            Format.ALPACA: formats.alpaca,
            Format.SHAREGPT: formats.sharegpt,
            Format.MESSAGES: formats.messages,
        }[chosen]
        rows = [row_of(example) for example in self.examples]
        file = DataFile(config=str(chosen), split="train", path="train.jsonl")
        return {file: formats.json_lines(rows)}, 0

    def _full(self) -> tuple[dict[DataFile, bytes], int]:
        """Files of the full folder, and how many examples are in its valid split."""
        valid = valid_ids(self.examples)
        files: dict[DataFile, bytes] = {}
        for split, is_valid in (("train", False), ("valid", True)):
            chosen = [e for e in self.examples if (e.lesson_id in valid) is is_valid]
            for config, rows in self._configurations(chosen).items():
                if rows:
                    files[_file(config, split)] = formats.json_lines(rows)
        records = [
            formats.record(e, "valid" if e.lesson_id in valid else "train") for e in self.examples
        ]
        files[_file("records", "train")] = formats.json_lines(records)
        return files, len(valid)

    def _configurations(self, examples: Sequence[Example]) -> dict[str, list[Row]]:
        pairs = [(e, worse) for e in examples for worse in self._improved_on(e)]
        wanted = [formats.judged(e, good=True) for e in examples]
        unwanted = [formats.judged(replace(e, output=worse), good=False) for e, worse in pairs]
        rewards = [formats.verifiable(e) for e in examples if e.entry_point]
        return {
            "sft": [formats.messages(e) for e in examples],
            "dpo": [formats.preference(e, worse) for e, worse in pairs],
            # KTO learns nothing from answers that are all wanted.
            "kto": [*wanted, *unwanted] if unwanted else [],
            "rl": [row for row in rewards if row["tests"]],
        }

    def _improved_on(self, example: Example) -> list[str]:
        """Solutions that a person's edit of an approved lesson took the place of.

        Rejected lessons are no source of bad examples: what was not approved does not leave.
        """
        earlier = map(clean, self._store.earlier_versions(example.lesson_id))
        return [
            code
            for code in dict.fromkeys(earlier)
            if code.strip() != example.output.strip() and not secrets_in(code)
        ]

    def _approved(self) -> list[Example]:
        query = LessonQuery(review=ReviewState.APPROVED, sort=LessonSort.OLDEST)
        ids: dict[str, None] = {}
        offset = 0
        while page := self._store.rows(query, offset=offset, limit=_PAGE):
            self._stop.check()
            ids |= dict.fromkeys(row.id for row in page)
            offset += len(page)
        examples = []
        for lesson_id in ids:
            self._stop.check()
            lesson = self._store.get_lesson(lesson_id)
            if lesson.review is ReviewState.APPROVED:  # a decision may have come in between
                examples.append(example_of(lesson))
        return examples

    def _without_secrets(self, examples: Iterable[Example]) -> list[Example]:
        kept = []
        for example in examples:
            self._stop.check()
            kinds = _secrets_of(example)
            if kinds:
                self._left_out[f"holds a secret ({', '.join(kinds)})"] += 1
            else:
                kept.append(example)
        return kept

    def _without_duplicates(self, examples: Sequence[Example]) -> list[Example]:
        texts = [f"{e.instruction}\n{e.output}" for e in examples]
        gone: set[int] = set()
        for earlier, later, _ in similar_pairs(texts, DUPLICATE):
            if earlier not in gone:
                gone.add(later)
        if gone:
            self._left_out["near-duplicate of an earlier lesson"] += len(gone)
        return [e for i, e in enumerate(examples) if i not in gone]


def _file(config: str, split: str) -> DataFile:
    return DataFile(config=config, split=split, path=f"{config}/{split}.jsonl")


def _secrets_of(example: Example) -> tuple[str, ...]:
    parts = (example.instruction, example.input, example.output, example.tests)
    return secrets_in("\n".join(parts))


def _format(name: str) -> Format:
    try:
        return Format(name)
    except ValueError:
        raise InputError(
            f"There is no export format {name!r}.",
            hint="Choose one of " + ", ".join(Format) + ".",
        ) from None
