"""Near-duplicates and the groups they make."""

import random

import pytest

from dreamer_app.curation.duplicates import groups, shingles, similar_pairs


def _brute_force(texts: list[str], threshold: float) -> set[tuple[int, int]]:
    sets = [shingles(text) for text in texts]
    return {
        (i, j)
        for j in range(len(sets))
        for i in range(j)
        if sets[i] | sets[j] and len(sets[i] & sets[j]) / len(sets[i] | sets[j]) >= threshold
    }


@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.7, 0.9, 1.0])
def test_the_index_finds_exactly_what_comparing_all_with_all_finds(threshold: float) -> None:
    rng = random.Random(5)
    words = [f"w{n}" for n in range(40)]
    originals = [[rng.choice(words) for _ in range(30)] for _ in range(40)]
    texts = []
    for original in originals:
        for changes in (0, 1, 3, 8):
            copy = list(original)
            for _ in range(changes):
                copy[rng.randrange(len(copy))] = rng.choice(words)
            texts.append(" ".join(copy))
    found = {(one, other) for one, other, _ in similar_pairs(texts, threshold)}
    assert found == _brute_force(texts, threshold)
    assert found


def test_short_texts_are_compared_whole() -> None:
    assert [(i, j) for i, j, _ in similar_pairs(["a b", "A b", "a c"], 0.7)] == [(0, 1)]


def test_empty_texts_are_like_nothing() -> None:
    assert list(similar_pairs(["", "", "a"], 0.5)) == []


def test_pairs_chain_into_groups() -> None:
    assert groups(6, [(4, 3), (1, 3), (5, 0)]) == [0, 1, 2, 1, 1, 0]
