# --- code
class Countdown:
    """Counts down to one, again and again for whoever iterates."""

    def __init__(self, start):
        if start < 0:
            raise ValueError("start must not be negative")
        self.start = start

    def __iter__(self):
        yield from range(self.start, 0, -1)

    def __contains__(self, number):
        return 1 <= number <= self.start

    def __getitem__(self, index):
        if not 0 <= index < self.start:
            raise IndexError(index)
        return self.start - index

    def __repr__(self):
        return f"Countdown({self.start})"

# --- tests
import pytest

from solution import Countdown


class TestCountdown:
    def setup_method(self):
        self.three = Countdown(3)

    def test_iterates(self):
        assert list(self.three) == [3, 2, 1]
        assert list(self.three) == [3, 2, 1]

    def test_contains(self):
        assert 1 in self.three
        assert 3 in self.three
        assert 0 not in self.three
        assert 4 not in self.three

    def test_items(self):
        assert self.three[0] == 3
        assert self.three[2] == 1
        with pytest.raises(IndexError):
            self.three[3]
        with pytest.raises(IndexError):
            self.three[-1]

    def test_repr(self):
        assert repr(self.three) == "Countdown(3)"
        assert repr(Countdown(0)) == "Countdown(0)"

    def test_empty(self):
        assert list(Countdown(0)) == []
        with pytest.raises(ValueError):
            Countdown(-1)

# --- another
class Countdown:
    def __init__(self, start):
        if start <= -1:
            raise ValueError("negative")
        self.numbers = list(range(start, 0, -1))

    def __iter__(self):
        return iter(list(self.numbers))

    def __contains__(self, number):
        return number in self.numbers

    def __getitem__(self, index):
        if index < 0:
            raise IndexError(index)
        return self.numbers[index]

    def __repr__(self):
        return "Countdown(" + str(len(self.numbers)) + ")"
