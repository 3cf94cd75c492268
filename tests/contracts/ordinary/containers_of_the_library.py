# --- code
from collections import Counter, OrderedDict, defaultdict, deque


def summarise(words, keep):
    """Counts, positions, last words and first letters of some words."""
    positions = defaultdict(list)
    for number, word in enumerate(words):
        positions[word].append(number)
    letters = OrderedDict((word, word[:1]) for word in words)
    return Counter(words), positions, deque(words, maxlen=keep), letters, frozenset(words)

# --- tests
from collections import Counter, OrderedDict, defaultdict, deque

from solution import summarise


def test_two_words():
    counts, positions, last, letters, every = summarise(["b", "a", "b"], 2)
    assert counts == Counter({"b": 2, "a": 1})
    assert counts.most_common(1) == [("b", 2)]
    assert positions == {"b": [0, 2], "a": [1]}
    assert isinstance(positions, defaultdict)
    assert last == deque(["a", "b"])
    assert letters == OrderedDict([("b", "b"), ("a", "a")])
    assert every == {"a", "b"}


def test_nothing():
    counts, positions, last, letters, every = summarise([], 3)
    assert counts == Counter()
    assert dict(positions) == {}
    assert list(last) == []
    assert last.maxlen == 3
    assert every == frozenset()


def test_long_word():
    _, _, _, letters, _ = summarise(["xyz", "pq"], 1)
    assert letters["xyz"] == "x"
    assert letters["pq"] == "p"

# --- another
import collections


def summarise(words, keep):
    places = collections.defaultdict(list)
    letters = collections.OrderedDict()
    for number in range(len(words)):
        places[words[number]] += [number]
        letters[words[number]] = words[number][0]
    counted = collections.Counter(list(words))
    return counted, places, collections.deque(words, keep), letters, frozenset(words)
