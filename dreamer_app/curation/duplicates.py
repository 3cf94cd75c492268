"""Near-duplicates: exact Jaccard similarity over word 5-shingles, by prefix filtering.

Bayardo, Ma and Srikant, "Scaling Up All Pairs Similarity Search" (WWW 2007): two sets of a
similarity of at least t share one of their rarest ``n - ceil(t * n) + 1`` members, so only
those are indexed.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SHINGLE = 5

Pair = tuple[int, int, float]
"""Two positions, the lower first, and their similarity (0 to 1)."""


def shingles(text: str) -> frozenset[str]:
    """Runs of five tokens; of all tokens where there are fewer."""
    tokens = _TOKEN.findall(text.lower())
    last = max(1, len(tokens) - _SHINGLE + 1)
    return frozenset(" ".join(tokens[i : i + _SHINGLE]) for i in range(last) if tokens)


def similar_pairs(texts: Sequence[str], threshold: float) -> Iterator[Pair]:
    """Every pair of texts at least that similar."""
    sets = [shingles(text) for text in texts]
    frequency = Counter(shingle for one in sets for shingle in one)
    index: defaultdict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(sets):
        rarest = sorted(one, key=lambda shingle: (frequency[shingle], shingle))
        prefix = rarest[: len(rarest) - math.ceil(threshold * len(rarest)) + 1]
        for j in sorted({j for shingle in prefix for j in index[shingle]}):
            shared = len(one & sets[j])
            similarity = shared / (len(one) + len(sets[j]) - shared)
            if similarity >= threshold:
                yield j, i, similarity
        for shingle in prefix:
            index[shingle].append(i)


def groups(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Number of the group of each of ``count`` members, where pairs are in one group.

    Numbers are the lowest member of the group.
    """
    parents = list(range(count))

    def root(member: int) -> int:
        while parents[member] != member:
            parents[member] = parents[parents[member]]
            member = parents[member]
        return member

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parents[high] = low
    return [root(member) for member in range(count)]
