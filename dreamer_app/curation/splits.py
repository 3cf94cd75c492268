"""Train and valid, so that nothing leaks from one to the other."""

from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256

from dreamer_app.curation.duplicates import groups, similar_pairs
from dreamer_app.curation.examples import Example

_VALID_SHARE = 0.1
_LARGEST_SHARE = 0.25
"""A group that would make valid larger than this stays in train."""
RELATED = 0.5
"""Similarity (0 to 1) from which on two examples are on the same side."""


def valid_ids(examples: Sequence[Example]) -> frozenset[str]:
    """Lessons that go to the valid split, about a tenth; the same ones every time.

    Whole groups go: examples from one document, or alike. Nothing goes where the groups do
    not allow it, so that a valid split is never empty nor most of the set.
    """
    first: dict[str, int] = {}
    pairs = [(first.setdefault(e.source, i), i) for i, e in enumerate(examples)]
    alike = similar_pairs([f"{e.prompt}\n{e.output}" for e in examples], RELATED)
    pairs += [(one, other) for one, other, _ in alike]
    members: defaultdict[int, list[str]] = defaultdict(list)
    for group, example in zip(groups(len(examples), pairs), examples, strict=True):
        members[group].append(example.lesson_id)
    chosen: list[str] = []
    for ids in sorted(members.values(), key=lambda ids: sha256(min(ids).encode()).digest()):
        if len(chosen) >= _VALID_SHARE * len(examples):
            break
        if len(chosen) + len(ids) <= _LARGEST_SHARE * len(examples):
            chosen += ids
    return frozenset(chosen)
