# --- code
from collections import OrderedDict


class RecentCache:
    """Keeps the values that were used last."""

    def __init__(self, size):
        self._size = size
        self._values = OrderedDict()

    def get(self, key, default=None):
        if key not in self._values:
            return default
        self._values.move_to_end(key)
        return self._values[key]

    def put(self, key, value):
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > self._size:
            self._values.popitem(last=False)

# --- tests
import pytest

from solution import RecentCache


@pytest.fixture(name="cache")
def _cache():
    made = RecentCache(2)
    made.put("a", 1)
    made.put("b", 2)
    yield made


class TestRecentCache:
    def test_kept(self, cache):
        assert cache.get("a") == 1
        assert cache.get("b") == 2

    def test_default(self, cache):
        assert cache.get("z") is None
        assert cache.get("z", 9) == 9

    def test_oldest_goes(self, cache):
        cache.put("c", 3)
        assert cache.get("a") is None
        assert cache.get("c") == 3

    def test_use_counts(self, cache):
        cache.get("a")
        cache.put("c", 3)
        assert cache.get("a") == 1
        assert cache.get("b") is None

    def test_put_again(self, cache):
        cache.put("a", 5)
        cache.put("c", 6)
        assert cache.get("a") == 5
        assert cache.get("b", "gone") == "gone"

# --- another
class RecentCache:
    def __init__(self, size):
        self.size = size
        self.keys = []
        self.values = {}

    def get(self, key, default=None):
        if key in self.values:
            self.keys.remove(key)
            self.keys.append(key)
            return self.values[key]
        return default

    def put(self, key, value):
        if key in self.values:
            self.keys.remove(key)
        self.keys.append(key)
        self.values[key] = value
        while len(self.keys) > self.size:
            del self.values[self.keys.pop(0)]
