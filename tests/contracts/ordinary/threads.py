# --- code
from concurrent.futures import ThreadPoolExecutor


def sizes(texts):
    """How many different words each text has, counted in threads."""

    def count(text):
        words = set()
        for word in text.split():
            cleaned = word.strip(".,!").lower()
            if cleaned:
                words.add(cleaned)
        return len(words)

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(count, texts))

# --- tests
from solution import sizes


def test_words():
    assert sizes(["a b a", "one, two. Two!"]) == [2, 2]


def test_no_words():
    assert sizes(["", " . , "]) == [0, 0]


def test_no_texts():
    assert sizes([]) == []


def test_case():
    assert sizes(["Up up UP", "x y z"]) == [1, 3]

# --- another
def sizes(texts):
    found = []
    for text in texts:
        words = {word.strip(".,!").lower() for word in text.split()}
        found.append(len(words - {""}))
    return found
